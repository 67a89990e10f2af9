import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { dayIn, leftOf, riskSignal, type SignalRule } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'

/** Log-odds of the last rating, 1 to 5. */
const pointsOf = [0.8, 0.5, 0.1, -0.2, -0.4]
const halfLifeDays = 180

const words = wording({
  en: {
    title: 'ratings of tickets',
    rule: (rating: number) => `Last ticket that was rated: ${rating} of 5`,
    rated: (rating: number, day: string) => `rated our help ${rating} of 5 on ${day}`,
  },
  'zh-CN': {
    title: '工单评分',
    rule: (rating: number) => `最近一次工单评分：${rating}/5`,
    rated: (rating: number, day: string) => `${day}给服务打了 ${rating}/5 分`,
  },
})

const evidence = z.strictObject({ rating: z.int().min(1).max(5), on: z.iso.date() })

/** How content the customer was with the ticket rated last. Cost: the customers' tickets, by index. */
export const csatSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'csat',
  title: { en: words('en').title, 'zh-CN': words('zh-CN').title },
  rules: pointsOf.map((points, index): SignalRule => {
    const rating = index + 1
    return { what: { en: words('en').rule(rating), 'zh-CN': words('zh-CN').rule(rating) }, points, halfLifeDays }
  }),
  rows(moment, which) {
    // Ratings come when the ticket is solved; their own time is not on record.
    const at = Prisma.sql`coalesce(t."closedAt", t."openedAt")`
    return Prisma.sql`
      SELECT r."customerId", (${pointsOf}::float8[])[r."csat"] * ${leftOf(Prisma.sql`r.at`, moment, halfLifeDays)} AS points,
        jsonb_build_object('rating', r."csat", 'on', ${dayIn(Prisma.sql`r.at`, moment)}) AS evidence
      FROM (SELECT DISTINCT ON (t."customerId") t."customerId", t."csat", ${at} AS at
            FROM "Customer" c JOIN "Ticket" t ON t."customerId" = c."id"
            WHERE ${which} AND t."csat" IS NOT NULL AND ${at} < ${moment.end} ORDER BY t."customerId", ${at} DESC, t."id" DESC) r`
  },
  evidence,
  describe: ({ rating, on }, locale, { zone, now }) => words(locale).rated(rating, formatDate(on, locale, zone, 'short', now)),
  missing: null,
})
