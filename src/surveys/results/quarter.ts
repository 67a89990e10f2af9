import { addMonths, type LocalDate, startOfDay } from '../../chat/dates/zone.ts'
import type { Locale } from '../../chat/wording.ts'

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

const firstDay = (quarter: Quarter): LocalDate => {
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

/** `2026-Q3`, `q3 2026`, `2026Q3`, `2026年第3季度`, `2026年三季度`; what else the text says; null: it names no quarter. */
export function takeQuarter(text: string): { quarter: Quarter; rest: string } | null {
  const plain = text.replace(/第?([一二三四])季度?/u, (_all, sign: string) => `第${'一二三四'.indexOf(sign) + 1}季度`)
  const found =
    /(?<![\p{L}\p{N}])(?<year>20\d\d)\s*[-–/]?\s*q(?<number>[1-4])(?![\p{L}\p{N}])/iu.exec(plain) ??
    /(?<![\p{L}\p{N}])q(?<number>[1-4])\s*[-–/]?\s*(?<year>20\d\d)(?![\p{L}\p{N}])/iu.exec(plain) ??
    /(?<year>20\d\d)\s*年\s*第?(?<number>[1-4])季度?/u.exec(plain)
  if (!found?.groups) return null
  const rest = `${plain.slice(0, found.index)} ${plain.slice(found.index + found[0].length)}`
  return { quarter: `${found.groups.year}-Q${found.groups.number}`, rest: rest.replace(/\s+/g, ' ').trim() }
}

/** `Q3 2026`, `2026年第3季度`. */
export const quarterText = (quarter: Quarter, locale: Locale): string =>
  locale === 'en' ? `${quarter.slice(5)} ${quarter.slice(0, 4)}` : `${quarter.slice(0, 4)}年第${quarter.slice(6)}季度`
