import { setTimeout as wait } from 'node:timers/promises'
import { errorCode } from '../chat/errors.ts'
import type { Incoming, Platform, Reply } from '../chat/platform.ts'
import type { Log } from '../config/log.ts'
import type { ResumableInbox } from './inbox.ts'

export interface ResumerParts {
  inbox: ResumableInbox
  /** Handles it now; the reply may be that there is nothing to say, when somebody else was quicker. */
  resume(incoming: Incoming, id: bigint): Promise<Reply>
  platforms: readonly Platform[]
  now(): Date
  log: Log
}

export interface Resumer {
  /** Takes up what was received before this process took over, then each minute what a process that died meanwhile left. */
  start(before: Date): void
  stop(): Promise<void>
  /** Handles and answers what was received before then; returns how many. */
  sweep(before: Date): Promise<number>
}

const everyMs = 60_000
/** Longer than handling takes: what is older has nobody who works on it. */
const abandonedAfterMs = 120_000
/** An event that ended the process this often is not tried again. */
const maxAttempts = 5
const stopPatienceMs = 4_000

/** Whoever did something gets it done and answered, also when the process ended in between. */
export function createResumer(parts: ResumerParts): Resumer {
  const { inbox, log, now } = parts
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let current: Promise<unknown> | null = null

  const sweep = async (before: Date): Promise<number> => {
    const elsewhere = parts.platforms.filter(platform => platform.isHere?.() === false).map(({ name }) => name)
    const left = await inbox.unhandled(before, elsewhere)
    let count = 0
    for (const { id, incoming, attempt } of left) {
      if (stopped) break
      const { platform, kind } = incoming
      log('info', 'inbox.resumed', { platform, kind, attempt })
      if (attempt > maxAttempts) {
        await inbox.fail(incoming.key, 'given_up', now())
        continue
      }
      const reply = await parts.resume(incoming, id)
      await parts.platforms.find(({ name }) => name === platform)?.answer(incoming, reply)
      count++
    }
    return count
  }

  const guarded = (before: Date): void => {
    current ??= sweep(before)
      .catch((error: unknown) => log('warn', 'inbox.not-resumed', { code: errorCode(error) }))
      .finally(() => {
        current = null
      })
  }

  return {
    start(before) {
      guarded(before)
      timer = setInterval(() => guarded(new Date(now().getTime() - abandonedAfterMs)), everyMs)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await Promise.race([current, wait(stopPatienceMs, undefined, { ref: false })])
    },
    sweep,
  }
}
