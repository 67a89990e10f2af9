import type { Health } from '../../../chat/platform.ts'
import { stackOf } from '../../../config/log.ts'
import type { TakeEvent } from '../app/callback-event.ts'
import { isPassing, NotConnected, Refused, wecomCode } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import { contactsHealth } from './check.ts'
import { type CompareParts, compare, isCompareDue } from './compare.ts'
import { isContactChange, readChange } from './event.ts'
import { createReader } from './reader.ts'
import { createTags } from './tags.ts'
import { makeTransfers } from './transfers.ts'
import { makeWays } from './ways.ts'
import { createWorker, type Worker } from './worker.ts'
import { writeBack } from './write.ts'

export interface ContactsOptions extends Omit<CompareParts, 'reader'> {
  /** Calls with the secret of customer contact. */
  ask: Ask
  /** How often it is seen to what is due; well within the lease's length. */
  everyMs?: number
}

export interface Contacts {
  /** For the app's callback. */
  take: TakeEvent
  start(): void
  stop(): Promise<void>
  /** Sees to what is due now. */
  tick(): Promise<void>
  /** How it does, for `/rapport status`. */
  check(): Health
}

const everyMs = 10_000
/** After a failure. */
const pauses = { compare: 10 * 60_000, write: 60_000 }
/** Who cannot be read is tried again after this. */
const restMs = 60 * 60_000
/** What is not waited for is found by comparing. */
const mostWaiting = 10_000

/**
 * Customer contact (客户联系): that customers are added, changed and lost is taken in when WeCom says so; what they are called is asked for right
 * afterwards; and all lists are compared from time to time, for callbacks get lost. What changes here is written there.
 */
export function createWecomContacts(options: ContactsOptions): Contacts {
  const { sync, log, now, lease } = options
  const tags = createTags(options.ask, now)
  const reader = createReader(options.ask, tags)
  const waiting = new Set<string>()
  /** Who cannot be read, until when they are left alone, ms. */
  const resting = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let isStart = true
  let stopped = false
  const failures = new Map<string, { code: string; since: Date; until: number }>()

  const failed = (error: unknown): void => log('warn', 'wecom.contacts-failed', { code: wecomCode(error), at: stackOf(error) })
  /** What failed is left alone for a while, and logged again only when it fails otherwise. */
  const worker = (name: string, pauseMs: number, work: () => Promise<void>): Worker =>
    createWorker(async () => {
      const before = failures.get(name)
      if (stopped || (before && now().getTime() < before.until)) return
      try {
        await work()
        failures.delete(name)
      } catch (error) {
        const code = wecomCode(error)
        if (before?.code !== code) failed(error)
        failures.set(name, { code, since: before?.since ?? now(), until: now().getTime() + pauseMs })
      }
    })
  const look = async (contact: string): Promise<void> => {
    const profile = await reader.contact(contact)
    await (profile ? sync.described([profile]) : sync.vanished(contact))
    waiting.delete(contact)
  }
  const lookAtAll = async (): Promise<void> => {
    for (const [contact, until] of resting) if (now().getTime() >= until) resting.delete(contact)
    for (const contact of new Set([...waiting, ...(await sync.undescribed([...resting.keys()]))])) {
      if (stopped) return
      try {
        await look(contact)
      } catch (error) {
        // All will fare like this one for a while; one that alone cannot be read keeps nobody waiting.
        if (error instanceof NotConnected || isPassing(error)) throw error
        failed(error)
        waiting.delete(contact)
        if (error instanceof Refused) resting.set(contact, now().getTime() + restMs)
      }
    }
  }
  const compareIfDue = async (): Promise<void> => {
    if (!(await lease.hold())) return
    if (await isCompareDue(options, isStart)) await compare({ ...options, reader }, () => stopped)
    isStart = false
  }
  const writeWhatChanged = async (): Promise<void> => {
    if (!(await lease.hold())) return
    await makeWays({ ...options, reader })
    await makeTransfers({ ...options, reader })
    await writeBack({ ...options, tags }, () => stopped)
  }
  const looking = worker('look', 0, lookAtAll)
  const comparing = worker('compare', pauses.compare, compareIfDue)
  const writing = worker('write', pauses.write, writeWhatChanged)
  const tick = async (): Promise<void> => {
    await Promise.all([looking.run(), comparing.run(), writing.run()])
  }

  return {
    async take(event) {
      if (!isContactChange(event)) return false
      const change = readChange(event)
      if (!change) log('warn', 'wecom.contact-event-unread')
      const known = change?.event ? await sync.happened(change.event) : 'known'
      if (change && (change.look || known === 'unknown') && waiting.size < mostWaiting) {
        waiting.add(change.contact)
        void looking.run()
      }
      return true
    },
    start() {
      void tick()
      timer = setInterval(() => void tick(), options.everyMs ?? everyMs)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await tick()
      await lease.release()
    },
    tick,
    check: () => contactsHealth(failures.values().next().value ?? null),
  }
}
