import type { Health } from '../../chat/platform.ts'
import type { Tx } from '../../database/store.ts'

/** One thing that is connected, or is not, as main sees it. `name`: platform or part: Slack, database... */
export type StatusLine = { name: string } & Health

/** When a job runs next. `scope` is `team:1`, `member:7`. */
export interface NextRun {
  job: string
  scope: string
  at: Date
}

export interface LastRun {
  job: string
  scope: string
  startedAt: Date
  state: string
  skipped: number
  errorCode: string | null
}

/** A message or event that nobody will try again by itself. */
export interface Stuck {
  what: 'message' | 'event'
  platform: string
  /** failed, or unknown: it may have arrived. */
  state: string
  errorCode: string | null
  count: number
  latest: Date
}

export interface RiskFreshness {
  teamId: number
  scored: number
  asOf: Date | null
}

/** The last run of each job in each scope. */
export async function lastRuns(tx: Tx): Promise<LastRun[]> {
  return tx.$queryRaw<LastRun[]>`
    SELECT DISTINCT ON (job, scope) job, scope, "startedAt", state, skipped, "errorCode" FROM "JobRun" ORDER BY job, scope, id DESC`
}

/** What was not sent or not handled since then, by reason; the counts are what an administrator acts on, not single rows. */
export async function stuckSince(tx: Tx, since: Date): Promise<Stuck[]> {
  return tx.$queryRaw<Stuck[]>`
    SELECT 'message' AS what, platform, state, "errorCode", count(*)::int AS count, max("createdAt") AS latest
    FROM "OutboxItem" WHERE state IN ('failed', 'unknown') AND "createdAt" > ${since} GROUP BY platform, state, "errorCode"
    UNION ALL
    SELECT 'event', platform, state, "errorCode", count(*)::int, max("receivedAt")
    FROM "InboxItem" WHERE state = 'failed' AND "receivedAt" > ${since} GROUP BY platform, state, "errorCode"
    ORDER BY latest DESC`
}

/** How much waits to be sent, and since when. */
export async function waiting(tx: Tx, now: Date): Promise<{ count: number; since: Date | null }> {
  const rows = await tx.$queryRaw<{ count: number; since: Date | null }[]>`
    SELECT count(*)::int AS count, min("createdAt") AS since FROM "OutboxItem" WHERE state IN ('pending', 'sending') AND "notBefore" <= ${now}`
  return rows[0] ?? { count: 0, since: null }
}

export async function riskFreshness(tx: Tx): Promise<RiskFreshness[]> {
  return tx.$queryRaw<RiskFreshness[]>`
    SELECT t.id AS "teamId", count(r."customerId")::int AS scored, (SELECT max("day") FROM "RiskModel" m WHERE m."teamId" = t.id) AS "asOf"
    FROM "Team" t LEFT JOIN "RiskScore" r ON r."teamId" = t.id GROUP BY t.id ORDER BY t.id`
}

/** Which Postgres this is: the embedded one says that it was compiled for WebAssembly. */
export async function databaseVersion(tx: Tx): Promise<{ embedded: boolean; version: string }> {
  const rows = await tx.$queryRaw<{ text: string }[]>`SELECT version() AS text`
  const text = rows[0]?.text ?? ''
  return { embedded: /emscripten|emcc|wasm/i.test(text), version: /PostgreSQL ([\d.]+)/.exec(text)?.[1] ?? '' }
}
