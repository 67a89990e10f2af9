import { isLocalDate } from '../../../chat/dates/calendar.ts'
import { parseWhen } from '../../../chat/dates/when.ts'
import type { Choice, Field } from '../../../chat/form.ts'
import type { Locale } from '../../../chat/wording.ts'
import { formWords, joined, wecomWords } from '../words.ts'

/** What a field holds: the value to submit, and what its owner reads. */
export interface Held {
  value: string | string[] | null
  shown: string
}

export interface Lookups {
  /** Customers by what was typed. */
  customers(query: string): Promise<Choice[]>
  isPerson(id: string): Promise<boolean>
  self: string
  now: Date
  zone: string
}

/** A field as the form came with it. */
export function heldAtFirst(field: Field): Held {
  if (field.kind === 'customer') return { value: field.value?.value ?? null, shown: field.value?.label ?? '' }
  if (field.kind !== 'choice') return { value: field.value || null, shown: field.value ?? '' }
  const chosen = [field.value ?? []].flat()
  const labels = field.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)
  return { value: field.multiple ? chosen : (chosen[0] ?? null), shown: labels.join(' / ') }
}

/** What was written for a field as its value, or what is wrong with it. */
export async function heldOf(field: Field, text: string, lookups: Lookups, locale: Locale): Promise<Held | { wrong: string }> {
  const typed = text.trim()
  const words = wecomWords(locale)
  if (typed === '' || formWords.none.has(typed.toLowerCase()))
    return field.optional ? { value: field.kind === 'choice' && field.multiple ? [] : null, shown: '' } : { wrong: words.missing }
  switch (field.kind) {
    case 'text':
      if (field.maxLength !== undefined && typed.length > field.maxLength) return { wrong: words.tooLong(field.maxLength) }
      return { value: typed, shown: typed }
    case 'number': {
      const number = typed.normalize('NFKC').replace(/[,\s]/g, '')
      return { value: number, shown: number }
    }
    case 'date': {
      const date = dateOf(typed.normalize('NFKC'), lookups)
      return date === null ? { wrong: words.noDate } : { value: date, shown: date }
    }
    case 'choice':
      return chosen(field, typed, locale)
    case 'person': {
      const id = /^[@＠]?(?:me|我)$/i.test(typed) ? lookups.self : typed.replace(/^[@＠]/, '')
      return (await lookups.isPerson(id)) ? { value: id, shown: id } : { wrong: words.noPerson }
    }
    case 'customer':
      return customer(await lookups.customers(typed), typed, locale)
  }
}

function dateOf(typed: string, { now, zone }: Lookups): string | null {
  if (isLocalDate(typed)) return typed
  const found = parseWhen(typed, { now, zone })
  return found.kind === 'found' ? found.date : null
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

function chosen(field: Extract<Field, { kind: 'choice' }>, typed: string, locale: Locale): Held | { wrong: string } {
  const names = field.multiple ? typed.split(/[,，、;；/]/).filter(name => name.trim() !== '') : [typed]
  const found = names.map(name => field.options.find(({ value, label }) => [plain(label), plain(value)].includes(plain(name))))
  const options = found.flatMap(option => option ?? [])
  if (options.length < found.length) return { wrong: wecomWords(locale).unknownOption(optionsText(field.options, locale)) }
  const values = options.map(({ value }) => value)
  return { value: field.multiple ? values : (values[0] ?? null), shown: options.map(({ label }) => label).join(' / ') }
}

const shownOptions = 20

export const optionsText = (options: readonly Choice[], locale: Locale): string =>
  joined(
    locale,
    options.slice(0, shownOptions).map(({ label }) => label),
  ) + (options.length > shownOptions ? '…' : '')

function customer(found: readonly Choice[], typed: string, locale: Locale): Held | { wrong: string } {
  const exact = found.filter(({ label }) => plain(label) === plain(typed))
  const [one, ...others] = exact.length > 0 ? exact : found
  if (!one) return { wrong: wecomWords(locale).noCustomer }
  if (others.length > 0) return { wrong: wecomWords(locale).manyCustomers(optionsText([one, ...others], locale)) }
  return { value: one.value, shown: one.label }
}
