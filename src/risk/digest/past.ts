import { addDays, type LocalDate, startOfDay } from '../../chat/dates/zone.ts'
import type { DigestContext } from '../../chat/feature.ts'
import { atLeast, type Band } from '../rules/bands.ts'
import type { TeamModel } from '../rules/score.ts'
import { freshInputs, inRanges, type ScoredTeam } from '../scores/inputs-store.ts'
import { modelOn, train } from '../scores/model-store.ts'
import { hasLeft, type ScoredRow, scored } from '../scores/scoring.ts'
import { type DigestRisk, namesTold } from './today.ts'

/**
 * Who was at risk on a day that has passed, worked out from nothing later than that day: with the model of that day, or one trained as of
 * it. Cost: that of building all scores, twice; nobody asks for it but a person.
 */
export async function riskInPast(digest: DigestContext): Promise<DigestRisk> {
  const { team, date, previous } = digest
  const models: [TeamModel, TeamModel] = [await modelThen(digest, date), await modelThen(digest, previous)]
  const [now, then] = [await scoresOn(digest, date, models[0]), await scoresOn(digest, previous, models[1])]
  const before = new Map(then.filter(row => !hasLeft(row, previous)).map(row => [row.customerId, row]))
  const threshold = team.digestBand as Band
  const risky = (row: ScoredRow | undefined, day: string): boolean =>
    row !== undefined && !hasLeft(row, day) && atLeast(row.band, threshold)
  const quietIds = await quietOn(digest)
  const atRisk = now.filter(row => risky(row, date))
  const loud = atRisk.filter(row => !quietIds.has(row.customerId))
  const worth = loud.filter(row => row.yearly >= Number(team.digestMin))
  const listed = worth.toSorted((a, b) => stake(b) - stake(a) || a.customerId - b.customerId)
  const newly = listed.filter(row => before.has(row.customerId) && !risky(before.get(row.customerId), previous))
  const recovered = now.filter(row => !hasLeft(row, date) && !risky(row, date) && risky(before.get(row.customerId), previous))
  const left = now.filter(row => hasLeft(row, date) && before.has(row.customerId))
  const shown = listed.slice(0, team.digestLength)
  const told = [newly, recovered, left].map(rows => rows.toSorted((a, b) => b.value - a.value).slice(0, namesTold))
  const people = await named(digest, [...shown, ...told.flat()])
  const of = (rows: readonly ScoredRow[] = []) =>
    rows.map(row => ({ name: people.get(row.customerId)?.name ?? '', score: hasLeft(row, date) ? null : row.score }))
  return {
    listed: shown.map(({ customerId, score, band, value, yearly, currency }) => {
      const { name = '', ownerId = null } = people.get(customerId) ?? {}
      return { customerId, name, ownerId, score, band, value, yearly, currency }
    }),
    count: listed.length,
    newly: of(told[0]),
    newlyCount: newly.length,
    recovered: of(told[1]),
    recoveredCount: recovered.length,
    left: of(told[2]),
    leftCount: left.length,
    quiet: atRisk.length - loud.length,
    small: loud.length - worth.length,
    models,
  }
}

const stake = ({ score, value }: ScoredRow): number => (score ?? 0) * value

async function asScored({ tx, team }: DigestContext): Promise<ScoredTeam> {
  const { horizonDays } = await tx.team.findUniqueOrThrow({ where: { id: team.id }, select: { horizonDays: true } })
  return { ...team, horizonDays }
}

async function modelThen(digest: DigestContext, date: LocalDate): Promise<TeamModel> {
  const { tx, team } = digest
  return (await modelOn(tx, team.id, date)) ?? (await train(tx, await asScored(digest), date)).model
}

async function scoresOn(digest: DigestContext, date: LocalDate, model: TeamModel): Promise<ScoredRow[]> {
  const { tx, team, rooms } = digest
  const at = await asScored(digest)
  const rows: ScoredRow[] = []
  for await (const inputs of inRanges(tx, team.id, within => freshInputs(tx, rooms.riskSignals, at, date, within))) {
    // The band that stands today says nothing of that day.
    const then = inputs.map(row => ({ ...row, before: null }))
    rows.push(...scored(then, model, date))
  }
  return rows
}

/** Customers kept quiet on that day: snoozed by its end, until a later day. */
async function quietOn({ tx, date, team }: DigestContext): Promise<Set<number>> {
  const end = startOfDay(addDays(date, 1), team.zone)
  const rows = await tx.riskQuiet.findMany({
    where: { until: { gt: new Date(date) }, createdAt: { lt: end } },
    select: { customerId: true },
  })
  return new Set(rows.map(row => row.customerId))
}

async function named(
  { tx }: DigestContext,
  rows: readonly ScoredRow[],
): Promise<Map<number, { name: string; ownerId: number | null }>> {
  const ids = rows.map(({ customerId }) => customerId)
  const found = await tx.customer.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, ownerId: true } })
  return new Map(found.map(({ id, ...person }) => [id, person]))
}
