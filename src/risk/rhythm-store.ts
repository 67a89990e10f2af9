import { addDays, type LocalDate, startOfDay } from '../chat/dates/zone.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import type { Rhythm } from './estimate.ts'

export interface RhythmRow extends Rhythm {
  customerId: number
  name: string
  tier: string | null
  ownerId: number | null
  /** Bought in the 365 days before, in the currency of the last order. */
  value: number
  currency: string
  /** Marked as left (by a rep, or by the daily job), by this day. */
  leftOn: LocalDate | null
  /** End of the last contract; null without one. */
  contractEndsOn: LocalDate | null
}

/**
 * The order rhythm of a team's customers as of the end of a local day; of `ids` only, when given. Customers without orders are absent.
 * Nothing after that day is read. Cost: one pass over the team's orders through (customerId, orderedAt, amount), a sort per
 * customer for the median; about 1 s for 100,000 customers with 500,000 orders.
 */
export async function readRhythms(
  tx: Tx,
  team: { id: number; zone: string },
  date: LocalDate,
  ids?: readonly number[],
): Promise<RhythmRow[]> {
  const end = startOfDay(addDays(date, 1), team.zone)
  const yearAgo = addDays(date, -364)
  const only = ids ? Prisma.sql`AND c."id" = ANY(${[...ids]}::int[])` : Prisma.empty
  return tx.$queryRaw<RhythmRow[]>`
    WITH days AS (
      SELECT o."customerId", (o."orderedAt" AT TIME ZONE ${team.zone})::date AS day, sum(o."amount") AS amount,
             (array_agg(o."currency" ORDER BY o."orderedAt" DESC))[1] AS currency
      FROM "Order" o JOIN "Customer" c ON c."id" = o."customerId"
      WHERE c."teamId" = ${team.id} AND o."orderedAt" < ${end} ${only}
      GROUP BY 1, 2),
    bought AS (
      SELECT *, day - lag(day) OVER (PARTITION BY "customerId" ORDER BY day) AS gap FROM days WHERE amount > 0),
    rhythm AS (
      SELECT "customerId", count(*)::int AS "orderDays", max(day) AS last,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY gap)::float8 AS "ownCycleDays",
             (array_agg(currency ORDER BY day DESC))[1] AS currency
      FROM bought GROUP BY 1),
    year AS (
      SELECT d."customerId", sum(d.amount)::float8 AS value
      FROM days d JOIN rhythm r USING ("customerId")
      WHERE d.day >= ${yearAgo}::date AND d.currency = r.currency GROUP BY 1)
    SELECT r."customerId", c."name", c."tier", c."ownerId", r."orderDays", to_char(r.last, 'YYYY-MM-DD') AS "lastOrder",
           r."ownCycleDays", coalesce(y.value, 0) AS value, r.currency,
           to_char(CASE WHEN c."lastContactAt" < ${end} THEN c."lastContactAt"
                   ELSE (SELECT max(i."at") FROM "Interaction" i
                         WHERE i."customerId" = c."id" AND i."at" < ${end} AND i."undoneAt" IS NULL) END
                   AT TIME ZONE ${team.zone}, 'YYYY-MM-DD') AS "lastContact",
           to_char(CASE WHEN c."leftAt" < ${end} THEN c."leftAt" END AT TIME ZONE ${team.zone}, 'YYYY-MM-DD') AS "leftOn",
           (SELECT to_char(max(k."endsAt"), 'YYYY-MM-DD') FROM "Contract" k WHERE k."customerId" = c."id") AS "contractEndsOn"
    FROM rhythm r JOIN "Customer" c ON c."id" = r."customerId" LEFT JOIN year y ON y."customerId" = r."customerId"`
}

/** The median of a team's cycles, in days: what is expected of a customer with one order. 60 before anybody ordered twice. */
export function populationCycle(rhythms: readonly Pick<Rhythm, 'ownCycleDays'>[]): number {
  const cycles = rhythms.flatMap(({ ownCycleDays }) => (ownCycleDays === null ? [] : [ownCycleDays])).sort((a, b) => a - b)
  return cycles[Math.floor(cycles.length / 2)] ?? 60
}
