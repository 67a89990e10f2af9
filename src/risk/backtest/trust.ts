import { formatDate } from '../../chat/dates/format.ts'
import { dayText, type LocalDate } from '../../chat/dates/zone.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Tx } from '../../database/store.ts'
import { latestCheck } from '../scores/model-store.ts'
import type { PastCheck } from './check.ts'
import { outcomesBy } from './forecast.ts'

const words = wording({
  en: {
    forward: (day: string, range: string, happened: string, count: string, days: number) =>
      `How far to trust this: of those we gave ${range} on ${day}, ${happened} did not order within ${days} days (n = ${count}).`,
    backward: (day: string, range: string, happened: string, count: string, days: number) =>
      `How far to trust this: of those the model gives ${range} as of ${day}, from orders until then alone, ${happened} did not order within ${days} days (n = ${count}).`,
    forwardAll: (day: string, said: string, happened: string, count: string, days: number) =>
      `How far to trust this: on ${day} we gave ${said} on average, and ${happened} did not order within ${days} days (n = ${count}: too few to tell by range).`,
    backwardAll: (day: string, said: string, happened: string, count: string, days: number) =>
      `How far to trust this: as of ${day}, from orders until then alone, the model gives ${said} on average, and ${happened} did not order within ${days} days (n = ${count}: too few to tell by range).`,
  },
  'zh-CN': {
    forward: (day: string, range: string, happened: string, count: string, days: number) =>
      `可信度：${day}我们判断概率为 ${range} 的客户中，之后 ${days} 天内实际有 ${happened} 没有下单（n = ${count}）。`,
    backward: (day: string, range: string, happened: string, count: string, days: number) =>
      `可信度：只用截至${day}的订单，模型判断概率为 ${range} 的客户中，之后 ${days} 天内实际有 ${happened} 没有下单（n = ${count}）。`,
    forwardAll: (day: string, said: string, happened: string, count: string, days: number) =>
      `可信度：${day}我们给出的平均概率为 ${said}，之后 ${days} 天内实际有 ${happened} 没有下单（n = ${count}，数量少，不分档）。`,
    backwardAll: (day: string, said: string, happened: string, count: string, days: number) =>
      `可信度：只用截至${day}的订单，模型给出的平均概率为 ${said}，之后 ${days} 天内实际有 ${happened} 没有下单（n = ${count}，数量少，不分档）。`,
  },
})

/** Fewer customers than this in a range show nothing. */
const fewest = 20
/** The fifth people act on is told, if there are enough in it; else the next best. */
const told = [3, 4, 2, 1]

/** What a check says of one fifth of the chances: from 60 to 80 % is the fourth. */
export function trustOf({
  fifths,
}: Pick<PastCheck, 'fifths'>): { from: number; to: number; happened: number; count: number } | null {
  for (const fifth of told) {
    const { count = 0, happened = 0 } = fifths[fifth] ?? {}
    if (count >= fewest) return { from: fifth / 5, to: (fifth + 1) / 5, happened, count }
  }
  return null
}

/**
 * The line of a check: of the bot's own forecasts (`forward`), or of what the model says of a past day (`backward`). Where no range has
 * enough customers it is about all of them; null: they are too few for that as well.
 */
export function trustText(
  check: Pick<PastCheck, 'madeOn' | 'horizonDays' | 'customers' | 'base' | 'bins' | 'fifths'>,
  way: 'forward' | 'backward',
  locale: Locale,
): string | null {
  const text = words(locale)
  const percent = (share: number): string => `${Math.round(share * 100)}`
  // A bare day is read in no zone.
  const day = formatDate(dayText(check.madeOn), locale, 'UTC', 'short')
  const trust = trustOf(check)
  if (trust) {
    const range = `${percent(trust.from)}–${percent(trust.to)}%`
    return text[way](day, range, `${percent(trust.happened)}%`, trust.count.toLocaleString(locale), check.horizonDays)
  }
  if (check.customers < fewest) return null
  const [said, happened] = [`${percent(saidOnAverage(check))}%`, `${percent(check.base)}%`]
  return text[`${way}All`](day, said, happened, check.customers.toLocaleString(locale), check.horizonDays)
}

/** The mean of all that was said. */
export const saidOnAverage = ({ bins, customers }: Pick<PastCheck, 'bins' | 'customers'>): number =>
  bins.reduce((sum, { said, count }) => sum + said * count, 0) / customers

/** How the risk did when last it could be seen: by its own forecasts, or before there are any by a check on the past. Null: nothing to tell. */
export async function trustLine(tx: Tx, teamId: number, date: LocalDate, locale: Locale): Promise<string | null> {
  const [outcome] = await outcomesBy(tx, teamId, date, 1)
  const forward = outcome && trustText(outcome, 'forward', locale)
  if (forward) return forward
  const check = await latestCheck(tx, teamId, date)
  return check && trustText(check, 'backward', locale)
}
