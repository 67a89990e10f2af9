import type { LocalDate } from '../../chat/dates/zone.ts'
import { dayNumber } from '../../chat/dates/zone.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { checkOf, type PastCheck, pastCheck } from '../backtest/check.ts'
import { trainRiskModel } from '../model/risk-model.ts'
import type { RenewalRecord } from '../rules/renewal.ts'
import type { TeamModel } from '../rules/score.ts'
import { type ScoredTeam, sampleOrderDays } from './inputs-store.ts'
import { modelJson, storedModel } from './model-text.ts'
import { signedAheadDays } from './packed.ts'

/** The model learns from so many customers at most: more change its figures in the third digit only, and take memory and minutes. */
export const sampleSize = 20_000

/** Trains on what a team's customers did up to a day, checks it one horizon back, keeps it as that day's model and returns it. */
export async function trainOn(tx: Tx, team: ScoredTeam, date: LocalDate): Promise<TeamModel> {
  const { model, checked } = await train(tx, team, date)
  const key = { teamId: team.id, day: new Date(date) }
  const values = { model: modelJson(model), checked: checked === null ? Prisma.DbNull : { ...checked } }
  await tx.riskModel.upsert({ where: { teamId_day: key }, create: { ...key, ...values }, update: values })
  return model
}

/** The same without keeping it: for a day that has passed. */
export async function train(tx: Tx, team: ScoredTeam, date: LocalDate): Promise<{ model: TeamModel; checked: PastCheck | null }> {
  const customers = await sampleOrderDays(tx, team, date, sampleSize)
  const asOf = dayNumber(date)
  const model = { risk: trainRiskModel(customers, asOf, team.horizonDays), renewals: await renewalRecord(tx, team.id, date) }
  return { model, checked: pastCheck(customers, asOf, team.horizonDays) }
}

/** The team's model in force on a day: that day's, or the last before; null before the first. */
export async function modelOn(tx: Tx, teamId: number, date: LocalDate): Promise<TeamModel | null> {
  const row = await tx.riskModel.findFirst({ where: { teamId, day: { lte: new Date(date) } }, orderBy: { day: 'desc' } })
  return row && storedModel.parse(row.model)
}

/** What became of contracts that ended by a day: followed by another of the customer, or moved on, which the timeline keeps. */
async function renewalRecord(tx: Tx, teamId: number, date: LocalDate): Promise<RenewalRecord> {
  const [row] = await tx.$queryRaw<RenewalRecord[]>`
    WITH ended AS (
      SELECT k."id", EXISTS (SELECT 1 FROM "Contract" n WHERE n."customerId" = k."customerId" AND n."endsAt" > k."endsAt" AND n."status" <> 'cancelled'
               AND (n."startsAt" IS NULL OR n."startsAt" <= ${date}::date + ${signedAheadDays}::int)) AS again
      FROM "Contract" k JOIN "Customer" c ON c."id" = k."customerId"
      WHERE c."teamId" = ${teamId} AND k."endsAt" < ${date}::date - 30),
    moved AS (
      SELECT count(*) AS times FROM "Activity" a JOIN "Customer" c ON c."id" = a."customerId"
      WHERE c."teamId" = ${teamId} AND a."kind" = 'contract.renewed' AND a."at" < ${date}::date + 1)
    SELECT (count(*) + (SELECT times FROM moved))::int AS ended, (count(*) FILTER (WHERE again) + (SELECT times FROM moved))::int AS renewed FROM ended`
  return row ?? { ended: 0, renewed: 0 }
}

/** Models older than this explain nothing that people ask about. */
const keptDays = 400

export async function forgetModels(tx: Tx, teamId: number, date: LocalDate): Promise<void> {
  await tx.$executeRaw`DELETE FROM "RiskModel" WHERE "teamId" = ${teamId} AND "day" < ${date}::date - ${keptDays}::int`
}

/** The latest check of a team's model against the past. */
export async function latestCheck(tx: Tx, teamId: number, date: LocalDate): Promise<PastCheck | null> {
  const row = await tx.riskModel.findFirst({ where: { teamId, day: { lte: new Date(date) } }, orderBy: { day: 'desc' } })
  return row?.checked ? checkOf.parse(row.checked) : null
}
