import { setImmediate as nextTurn } from 'node:timers/promises'
import { addDays, type LocalDate, startOfDay } from '../chat/dates/zone.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import type { Rhythm } from './estimate.ts'
import { type OrderRhythm, readOrderDays, rhythmAsOf } from './order-days.ts'

export interface RhythmRow extends OrderRhythm {
  customerId: number
  name: string
  tier: string | null
  ownerId: number | null
  lastContact: LocalDate | null
  /** Marked as left (by a rep, or by the daily job), by this day. */
  leftOn: LocalDate | null
  /** End of the last contract; null without one. */
  contractEndsOn: LocalDate | null
}

interface HistoryRow {
  customerId: number
  name: string
  tier: string | null
  ownerId: number | null
  orders: string
  /** One for each date asked for. */
  contacts: (LocalDate | null)[]
  leftOn: LocalDate | null
  contractEndsOn: LocalDate | null
}

/** Customers at once: what is in memory stays small, and on the embedded database chat gets a turn in between. */
const atOnce = 20_000

/**
 * The order rhythms of a team's customers as of the end of each of some local days; of `ids` only, when given. Customers without orders
 * by then are absent. Cost: one pass over the orders in the order of (customerId, orderedAt, amount), for all days together; the
 * arithmetic is done here, where it takes a tenth of the time.
 */
export async function readRhythms(
  tx: Tx,
  team: { id: number; zone: string },
  dates: readonly LocalDate[],
  ids?: readonly number[],
): Promise<RhythmRow[][]> {
  const found: RhythmRow[][] = dates.map(() => [])
  const add = (row: HistoryRow): void => {
    const orders = readOrderDays(row.orders)
    for (const [index, date] of dates.entries()) {
      const rhythm = rhythmAsOf(orders, date)
      if (rhythm) found[index]?.push(rowOf(row, rhythm, row.contacts[index] ?? null, date))
    }
  }
  if (ids) {
    for (const row of await histories(tx, team, dates, Prisma.sql`c."id" = ANY(${[...ids]}::int[])`)) add(row)
    return found
  }
  for (let after = 0; ; ) {
    const last = await lastOfNext(tx, team.id, after)
    if (last === null) return found
    const within = Prisma.sql`c."id" > ${after} AND c."id" <= ${last}`
    for (const row of await histories(tx, team, dates, within)) add(row)
    after = last
    await nextTurn()
  }
}

function rowOf(row: HistoryRow, rhythm: OrderRhythm, lastContact: LocalDate | null, date: LocalDate): RhythmRow {
  const { customerId, name, tier, ownerId, contractEndsOn } = row
  const leftOn = row.leftOn !== null && row.leftOn <= date ? row.leftOn : null
  return { customerId, name, tier, ownerId, ...rhythm, lastContact, leftOn, contractEndsOn }
}

async function lastOfNext(tx: Tx, teamId: number, after: number): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max("id") AS last FROM (
      SELECT "id" FROM "Customer" WHERE "teamId" = ${teamId} AND "id" > ${after} ORDER BY "id" LIMIT ${atOnce}) next`
  return row?.last ?? null
}

async function histories(
  tx: Tx,
  { id, zone }: { id: number; zone: string },
  dates: readonly LocalDate[],
  which: Prisma.Sql,
): Promise<HistoryRow[]> {
  const ends = dates.map(date => startOfDay(addDays(date, 1), zone))
  const latest = new Date(Math.max(...ends.map(end => end.getTime())))
  const contacts = ends.map(
    end => Prisma.sql`to_char(CASE WHEN c."lastContactAt" < ${end} THEN c."lastContactAt"
      ELSE (SELECT max(i."at") FROM "Interaction" i
            WHERE i."customerId" = c."id" AND i."at" < ${end} AND i."undoneAt" IS NULL) END AT TIME ZONE ${zone}, 'YYYY-MM-DD')`,
  )
  return tx.$queryRaw<HistoryRow[]>`
    WITH chosen AS MATERIALIZED (SELECT "id", "name", "tier", "ownerId", "lastContactAt", "leftAt" FROM "Customer" c WHERE c."teamId" = ${id} AND c."erasedAt" IS NULL AND ${which})
    SELECT c."id" AS "customerId", c."name", c."tier", c."ownerId", h.orders, ARRAY[${Prisma.join(contacts)}] AS contacts,
           to_char(c."leftAt" AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS "leftOn", to_char(k.ends, 'YYYY-MM-DD') AS "contractEndsOn"
    FROM (SELECT o."customerId", string_agg(((o."orderedAt" AT TIME ZONE ${zone})::date - DATE '1970-01-01') || ' ' ||
                   trunc(o."amount" * 100) || ' ' || o."currency", ',' ORDER BY o."orderedAt") AS orders
          FROM chosen JOIN "Order" o ON o."customerId" = chosen."id" WHERE o."orderedAt" < ${latest} GROUP BY 1) h
    JOIN chosen c ON c."id" = h."customerId"
    LEFT JOIN (SELECT "customerId", max("endsAt") AS ends FROM "Contract" GROUP BY 1) k ON k."customerId" = c."id"`
}

/** The median of a team's cycles, in days: what is expected of a customer with one order. 60 before anybody ordered twice. */
export function populationCycle(rhythms: readonly Pick<Rhythm, 'ownCycleDays'>[]): number {
  const cycles = rhythms.flatMap(({ ownCycleDays }) => (ownCycleDays === null ? [] : [ownCycleDays])).sort((a, b) => a - b)
  return cycles[Math.floor(cycles.length / 2)] ?? 60
}
