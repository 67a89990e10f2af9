import { addDays, dayNumber, type LocalDate } from '../../chat/dates/zone.ts'
import type { Tx } from '../../database/store.ts'
import { ordersWithin } from '../model/order-facts.ts'
import { areaUnderCurve, baseRate, binsOf, brierScore, fifthsOf } from '../model/panel.ts'
import { chosenIds, momentOf, orderDaysOf, type ScoredTeam } from '../scores/inputs-store.ts'
import type { PastCheck } from './check.ts'
import { checkOf } from './check.ts'

/** Forecasts are kept once a week, of so many customers at most: enough to tell 60 from 70 %, and a few thousand rows a month. */
const everyDays = 7
const sampleSize = 2_000

/**
 * Keeps what is said today of a sample of customers, to be compared with what they will have done, unless that was done within the week (no
 * horizon is shorter). Which ones depends on their ids alone.
 */
export async function makeForecasts(tx: Tx, team: ScoredTeam, date: LocalDate): Promise<void> {
  await tx.$executeRaw`
    WITH total AS MATERIALIZED (SELECT count(*) AS customers FROM "RiskScore" WHERE "teamId" = ${team.id} AND "target" = 'order')
    INSERT INTO "RiskForecast" ("customerId", "madeOn", "teamId", "horizonDays", "score")
    SELECT r."customerId", ${date}::date, r."teamId", ${team.horizonDays}, r."score" FROM "RiskScore" r, total
    WHERE r."teamId" = ${team.id} AND r."target" = 'order'
      AND (r."customerId"::bigint * 2654435761) % 4294967296 < 4294967296 * least(1, ${sampleSize}::float8 / greatest(1, total.customers))
      AND NOT EXISTS (SELECT 1 FROM "RiskForecast" f WHERE f."teamId" = ${team.id} AND f."madeOn" > ${date}::date - ${everyDays}::int)`
}

/** Scores the forecasts whose horizon has passed by `date`, keeps how they did and lets them go. */
export async function settleForecasts(tx: Tx, team: ScoredTeam, date: LocalDate): Promise<void> {
  const due = await tx.$queryRaw<{ madeOn: string; horizonDays: number }[]>`
    SELECT to_char("madeOn", 'YYYY-MM-DD') AS "madeOn", max("horizonDays") AS "horizonDays" FROM "RiskForecast"
    WHERE "teamId" = ${team.id} GROUP BY "RiskForecast"."madeOn" HAVING max("madeOn" + "horizonDays") < ${date}::date ORDER BY 1`
  for (const { madeOn, horizonDays } of due) await settle(tx, team, madeOn, horizonDays)
}

async function settle(tx: Tx, team: ScoredTeam, madeOn: LocalDate, horizonDays: number): Promise<void> {
  const key = { teamId: team.id, madeOn: new Date(madeOn) }
  const said = await tx.riskForecast.findMany({
    where: key,
    select: { customerId: true, score: true },
    orderBy: { customerId: 'asc' },
  })
  const ids = said.map(({ customerId }) => customerId)
  const until = addDays(madeOn, horizonDays)
  const days = await orderDaysOf(tx, momentOf(until, team.zone), chosenIds(ids))
  const judged = {
    chance: Float64Array.from(said, ({ score }) => score),
    happened: Uint8Array.from(said, ({ customerId }) =>
      Number(!ordersWithin(days.get(customerId) ?? [], dayNumber(madeOn), dayNumber(until))),
    ),
  }
  const figures = {
    horizonDays,
    customers: said.length,
    base: baseRate(judged),
    auc: areaUnderCurve(judged.chance, judged.happened),
    brier: brierScore(judged),
    bins: binsOf(judged).map(bin => ({ ...bin })),
    fifths: fifthsOf(judged),
  }
  await tx.riskOutcome.upsert({ where: { teamId_madeOn: key }, create: { ...key, ...figures }, update: figures })
  await tx.riskForecast.deleteMany({ where: key })
}

/** How forecasts whose horizon had passed before `date` did, the latest first. */
export async function outcomesBy(tx: Tx, teamId: number, date: LocalDate, most: number): Promise<PastCheck[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT ("madeOn" - DATE '1970-01-01') AS "madeOn", "horizonDays", "customers", "base", "auc", "brier", "bins", "fifths"
    FROM "RiskOutcome" WHERE "teamId" = ${teamId} AND "madeOn" + "horizonDays" < ${date}::date
    ORDER BY "RiskOutcome"."madeOn" DESC LIMIT ${most}`
  return rows.map(row => checkOf.parse(row))
}

/** The first forecasts that wait to be scored; null: there are none. */
export async function firstWaiting(tx: Tx, teamId: number): Promise<{ madeOn: LocalDate; scoredOn: LocalDate } | null> {
  const row = await tx.riskForecast.findFirst({
    where: { teamId },
    orderBy: { madeOn: 'asc' },
    select: { madeOn: true, horizonDays: true },
  })
  if (!row) return null
  const madeOn = row.madeOn.toISOString().slice(0, 10)
  return { madeOn, scoredOn: addDays(madeOn, row.horizonDays + 1) }
}
