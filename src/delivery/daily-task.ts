import type { Team } from '../chat/context.ts'
import type { Contributions } from '../chat/contributions.ts'
import type { Job, JobContext, JobMember } from '../chat/job.ts'
import type { Store, Tx } from '../database/store.ts'
import { type Due, dueDate, nextRun, type Schedule } from './due.ts'
import { restoredAt } from './restored.ts'

/** A daily job for one scope, ready to run. */
export interface DailyTask {
  job: string
  /** `team:1`, `member:7`. */
  scope: string
  schedule: Schedule
  run(context: JobContext): Promise<void>
}

export type DueTask = DailyTask & Due

/** Whom jobs run for, each with the instant it exists since. */
export interface Scopes {
  teams(tx: Tx): Promise<(Team & { since: Date })[]>
  members(tx: Tx): Promise<(JobMember & { since: Date })[]>
}

type Jobs = Contributions['jobs']

const retryAfterMs = 10 * 60_000

/** What is due now and has no run stored for its local date, in the order in which it should have run. */
export async function dueTasks(store: Store, jobs: Jobs, scopes: Scopes, now: Date): Promise<DueTask[]> {
  return store.tx(async tx => {
    const restored = await restoredAt(tx)
    const due = tasksOf(jobs, await scopes.teams(tx), await scopes.members(tx)).flatMap(task => {
      const found = dueDate(task.schedule, now)
      return found && (restored === null || found.at > restored) ? [{ ...task, ...found }] : []
    })
    const runs = await tx.jobRun.findMany({
      where: {
        localDate: { in: [...new Set(due.map(task => task.date))] },
        OR: [{ state: 'done' }, { startedAt: { gt: new Date(now.getTime() - retryAfterMs) } }],
      },
      select: { job: true, scope: true, localDate: true },
    })
    const stored = new Set(runs.map(run => `${run.job} ${run.scope} ${run.localDate}`))
    return due
      .filter(task => !stored.has(`${task.job} ${task.scope} ${task.date}`))
      .toSorted((one, other) => one.at.getTime() - other.at.getTime())
  })
}

/** When each job of each scope runs next, for `/rapport status`. */
export function nextRuns(
  jobs: Jobs,
  teams: readonly (Team & { since: Date })[],
  members: readonly (JobMember & { since: Date })[],
  now: Date,
): { job: string; scope: string; at: Date }[] {
  return tasksOf(jobs, teams, members).flatMap(({ job, scope, schedule }) => {
    const at = nextRun(schedule, now)
    return at ? [{ job, scope, at }] : []
  })
}

function tasksOf(
  jobs: Jobs,
  teams: readonly (Team & { since: Date })[],
  members: readonly (JobMember & { since: Date })[],
): DailyTask[] {
  return jobs.flatMap(job => {
    if (job.scope === 'team') return teams.map(team => taskOf(job, team, job.dueAt(team), context => job.run(context, team)))
    if (job.scope === 'member')
      return members.map(member => taskOf(job, member, job.dueAt(member), context => job.run(context, member)))
    return []
  })
}

function taskOf(
  { name, scope, workdaysOnly }: Exclude<Job, { scope: 'minute' }>,
  of: { id: number; zone: string; workdays: readonly number[]; since: Date },
  at: string,
  run: DailyTask['run'],
): DailyTask {
  const { zone, workdays, since } = of
  return { job: name, scope: `${scope}:${of.id}`, schedule: { zone, workdays, at, workdaysOnly, since }, run }
}
