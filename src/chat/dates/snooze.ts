import { narrow, type Reading, type Today } from './candidate.ts'
import { fromNow } from './chinese-amounts.ts'
import { chineseNumber } from './chinese-numbers.ts'
import { findWhen, type Reference } from './find.ts'
import { addDays, instantOf, type LocalDate, localDate, nextWorkingDay, startOfDay } from './zone.ts'

export type SnoozeResult =
  | { kind: 'until'; until: Date }
  | { kind: 'none' }
  | { kind: 'impossible'; text: string }
  | { kind: 'past' }

const ENGLISH =
  /^(?:for\s)?(?<count>\d{1,6}(?:\.5)?|an?|one|two|three|half an?|a couple of|a few)\s?(?<unit>minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo)$/i
const CHINESE =
  /^(?:再?过|等|推迟|延后|延迟)?\s?(?<amount>\d{1,6}|[一二两三四五六七八九十]{1,3}|半)\s?(?:个|個)?(?<half>半)?(?<unit>分钟|小时|钟头|天|日|周|星期|礼拜|月|工作日)(?:之?后|以后)?$/
const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  'half a': 0.5,
  'half an': 0.5,
  'a couple of': 2,
  'a few': 3,
}
const UNITS: readonly [RegExp, string][] = [
  [/^(?:m|min)/i, '分钟'],
  [/^h/i, '小时'],
  [/^d/i, '天'],
  [/^w/i, '周'],
]

/**
 * Until when to stay quiet: an amount ("1h", "2 days", 半小时), or anything `parseWhen` reads. Hours and minutes end on the minute, all
 * else at the start of that day in the writer's zone. With `workdays` (1 to 7), "next week" is that week's first working day.
 */
export function parseSnooze(text: string, ref: Reference, workdays: readonly number[] = []): SnoozeResult {
  const plain = narrow(text).trim().toLowerCase()
  const reading = amount(plain, { date: localDate(ref.now, ref.zone), ...ref })
  if (reading === 'impossible') return { kind: 'impossible', text: text.trim() }
  if (reading) return ending(reading.date, reading.time, ref)
  const found = findWhen(text, ref)
  if (found.kind !== 'found') return found
  const wholeWeek = found.last === addDays(found.date, 6)
  const date = wholeWeek && workdays.length > 0 ? nextWorkingDay(addDays(found.date, -1), workdays) : found.date
  return ending(date, found.time, ref)
}

function amount(plain: string, today: Today): Reading | 'impossible' | null {
  const english = ENGLISH.exec(plain)?.groups
  if (english) {
    const unit = english.unit ?? ''
    // "m" is minutes, "mo" and "months" are not.
    const chinese = /^mo/.test(unit) ? '月' : UNITS.find(([pattern]) => pattern.test(unit))?.[1]
    return chinese ? fromNow(chinese, WORDS[english.count ?? ''] ?? Number(english.count), today) : null
  }
  const groups = CHINESE.exec(plain)?.groups
  if (!groups) return null
  const count = groups.amount === '半' ? 0.5 : (chineseNumber(groups.amount ?? '') ?? 0)
  return fromNow(groups.unit ?? '', count + (groups.half ? 0.5 : 0), today)
}

function ending(date: LocalDate, time: string | undefined, ref: Reference): SnoozeResult {
  const until = time ? instantOf(date, time, ref.zone) : startOfDay(date, ref.zone)
  return until.getTime() > ref.now.getTime() ? { kind: 'until', until } : { kind: 'past' }
}
