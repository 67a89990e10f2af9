import { addMonths, type LocalDate, startOfDay } from '../../chat/dates/zone.ts'
import type { Locale } from '../../chat/wording.ts'
import { periodAt } from '../period.ts'

/** A calendar quarter: `2026-Q3`. */
export type Quarter = string

/** The quarters of one result, with the instants they begin and end at; the later one comes first. */
export interface Period {
  quarters: Quarter[]
  from: Date
  until: Date
}

export const quarterShape = /^\d{4}-Q[1-4]$/

export function quarterOf(day: LocalDate): Quarter {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

export const firstDay = (quarter: Quarter): LocalDate => {
  const month = (Number(quarter.slice(6)) - 1) * 3 + 1
  return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}

/** The quarter and those before it, `count` in all, in a zone. */
export function periodUpTo(quarter: Quarter, count: number, zone: string): Period {
  const last = firstDay(quarter)
  const quarters = Array.from({ length: count }, (_, back) => quarterOf(addMonths(last, -3 * back)))
  return {
    quarters,
    from: startOfDay(addMonths(last, -3 * (count - 1)), zone),
    until: startOfDay(addMonths(last, 3), zone),
  }
}

/** What a text says of a period: a quarter anywhere in it, and what else it says; or another period it begins with, which is none of ours. */
export type QuarterTyped =
  | { kind: 'quarter'; quarter: Quarter; rest: string }
  | { kind: 'future' }
  | { kind: 'other' }
  | { kind: 'none' }

/** `2026-Q3`, `q3`, `last quarter`, `2026年第3季度`, `上季度`, at the beginning of any word; a quarter without a year is the latest one. Pure. */
export function takeQuarter(text: string, today: LocalDate): QuarterTyped {
  for (const { index } of text.matchAll(/(?<=^|\s)\S/gu)) {
    const found = periodAt(text.slice(index), today)
    const quarter = found && quarterOf(found.span.from)
    if (!found || !quarter || firstDay(quarter) !== found.span.from || addMonths(found.span.from, 3) !== found.span.until)
      continue
    if (found.span.from > today) return { kind: 'future' }
    const rest = `${text.slice(0, index)} ${text.slice(index + found.length).replace(/^[,，的]+/u, '')}`
    return { kind: 'quarter', quarter, rest: rest.replace(/\s+/g, ' ').trim() }
  }
  return { kind: periodAt(text, today) ? 'other' : 'none' }
}

/** `Q3 2026`, `2026年第3季度`. */
export const quarterText = (quarter: Quarter, locale: Locale): string =>
  locale === 'en' ? `${quarter.slice(5)} ${quarter.slice(0, 4)}` : `${quarter.slice(0, 4)}年第${quarter.slice(6)}季度`
