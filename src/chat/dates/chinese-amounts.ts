import { addDays, addMonths, type LocalDate } from './calendar.ts'
import type { Groups, Reading, Rule, Today } from './candidate.ts'
import { chineseNumber } from './chinese-numbers.ts'
import { addWorkingDays, plausible } from './spans.ts'
import { localDate, localTime } from './zone.ts'

const AMOUNT = '\\d{1,6}|[一二两兩三四五六七八九十百]{1,5}|半|几'
const UNIT = '工作日|工作天|天|日|周|週|星期|礼拜|禮拜|月|季度|年|小时|钟头|分钟'

/** Amounts of time from now: 三天后, 两周内, 半个月后, 一年半后, 过两天, 3个工作日内, 三天前. */
export const CHINESE_AMOUNT_RULES: readonly Rule[] = [
  {
    pattern: new RegExp(
      `(?<![\\d.第])(?:(?<over>再?过|再等|等)\\s?)?(?<amount>${AMOUNT})\\s?(?<counter>个|個)?(?<half>半)?(?<unit>${UNIT})(?<yearHalf>半)?(?:(?<ahead>之?后|以后|後|之?内|以内)|(?<ago>之前|以前|前)|)`,
      'g',
    ),
    read: amountFromNow,
  },
]

function amountFromNow(groups: Groups, today: Today): Reading | 'impossible' | null {
  const { over, amount = '', counter, unit = '', ahead, ago } = groups
  if (!ahead && !ago && !over) return null
  // 3月后 names the month of March; an amount of months is 3个月.
  if (unit === '月' && !counter && amount !== '半') return null
  const half = Boolean(groups.half ?? groups.yearHalf)
  const count = amount === '半' ? 0.5 : amount === '几' ? 3 : (chineseNumber(amount) ?? 0)
  return fromNow(unit, (count + (half ? 0.5 : 0)) * (ago ? -1 : 1), today)
}

/** A Chinese unit and a count (halves allowed) as a reading; hours and minutes carry their clock time. */
export function fromNow(unit: string, count: number, today: Today): Reading | 'impossible' {
  if (/小时|钟头|分钟/.test(unit)) return clockFromNow(count * (unit === '分钟' ? 1 : 60), today)
  if (Math.abs(count) > 100_000) return 'impossible'
  const date = moved(unit, count, today.date)
  return plausible(date) ? { date } : 'impossible'
}

/** The day and clock so many minutes from now; exact across clock changes. */
export function clockFromNow(minutes: number, today: Today): Reading | 'impossible' {
  if (!(Math.abs(minutes) < 50_000_000)) return 'impossible'
  const instant = new Date(today.now.getTime() + minutes * 60_000)
  return { date: localDate(instant, today.zone), time: localTime(instant, today.zone) }
}

function moved(unit: string, count: number, from: LocalDate): LocalDate {
  const whole = Math.trunc(count)
  const rest = count - whole
  if (/工作/.test(unit)) return addWorkingDays(from, Math.round(count))
  if (/天|日/.test(unit)) return addDays(from, Math.ceil(count))
  if (/周|週|星期|礼拜|禮拜/.test(unit)) return addDays(from, Math.round(count * 7))
  // Half a month is 15 days, half a year six months.
  if (unit === '月') return addDays(addMonths(from, whole), Math.round(rest * 30))
  return addMonths(from, Math.round(count * (unit === '季度' ? 3 : 12)))
}
