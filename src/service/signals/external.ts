import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { dayIn, leftOf, riskSignal } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'

/** Log-odds of the newest end of those that count, by who is left. */
const points = { alone: 1.5, others: 0.6, unknown: 0.5 }
const halfLifeDays = 180

const words = wording({
  en: {
    title: 'contacts outside',
    alone: 'The customer deleted the member, and nobody else of the company is their contact',
    others: 'The customer deleted a member, others are still their contact',
    unknown: 'No longer a member’s contact; nobody said which side ended it',
    deleted: (member: string, day: string) => `deleted ${member} from their contacts on ${day}`,
    lost: (member: string, day: string) => `no longer a contact of ${member} since ${day}`,
  },
  'zh-CN': {
    title: '好友关系',
    alone: '客户删除了员工，且公司里已没有其他同事是客户的好友',
    others: '客户删除了一位员工，其他同事仍是好友',
    unknown: '已不在员工的客户列表中，无法得知是哪一方删除的',
    deleted: (member: string, day: string) => `${day}删除了${member}`,
    lost: (member: string, day: string) => `${day}起不在${member}的客户列表中`,
  },
})

const evidence = z.strictObject({ by: z.enum(['contact', 'unknown']), member: z.string(), on: z.iso.date() })

/**
 * Whether the customer deleted somebody who cares for them and has not added them again. A member's own doing and a transfer say nothing.
 * Read from the timeline, so that a day of the past is judged by what was so then. Cost: the customers' activities of these kinds, by index.
 */
export const externalSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'external',
  title: { en: words('en').title, 'zh-CN': words('zh-CN').title },
  rules: (['alone', 'others', 'unknown'] as const).map(rule => ({
    what: { en: words('en')[rule], 'zh-CN': words('zh-CN')[rule] },
    points: points[rule],
    halfLifeDays,
  })),
  rows: (moment, which) => Prisma.sql`
    WITH last AS (
      SELECT DISTINCT ON (a."customerId", a."refId") a."customerId", a."kind", a."at", a."data"->>'member' AS member
      FROM "Customer" c JOIN "Activity" a ON a."customerId" = c."id"
      WHERE ${which} AND a."kind" LIKE 'external.%' AND a."at" < ${moment.end}
      ORDER BY a."customerId", a."refId", a."at" DESC, a."id" DESC),
    worst AS (
      SELECT DISTINCT ON (l."customerId") l.*, EXISTS (
        SELECT 1 FROM last o WHERE o."customerId" = l."customerId" AND o."kind" = 'external.added') AS others
      FROM last l WHERE l."kind" IN ('external.contact', 'external.unknown')
      ORDER BY l."customerId", l."kind", l."at" DESC)
    SELECT w."customerId",
      CASE WHEN w."kind" = 'external.unknown' THEN ${points.unknown}::float8 WHEN w.others THEN ${points.others}::float8
        ELSE ${points.alone}::float8 END * ${leftOf(Prisma.sql`w."at"`, moment, halfLifeDays)} AS points,
      jsonb_build_object('by', substr(w."kind", 10), 'member', coalesce(w.member, '–'), 'on', ${dayIn(Prisma.sql`w."at"`, moment)}) AS evidence
    FROM worst w`,
  evidence,
  describe: ({ by, member, on }, locale, { zone, now }) =>
    words(locale)[by === 'contact' ? 'deleted' : 'lost'](member, formatDate(on, locale, zone, 'short', now)),
  missing: null,
})
