import { chartDescription } from '../../../charts/text.ts'
import { cut } from '../../../chat/cut.ts'
import type { Button, ListPart, Message, Part } from '../../../chat/message.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Locale } from '../../../chat/wording.ts'
import { type Codes, codesOf } from '../offers.ts'
import { wecomWords } from '../words.ts'
import { type Draft, withinBytes } from './fit.ts'
import { inlines } from './inline.ts'
import { code, heading, join, literal, type Markdown, oneLine, own, quiet, rule, strong } from './markdown.ts'

/** Bytes of a robot's markdown, a little below WeCom's 20,480. */
export const mostBytes = 20_000
/** Characters, so that one long text does not push everything else out. */
const longest = { text: 2_600, row: 500, fact: 800, label: 60, cell: 80, button: 40, chart: 3_000 }

export interface Rendered {
  content: Markdown
  codes: Codes
}

/** A message as markdown within WeCom's limits, each action with the code that starts it. */
export function renderMessage(message: Message): Rendered {
  const { locale } = message
  const codes = codesOf(message)
  const drafts = message.parts.map(part => draftOf(part, codes, locale))
  const [first] = codes.values()
  if (first !== undefined) drafts.push(whole(10, 0, quiet(own(`${wecomWords(locale).act} ${first}`))))
  const content = withinBytes(drafts, mostBytes, hidden => quiet(literal(chatWords(locale).more(hidden))))
  return { content: content.trim() === '' ? literal(summaryOf(message)) : content, codes }
}

const summaryOf = ({ summary }: Message): string => cut(summary.trim(), longest.text) || '–'

const whole = (priority: number, counts: 0 | 1, text: Markdown): Draft => ({ priority, items: 1, counts, text: () => text })

function draftOf(part: Part, codes: Codes, locale: Locale): Draft {
  const priority = part.priority ?? 5
  const more = (count: number) => (count > 0 ? [quiet(literal(chatWords(locale).more(count)))] : [])
  const lines = (count: number, line: (index: number) => Markdown): Draft => ({
    ...{ priority, items: count, counts: count },
    text: kept => join([...Array.from({ length: kept }, (_, index) => line(index)), ...more(count - kept)], '\n'),
  })
  switch (part.kind) {
    case 'heading':
      return whole(priority, 0, heading(cut(part.text, longest.fact)))
    case 'text':
      return whole(priority, 1, inlines(part.text, locale, longest.text))
    case 'note':
      return whole(priority, 1, quiet(inlines(part.text, locale, longest.text)))
    case 'divider':
      return whole(priority, 0, rule)
    case 'chart':
      return whole(priority, 1, literal(cut(chartDescription(part.chart), longest.chart)))
    case 'actions':
      return { ...whole(priority, 1, offered(part.actions, codes)), counts: part.actions.length }
    case 'facts':
      return lines(part.facts.length, index => {
        const { label = '', value = [] } = part.facts[index] ?? {}
        return join([strong(cut(label, longest.label)), own(locale === 'en' ? ': ' : '：'), inlines(value, locale, longest.fact)])
      })
    case 'table': {
      const row = (cells: readonly string[]) =>
        join(
          cells.map(cell => oneLine(cut(cell, longest.cell)) || own('–')),
          ' | ',
        )
      const rows = lines(part.rows.length, index => row(part.rows[index] ?? []))
      const columns = strong(part.columns.join(' | '))
      // The header counts as an item, so that a table without rows still shows its columns.
      return { ...rows, items: rows.items + 1, text: kept => join([columns, rows.text(kept - 1)], '\n') }
    }
    case 'list':
      return listDraft(
        part,
        locale,
        lines(part.rows.length, index => row(part, index, codes, locale)),
      )
  }
}

function listDraft(list: ListPart, locale: Locale, rows: Draft): Draft {
  const title = list.title ? [strong(list.title)] : []
  const more = list.more?.length ? [quiet(inlines(list.more, locale, longest.text))] : []
  const framed = (kept: number) => join([...title, rows.text(kept), ...more], '\n')
  return { ...rows, items: Math.max(rows.items, 1), text: kept => framed(Math.min(kept, rows.items)) }
}

function row(list: ListPart, index: number, codes: Codes, locale: Locale): Markdown {
  const { text = [], detail = [], act = [] } = list.rows[index] ?? {}
  const head = list.start === undefined ? own('- ') : own(`${list.start + index}. `)
  const below = [inlines(detail, locale, longest.row), offered(act, codes)].flatMap(line =>
    line ? [join([own('   '), line])] : [],
  )
  return join([join([head, inlines(text, locale, longest.row)]), ...below], '\n')
}

/** `A` Done  `B` Later: what can be done, by its code. */
function offered(buttons: readonly Button[], codes: Codes): Markdown {
  return join(
    buttons.map(button => join([code(codes.get(button) ?? ''), own(' '), oneLine(cut(button.label, longest.button))])),
    '\u3000',
  )
}
