import { z } from 'zod'
import type { Team } from '../../chat/context.ts'
import { type ActivityCursor, cursorFromText, cursorToText, lastActivity, readActivities } from '../../database/activity.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { allTeams } from '../../people/store.ts'
import { type Run, runSegments } from './run.ts'

/**
 * Each fact is looked at twice, a minute apart: what other jobs make of it (the risk) is there the second time. So there are two cursors:
 * up to where everything was seen twice, and once.
 */
const twiceKey = 'segments.twice.activities'
const onceKey = 'segments.once.activities'
/** More facts than this at once are an import: all teams are worked out, instead of following it for minutes. */
const perMinute = 5_000
/** More customers than this at once: the whole team is quicker. */
const manyCustomers = 2_000

/** Follows the activities: segments of the customers something happened to are brought up to date. */
export async function follow(run: Run): Promise<void> {
  const { tx } = run
  const twice = await readCursor(tx, twiceKey)
  const { activities, cursor } = await readActivities(tx, twice, perMinute)
  if (activities.length === 0) return
  const once = await readCursor(tx, onceKey)
  const isImport = activities.length === perMinute
  // Read first: what is committed meanwhile may not be seen.
  const end = isImport ? await lastActivity(tx) : cursor
  // What segments did themselves, the run that did it has seen to.
  const touched = new Set(activities.filter(({ source }) => source !== 'segment').map(({ customerId }) => customerId))
  await bringUp(run, isImport ? null : [...touched])
  await keepCursor(tx, twiceKey, isBefore(twice, once) ? once : twice)
  await keepCursor(tx, onceKey, end)
}

const isBefore = (one: ActivityCursor, other: ActivityCursor): boolean =>
  one.xid < other.xid || (one.xid === other.xid && one.id < other.id)

/** All teams' segments, or as far as these customers go. */
async function bringUp(run: Run, ids: readonly number[] | null): Promise<void> {
  const teams = await allTeams(run.tx)
  // Who moved to another team goes out of the old one's segments first: what that changes, the new one's segments see.
  for (const team of teams) await runSome(run, team, await moved(run.tx, team.id, ids))
  for (const team of teams) {
    if (ids === null) await runSegments(run, team)
    else await runSome(run, team, await ofTeam(run.tx, team.id, ids))
  }
}

async function runSome(run: Run, team: Team, ids: readonly number[]): Promise<void> {
  if (ids.length > manyCustomers) await runSegments(run, team)
  else if (ids.length > 0) await runSegments(run, team, ids)
}

async function ofTeam(tx: Tx, teamId: number, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT c."id" FROM "Customer" c WHERE c."id" = ANY(${[...ids]}::int[]) AND c."teamId" = ${teamId}`
  return rows.map(({ id }) => id)
}

/** Customers of other teams who are still in this team's segments. */
async function moved(tx: Tx, teamId: number, ids: readonly number[] | null): Promise<number[]> {
  const only = ids ? Prisma.sql`AND m."customerId" = ANY(${[...ids]}::int[])` : Prisma.empty
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT m."customerId" AS id FROM "Segment" s JOIN "SegmentMember" m ON m."segmentId" = s."id"
    JOIN "Customer" c ON c."id" = m."customerId" WHERE s."teamId" = ${teamId} AND c."teamId" <> ${teamId} ${only}`
  return rows.map(({ id }) => id)
}

async function readCursor(tx: Tx, key: string): Promise<ActivityCursor> {
  const stored = await tx.storedValue.findUnique({ where: { key } })
  return cursorFromText(stored ? z.string().parse(stored.value) : undefined)
}

async function keepCursor(tx: Tx, key: string, cursor: ActivityCursor): Promise<void> {
  const value = cursorToText(cursor)
  await tx.storedValue.upsert({ where: { key }, create: { key, value }, update: { value } })
}
