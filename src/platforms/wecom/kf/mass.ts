import { z } from 'zod'
import type { Message } from '../../../chat/message.ts'
import { type PlatformState, type SendResult, windowClosed } from '../../../chat/platform.ts'
import { failureOf, Refused } from '../errors.ts'
import type { MassCalls } from './mass-calls.ts'
import { massText } from './mass-text.ts'

export interface MassParts {
  calls: MassCalls
  /** Keeps values for a day, and so each task. */
  brief: PlatformState
  now(): Date
}

/** What colleagues send for us while 微信客服 may not. */
export interface Mass {
  /** Makes the task for a message; it is sent when a colleague confirms it. */
  begin(customer: string, message: Message, id: string): Promise<SendResult>
  /** What became of the message's task; null: there is none. */
  follow(customer: string, id: string): Promise<SendResult | null>
}

const task = z.object({ task: z.string(), at: z.number() })
const lookEverySeconds = 900
/** Shorter than delivery's patience with a message: a task that nobody confirmed must not be left behind. */
const patienceMs = 23 * 3_600_000
const waits: SendResult = { kind: 'retry-after', seconds: lookEverySeconds, code: 'kf_waits_for_colleague' }

/** The outbox keeps the message until a colleague has confirmed it: each attempt looks what became of the task. */
export function createMass({ calls, brief, now }: MassParts): Mass {
  const keyOf = (id: string) => `mass.${id}`
  return {
    async begin(customer, message, id) {
      try {
        const made = await calls.begin(customer, massText(message))
        if (made === null) return { kind: 'rejected', code: windowClosed }
        await brief.set(keyOf(id), { task: made, at: now().getTime() })
        return waits
      } catch (error) {
        const failure = failureOf(error)
        // WeCom takes no task for them: as if there were none to make.
        return error instanceof Refused && failure.kind === 'rejected' ? { kind: 'rejected', code: windowClosed } : failure
      }
    },
    async follow(customer, id) {
      const kept = task.safeParse(await brief.get(keyOf(id))).data
      if (!kept) return null
      // What cannot be asked now is asked later: the task goes on without us.
      const state = await calls.stateOf(kept.task, customer).catch(() => 'waits' as const)
      if (state === 'sent') return { kind: 'sent', ref: id }
      if (state === 'no-friend') return { kind: 'rejected', code: 'kf_no_friend' }
      if (state === 'had-another') return { kind: 'rejected', code: 'kf_had_another' }
      if (now().getTime() - kept.at < patienceMs) return waits
      await calls.cancel(kept.task).catch(() => undefined)
      return { kind: 'rejected', code: 'kf_not_confirmed' }
    },
  }
}
