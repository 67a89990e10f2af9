import { setImmediate as nextTurn } from 'node:timers/promises'
import { addDays, dayNumber, type LocalDate, startOfDay } from '../../chat/dates/zone.ts'
import type { RiskSignal, SignalMoment } from '../../chat/risk-signal.ts'
import { ruleReasons } from '../../customers/left-reason.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { factsAsOf, type OrderDay } from '../model/order-facts.ts'
import type { Band } from '../rules/bands.ts'
import type { RiskInputs } from '../rules/score.ts'
import {
  type ContractText,
  contractSql,
  factsSql,
  orderDaysText,
  readContract,
  readFacts,
  readOrderDays,
  readPacked,
} from './packed.ts'

/** A team as scoring sees it. */
export interface ScoredTeam {
  id: number
  zone: string
  locale: string
  horizonDays: number
}

/** A customer's inputs as of a day, with what stands in the customer's row now. */
export interface InputsRow {
  customerId: number
  inputs: RiskInputs
  /** Of the last order, or of the contract; empty: neither. */
  currency: string
  /** Marked as left by then by a person; what the rule marked is judged anew. */
  leftOn: LocalDate | null
  /** Marked by the rule. */
  leftByRule: boolean
  before: Standing | null
}

/** The customer's row as it stands. */
export interface Standing {
  score: number | null
  band: Band
  /** A rule holds the band up: it says nothing of the band the chance was in. */
  floor: string | null
  points: number
  value: number
  noted: number | null
  /** What the row says of orders and contract, as `factsText` writes it. */
  facts: string
}

/** Which customers: a condition on an expression that gives a customer's id, so that each table's own index can serve. */
export type Chosen = (id: Prisma.Sql) => Prisma.Sql

export const chosenIds =
  (ids: readonly number[]): Chosen =>
  id =>
    Prisma.sql`${id} = ANY(${[...ids]}::int[])`

const customer = Prisma.sql`c."id"`

/** Customers at once: what is in memory stays small, and on the embedded database chat gets a turn in between. */
const atOnce = 10_000

/** Ranges of a team's customer ids, some 10,000 customers each. The next range is asked for before one is worked on. */
export async function* inRanges<Row>(tx: Tx, teamId: number, read: (within: Chosen) => Promise<Row[]>): AsyncGenerator<Row[]> {
  const next = async (after: number): Promise<{ rows: Row[]; last: number } | null> => {
    const last = await lastOfNext(tx, teamId, after)
    return last === null ? null : { rows: await read(id => Prisma.sql`${id} > ${after} AND ${id} <= ${last}`), last }
  }
  let waiting = next(0)
  for (let range = await waiting; range !== null; range = await waiting) {
    waiting = next(range.last)
    // The question is on its way to the database before the arithmetic begins.
    await nextTurn()
    yield range.rows
  }
}

