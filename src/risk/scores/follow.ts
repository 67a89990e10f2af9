import { z } from 'zod'
import { addDays, localDate, localTime } from '../../chat/dates/zone.ts'
import {
  type ActivityCursor,
  type ActivityRow,
  cursorFromText,
  cursorToText,
  lastActivity,
  readActivities,
} from '../../database/activity.ts'
import type { Tx } from '../../database/store.ts'
import type { ScoredTeam } from './inputs-store.ts'
import { buildScores, type Scoring, scoreTouched } from './scoring.ts'

const cursorKey = 'risk.activities'
/** More facts than this at once are an import: all teams are scored anew, once, instead of following it for minutes. */
const atOnce = 5_000
/** More customers than this at once: the whole team is quicker, and its population has changed anyway. */
const manyCustomers = 2_000

/**
 * Takes in what happened since the last time: scores the customers it happened to anew, and whole teams that have no model for their
 * horizon yet.
 */
export async function followActivities(scoring: Scoring, now: Date): Promise<void> {
  const { tx } = scoring
  // One at a time, the digest's look included: the cursor only goes forward.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('rapport risk follows', 0))`
  await buildMissing(scoring, now)
  const stored = await tx.storedValue.findUnique({ where: { key: cursorKey } })
  const from = cursorFromText(stored ? z.string().parse(stored.value) : undefined)
  const { activities, cursor } = await readActivities(tx, from, atOnce)
  if (activities.length === 0) return
  if (activities.length === atOnce && activities.some(isNews)) {
    // Read first: what is committed while the scoring runs may not be in it.
    const end = await lastActivity(tx)
    for (const team of await tx.team.findMany()) await buildScores(scoring, team, localDate(now, team.zone))
    return keepCursor(tx, end)
  }
  await followCustomers(scoring, [...new Set(activities.filter(isNews).map(activity => activity.customerId))], now)
  await keepCursor(tx, cursor)
}

/** A team that is new, or whose horizon was changed. */
async function buildMissing(scoring: Scoring, now: Date): Promise<void> {
  const teams = await scoring.tx.$queryRaw<ScoredTeam[]>`
    SELECT t."id", t."zone", t."locale", t."horizonDays" FROM "Team" t
    LEFT JOIN LATERAL (SELECT m."model" FROM "RiskModel" m WHERE m."teamId" = t."id" AND m."day" <= (${now}::timestamptz AT TIME ZONE t."zone")::date
                       ORDER BY m."day" DESC LIMIT 1) m ON TRUE
    WHERE (m."model"->'risk'->>'horizonDays')::int IS DISTINCT FROM t."horizonDays"`
  for (const team of teams) await buildScores(scoring, team, localDate(now, team.zone))
}

/** Scores customers anew, those of each team as of its own day. */
async function followCustomers(scoring: Scoring, ids: readonly number[], now: Date): Promise<void> {
  const touched = await scoring.tx.$queryRaw<(ScoredTeam & { digestAt: string; customers: number[] })[]>`
    SELECT t."id", t."zone", t."locale", t."horizonDays", t."digestAt", array_agg(c."id") AS customers
    FROM "Customer" c JOIN "Team" t ON t."id" = c."teamId" WHERE c."id" = ANY(${[...ids]}::int[]) GROUP BY t."id" ORDER BY t."id"`
  for (const { customers, digestAt, ...team } of touched) {
    const date = localDate(now, team.zone)
    // What moves after the morning's digest is told by the next one.
    const toldOn = localTime(now, team.zone) < digestAt ? date : addDays(date, 1)
    if (customers.length > manyCustomers) await buildScores(scoring, team, date)
    else await scoreTouched(scoring, team, customers, date, toldOn)
  }
}

/** What scoring itself found out is no news to it. */
const isNews = ({ kind, source }: ActivityRow): boolean => !(kind === 'left' && source === 'job')

async function keepCursor(tx: Tx, cursor: ActivityCursor): Promise<void> {
  const value = cursorToText(cursor)
  await tx.storedValue.upsert({ where: { key: cursorKey }, create: { key: cursorKey, value }, update: { value } })
}
