import type { Field, Form } from '../../../chat/form.ts'
import { bold, type Inline, type Message, type Part, say } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { wecomWords } from '../words.ts'
import { type Held, optionsText } from './values.ts'

export type AllHeld = Readonly<Record<string, Held>>

/** A form as a message: its fields with what they hold, and how to answer. `page`: where it can be filled in as well. */
export function formMessage(form: Form, held: AllHeld, asked: Field | undefined, locale: Locale, page: string | null): Message {
  const words = wecomWords(locale)
  const parts: Part[] = [{ kind: 'heading', text: form.title }]
  if (form.intro) parts.push({ kind: 'text', text: [form.intro] })
  const rows = form.fields.map(field => ({
    text: [bold(field.label), ...(field.optional ? [] : [words.required]), colon(locale), held[field.name]?.shown || words.empty],
    detail: detailOf(field, locale),
  }))
  parts.push({ kind: 'list', start: 1, rows, priority: 9 })
  if (asked) parts.push({ kind: 'text', text: [words.asked(asked.label)], priority: 9 })
  if (page) parts.push({ kind: 'text', text: [{ kind: 'link', url: page, text: words.formPage }], priority: 9 })
  parts.push({ kind: 'note', text: [words.formHow((asked ?? form.fields[0])?.label ?? '')], priority: 9 })
  return { locale, summary: form.title, parts }
}

const colon = (locale: Locale): string => (locale === 'en' ? ': ' : '：')

function detailOf(field: Field, locale: Locale): Inline[] {
  const words = wecomWords(locale)
  const options =
    field.kind === 'choice' ? [(field.multiple ? words.severalOptions : words.options) + optionsText(field.options, locale)] : []
  return [[...(field.hint ? [field.hint] : []), ...options].join(' ')].filter(text => text !== '')
}

/** What is wrong, by the fields' labels; everything else is kept. */
export function wrongMessage(form: Form, wrong: Readonly<Record<string, string>>, locale: Locale): Message {
  const words = wecomWords(locale)
  const rows = Object.entries(wrong).map(([name, problem]) => ({
    text: [bold(form.fields.find(field => field.name === name)?.label ?? name), colon(locale), problem],
  }))
  const first = form.fields.find(({ name }) => name in wrong) ?? form.fields[0]
  return {
    locale,
    summary: words.notSaved,
    parts: [
      { kind: 'list', title: words.notSaved, rows },
      { kind: 'note', text: [words.formHow(first?.label ?? '')] },
    ],
  }
}

export const cancelledMessage = (locale: Locale): Message => say(locale, wecomWords(locale).cancelled)
