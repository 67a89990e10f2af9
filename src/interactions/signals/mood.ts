import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { dayIn, leftOf, riskSignal } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'

/** Each log by its mood; all together within these bounds. */
const negative = 0.3
const positive = -0.2
const most = 0.9
const least = -0.4
const halfLifeDays = 45
/** Six half-lives: what is older weighs less than 2 %. */
const seenDays = 270

const words = wording({
  en: {
    title: 'mood of logs',
    negative: 'Log with a negative mood',
    positive: 'Log with a positive mood',
    bad: (count: number, day: string) => (count === 1 ? `negative log on ${day}` : `${count} negative logs, the last on ${day}`),
    good: (count: number, day: string) => (count === 1 ? `positive log on ${day}` : `${count} positive logs, the last on ${day}`),
    and: ', ',
    neutral: 'neutral logs only',
  },
  'zh-CN': {
    title: '跟进中的态度',
    negative: '态度消极的跟进',
    positive: '态度积极的跟进',
    bad: (count: number, day: string) => (count === 1 ? `${day}的跟进态度消极` : `${count} 条跟进态度消极，最近一条在${day}`),
    good: (count: number, day: string) => (count === 1 ? `${day}的跟进态度积极` : `${count} 条跟进态度积极，最近一条在${day}`),
    and: '；',
    neutral: '跟进态度都是中性',
  },
})

const worded = (key: 'title' | 'negative' | 'positive') => ({ en: words('en')[key], 'zh-CN': words('zh-CN')[key] })
const side = z.strictObject({ count: z.int(), last: z.iso.date().nullable() })
const evidence = z.strictObject({ negative: side, positive: side })

/** What mood the customer's latest logs were in. Cost: the customers' logs of nine months, by index. */
export const moodSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'sentiment',
  title: worded('title'),
  rules: [
    { what: worded('negative'), points: negative, halfLifeDays },
    { what: worded('positive'), points: positive, halfLifeDays },
  ],
  rows(moment, which) {
    const of = (
      mood: string,
    ): Prisma.Sql => Prisma.sql`jsonb_build_object('count', count(*) FILTER (WHERE i."sentiment" = ${mood}),
      'last', ${dayIn(Prisma.sql`max(i."at") FILTER (WHERE i."sentiment" = ${mood})`, moment)})`
    const weight = Prisma.sql`CASE i."sentiment" WHEN 'negative' THEN ${negative}::float8 WHEN 'positive' THEN ${positive}::float8 ELSE 0 END`
    const since = new Date(moment.end.getTime() - seenDays * 86_400_000)
    return Prisma.sql`
      SELECT i."customerId",
        greatest(${least}::float8, least(${most}::float8, sum(${weight} * ${leftOf(Prisma.sql`i."at"`, moment, halfLifeDays)}))) AS points,
        jsonb_build_object('negative', ${of('negative')}, 'positive', ${of('positive')}) AS evidence
      FROM "Customer" c JOIN "Interaction" i ON i."customerId" = c."id"
      WHERE ${which} AND i."at" >= ${since} AND i."at" < ${moment.end} AND i."undoneAt" IS NULL GROUP BY i."customerId"`
  },
  evidence,
  describe(found, locale, { zone, now }) {
    const text = words(locale)
    const day = (date: string | null): string => (date === null ? '' : formatDate(date, locale, zone, 'short', now))
    const parts: string[] = []
    if (found.negative.count > 0) parts.push(text.bad(found.negative.count, day(found.negative.last)))
    if (found.positive.count > 0) parts.push(text.good(found.positive.count, day(found.positive.last)))
    return parts.length > 0 ? parts.join(text.and) : text.neutral
  },
  missing: null,
})
