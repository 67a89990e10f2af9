import { setTimeout as wait } from 'node:timers/promises'
import { schedule as cron, type Logger, type ScheduledTask } from 'node-cron'
import { errorCode } from '../chat/errors.ts'
import { type Log, type LogLevel, stackOf } from '../config/log.ts'
import { dueTasks, type Scopes } from './daily-task.ts'
import { type RunParts, runMinutely, runOnce } from './run-once.ts'

export interface HeartbeatParts extends RunParts, Scopes {
  now(): Date
}

export interface Heartbeat {
  start(): void
  /** Begins nothing more; a job that goes on for long is left to end with the process, undone. */
  stop(): Promise<void>
  /** One beat: runs what is due and was not run; returns how many daily jobs ran. */
  beat(): Promise<number>
}

const stopPatienceMs = 4_000

/** Every minute (UTC) asks each job what is due in each team's or member's local day. */
export function createHeartbeat(parts: HeartbeatParts): Heartbeat {
  let timer: ScheduledTask | undefined
  let current: Promise<unknown> | null = null
  let stopped = false

  const beat = async (): Promise<number> => {
    const now = parts.now()
    for (const job of parts.rooms.jobs) if (job.scope === 'minute' && !stopped) await runMinutely(parts, job, now)
    /** Another process runs a job of these: theirs that follow are its business too, for they may need what it writes. */
    const elsewhere = new Set<string>()
    let count = 0
    for (const task of await dueTasks(parts.store, parts.rooms.jobs, parts, now)) {
      if (stopped) break
      if (elsewhere.has(task.scope)) continue
      const result = await runOnce(parts, task, now)
      if (result === 'ran') count++
      if (result === 'busy') elsewhere.add(task.scope)
    }
    return count
  }

  /** A beat that takes longer than a minute is not overtaken by the next. */
  const guarded = (): void => {
    current ??= beat()
      .catch((error: unknown) => parts.log('warn', 'heartbeat.failed', { code: errorCode(error), at: stackOf(error) }))
      .finally(() => {
        current = null
      })
  }

  return {
    start() {
      timer = cron('* * * * *', guarded, { timezone: 'UTC', logger: cronLog(parts.log) })
      guarded()
    },
    async stop() {
      stopped = true
      await timer?.stop()
      await Promise.race([current, wait(stopPatienceMs, undefined, { ref: false })])
    },
    beat,
  }
}

/** What the cron library has to say goes into our log as an event, without its words: a missed minute is caught up by the next beat. */
function cronLog(log: Log): Logger {
  const event = (level: LogLevel) => (): void => log(level, 'heartbeat.cron')
  return { info: event('debug'), debug: event('debug'), warn: event('info'), error: event('warn') }
}
