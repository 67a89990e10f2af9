import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { PlatformState } from '../../../chat/platform.ts'
import { type Log, stackOf } from '../../../config/log.ts'
import { wecomCode } from '../errors.ts'
import { type Arrival, readArrival } from './arrival.ts'
import type { KfCalls } from './calls.ts'

/** One process at a time pulls: each pull begins where the last one ended. */
export interface PullLease {
  hold(): Promise<boolean>
  release(): Promise<void>
}

export interface PullParts {
  calls: Pick<KfCalls, 'pull'>
  state: PlatformState
  lease: PullLease
  /** Resolves when it is written down: only then it is not pulled again. Rejects when that failed. */
  take(arrival: Arrival): Promise<void>
  log: Log
}

export interface Pulling {
  /** Pulls until nothing more is there. `token` is an event's. Never rejects: what failed is pulled by the next one. */
  pull(token: string | null): Promise<void>
}

const leasePauseMs = 200
/** A pull of another process is over by then. */
const leasePatienceMs = 20_000
/** A page after which WeCom always claims more would be asked for ever. */
const mostPages = 200

export function createPulling({ calls, state, lease, take, log }: PullParts): Pulling {
  let last: Promise<void> = Promise.resolve()

  const held = async (): Promise<boolean> => {
    for (let waited = 0; waited < leasePatienceMs; waited += leasePauseMs) {
      if (await lease.hold()) return true
      await wait(leasePauseMs, undefined, { ref: false })
    }
    return false
  }
  const pullAll = async (token: string | null): Promise<void> => {
    for (let page = 0; page < mostPages; page++) {
      const { cursor, more, arrivals } = await calls.pull(await cursorIn(state), token)
      await Promise.all(arrivals.flatMap(raw => readArrival(raw) ?? []).map(take))
      // Only now: what was not written down comes again.
      await state.set('cursor', cursor)
      if (!more) return
    }
  }

  return {
    pull(token) {
      last = last
        .then(async () => {
          if (!(await held())) return
          try {
            await pullAll(token)
          } finally {
            await lease.release()
          }
        })
        .catch((error: unknown) => log('warn', 'wecom-kf.pull-failed', { code: wecomCode(error), at: stackOf(error) }))
      return last
    },
  }
}

const cursorIn = async (state: PlatformState): Promise<string | null> =>
  z.string().safeParse(await state.get('cursor')).data ?? null
