import type { Receive } from '../../../chat/platform.ts'
import { type Log, stackOf } from '../../../config/log.ts'
import { wecomCode } from '../errors.ts'
import type { Turns } from '../turns.ts'
import type { Answers } from './answers.ts'
import type { Arrival } from './arrival.ts'
import type { Conversations } from './conversations.ts'
import { incomingOf, type Occasions } from './heard.ts'

export interface TakingParts {
  receive: Receive
  conversations: Conversations
  answers: Answers
  occasions: Occasions
  turns: Turns
  log: Log
  now(): Date
}

/** Takes what arrived, each customer's in its order. Resolves when it is written down, while answering goes on; rejects when it is not. */
export function createTaking({
  receive,
  answers,
  turns,
  log,
  ...parts
}: TakingParts): (arrival: Arrival, isOld: boolean) => Promise<void> {
  const handle = async (arrival: Arrival, isOld: boolean, written: () => void): Promise<void> => {
    const incoming = await understand(parts, arrival)
    if (incoming === null || isOld) return
    if (incoming === 'unread') return answers.onlyText(arrival)
    let isWritten = false
    const received = () => {
      isWritten = true
      written()
    }
    const reply = await receive(incoming, { received, slow: async () => undefined })
    if (!isWritten) throw new NotWritten()
    // Who just left is asked by a message of its own, or not at all.
    if (arrival.kind !== 'ended') await answers.deliver(incoming, reply)
  }
  return (arrival, isOld) =>
    new Promise((written, failed) => {
      const handled = turns.next(arrival.person, () => handle(arrival, isOld, written))
      const gaveUp = (error: unknown) => {
        log('error', 'wecom-kf.receive-failed', { code: wecomCode(error), at: stackOf(error) })
        failed(error)
      }
      turns.track(handled.then(written, gaveUp))
    })
}

/** Notes what it means for the conversation; what they write to a colleague is nobody else's business, but what they click is. */
async function understand(
  { conversations, occasions, now }: Pick<TakingParts, 'conversations' | 'occasions' | 'now'>,
  arrival: Arrival,
): Promise<ReturnType<typeof incomingOf>> {
  const { person, at } = arrival
  if (arrival.kind === 'said') await conversations.heard(person, at)
  if (arrival.kind === 'taken') await conversations.taken(person, at)
  if (arrival.kind === 'ended') await conversations.ended(person, arrival.code, at)
  const incoming = incomingOf(arrival, occasions, now().getTime())
  const isForColleague = arrival.kind === 'said' && (await conversations.isTaken(person, now().getTime()))
  return isForColleague && (incoming === 'unread' || incoming?.kind === 'text') ? null : incoming
}

/** It is pulled again. */
class NotWritten extends Error {
  readonly code = 'kf_not_written'
}
