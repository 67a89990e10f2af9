import type { Field, FormValues } from '../../chat/form.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { customLines, limits } from '../fields.ts'
import { type CustomField, fieldNamed, readValue } from './field.ts'
import { inputOf } from './settle.ts'

const words = wording({ en: { yes: 'Yes', no: 'No' }, 'zh-CN': { yes: '是', no: '否' } })

/** A form shows the first so many; all of them can be set by `/customer edit acme key=value`. */
const mostInputs = 40
export const inForm = (fields: readonly CustomField[]): CustomField[] =>
  fields.filter(field => !field.archived).slice(0, mostInputs)

/** A customer's own fields as texts of their inputs; empty where there is none. */
export function inputTexts(fields: readonly CustomField[], custom: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(inForm(fields).map(field => [inputOf(field), custom[field.key] ?? '']))
}

/** Typed lines (`plan: Gold`) as texts of inputs; what no input is for stays a line. */
export function typedTexts(fields: readonly CustomField[], typed: string): Record<string, string> {
  const shown = inForm(fields)
  const texts: Record<string, string> = {}
  const rest: string[] = []
  for (const [name, value] of customLines(typed) ?? []) {
    const field = fieldNamed(shown, name)
    if (field) texts[inputOf(field)] = value
    else rest.push(`${name}: ${value}`)
  }
  return rest.length ? { ...texts, custom: rest.join('\n') } : texts
}

/** An input for each field, of the kind of its type. A text that is no value of the type cannot stand in it. */
export function customInputs(
  locale: Locale,
  fields: readonly CustomField[],
  texts: Readonly<Record<string, string | undefined>>,
  hints: Readonly<Record<string, string | undefined>>,
): Field[] {
  return inForm(fields).map((field): Field => {
    const name = inputOf(field)
    const hint = hints[name] ? { hint: hints[name] } : {}
    const base = { name, label: field.label.slice(0, 48), optional: true, ...hint }
    const text = texts[name] ?? ''
    const read = text === '' ? null : readValue(field, text)
    const value = read === null ? {} : { value: read }
    if (field.type === 'text') return { ...base, kind: 'text', maxLength: limits.custom, ...value }
    if (field.type === 'number') return { ...base, kind: 'number', decimal: true, ...value }
    if (field.type === 'date') return { ...base, kind: 'date', ...value }
    return { ...base, kind: 'choice', options: optionsOf(locale, field), ...value }
  })
}

function optionsOf(locale: Locale, field: CustomField) {
  if (field.type === 'choice') return field.options.map(option => ({ value: option, label: option.slice(0, 75) }))
  return (['yes', 'no'] as const).map(value => ({ value, label: words(locale)[value] }))
}

/** What was filled in, by input; one left empty is an empty text. */
export function submittedTexts(fields: readonly CustomField[], values: FormValues): Record<string, string> {
  return Object.fromEntries(
    inForm(fields).flatMap(field => {
      const value = values[inputOf(field)]
      return value === undefined ? [] : [[inputOf(field), typeof value === 'string' ? value : '']]
    }),
  )
}

/** Texts by input as what was written under each field's name, with the lines that no input is for. */
export function writtenOf(
  fields: readonly CustomField[],
  texts: Readonly<Record<string, string | undefined>>,
): [string, string][] {
  const byInput = fields.flatMap((field): [string, string][] => {
    const text = texts[inputOf(field)]
    return text === undefined ? [] : [[field.key, text.trim()]]
  })
  return [...byInput, ...(customLines(texts.custom ?? '') ?? [])]
}
