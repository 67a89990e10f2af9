import { schedule as cron, type ScheduledTask } from 'node-cron'
import type { Team } from '../chat/context.ts'
import { errorCode } from '../chat/errors.ts'
import type { Contributions, Job, JobContext, JobMember } from '../chat/feature.ts'
import type { Outbox } from '../chat/outbox.ts'
import { type Log, stackOf } from '../config/log.ts'
import type { Store, Tx } from '../database/store.ts'
import { dueDate, nextRun, type Schedule, skippedDays } from './due.ts'

export interface HeartbeatParts {
  store: Store
  outbox: Outbox
  rooms: Contributions
  now(): Date
  log: Log
  /** All teams and all members who may get reminders, with the instant each exists since. */
  teams(tx: Tx): Promise<(Team & { since: Date })[]>
  members(tx: Tx): Promise<(JobMember & { since: Date })[]>
}

export interface Heartbeat {
  start(): void
  stop(): Promise<void>
  /** One beat: runs what is due and was not run; returns how many jobs ran. */
  beat(): Promise<number>
}

/** A daily job for one scope, ready to run. */
interface Task {
  job: string
  scope: string
  schedule: Schedule
  run(context: JobContext): Promise<void>
}

const retryAfterMs = 10 * 60_000

/** Every minute (UTC) asks each job what is due in each team's or member's local day. */
export function createHeartbeat(parts: HeartbeatParts): Heartbeat {
  let timer: ScheduledTask | undefined
  let current: Promise<number> | null = null

  const beat = async (): Promise<number> => {
    const now = parts.now()
    await everyMinute(parts, now)
    const due = await dueTasks(parts, now)
    let count = 0
    for (const task of due) if (await runOnce(parts, task, now)) count++
    return count
  }

  /** A beat that takes longer than a minute is not overtaken by the next. */
  const guarded = (): void => {
    current ??= beat()
      .catch((error: unknown) => {
        parts.log('warn', 'heartbeat.failed', { code: errorCode(error), at: stackOf(error) })
        return 0
      })
      .finally(() => {
        current = null
      })
  }

  return {
    start() {
      timer = cron('* * * * *', guarded, { timezone: 'UTC' })
      guarded()
    },
    async stop() {
      await timer?.stop()
      await current
    },
    beat,
  }
}

async function everyMinute(parts: HeartbeatParts, now: Date): Promise<void> {
  for (const job of parts.rooms.jobs) {
    if (job.scope !== 'minute') continue
    await parts.store
      .tx(tx => job.run({ tx, now, outbox: parts.outbox, rooms: parts.rooms }))
      .catch((error: unknown) => parts.log('error', 'job.failed', { job: job.name, code: errorCode(error), at: stackOf(error) }))
  }
}

/** What is due now and has no run stored for its local date. */
async function dueTasks(parts: HeartbeatParts, now: Date): Promise<(Task & { date: string; late: boolean })[]> {
  return parts.store.tx(async tx => {
    const all = tasksOf(parts.rooms.jobs, await parts.teams(tx), await parts.members(tx))
    const due = all.flatMap(task => {
      const found = dueDate(task.schedule, now)
      return found ? [{ ...task, ...found }] : []
    })
    const dates = [...new Set(due.map(task => task.date))]
    const runs = await tx.jobRun.findMany({
      where: { localDate: { in: dates }, OR: [{ state: 'done' }, { startedAt: { gt: new Date(now.getTime() - retryAfterMs) } }] },
      select: { job: true, scope: true, localDate: true },
    })
    const stored = new Set(runs.map(run => `${run.job} ${run.scope} ${run.localDate}`))
    return due.filter(task => !stored.has(`${task.job} ${task.scope} ${task.date}`))
  })
}

/** When each job of each scope runs next, for `/rapport status`. */
export function nextRuns(
  jobs: readonly Job[],
  teams: readonly (Team & { since: Date })[],
  members: readonly (JobMember & { since: Date })[],
  now: Date,
): { job: string; scope: string; at: Date }[] {
  return tasksOf(jobs, teams, members).map(({ job, scope, schedule }) => ({ job, scope, at: nextRun(schedule, now) }))
}

/** Every scheduled job of every scope. */
function tasksOf(
  jobs: readonly Job[],
  teams: readonly (Team & { since: Date })[],
  members: readonly (JobMember & { since: Date })[],
): Task[] {
  return jobs.flatMap(job => {
    const { name, scope } = job
    if (scope === 'minute') return []
    const workdaysOnly = job.workdaysOnly
    const schedule = (of: Team | JobMember, at: string, since: Date): Schedule => ({
      zone: of.zone,
      workdays: of.workdays,
      at,
      workdaysOnly,
      since,
    })
    if (scope === 'team')
      return teams.map(team => ({
        job: name,
        scope: `team:${team.id}`,
        schedule: schedule(team, job.dueAt(team), team.since),
        run: context => job.run(context, team),
      }))
    return members.map(member => ({
      job: name,
      scope: `member:${member.id}`,
      schedule: schedule(member, job.dueAt(member), member.since),
      run: context => job.run(context, member),
    }))
  })
}

/**
 * Runs the job in the transaction that stores its run: both or neither. A second process waits at the unique key and then finds
 * the run done. A failed run is stored and tried again ten minutes later.
 */
async function runOnce(parts: HeartbeatParts, task: Task & { date: string; late: boolean }, now: Date): Promise<boolean> {
  const { job, scope, date, late } = task
  try {
    return await parts.store.tx(async tx => {
      const last = await tx.jobRun.findFirst({
        where: { job, scope, state: 'done', localDate: { lt: date } },
        orderBy: { localDate: 'desc' },
      })
      const skipped = skippedDays(last?.localDate ?? null, date, task.schedule)
      const mine = await tx.$queryRaw<unknown[]>`
        INSERT INTO "JobRun" (job, scope, "localDate", "startedAt", "finishedAt", state, skipped)
        VALUES (${job}, ${scope}, ${date}, ${now}, ${now}, 'done', ${skipped})
        ON CONFLICT (job, scope, "localDate") DO UPDATE
        SET state = 'done', "startedAt" = ${now}, "finishedAt" = ${now}, "errorCode" = NULL
        WHERE "JobRun".state = 'failed'
        RETURNING id`
      if (mine.length === 0) return false
      await task.run({ tx, now, outbox: parts.outbox, rooms: parts.rooms, date, late, skipped })
      return true
    })
  } catch (error) {
    parts.log('error', 'job.failed', { job, scope, code: errorCode(error), at: stackOf(error) })
    const code = errorCode(error)
    await parts.store.db.$executeRaw`
      INSERT INTO "JobRun" (job, scope, "localDate", "startedAt", "finishedAt", state, "errorCode")
      VALUES (${job}, ${scope}, ${date}, ${now}, ${now}, 'failed', ${code})
      ON CONFLICT (job, scope, "localDate") DO UPDATE SET "startedAt" = ${now}, "finishedAt" = ${now}, "errorCode" = ${code}
      WHERE "JobRun".state = 'failed'`
    return false
  }
}
