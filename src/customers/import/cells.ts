import { exists } from '../../chat/dates/calendar.ts'
import type { CellRead as Read } from '../../chat/import-kind.ts'
import { cleanText, readDay } from '../fields.ts'
import { cellReasons } from './cell-messages.ts'

/** What a row says about when: an instant, or a time or a bare day on the wall clock of the customer's team. */
export interface When {
  kind: 'instant' | 'time' | 'day'
  /** Of an instant in UTC; of a wall clock as if it were UTC, a bare day at noon. */
  ms: number
}

export const longestId = 200
export const longestName = 500

export const readId = (text: string): Read<string> => readText(text, longestId)
export const readName = (text: string): Read<string> => readText(text, longestName)

/** What most ids are: nothing to clean. */
const plain = /^[\w.:/-]*$/

/** One line of text without invisible characters, at most so long. */
export function readText(text: string, longest: number): Read<string> {
  const clean = plain.test(text) ? text : cleanText(text)
  return clean.length <= longest ? { value: clean } : { problem: cellReasons.long(longest) }
}

const whenShape =
  /^(\d{4})(-?)(\d{2})\2(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** `YYYY-MM-DD`, or ISO 8601 with a time; without an offset the time is local. Seconds are kept to the millisecond. */
export function readWhen(text: string): Read<When> {
  const match = whenShape.exec(text)
  if (!match) return { problem: cellReasons.date(text) }
  const [year, month, day, hour, minute, second] = [1, 3, 4, 5, 6, 7].map(group => Number(match[group] ?? 0))
  if (!year || year < 1900 || year > 2199 || !month || !day || !exists(year, month, day))
    return { problem: cellReasons.noDay(text) }
  if (match[5] === undefined) return { value: { kind: 'day', ms: Date.UTC(year, month - 1, day, 12) } }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { problem: cellReasons.date(text) }
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, Number((match[8] ?? '').padEnd(3, '0').slice(0, 3)))
  const offset = match[9]
  return { value: offset ? { kind: 'instant', ms: ms - offsetMs(offset) } : { kind: 'time', ms } }
}

function offsetMs(offset: string): number {
  if (/z/i.test(offset)) return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || 0)
  return (offset[0] === '-' ? -minutes : minutes) * 60_000
}

/** An amount in hundredths, exactly. A decimal comma is understood; a thousands separator is not: `1,234` might be either. */
export function readCents(text: string): Read<number> {
  const match = /^([+-]?)(\d{1,12})(?:\.(\d*)|,(\d{1,2}))?$/.exec(text)
  if (!match) return { problem: cellReasons.amount(text) }
  const fraction = match[3] ?? match[4] ?? ''
  const beyond = fraction.slice(2)
  // 29.990000000000002 is how programs write 29.99; 12.345 is something else, and no currency's business here.
  const noise = /^0*$/.test(beyond) ? 0 : /^0{4,}/.test(beyond) ? 0 : /^9{4,}/.test(beyond) ? 1 : null
  if (noise === null) return { problem: cellReasons.decimals(text) }
  const cents = Number(match[2]) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0')) + noise
  return { value: match[1] === '-' && cents !== 0 ? -cents : cents }
}

/** Decimal text as the database writes money. */
export const amountText = (cents: number): string => (cents / 100).toFixed(2)

/** A quantity as the database writes it, three decimals. */
export function readQuantity(text: string): Read<string> {
  const plain = /^[+-]?\d{1,12}(?:[.,]\d{1,3}0*)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
  return Number.isNaN(plain) ? { problem: cellReasons.quantity(text) } : { value: (plain + 0).toFixed(3) }
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

export function readCurrency(text: string): Read<string> {
  const code = text.toUpperCase()
  return currencies.has(code) ? { value: code } : { problem: cellReasons.currency(text) }
}

/** One of some words, in whichever language; `words` is keyed by how people write them, lower case. */
export function wordReader<Word extends string>(words: Readonly<Record<string, Word>>): (text: string) => Read<Word> {
  const known = [...new Set(Object.values(words))]
  return text => {
    const plain = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim()
    const word = Object.hasOwn(words, plain) ? words[plain] : known.find(name => name === plain)
    return word === undefined ? { problem: cellReasons.word(text, known) } : { value: word }
  }
}

export function integerReader(from: number, to: number): (text: string) => Read<number> {
  return text => {
    const number = /^\d{1,12}(?:\.0*)?$/.test(text) ? Number(text) : Number.NaN
    return number >= from && number <= to ? { value: number } : { problem: cellReasons.integer(text, from, to) }
  }
}

/** A bare day; of a date with a time, which other systems write, the day as it stands there. */
export function readDayCell(text: string): Read<string> {
  const day = readDay(text.replace(/[T ]\d{2}:\d{2}.*$/, ''))
  return day && day >= '1800-01-01' && day <= '2199-12-31' ? { value: day } : { problem: cellReasons.day(text) }
}

/** A text that cannot be empty, in one line. */
export const lineReader =
  (longest: number) =>
  (text: string): Read<string> => {
    const read = readText(text, longest)
    return 'value' in read && !read.value ? { problem: cellReasons.invisible() } : read
  }

const yesNo: Readonly<Record<string, 'yes' | 'no'>> = {
  ...Object.fromEntries(['yes', 'y', 'true', 't', '1', 'x', '✓', '✔', '是', '对', '有'].map(word => [word, 'yes' as const])),
  ...Object.fromEntries(['no', 'n', 'false', 'f', '0', '-', '否', '不', '不是', '无'].map(word => [word, 'no' as const])),
}
const readYesNoWord = wordReader(yesNo)

export function readYesNo(text: string): Read<boolean> {
  const read = readYesNoWord(text)
  return 'value' in read ? { value: read.value === 'yes' } : read
}
