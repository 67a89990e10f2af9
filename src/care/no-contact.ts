import { formatDate } from '../chat/dates/format.ts'
import { type LocalDate, startOfDay } from '../chat/dates/zone.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { otherTiersDays, tierDays } from './contact-rhythm.ts'
import { type CareRule, untold } from './rule.ts'

const words = wording({
  en: {
    title: (days: number) => `No contact for ${days} days`,
    since: (day: string) => `last contact ${day}`,
    never: (day: string) => `no contact since the record was made on ${day}`,
    every: (tier: string, days: number) => `${tier === '' ? 'customers without a tier' : `tier ${tier}`}: every ${days} days`,
    suggestion: 'A short call or message: how are things, what is coming up?',
  },
  'zh-CN': {
    title: (days: number) => `已 ${days} 天没有联系`,
    since: (day: string) => `上次联系 ${day}`,
    never: (day: string) => `${day}建档以来没有联系过`,
    every: (tier: string, days: number) => `${tier === '' ? '未分级客户' : `${tier} 级客户`}每 ${days} 天联系一次`,
    suggestion: '打个电话或发条消息，问问近况和接下来的安排',
  },
})

interface Row {
  customerId: number
  ownerId: number | null
  tier: string
  every: number
  silent: number
  since: LocalDate
  contacted: boolean
}

/** Nobody spoke to an owned customer for as long as the tier allows. The cause is the silence since one contact. */
export const noContact: CareRule = {
  id: 'no-contact',
  dueInDays: 2,
  async find({ tx, team, date, limit }) {
    const tiers = tierDays()
    const rows = await tx.$queryRaw<Row[]>`
      WITH owned AS (
        SELECT c."id", c."ownerId", coalesce(c."tier", '') AS tier, c."lastContactAt" IS NOT NULL AS contacted,
               (coalesce(c."lastContactAt", c."createdAt") AT TIME ZONE ${team.zone})::date AS since,
               coalesce(t.days, ${otherTiersDays}) AS every
        FROM "Customer" c
        LEFT JOIN unnest(${tiers.names}::text[], ${tiers.days}::int[]) AS t (name, days)
          ON t.name = lower(c."tier")
        WHERE c."teamId" = ${team.id} AND c."erasedAt" IS NULL AND c."ownerId" IS NOT NULL AND c."leftAt" IS NULL)
      SELECT o."id" AS "customerId", o."ownerId", o.tier, o.every, ${date}::date - o.since AS silent,
             to_char(o.since, 'YYYY-MM-DD') AS since, o.contacted
      FROM owned o LEFT JOIN "RiskScore" r ON r."customerId" = o."id"
      LEFT JOIN "RiskQuiet" q ON q."customerId" = o."id" AND q."until" > ${date}::date
      WHERE ${date}::date - o.since >= o.every AND q."customerId" IS NULL
        AND ${untold('no-contact', Prisma.sql`o."id"`, Prisma.sql`'since-' || to_char(o.since, 'YYYY-MM-DD')`)}
      ORDER BY r."value" DESC NULLS LAST, o."id" LIMIT ${limit}`
    const text = words(team.locale)
    return rows.map(row => {
      const day = formatDate(row.since, team.locale, team.zone, 'short', startOfDay(date, team.zone))
      return {
        customerId: row.customerId,
        ownerId: row.ownerId,
        cause: `since-${row.since}`,
        title: text.title(row.silent),
        evidence: [row.contacted ? text.since(day) : text.never(day), text.every(row.tier, row.every)],
        suggestion: text.suggestion,
      }
    })
  },
}
