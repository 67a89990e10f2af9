import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Health, PlatformState } from '../../../chat/platform.ts'
import type { Worded } from '../../../chat/wording.ts'
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
  /** Resolves when it is written down: only then it is not pulled again. Rejects when that failed. `isOld`: of before we were here. */
  take(arrival: Arrival, isOld: boolean): Promise<void>
  log: Log
  now(): Date
}

export interface Pulling {
  /** Pulls until nothing more is there. `token` is an event's. Never rejects: what failed is pulled by the next one. */
  pull(token: string | null): Promise<void>
  /** The last pull failed, since when; null: all is well, or nothing was pulled yet. */
  trouble(): Health | null
}

const deaf: Worded = {
  en: 'what customers write in WeChat cannot be read; trying again, nothing of the last three days is lost',
  'zh-CN': '暂时收不到微信里的客户消息，正在重试，三天内的消息不会丢失',
}
/** What was said so shortly before we came is answered. */
const recentMs = 10 * 60_000
const leasePauseMs = 200
/** A pull of another process is over by then. */
const leasePatienceMs = 20_000
/** A page after which WeCom always claims more would be asked for ever. */
const mostPages = 200

export function createPulling({ calls, state, lease, take, log, now }: PullParts): Pulling {
  let last: Promise<void> = Promise.resolve()
  let failing: { code: string; since: Date } | null = null

  const held = async (): Promise<boolean> => {
    for (let waited = 0; waited < leasePatienceMs; waited += leasePauseMs) {
      if (await lease.hold()) return true
      await wait(leasePauseMs, undefined, { ref: false })
    }
    return false
  }
  /** The first pull brings what was said in the last three days, which others have answered. */
  const beginning = async (): Promise<number> => {
    const known = z.number().safeParse(await state.get('since')).data
    if (known !== undefined) return known
    const since = now().getTime() - recentMs
    await state.set('since', since)
    return since
  }
  const pullAll = async (token: string | null): Promise<void> => {
    const since = await beginning()
    for (let page = 0; page < mostPages; page++) {
      if (page > 0 && !(await lease.hold())) return
      const { cursor, more, arrivals } = await calls.pull(await cursorIn(state), token)
      const read = arrivals.flatMap(raw => readArrival(raw) ?? [])
      await Promise.all(read.map(arrival => take(arrival, arrival.at < since)))
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
            failing = null
          } finally {
            await lease.release()
          }
        })
        .catch((error: unknown) => {
          failing = { code: wecomCode(error), since: failing?.since ?? now() }
          log('warn', 'wecom-kf.pull-failed', { code: failing.code, at: stackOf(error) })
        })
      return last
    },
    trouble: () => failing && { ok: false, code: failing.code, detail: deaf, since: failing.since },
  }
}

const cursorIn = async (state: PlatformState): Promise<string | null> =>
  z.string().safeParse(await state.get('cursor')).data ?? null