async function lastOfNext(tx: Tx, teamId: number, after: number): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max("id") AS last FROM (
      SELECT "id" FROM "Customer" WHERE "teamId" = ${teamId} AND "id" > ${after} ORDER BY "id" LIMIT ${atOnce}) next`
  return row?.last ?? null
}

export const momentOf = (date: LocalDate, zone: string): SignalMoment => ({ date, end: startOfDay(addDays(date, 1), zone), zone })

interface FreshRow {
  customerId: number
  orders: string | null
  contract: ContractText | null
  points: number | null
  leftOn: LocalDate | null
  leftByRule: boolean | null
  score: number | null
  band: Band | null
  floor: string | null
  oldPoints: number | null
  value: number | null
  noted: number | null
  facts: string | null
}

/**
 * The inputs of customers worked out from what is on record: of those of whom anything is known, and of those who have a score.
 * Cost: one pass over their orders in the order of the index (customerId, orderedAt, amount, currency); the arithmetic is done here.
 */
export async function freshInputs(
  tx: Tx,
  signals: readonly RiskSignal[],
  team: ScoredTeam,
  date: LocalDate,
  which: Chosen,
): Promise<InputsRow[]> {
  const moment = momentOf(date, team.zone)
  const ofTeam = Prisma.sql`c."teamId" = ${team.id} AND c."erasedAt" IS NULL AND ${which(customer)}`
  const rows = await readPacked<FreshRow>(
    tx,
    Prisma.sql`
    WITH chosen AS MATERIALIZED (SELECT "id", "leftAt", "leftReason" FROM "Customer" c WHERE ${ofTeam})
    SELECT c."id" AS "customerId", h.orders, k.contract, p.points, to_char(c."leftAt" AT TIME ZONE ${team.zone}, 'YYYY-MM-DD') AS "leftOn",
           c."leftAt" IS NOT NULL AND c."leftReason" = ANY(${ruleReasons}::text[]) AS "leftByRule",
           r."score", r."band", r."floor", r."points" AS "oldPoints", r."value"::float8 AS value, r."noted", ${factsSql} AS facts
    FROM chosen c
    LEFT JOIN (${orderDaysSql(moment)} WHERE ${which(Prisma.sql`o."customerId"`)} AND o."orderedAt" < ${moment.end} GROUP BY 1) h
      ON h."customerId" = c."id"
    LEFT JOIN (${contractSql(moment, which(Prisma.sql`k."customerId"`))}) k ON k."customerId" = c."id"
    LEFT JOIN (${pointsSql(signals, moment, ofTeam)}) p ON p."customerId" = c."id"
    LEFT JOIN (SELECT * FROM "RiskScore" r WHERE ${which(Prisma.sql`r."customerId"`)}) r ON r."customerId" = c."id"
    WHERE h.orders IS NOT NULL OR k.contract IS NOT NULL OR p.points <> 0 OR r."customerId" IS NOT NULL`,
  )
  return rows.map(row => freshRow(row, date))
}

function freshRow(row: FreshRow, date: LocalDate): InputsRow {
  const { days, currency } = readOrderDays(row.orders ?? '')
  const contract = row.contract && readContract(row.contract)
  const inputs = { orders: factsAsOf(days, dayNumber(date)), contract, points: row.points ?? 0 }
  const { band, floor, score, oldPoints, value, noted, facts } = row
  return {
    customerId: row.customerId,
    inputs,
    currency: currency || contract?.currency || '',
    leftOn: row.leftOn !== null && row.leftOn <= date && !row.leftByRule ? row.leftOn : null,
    leftByRule: row.leftByRule ?? false,
    before: band && { band, floor, score, points: oldPoints ?? 0, value: value ?? 0, noted, facts: facts ?? '' },
  }
}

/** Each order as `day cents currency`, oldest first, joined by commas; the condition on customers is to follow. */
const orderDaysSql = ({ zone }: SignalMoment): Prisma.Sql =>
  Prisma.sql`SELECT o."customerId", ${orderDaysText(Prisma.sql`${zone}`)} AS orders FROM "Order" o`

/** `customerId`, `points`: what all signals together add, for the customers for whom they add anything. */
export function pointsSql(signals: readonly RiskSignal[], moment: SignalMoment, which: Prisma.Sql): Prisma.Sql {
  if (signals.length === 0) return Prisma.sql`SELECT NULL::int AS "customerId", 0::float8 AS points WHERE FALSE`
  const each = signals.map(({ rows }) => Prisma.sql`SELECT "customerId", "points" FROM (${rows(moment, which)}) s`)
  return Prisma.sql`SELECT "customerId", sum("points")::float8 AS points FROM (${Prisma.join(each, ' UNION ALL ')}) all_points GROUP BY 1 HAVING sum("points") <> 0`
}

interface StoredRow {
  customerId: number
  facts: string | null
  oldPoints: number
  points: number
  score: number | null
  band: Band | null
  floor: string | null
  value: number | null
  noted: number | null
}

/**
 * The inputs of customers from the rows that stand: only time has passed for them since. Those without a row of whom a signal speaks by now
 * are among them. Cost: one pass over the scores, and over what signals read.
 */
export async function storedInputs(
  tx: Tx,
  signals: readonly RiskSignal[],
  team: ScoredTeam,
  date: LocalDate,
  which: Chosen,
): Promise<InputsRow[]> {
  const moment = momentOf(date, team.zone)
  const here = Prisma.sql`c."teamId" = ${team.id} AND c."erasedAt" IS NULL AND c."leftAt" IS NULL AND ${which(customer)}`
  const rows = await readPacked<StoredRow>(
    tx,
    Prisma.sql`
    SELECT coalesce(r."customerId", p."customerId") AS "customerId", r."score", r."band", r."floor", coalesce(r."points", 0) AS "oldPoints",
           r."value"::float8 AS value, r."noted", coalesce(p.points, 0) AS points, ${factsSql} AS facts
    FROM (SELECT * FROM "RiskScore" r WHERE r."teamId" = ${team.id} AND ${which(Prisma.sql`r."customerId"`)}) r
    FULL JOIN (${pointsSql(signals, moment, here)}) p ON p."customerId" = r."customerId"`,
  )
  return rows.map(({ customerId, facts, points, oldPoints, band, value, ...row }) => {
    const { currency, ...inputs } = readFacts(facts ?? '', date)
    const before = band && { ...row, band, value: value ?? 0, points: oldPoints, facts: facts ?? '' }
    return { customerId, inputs: { ...inputs, points }, currency, leftOn: null, leftByRule: false, before }
  })
}

/** The order days of a sample of a team's customers with orders, of at most `size` customers: which ones depends on their ids alone. */
export async function sampleOrderDays(tx: Tx, team: ScoredTeam, date: LocalDate, size: number): Promise<OrderDay[][]> {
  const { end, zone } = momentOf(date, team.zone)
  const rows = await tx.$queryRaw<{ orders: string }[]>`
    WITH total AS MATERIALIZED (SELECT count(*) AS customers FROM "Customer" WHERE "teamId" = ${team.id} AND "erasedAt" IS NULL),
    chosen AS MATERIALIZED (
      SELECT c."id" FROM "Customer" c, total WHERE c."teamId" = ${team.id} AND c."erasedAt" IS NULL
        AND (c."id"::bigint * 2654435761) % 4294967296 < 4294967296 * least(1, ${size}::float8 / greatest(1, total.customers)))
    SELECT h.orders FROM chosen, LATERAL (
      ${orderDaysSql({ date, end, zone })} WHERE o."customerId" = chosen."id" AND o."orderedAt" < ${end} GROUP BY 1) h
    ORDER BY chosen."id"`
  return rows.map(({ orders }) => readOrderDays(orders).days)
}

/** The order days of some customers, up to a moment; those without any are absent. */
export async function orderDaysOf(tx: Tx, moment: SignalMoment, which: Chosen): Promise<Map<number, OrderDay[]>> {
  const rows = await tx.$queryRaw<{ customerId: number; orders: string }[]>`
    ${orderDaysSql(moment)} WHERE ${which(Prisma.sql`o."customerId"`)} AND o."orderedAt" < ${moment.end} GROUP BY 1`
  return new Map(rows.map(({ customerId, orders }) => [customerId, readOrderDays(orders).days]))
}

/**
 * Customers of whom time itself makes something true that no activity tells: those with a contract, and those with an order that was
 * recorded before its date. Cost: the contracts, and one pass over the orders.
 */
export async function dueCustomers(tx: Tx, team: ScoredTeam, date: LocalDate): Promise<number[]> {
  const { end } = momentOf(date, team.zone)
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT c."id" FROM "Customer" c WHERE c."teamId" = ${team.id} AND c."erasedAt" IS NULL AND c."id" IN (
      SELECT k."customerId" FROM "Contract" k
      UNION SELECT o."customerId" FROM "Order" o
      WHERE o."orderedAt" > o."createdAt" AND o."orderedAt" >= ${end}::timestamptz - interval '8 days' AND o."orderedAt" < ${end})
    ORDER BY c."id"`
  return rows.map(({ id }) => id)
}
