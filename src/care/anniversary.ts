import { formatDate } from '../chat/dates/format.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { type CareRule, untold } from './rule.ts'

const words = wording({
  en: {
    title: (years: number) => (years === 1 ? 'A year since the first order' : `${years} years since the first order`),
    first: (day: string) => `first order on ${day}`,
    orders: (count: number) => (count === 1 ? 'one order since' : `${count} orders since`),
    suggestion: 'Say thank you, and ask what would make the next year better',
  },
  'zh-CN': {
    title: (years: number) => `首单 ${years} 周年`,
    first: (day: string) => `首单日期 ${day}`,
    orders: (count: number) => `至今共 ${count} 单`,
    suggestion: '致谢回访，问问下一年还能为客户做些什么',
  },
})

interface Row {
  customerId: number
  ownerId: number | null
  first: LocalDate
  years: number
  orders: number
}

/**
 * The day of the year a customer ordered first (29 February is kept on the 28th in other years). One task a year.
 * Cost: the first order of each customer of the team by the index (customerId, orderedAt).
 */
export const anniversary: CareRule = {
  id: 'anniversary',
  dueInDays: 0,
  async find({ tx, team, date, limit }) {
    const rows = await tx.$queryRaw<Row[]>`
      WITH firsts AS (
        SELECT c."id", c."ownerId", (o.first AT TIME ZONE ${team.zone})::date AS first
        FROM "Customer" c
        CROSS JOIN LATERAL (SELECT min("orderedAt") AS first FROM "Order" WHERE "customerId" = c."id" AND "amount" > 0) o
        WHERE c."teamId" = ${team.id} AND c."erasedAt" IS NULL AND c."leftAt" IS NULL AND o.first IS NOT NULL)
      SELECT f."id" AS "customerId", f."ownerId", to_char(f.first, 'YYYY-MM-DD') AS first,
             (extract(year FROM ${date}::date) - extract(year FROM f.first))::int AS years,
             (SELECT count(*)::int FROM "Order" o WHERE o."customerId" = f."id") AS orders
      FROM firsts f LEFT JOIN "RiskScore" r ON r."customerId" = f."id"
      WHERE f.first < ${date}::date - 300
        AND (f.first + make_interval(years => (extract(year FROM ${date}::date) - extract(year FROM f.first))::int))::date = ${date}::date
        AND ${untold('anniversary', Prisma.sql`f."id"`, Prisma.sql`'year-' || (extract(year FROM ${date}::date) - extract(year FROM f.first))::int`)}
      ORDER BY r."value" DESC NULLS LAST, f."id" LIMIT ${limit}`
    const text = words(team.locale)
    return rows.map(({ customerId, ownerId, first, years, orders }) => ({
      customerId,
      ownerId,
      cause: `year-${years}`,
      title: text.title(years),
      evidence: [text.first(formatDate(first, team.locale, team.zone)), text.orders(orders)],
      suggestion: text.suggestion,
    }))
  },
}
