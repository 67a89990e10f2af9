import { createHash } from 'node:crypto'
import type { Message } from '../../../chat/message.ts'
import { type SendResult, type Target, windowClosed } from '../../../chat/platform.ts'
import { failureOf, Refused } from '../errors.ts'
import type { KfCalls } from './calls.ts'
import type { Conversations } from './conversations.ts'
import type { Mass } from './mass.ts'
import { type KfContent, renderKf } from './render.ts'

/** The customer wrote too long ago, or has had five messages since, or talks with a colleague: WeCom takes nothing for them now. */
export class WindowClosed extends Error {
  readonly code = windowClosed
}

export interface PostParts {
  calls: Pick<KfCalls, 'send' | 'sendOnEvent'>
  conversations: Conversations
  now(): Date
}

/** WeCom's own words for it: five messages, over, a state or a time in which nothing may be sent. */
const shutCodes = new Set([95_001, 95_013, 95_018])

/** The id under which WeCom knows a message, once for ever, and says later that it did not arrive: of at most 32 letters. */
export const messageId = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32)

/** Of a delivery: when it goes on to another person of the customer's, it is another message. */
export const sentId = (key: string, person: string): string => messageId(`${key} ${person}`)

/** Sends by the code if there is one, else while the window is open. Rejects with `WindowClosed` before WeCom is asked, or like a call. */
export async function post(
  { calls, conversations, now }: PostParts,
  person: string,
  content: KfContent,
  id: string,
  code: string | null,
): Promise<void> {
  if (code !== null) {
    const sent = await calls.sendOnEvent(code, content, id).then(
      () => true,
      (error: unknown) => {
        // Too late or used: the window may still be open.
        if (error instanceof Refused) return false
        throw error
      },
    )
    if (sent) return
  }
  if (!(await conversations.claim(person, now().getTime()))) throw new WindowClosed()
  try {
    await calls.send(person, content, id)
  } catch (error) {
    if (!(error instanceof Refused) || !shutCodes.has(error.errcode)) throw error
    await conversations.shut(person)
    throw new WindowClosed()
  }
}

/**
 * Sends unasked, to one customer, what is meant for customers; while the window is shut a colleague may do it for us. WeCom documents no way
 * to look for a message, so doubt stays doubt.
 */
export async function send(
  parts: PostParts & { mass: Mass | null },
  target: Target,
  message: Message,
  key: string,
): Promise<SendResult> {
  if (target.kind !== 'person') return { kind: 'rejected', code: 'kf_persons_only' }
  if (message.customerId === undefined) return { kind: 'rejected', code: 'not_for_customers' }
  const id = sentId(key, target.id)
  const followed = await parts.mass?.follow(target.id, id)
  if (followed) return followed
  try {
    const code = await parts.conversations.takeCode(target.id, parts.now().getTime())
    await post(parts, target.id, renderKf(message), id, code)
    return { kind: 'sent', ref: id }
  } catch (error) {
    if (!(error instanceof WindowClosed)) return failureOf(error)
    return parts.mass ? parts.mass.begin(target.id, message, id) : { kind: 'rejected', code: error.code }
  }
}
