import { setTimeout as wait } from 'node:timers/promises'
import type { DeliveryEnd } from '../chat/delivery-watch.ts'
import { errorCode } from '../chat/errors.ts'
import type { Message } from '../chat/message.ts'
import type { Platform } from '../chat/platform.ts'
import { type Log, stackOf } from '../config/log.ts'
import type { Store, Tx } from '../database/store.ts'
import { type Claimed, claim, releaseLeft, remove, settle } from './claim.ts'
import { type AttemptResult, outcomeOf } from './outcome.ts'

export interface DelivererParts {
  store: Store
  platforms: readonly Platform[]
  now(): Date
  random(): number
  log: Log
  /** A message was given up (`failed`) or nobody knows (`unknown`): tells a person, in the transaction that marks it. */
  tell(tx: Tx, failed: Pick<Claimed, 'key' | 'target'>, ended: { state: 'failed' | 'unknown'; code: string }): Promise<void>
  /** Learns how a message ended, in the transaction that marks it; true: it has told whoever must know. */
  watch?(tx: Tx, ended: Pick<Claimed, 'key'>, end: DeliveryEnd, now: Date): Promise<boolean>
  /** How many are sent at the same time. */
  slots?: number
  pollMs?: number
  /** How long `stop` lets running sends go on. */
  stopPatienceMs?: number
}

export interface Deliverer {
  start(): void
  /** Lets running sends end; those that hang are released, in doubt, for the next start. */
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
  const running = new Map<Claimed, Promise<void>>()
  let attempts = 0
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let filling: Promise<void> | null = null
  let slotFreed = false

  const attempt = (claimed: Claimed): void => {
    attempts += 1
    const work = deliver(parts, claimed)
      // The lease ends by itself; the row is then tried again, looking first.
      .catch((error: unknown) => parts.log('error', 'delivery.failed', { key: claimed.key, code: errorCode(error) }))
      .finally(() => {
        running.delete(claimed)
        void fill()
      })
    running.set(claimed, work)
  }

  const claimFree = async (): Promise<void> => {
    do {
      slotFreed = false
      const free = slots - running.size
      if (stopped || free <= 0) return
      for (const claimed of await claim(parts.store, free, parts.now(), elsewhere(parts.platforms))) attempt(claimed)
    } while (slotFreed)
  }

  /** Gives each free slot something to send; never rejects. It never waits for a send, so one that hangs holds up nothing. */
  const fill = (): Promise<void> => {
    slotFreed = true
    filling ??= claimFree()
      .catch((error: unknown) => parts.log('warn', 'delivery.unreachable', { code: errorCode(error) }))
      .finally(() => {
        filling = null
      })
    return filling
  }

  return {
    start() {
      const begun = releaseLeft(parts.store, parts.now()).catch(() => 0)
      timer = setInterval(() => void begun.then(fill), parts.pollMs ?? 1_000)
      void begun.then(fill)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await filling
      await Promise.race([Promise.all(running.values()), patience(parts.stopPatienceMs ?? 4_000)])
      for (const claimed of running.keys()) await release(parts, claimed)
    },
    async drain() {
      const before = attempts
      for (;;) {
        await fill()
        if (running.size === 0) return attempts - before
        await Promise.race(running.values())
      }
    },
  }
}

/** Their messages wait for the process that has the connection. */
const elsewhere = (platforms: readonly Platform[]): string[] =>
  platforms.filter(platform => platform.isHere?.() === false).map(({ name }) => name)

const patience = (ms: number): Promise<void> => wait(ms, undefined, { ref: false })

/** The request may still be on its way when this process ends, so whoever goes on waits a little and then looks. */
async function release(parts: DelivererParts, claimed: Claimed): Promise<void> {
  const now = parts.now()
  const outcome = outcomeOf({ kind: 'unknown', code: 'stopped' }, claimed, now, parts.random())
  await parts.store
    .tx(tx => settle(tx, claimed, outcome, now))
    .catch((error: unknown) => parts.log('warn', 'delivery.not-released', { key: claimed.key, code: errorCode(error) }))
}

async function deliver(parts: DelivererParts, claimed: Claimed): Promise<void> {
  const { message } = claimed
  if (message === null) return takeBack(parts, claimed)
  const result = await attemptOf(parts, { ...claimed, message }).catch((error: unknown): AttemptResult => {
    // A platform reports its failures; this is a fault of ours, and it must not be tried for ever in silence.
    parts.log('error', 'delivery.threw', { key: claimed.key, code: errorCode(error), at: stackOf(error) })
    return { kind: 'unknown', code: errorCode(error) }
  })
  const now = parts.now()
  const outcome = outcomeOf(result, claimed, now, parts.random())
  const mine = await parts.store.tx(async tx => {
    const settled = await settle(tx, claimed, outcome, now)
    if (!settled || outcome.state === 'pending') return settled
    const told = (await parts.watch?.(tx, claimed, outcome, now)) ?? false
    if (outcome.state !== 'sent' && !told) await parts.tell(tx, claimed, { state: outcome.state, code: outcome.code })
    return settled
  })
  const { key, attempt } = claimed
  const code = outcome.state === 'sent' ? {} : { code: outcome.code }
  const level = outcome.state === 'sent' ? 'info' : 'warn'
  parts.log(level, 'delivery.attempt', {
    ...{ key, attempt, platform: claimed.target.platform },
    ...{ state: mine ? outcome.state : 'overtaken', ...code },
  })
}

/** It was taken back after it had been tried: gone, once the platform has ended what is underway for it. */
async function takeBack(parts: DelivererParts, claimed: Claimed): Promise<void> {
  const { target, key, attempt } = claimed
  const platform = parts.platforms.find(({ name }) => name === target.platform)
  try {
    await platform?.takeBack?.(target, key)
    await parts.store.tx(tx => remove(tx, claimed))
  } catch (error) {
    const code = errorCode(error)
    parts.log('warn', 'delivery.not-taken-back', { key, attempt, code })
    const outcome = outcomeOf({ kind: 'retry-after', seconds: 60, code }, claimed, parts.now(), parts.random())
    await parts.store.tx(tx => settle(tx, claimed, outcome, parts.now()))
  }
}

/** One attempt: where an earlier one may have arrived, the platform is asked before anything is sent again. */
async function attemptOf(parts: DelivererParts, claimed: Claimed & { message: Message }): Promise<AttemptResult> {
  const platform = parts.platforms.find(({ name }) => name === claimed.target.platform)
  if (!platform) return { kind: 'rejected', code: 'platform_not_connected' }
  if (claimed.uncertain) {
    if (!platform.find) return { kind: 'cannot-look' }
    const found = await platform.find(claimed.target, claimed.key, claimed.createdAt)
    if (found.kind === 'found') return { kind: 'sent', ref: found.ref }
    if (found.kind === 'cannot-look') return found
    if (found.kind === 'failed') return { ...found, kind: 'look-failed' }
    if (parts.now() > claimed.sendUntil) return { kind: 'look-failed', code: 'looked_too_long' }
  }
  return platform.send(claimed.target, claimed.message, claimed.key)
}
