import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { dayIn, leftOf, riskSignal, type SignalRule } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'
import { type Topic, topics } from '../topics.ts'

/** The newest log that speaks of it. A renewal also ends all such talk before it. */
const pointsOf: Record<Topic, number> = { cancel: 1, competitor: 0.6, price: 0.2, renewal: -0.6 }
const halfLifeDays = 45
/** Six half-lives: what is older weighs less than 2 %. */
const seenDays = 270

const words = wording({
  en: {
    title: 'talk of leaving or renewing',
    cancel: 'Log that speaks of cancelling or not renewing',
    competitor: 'Log that speaks of a competitor or another supplier',
    price: 'Log that speaks of the price being too high, or of a discount',
    renewal: 'Log that says that they renew; such talk before it no longer counts',
    told: { cancel: 'cancelling', competitor: 'a competitor', price: 'the price', renewal: 'renewing' } as Record<Topic, string>,
    spoke: (list: string) => `spoke of ${list}`,
    on: (topic: string, day: string) => `${topic} (${day})`,
    join: ', ',
  },
  'zh-CN': {
    title: '流失或续约信号',
    cancel: '跟进中提到取消合作或不续约',
    competitor: '跟进中提到竞品或其他供应商',
    price: '跟进中提到价格偏高或要折扣',
    renewal: '跟进中提到续约，之前的此类信号不再计入',
    told: { cancel: '取消合作', competitor: '竞品', price: '价格', renewal: '续约' } as Record<Topic, string>,
    spoke: (list: string) => `提到${list}`,
    on: (topic: string, day: string) => `${topic}（${day}）`,
    join: '、',
  },
})

const evidence = z.array(z.strictObject({ topic: z.enum(topics), on: z.iso.date() })).min(1)

/** What the customer's latest logs say about staying. Cost: the customers' logs of nine months, by index. */
export const talkSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'renewal-talk',
  title: { en: words('en').title, 'zh-CN': words('zh-CN').title },
  rules: topics.map((topic): SignalRule => {
    return { what: { en: words('en')[topic], 'zh-CN': words('zh-CN')[topic] }, points: pointsOf[topic], halfLifeDays }
  }),
  rows(moment, which) {
    const since = new Date(moment.end.getTime() - seenDays * 86_400_000)
    const weights = Prisma.join(topics.map(topic => Prisma.sql`(${topic}, ${pointsOf[topic]}::float8)`))
    return Prisma.sql`
      SELECT n."customerId", sum(w.points * ${leftOf(Prisma.sql`n.at`, moment, halfLifeDays)}) AS points,
        jsonb_agg(jsonb_build_object('topic', n.topic, 'on', ${dayIn(Prisma.sql`n.at`, moment)}) ORDER BY abs(w.points) DESC) AS evidence
      FROM (SELECT i."customerId", t.topic, max(i."at") AS at,
                   max(max(i."at") FILTER (WHERE t.topic = 'renewal')) OVER (PARTITION BY i."customerId") AS renewed
            FROM "Customer" c JOIN "Interaction" i ON i."customerId" = c."id", unnest(string_to_array(i."topics", ' ')) AS t (topic)
            WHERE ${which} AND i."at" >= ${since} AND i."at" < ${moment.end} AND i."undoneAt" IS NULL
            GROUP BY i."customerId", t.topic) n
      JOIN (VALUES ${weights}) AS w (topic, points) ON w.topic = n.topic
      WHERE n.at >= coalesce(n.renewed, n.at) GROUP BY n."customerId"`
  },
  evidence,
  describe(told, locale, { zone, now }) {
    const text = words(locale)
    return text.spoke(
      told.map(({ topic, on }) => text.on(text.told[topic], formatDate(on, locale, zone, 'short', now))).join(text.join),
    )
  },
  missing: null,
})
