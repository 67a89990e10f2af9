import type { LocalDate } from '../../chat/dates/zone.ts'
import { addDays, dayNumber } from '../../chat/dates/zone.ts'
import type { RiskSignal } from '../../chat/risk-signal.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { factsAsOf } from '../model/order-facts.ts'
import type { Band } from '../rules/bands.ts'
import { type FoundSignal, type RiskReason, reasonsOf } from '../rules/reasons.ts'
import { type RiskInputs, type Scored, scoreOf, type TeamModel } from '../rules/score.ts'
import { momentOf } from './inputs-store.ts'
import { storedModel } from './model-text.ts'
import { type ContractText, contractSql, orderDaysText, readContract, readOrderDays } from './packed.ts'

/** What `replaySql` gives of a customer: everything its score is made of, as of each of the days asked for. */
export interface ReplayRow {
  customerId: number
  orders: string | null
  /** In force on each day; null: before the first. */
  models: unknown[]
  contracts: (ContractText | null)[]
  signals: (FoundSignal[] | null)[]
  /** Orders dated after the latest day: they count nowhere until then. */
  ahead: number
  /** The band that stands, unless a rule holds it up. */
  band: Band | null
}

/**
 * A SELECT of what the scores of a few customers are made of, as of the ends of some local days in `zone` (the latest first). Cost: their orders and
 * whatever signals read of them, once a day asked for.
 */
export function replaySql(
  signals: readonly RiskSignal[],
  zone: string,
  dates: readonly LocalDate[],
  which: Prisma.Sql,
): Prisma.Sql {
  const moments = dates.map(date => momentOf(date, zone))
  const [latest] = moments
  if (!latest) throw new Error('no day to replay')
  const each = (of: (moment: (typeof moments)[number]) => Prisma.Sql): Prisma.Sql =>
    Prisma.sql`jsonb_build_array(${Prisma.join(moments.map(of))})`
  return Prisma.sql`
    SELECT c."id" AS "customerId", CASE WHEN r."floor" IS NULL THEN r."band" END AS band,
      (SELECT count(*)::int FROM "Order" o WHERE o."customerId" = c."id" AND o."orderedAt" >= ${latest.end}) AS ahead,
      (SELECT ${orderDaysText(Prisma.sql`t."zone"`)} FROM "Order" o WHERE o."customerId" = c."id" AND o."orderedAt" < ${latest.end}) AS orders,
      ${each(
        ({ date }) => Prisma.sql`(SELECT m."model" FROM "RiskModel" m WHERE m."teamId" = c."teamId" AND m."day" <= ${date}::date
          ORDER BY m."day" DESC LIMIT 1)`,
      )} AS models,
      ${each(moment => Prisma.sql`(SELECT k.contract FROM (${contractSql(moment, Prisma.sql`k."customerId" = c."id"`)}) k)`)} AS contracts,
      ${each(moment => foundSql(signals, moment))} AS signals
    FROM "Customer" c JOIN "Team" t ON t."id" = c."teamId" LEFT JOIN "RiskScore" r ON r."customerId" = c."id" WHERE ${which}`
}

function foundSql(signals: readonly RiskSignal[], moment: ReturnType<typeof momentOf>): Prisma.Sql {
  if (signals.length === 0) return Prisma.sql`NULL`
  const each = signals.map(
    ({ name, rows }) =>
      Prisma.sql`SELECT "customerId", jsonb_build_object('name', ${name}::text, 'points', "points", 'evidence', "evidence") AS found
        FROM (${rows(moment, Prisma.sql`c."id" = outside."id"`)}) one`,
  )
  return Prisma.sql`(SELECT jsonb_agg(s.found) FROM (SELECT c."id") outside, LATERAL (${Prisma.join(each, ' UNION ALL ')}) s)`
}

/** A customer's score on one day, with all it was made of. */
export interface Replayed {
  date: LocalDate
  model: TeamModel
  inputs: RiskInputs
  currency: string
  scored: Scored
  signals: FoundSignal[]
  reasons: RiskReason[]
  /** Orders dated after that day, or after the latest one asked for, which were not counted. */
  ahead: number
}

/**
 * The score on each of the days; null: there was no model yet, and `models` has none either. The band that stands counts for the first day
 * only.
 */
export function replayed(row: ReplayRow, dates: readonly LocalDate[], models: readonly TeamModel[] = []): (Replayed | null)[] {
  const { days, currency: ordered } = readOrderDays(row.orders ?? '')
  return dates.map((date, index) => {
    const model = models[index] ?? (row.models[index] ? storedModel.parse(row.models[index]) : null)
    if (!model) return null
    const signals = row.signals[index] ?? []
    const contract = row.contracts[index] ? readContract(row.contracts[index]) : null
    const points = signals.reduce((sum, signal) => sum + signal.points, 0)
    const inputs = { orders: factsAsOf(days, dayNumber(date)), contract, points }
    const scored = scoreOf(model, inputs, date, index === 0 ? row.band : null)
    const currency = ordered || contract?.currency || ''
    return {
      date,
      model,
      inputs,
      currency,
      scored,
      signals,
      reasons: reasonsOf(model, inputs, scored, signals, currency),
      ahead: row.ahead,
    }
  })
}

/** The scores of some customers on each of the days, by customer. */
export async function replayCustomers(
  tx: Tx,
  signals: readonly RiskSignal[],
  zone: string,
  dates: readonly LocalDate[],
  ids: readonly number[],
  models?: readonly TeamModel[],
): Promise<Map<number, (Replayed | null)[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<ReplayRow[]>`${replaySql(signals, zone, dates, Prisma.sql`c."id" = ANY(${[...ids]}::int[])`)}`
  return new Map(rows.map(row => [row.customerId, replayed(row, dates, models)]))
}

/** How a chance moved between two days, in parts that add up: what the customer did or failed to do, and what the model learnt. */
export interface Change {
  since: LocalDate
  customer: number
  model: number
}

/** Null: one of the days has no chance to compare. */
export function changeBetween(then: Replayed | null, now: Replayed): Change | null {
  const before = then?.scored.score
  const after = now.scored.score
  if (then == null || before == null || after === null) return null
  const byOldModel = scoreOf(then.model, now.inputs, now.date, null).score
  if (byOldModel === null) return null
  return { since: then.date, customer: byOldModel - before, model: after - byOldModel }
}

/** Today, and the days that a score is compared with. */
export const comparedDays = (today: LocalDate): LocalDate[] => [today, addDays(today, -1), addDays(today, -7)]
