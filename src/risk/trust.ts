import { formatDate } from '../chat/dates/format.ts'
import { dayText, type LocalDate } from '../chat/dates/zone.ts'
import { type Locale, wording } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import type { PastCheck } from './check.ts'
import { latestOutcome } from './forecast.ts'
import { latestCheck } from './model-store.ts'

const words = wording({
  en: {
    forward: (day: string, range: string, happened: string, count: string, days: number) =>
      `How far to trust this: of those we gave ${range} on ${day}, ${happened} did not order within ${days} days (n = ${count}).`,
    backward: (day: string, range: string, happened: string, count: string, days: number) =>
      `How far to trust this: of those the model gives ${range} as of ${day}, from orders until then alone, ${happened} did not order within ${days} days (n = ${count}).`,
  },
  'zh-CN': {
    forward: (day: string, range: string, happened: string, count: string, days: number) =>
      `可信度：${day}我们判断概率为 ${range} 的客户中，之后 ${days} 天内实际有 ${happened} 没有下单（n = ${count}）。`,
    backward: (day: string, range: string, happened: string, count: string, days: number) =>
      `可信度：只用${day}之前的订单，模型判断概率为 ${range} 的客户中，之后 ${days} 天内实际有 ${happened} 没有下单（n = ${count}）。`,
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

/** How the risk did when last it could be seen: by its own forecasts, or before there are any by a check on the past. Null: nothing to tell. */
export async function trustLine(tx: Tx, teamId: number, date: LocalDate, locale: Locale, zone: string): Promise<string | null> {
  const outcome = await latestOutcome(tx, teamId, date)
  const check = outcome ?? (await latestCheck(tx, teamId, date))
  const trust = check && trustOf(check)
  if (!check || !trust) return null
  const percent = (share: number): string => `${Math.round(share * 100)}`
  const say = outcome ? words(locale).forward : words(locale).backward
  return say(
    formatDate(dayText(check.madeOn), locale, zone, 'short'),
    `${percent(trust.from)}–${percent(trust.to)}%`,
    `${percent(trust.happened)}%`,
    trust.count.toLocaleString(locale),
    check.horizonDays,
  )
}
