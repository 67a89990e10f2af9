import type { Contributions } from '../chat/contributions.ts'
import { addDays } from '../chat/dates/zone.ts'
import { errorCode } from '../chat/errors.ts'
import type { JobContext } from '../chat/job.ts'
import type { Outbox } from '../chat/outbox.ts'
import { type Log, stackOf } from '../config/log.ts'
import type { Store, Tx } from '../database/store.ts'
import type { DueTask } from './daily-task.ts'
import { skippedDays } from './due.ts'

export interface RunParts {
  store: Store
  outbox: Outbox
  rooms: Contributions
  log: Log
}

/** `busy`: another process runs it just now. `passed`: it was run meanwhile, or a later day was. */
export type RunResult = 'ran' | 'failed' | 'busy' | 'passed'

/** A million customers take a job minutes; what takes longer than this hangs. */
const patience = { timeoutMs: 30 * 60_000 }

/**
 * Runs the task in the transaction that stores its run: both or neither. The unique key of the run is what keeps a second one out; the
 * lock only spares another process the wait. A failed run is stored and tried again ten minutes later.
 */
export async function runOnce(parts: RunParts, task: DueTask, now: Date): Promise<RunResult> {
  const { job, scope, date, late } = task
  const begun = performance.now()
  const ms = (): number => Math.round(performance.now() - begun)
  try {
    const result = await parts.store.tx<RunResult>(async tx => {
      if (!(await lockHere(tx, `${job} ${scope}`))) return 'busy'
      const skipped = skippedDays(await lastRun(tx, task), date, task.schedule)
      if (await laterRun(tx, task)) return 'passed'
      if (!(await storeRun(tx, task, skipped, now))) return 'passed'
      await task.run({ tx, now, outbox: parts.outbox, rooms: parts.rooms, date, late, skipped })
      return 'ran'
    }, patience)
    if (result === 'ran') parts.log('info', 'job.ran', { job, scope, ms: ms() })
    return result
  } catch (error) {
    const code = errorCode(error)
    parts.log('error', 'job.failed', { job, scope, code, ms: ms(), at: stackOf(error) })
    await storeFailure(parts.store, task, code, now)
    return 'failed'
  }
}

/** Runs a job of every minute, in one process at a time. False: another one runs it, or it failed. */
export async function runMinutely(parts: RunParts, job: { name: string; run(context: MinuteContext): Promise<void> }, now: Date) {
  const begun = performance.now()
  const ms = (): number => Math.round(performance.now() - begun)
  try {
    const ran = await parts.store.tx(async tx => {
      if (!(await lockHere(tx, job.name))) return false
      await job.run({ tx, now, outbox: parts.outbox, rooms: parts.rooms })
      return true
    }, patience)
    if (ran) parts.log('debug', 'job.ran', { job: job.name, ms: ms() })
    return ran
  } catch (error) {
    parts.log('error', 'job.failed', { job: job.name, code: errorCode(error), ms: ms(), at: stackOf(error) })
    return false
  }
}

type MinuteContext = Omit<JobContext, 'date' | 'late' | 'skipped'>

/** Held until the transaction ends; false when another one has it. */
async function lockHere(tx: Tx, name: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ free: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`rapport ${name}`}, 0)) AS free`
  return rows[0]?.free ?? false
}

async function lastRun(tx: Tx, { job, scope, date }: DueTask): Promise<string | null> {
  const last = await tx.jobRun.findFirst({
    where: { job, scope, state: 'done', localDate: { lt: date } },
    orderBy: { localDate: 'desc' },
  })
  return last?.localDate ?? null
}

/**
 * A clock or zone set back makes yesterday due again; after today's run that would be old news. Two days is as far as a change of
 * zone can move the date; a clock that was once years ahead must not silence a job for years.
 */
async function laterRun(tx: Tx, { job, scope, date }: DueTask): Promise<boolean> {
  const soon = [addDays(date, 1), addDays(date, 2)]
  return (await tx.jobRun.count({ where: { job, scope, state: 'done', localDate: { in: soon } } })) > 0
}

async function storeRun(tx: Tx, { job, scope, date }: DueTask, skipped: number, now: Date): Promise<boolean> {
  const stored = await tx.$executeRaw`
    INSERT INTO "JobRun" (job, scope, "localDate", "startedAt", "finishedAt", state, skipped)
    VALUES (${job}, ${scope}, ${date}, ${now}, ${now}, 'done', ${skipped})
    ON CONFLICT (job, scope, "localDate") DO UPDATE
    SET state = 'done', "startedAt" = ${now}, "finishedAt" = ${now}, skipped = ${skipped}, "errorCode" = NULL
    WHERE "JobRun".state = 'failed'`
  return stored === 1
}

async function storeFailure(store: Store, { job, scope, date }: DueTask, code: string, now: Date): Promise<void> {
  await store.db.$executeRaw`
    INSERT INTO "JobRun" (job, scope, "localDate", "startedAt", "finishedAt", state, "errorCode")
    VALUES (${job}, ${scope}, ${date}, ${now}, ${now}, 'failed', ${code})
    ON CONFLICT (job, scope, "localDate") DO UPDATE SET "startedAt" = ${now}, "finishedAt" = ${now}, "errorCode" = ${code}
    WHERE "JobRun".state = 'failed'`
}
