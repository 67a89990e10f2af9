import { errorCode } from '../chat/errors.ts'
import type { Platform, SendResult } from '../chat/platform.ts'
import type { Log } from '../config/log.ts'
import type { Store, Tx } from '../database/store.ts'
import { type Claimed, claim, outcomeOf, settle } from './claim.ts'

export interface DelivererParts {
  store: Store
  platforms: readonly Platform[]
  now(): Date
  random(): number
  log: Log
  /** A message was given up (`failed`) or nobody knows (`unknown`): tells a person, in the transaction that marks it. */
  tell(tx: Tx, claimed: Claimed, ended: { state: 'failed' | 'unknown'; code: string }): Promise<void>
  /** How many are sent at the same time. */
  slots?: number
  pollMs?: number
}

export interface Deliverer {
  start(): void
  /** Lets running sends end; what is not claimed stays for the next start. */
  stop(): Promise<void>
  /** Sends all that is due now, and returns how many attempts that took. */
  drain(): Promise<number>
}

/**
 * Sends what the outbox holds: claim, look when in doubt, send, mark. A slow or failing place takes one slot and never
 * two, so it cannot starve the others.
 */
export function createDeliverer(parts: DelivererParts): Deliverer {
  const slots = parts.slots ?? 8
  const running = new Set<Promise<void>>()
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const attempt = (claimed: Claimed): void => {
    const work = deliver(parts, claimed).catch((error: unknown) => {
      // The lease ends by itself; the row is then tried again, looking first.
      parts.log('error', 'delivery.failed', { key: claimed.key, code: errorCode(error) })
    })
    const tracked = work.finally(() => running.delete(tracked))
    running.add(tracked)
  }

  const fill = async (): Promise<number> => {
    const free = slots - running.size
    if (stopped || free <= 0) return 0
    const claimed = await claim(parts.store, free, parts.now())
    for (const item of claimed) attempt(item)
    return claimed.length
  }

  /** Claims again as soon as a slot is free, while there is something due. */
  const drain = async (): Promise<number> => {
    let count = 0
    for (;;) {
      const taken = await fill()
      count += taken
      if (taken === 0 && running.size === 0) return count
      if (running.size > 0) await Promise.race(running)
    }
  }

  let pumping = false
  const pump = async (): Promise<void> => {
    if (pumping || stopped) return
    pumping = true
    try {
      await drain()
    } catch (error) {
      parts.log('warn', 'delivery.unreachable', { code: errorCode(error) })
    } finally {
      pumping = false
    }
  }

  return {
    start() {
      timer = setInterval(() => void pump(), parts.pollMs ?? 1_000)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await Promise.all(running)
    },
    drain,
  }
}

async function deliver(parts: DelivererParts, claimed: Claimed): Promise<void> {
  const result = await attemptOf(parts, claimed)
  const now = parts.now()
  const outcome =
    result.kind === 'cannot-look'
      ? ({ state: 'unknown', code: 'cannot_look' } as const)
      : outcomeOf(result, claimed, now, parts.random())
  await parts.store.tx(async tx => {
    const mine = await settle(tx, claimed, outcome, now)
    if (mine && (outcome.state === 'failed' || outcome.state === 'unknown'))
      await parts.tell(tx, claimed, { state: outcome.state, code: outcome.code })
  })
  const code = outcome.state === 'sent' ? {} : { code: outcome.code }
  parts.log(outcome.state === 'sent' ? 'info' : 'warn', 'delivery.attempt', {
    key: claimed.key,
    state: outcome.state,
    attempt: claimed.attempt,
    ...code,
  })
}

/** One attempt: where an earlier one may have arrived, the platform is asked before anything is sent again. */
async function attemptOf(parts: DelivererParts, claimed: Claimed): Promise<SendResult | { kind: 'cannot-look' }> {
  const platform = parts.platforms.find(({ name }) => name === claimed.target.platform)
  if (!platform) return { kind: 'rejected', code: 'platform_not_connected' }
  if (claimed.uncertain) {
    if (!platform.find) return { kind: 'cannot-look' }
    const found = await platform.find(claimed.target, claimed.key, claimed.createdAt)
    if (found.kind === 'found') return { kind: 'sent', ref: found.ref }
    if (found.kind === 'cannot-look') return found
    if (found.kind === 'failed') return { kind: 'unknown', code: found.code }
  }
  return platform.send(claimed.target, claimed.message, claimed.key)
}
