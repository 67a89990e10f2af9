import { z } from 'zod'
import type { Message } from '../../../chat/message.ts'
import { type PlatformState, type SendResult, windowClosed } from '../../../chat/platform.ts'
import { failureOf, isPassing, NoAnswer, Refused } from '../errors.ts'
import type { MassCalls } from './mass-calls.ts'
import { massText } from './mass-text.ts'

export interface MassParts {
  calls: MassCalls
  state: PlatformState
  now(): Date
}

/** What colleagues send for us while 微信客服 may not. */
export interface Mass {
  /** Makes the task for a message; it is sent when a colleague confirms it. */
  begin(customer: string, message: Message, id: string): Promise<SendResult>
  /** What became of the message's task; null: there is none. */
  follow(customer: string, id: string): Promise<SendResult | null>
  /** The message is not to go out any more. Rejects when WeCom cannot be asked to call its task off. */
  callOff(id: string): Promise<void>
}

const task = z.object({ task: z.string(), at: z.number() })
const lookEverySeconds = 900
const patienceMs = 23 * 3_600_000
const waits: SendResult = { kind: 'retry-after', seconds: lookEverySeconds, code: 'kf_waits_for_colleague', underway: true }

/** The outbox keeps the message until a colleague has confirmed it: each attempt looks what became of the task. */
export function createMass({ calls, state, now }: MassParts): Mass {
  const keyOf = (id: string) => `mass.${id}`
  const read = async (id: string) => task.safeParse(await state.get(keyOf(id))).data ?? null
  const forget = (id: string): Promise<void> => state.set(keyOf(id), null)
  const over = async (id: string, result: SendResult): Promise<SendResult> => {
    await forget(id)
    return result
  }
  /** Nobody can confirm it any more: WeCom did so, or there is nothing to call off. False: nobody knows. */
  const isOff = (id: string): Promise<boolean> =>
    calls.cancel(id).then(
      () => true,
      (error: unknown) => error instanceof Refused && !isPassing(error),
    )
  return {
    async begin(customer, message, id) {
      try {
        const made = await calls.begin(customer, massText(message))
        if (made === null) return { kind: 'rejected', code: windowClosed }
        await state.set(keyOf(id), { task: made, at: now().getTime() })
        return waits
      } catch (error) {
        const failure = failureOf(error)
        // WeCom takes no task for them: as if there were none to make.
        return error instanceof Refused && failure.kind === 'rejected' ? { kind: 'rejected', code: windowClosed } : failure
      }
    },
    async follow(customer, id) {
      const kept = await read(id)
      if (!kept) return null
      // What cannot be asked now is asked later: the task goes on without us.
      const state = await calls.stateOf(kept.task, customer).catch(() => 'waits' as const)
      if (state !== 'waits') return over(id, ends[state](id))
      if (now().getTime() - kept.at < patienceMs) return waits
      if (!(await isOff(kept.task))) return waits
      // A colleague may have confirmed it in that very moment.
      const last = await calls.stateOf(kept.task, customer).catch(() => null)
      if (last === null) return waits
      return over(id, last === 'waits' ? { kind: 'rejected', code: 'kf_not_confirmed' } : ends[last](id))
    },
    async callOff(id) {
      const kept = await read(id)
      if (!kept) return
      if (!(await isOff(kept.task))) throw new NoAnswer()
      await forget(id)
    },
  }
}

const ends = {
  sent: (ref: string): SendResult => ({ kind: 'sent', ref }),
  'no-friend': (): SendResult => ({ kind: 'rejected', code: 'kf_no_friend' }),
  'had-another': (): SendResult => ({ kind: 'rejected', code: 'kf_had_another' }),
}
