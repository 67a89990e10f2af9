import type { Choice, Field } from '../../../chat/form.ts'
import type { OpenForm } from '../form/talk.ts'
import { type Held, heldOf, type Lookups } from '../form/values.ts'
import { wecomWords } from '../words.ts'
import { pageWords } from './words.ts'

/** What is wrong with a field, and which ones it might be when it named several. */
export interface Problem {
  text: string
  choices?: readonly Choice[]
}

export interface Filled {
  /** All that can be kept. */
  held: Record<string, Held>
  problems: Record<string, Problem>
  /** What was typed, by field, where it is not what is held. */
  typed: Record<string, string>
}

/** The names of a field's inputs: by position, for a field's own name may be anything. */
export const inputName = (index: number): string => `f${index}`
export const pickName = (index: number): string => `f${index}.pick`

/** What came from a form's page. What is wrong stays as it was typed; all else is taken. */
export async function filledIn(
  { form, held, locale }: OpenForm,
  pairs: readonly (readonly [string, string])[],
  lookups: Lookups,
): Promise<Filled> {
  const words = wecomWords(locale)
  const filled: Filled = { held: { ...held }, problems: {}, typed: {} }
  const valuesOf = (name: string) => pairs.flatMap(([key, value]) => (key === name ? [value] : []))
  for (const [index, field] of form.fields.entries()) {
    // Browsers send line breaks as two characters, whatever was typed.
    const given = valuesOf(inputName(index)).map(value => value.replace(/\r\n?/g, '\n'))
    const [typed = ''] = given
    const [pick] = valuesOf(pickName(index))
    const found = isBlank(given)
      ? field.optional
        ? { value: field.kind === 'choice' && field.multiple ? [] : null, shown: '' }
        : { wrong: words.missing }
      : await read(field, { given, typed, pick }, held[field.name], lookups, locale)
    if ('wrong' in found) {
      filled.problems[field.name] = { text: found.wrong, ...('choices' in found && { choices: found.choices }) }
      filled.typed[field.name] = typed
    } else filled.held[field.name] = found
  }
  return filled
}

const isBlank = (given: readonly string[]): boolean => given.every(value => value.trim() === '')

type Read = Held | { wrong: string; choices?: readonly Choice[] }

async function read(
  field: Field,
  { given, typed, pick }: { given: string[]; typed: string; pick: string | undefined },
  before: Held | undefined,
  lookups: Lookups,
  locale: OpenForm['locale'],
): Promise<Read> {
  if (field.kind === 'choice') {
    const chosen = field.options.filter(({ value }) => given.includes(value))
    const isWrong = chosen.length === 0 || (!field.multiple && chosen.length > 1)
    if (isWrong) return { wrong: wecomWords(locale).missing }
    const values = chosen.map(({ value }) => value)
    return { value: field.multiple ? values : (values[0] ?? null), shown: chosen.map(({ label }) => label).join(' / ') }
  }
  if (field.kind === 'text') {
    const text = typed.trim()
    const isLong = field.maxLength !== undefined && text.length > field.maxLength
    return isLong ? { wrong: wecomWords(locale).tooLong(field.maxLength ?? 0) } : { value: text, shown: text }
  }
  if (field.kind !== 'customer') return heldOf(field, typed, lookups, locale)
  if (before?.value != null && typed.trim() === before.shown.trim()) return before
  const choices = await lookups.customers(typed)
  const picked = choices.find(({ value }) => value === pick)
  if (picked) return { value: picked.value, shown: picked.label }
  const found = await heldOf(field, typed, { ...lookups, customers: async () => [...choices] }, locale)
  return 'wrong' in found && choices.length > 1 ? { wrong: pageWords(locale).which, choices } : found
}
