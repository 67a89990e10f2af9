import { addDays, addMonths, dateOf, isLocalDate, type LocalDate, mondayOf, partsOf } from '../chat/dates/calendar.ts'
import { narrow } from '../chat/dates/candidate.ts'
import { chineseNumber } from '../chat/dates/chinese-numbers.ts'

/** Days from `from` on, before `until`. */
export interface Span {
  from: LocalDate
  until: LocalDate
}

export type PeriodRead = { kind: 'period'; span: Span; rest: string } | { kind: 'future' }

type Groups = Record<string, string | undefined>
interface Rule {
  pattern: RegExp
  /** Null: it is no period after all. */
  read(groups: Groups, today: LocalDate): Span | null
}

const usualDays = 90
const longestDays = 36_500

const end = String.raw`(?=$|[\s,:])`
const month = '(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}'
const number = '\\d{1,4}|[一二两三四五六七八九十百]{1,4}|半'
const day = (name: string) => `(?<${name}>\\d{4}-\\d{1,2}-\\d{1,2})`

/** What a period may be called, at the beginning of a line; what says more goes before what says less. */
const rules: readonly Rule[] = [
  {
    pattern: new RegExp(`^(?:from )?${day('first')}\\s?(?:\\.\\.|to|until|till|~|–|—|至|到)\\s?${day('last')}${end}`, 'iu'),
    read: between,
  },
  { pattern: new RegExp(`^${day('first')}(?=$|[\\s,:]|起|以来|至今)`, 'u'), read: between },
  {
    pattern: new RegExp(
      `^(?:the )?(?:(?:last|past|previous) )?(?<count>\\d{1,4})\\s?(?<unit>days?|d|weeks?|w|months?|mo|m|quarters?|years?|y)${end}`,
      'iu',
    ),
    read: rolling,
  },
  { pattern: new RegExp(`^(?:the )?past (?<unit>week|month|quarter|year)${end}`, 'iu'), read: rolling },
  { pattern: new RegExp(`^(?:the )?(?<which>this|last|previous) (?<unit>week|month|quarter|year)${end}`, 'iu'), read: calendar },
  { pattern: new RegExp(`^(?<year>\\d{4})(?:年|[-–/ ])?q(?<quarter>[1-4])${end}`, 'iu'), read: quarter },
  { pattern: new RegExp(`^q(?<quarter>[1-4])(?:[-/ ]?(?<year>\\d{4}))?${end}`, 'iu'), read: quarter },
  { pattern: new RegExp(`^(?<year>\\d{4})[-/.](?<month>\\d{1,2})${end}`, 'u'), read: monthOf },
  { pattern: new RegExp(`^${month}(?: (?<year>\\d{4}))?${end}`, 'iu'), read: monthOf },
  { pattern: new RegExp(`^(?<year>\\d{4})${end}`, 'u'), read: yearOf },
  { pattern: new RegExp(`^(?:最近|近|过去)\\s?(?<count>${number})\\s?个?(?<unit>天|日|周|星期|月|季度|年)`, 'u'), read: rolling },
  { pattern: new RegExp(`^(?<count>${number})\\s?(?<unit>天|周|个星期|个月|个季度|年)(?:内|以来)?${end}`, 'u'), read: rolling },
  { pattern: /^(?:(?<year>\d{4})年|(?<word>今年|去年))?\s?第?(?<quarter>[一二三四1-4])季度/u, read: quarter },
  {
    pattern: /^(?:(?<year>\d{4})年|(?<word>今年|去年))?\s?(?<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?/u,
    read: monthOf,
  },
  { pattern: /^(?<year>\d{4})年/u, read: yearOf },
  { pattern: /^(?<word>今年|去年)/u, read: yearOf },
  { pattern: /^(?<which>本|这一?个?|上一?个?)(?<unit>周|星期|月|季度|年)/u, read: calendar },
]

/** Before a period and with it one thing: in August, during last quarter. */
const within = /^(?:(?:in|during|for|over|within) (?:the )?|在)/iu
const since = /^(?:since |自从?|从)\s?/iu
/** Behind one in Chinese: from its beginning until today. */
const untilToday = /^\s?(?:以来|起|至今|到现在)/u

/**
 * The period a line begins with and what follows: `90d`, `last quarter`, `2026-Q3`, `in August`, `since July`, `this year`, `上季度`, `近90天`,
 * `2026年8月`, `7月以来`, `2026-07-01..2026-07-31`; without one the last 90 days. What is still to come of it is left out. Pure.
 */
export function readPeriod(line: string, today: LocalDate): PeriodRead {
  const text = line.trim()
  const found = periodAt(text, today)
  const until = addDays(today, 1)
  if (!found) return { kind: 'period', span: { from: addDays(until, -usualDays), until }, rest: text }
  const { span, length } = found
  if (span.from > today) return { kind: 'future' }
  const rest = text.slice(length).replace(/^[\s,，:：的]+/u, '')
  return { kind: 'period', span: { from: span.from, until: span.until > until ? until : span.until }, rest }
}

/** The period that a text begins with, whole even where it is not over, and how many characters name it. Null: it begins with none. Pure. */
export function periodAt(text: string, today: LocalDate): { span: Span; length: number } | null {
  const plain = narrow(text)
  const began = since.exec(plain)
  const before = (began ?? within.exec(plain))?.[0].length ?? 0
  for (const skipped of new Set([0, before])) {
    const named = plain.slice(skipped)
    for (const { pattern, read } of rules) {
      const match = pattern.exec(named)
      const span = match && read(match.groups ?? {}, today)
      if (!match || !span) continue
      const length = skipped + match[0].length
      const behind = untilToday.exec(plain.slice(length))?.[0].length ?? 0
      const isOpen = behind > 0 || (began !== null && skipped > 0)
      return { span: isOpen ? { from: span.from, until: addDays(today, 1) } : span, length: length + behind }
    }
  }
  return null
}

function between({ first = '', last = first }: Groups): Span | null {
  const [from, to] = [padded(first), padded(last)]
  return isLocalDate(from) && isLocalDate(to) && from <= to ? { from, until: addDays(to, 1) } : null
}

const padded = (date: string): string => date.replace(/-(\d)(?!\d)/g, '-0$1')

/** Up to today and with it. */
function rolling({ count = '1', unit = '' }: Groups, today: LocalDate): Span | null {
  const until = addDays(today, 1)
  const times = count === '半' ? 0.5 : (chineseNumber(count) ?? 0)
  const days = /^(?:d|天|日)/iu.test(unit) ? times : /^(?:w|周|个?星期)/iu.test(unit) ? times * 7 : null
  const months = /^m|月/iu.test(unit) ? times : /^q|季度/iu.test(unit) ? times * 3 : times * 12
  if (days !== null)
    return Number.isInteger(days) && days > 0 && days <= longestDays ? { from: addDays(until, -days), until } : null
  if (months === 0.5) return { from: addDays(until, -15), until }
  return Number.isInteger(months) && months > 0 && months <= 1_200 ? { from: addMonths(until, -months), until } : null
}

/** A whole week, month, quarter or year of the calendar. */
function calendar({ which = '', unit = '' }: Groups, today: LocalDate): Span {
  const back = /^(?:last|previous|上)/iu.test(which) ? 1 : 0
  const { year, month } = partsOf(today)
  if (/week|周|星期/iu.test(unit)) {
    const from = addDays(mondayOf(today), -7 * back)
    return { from, until: addDays(from, 7) }
  }
  if (/quarter|季度/iu.test(unit)) return months(addMonths(dateOf(year, month - ((month - 1) % 3), 1), -3 * back), 3)
  if (/month|月/iu.test(unit)) return months(addMonths(dateOf(year, month, 1), -back), 1)
  return months(dateOf(year - back, 1, 1), 12)
}

const months = (from: LocalDate, count: number): Span => ({ from, until: addMonths(from, count) })

/** The year that is named; without one this year, or the one before if that part of it has not begun. */
function yearFor({ year, word }: Groups, firstMonth: number, today: LocalDate): number {
  const own = partsOf(today)
  if (year) return Number(year)
  if (word) return own.year - (word === '去年' ? 1 : 0)
  return own.month >= firstMonth ? own.year : own.year - 1
}

function quarter(groups: Groups, today: LocalDate): Span | null {
  const first = ((chineseNumber(groups.quarter ?? '') ?? 1) - 1) * 3 + 1
  return spanOf(yearFor(groups, first, today), first, 3)
}

function monthOf(groups: Groups, today: LocalDate): Span | null {
  const named = groups.name && 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').indexOf(groups.name.toLowerCase()) + 1
  const month = named || (chineseNumber(groups.month ?? '') ?? 0)
  return month >= 1 && month <= 12 ? spanOf(yearFor(groups, month, today), month, 1) : null
}

function yearOf(groups: Groups, today: LocalDate): Span | null {
  return spanOf(yearFor(groups, 1, today), 1, 12)
}

const spanOf = (year: number, month: number, count: number): Span | null =>
  year >= 1900 && year <= 2199 ? months(dateOf(year, month, 1), count) : null
