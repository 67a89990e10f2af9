import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { daysBetween, localDate } from '../../chat/dates/zone.ts'
import { dayIn, leftOf, riskSignal } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'

/** Silence without end adds `silence`; a contact takes away `contact`, which is half gone after 45 days: even after 26 days. */
const silence = 0.6
const contact = -0.9
const halfLifeDays = 45

const words = wording({
  en: {
    title: 'contact',
    silence: 'Nobody spoke to them for very long',
    contact: 'The last contact, against that',
    gap: (days: number, day: string) => `no contact for ${days} days, since ${day}`,
    recent: (day: string) => `last contact ${day}`,
  },
  'zh-CN': {
    title: '联系情况',
    silence: '很久没有联系',
    contact: '最近一次联系，可抵减上一项',
    gap: (days: number, day: string) => `自${day}起已 ${days} 天没有联系`,
    recent: (day: string) => `上次联系：${day}`,
  },
})

const worded = (key: 'title' | 'silence' | 'contact') => ({ en: words('en')[key], 'zh-CN': words('zh-CN')[key] })
const evidence = z.strictObject({ last: z.iso.date() })
const worthSayingDays = 14

/** How long nobody has spoken to the customer. Cost: a row a customer; of contacts later than the moment, an index look-up. */
export const contactSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'contact-gap',
  title: worded('title'),
  rules: [
    { what: worded('silence'), points: silence, halfLifeDays: null },
    { what: worded('contact'), points: contact, halfLifeDays },
  ],
  rows: (moment, which) => Prisma.sql`
    SELECT l."customerId", ${silence}::float8 + ${contact}::float8 * ${leftOf(Prisma.sql`l.at`, moment, halfLifeDays)} AS points,
      jsonb_build_object('last', ${dayIn(Prisma.sql`l.at`, moment)}) AS evidence
    FROM (SELECT c."id" AS "customerId", CASE WHEN c."lastContactAt" < ${moment.end} THEN c."lastContactAt"
            ELSE (SELECT max(i."at") FROM "Interaction" i
                  WHERE i."customerId" = c."id" AND i."at" < ${moment.end} AND i."undoneAt" IS NULL) END AS at
          FROM "Customer" c WHERE ${which}) l
    WHERE l.at IS NOT NULL`,
  evidence,
  describe({ last }, locale, { zone, now }) {
    const text = words(locale)
    const today = localDate(new Date(now.getTime() - 1), zone)
    const days = daysBetween(last, today)
    const day = formatDate(last, locale, zone, 'short', now)
    return days < worthSayingDays ? text.recent(day) : text.gap(days, day)
  },
  missing: worded('title'),
})
