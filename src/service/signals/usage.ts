import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { dayIn, leftOf, riskSignal } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'

const dayMs = 86_400_000
const periodDays = 28
/** -0.7 x ln((last + 5) / (before + 5)): the five keep a handful of events from meaning much. */
const slope = 0.7
const smoothing = 5
const most = 1.2
const least = -0.3
/** Who has used nothing for two periods has turned elsewhere, and that grows old. */
const halfLifeDays = 90

const words = wording({
  en: {
    title: 'use',
    fallen: `Use fell from much to nothing: the last ${periodDays} days against the ${periodDays} before`,
    grown: 'Use grew, at most',
    halved: 'Use of many times fell by half',
    stopped: `No use for ${2 * periodDays} days, after much; fading from then on`,
    changed: (last: string, before: string) => `use fell to ${last} in 28 days, from ${before} in the 28 before`,
    steady: (last: string, before: string) => `used ${last} times in 28 days, ${before} in the 28 before`,
    none: (day: string) => `no use since ${day}`,
  },
  'zh-CN': {
    title: '使用情况',
    fallen: `使用量从很多降到零（近 ${periodDays} 天对比前 ${periodDays} 天）`,
    grown: '使用量上升，最多减去',
    halved: '使用量较大且减半',
    stopped: `以前用得多，已 ${2 * periodDays} 天没有使用，此后逐渐淡化`,
    changed: (last: string, before: string) => `近 28 天使用量降到 ${last} 次，前 28 天为 ${before} 次`,
    steady: (last: string, before: string) => `近 28 天使用 ${last} 次，前 28 天 ${before} 次`,
    none: (day: string) => `${day}以后没有使用`,
  },
})

const evidence = z.strictObject({ last: z.number(), before: z.number(), lastOn: z.iso.date() })

const worded = (key: 'title' | 'fallen' | 'grown' | 'halved' | 'stopped') => ({
  en: words('en')[key],
  'zh-CN': words('zh-CN')[key],
})

/** Whether a customer uses less. Cost: for each customer the last event and eight weeks of events, by index. */
export const usageSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'usage',
  title: worded('title'),
  rules: [
    { what: worded('fallen'), points: most, halfLifeDays: null },
    { what: worded('halved'), points: round(slope * Math.log(2)), halfLifeDays: null },
    { what: worded('stopped'), points: most, halfLifeDays },
    { what: worded('grown'), points: least, halfLifeDays: null },
  ],
  rows(moment, which) {
    const { end } = moment
    const middle = new Date(end.getTime() - periodDays * dayMs)
    const start = new Date(end.getTime() - 2 * periodDays * dayMs)
    const period = Prisma.sql`interval '1 hour' * ${24 * periodDays}::int`
    const change = Prisma.sql`-(${slope}::float8) * ln((u.last + ${smoothing}::float8) / (u.before + ${smoothing}::float8))`
    const stopped = leftOf(Prisma.sql`n."at"`, { ...moment, end: start }, halfLifeDays)
    return Prisma.sql`
      SELECT c."id" AS "customerId",
        greatest(${least}::float8, least(${most}::float8, ${change})) * CASE WHEN n."at" < ${start} THEN ${stopped} ELSE 1 END AS points,
        jsonb_build_object('last', u.last, 'before', u.before, 'lastOn', ${dayIn(Prisma.sql`n."at"`, moment)}) AS evidence
      FROM "Customer" c
      JOIN LATERAL (SELECT e."at" FROM "UsageEvent" e WHERE e."customerId" = c."id" AND e."at" < ${end} ORDER BY e."at" DESC LIMIT 1) n ON TRUE
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(e."count") FILTER (WHERE e."at" >= ${middle}), 0)::float8 AS last,
               coalesce(sum(e."count") FILTER (WHERE e."at" < ${middle}), 0)::float8 AS before
        FROM "UsageEvent" e
        -- Of those who stopped, what they used in the four weeks up to the last time.
        WHERE e."customerId" = c."id" AND e."at" < ${end} AND e."at" >= CASE WHEN n."at" < ${start} THEN n."at" - ${period} ELSE ${start} END) u
      WHERE ${which}`
  },
  evidence,
  describe({ last, before, lastOn }, locale, { zone, now }) {
    const text = words(locale)
    const [now28, before28] = [last, before].map(count => count.toLocaleString('en'))
    if (last === 0) return text.none(formatDate(lastOn, locale, zone, 'short', now))
    return (last < before ? text.changed : text.steady)(now28 ?? '', before28 ?? '')
  },
  missing: worded('title'),
})

function round(points: number): number {
  return Math.round(points * 10) / 10
}
