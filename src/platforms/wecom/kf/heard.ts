import { z } from 'zod'
import type { Json } from '../../../chat/message.ts'
import { type Incoming, windowClosed } from '../../../chat/platform.ts'
import type { Arrival } from './arrival.ts'
import { codeMs } from './conversations.ts'
import { actionOf } from './menu.ts'

export const platformName = 'wecom-kf'

/** What the rooms do when something happens that is no message: named by main, for platforms know no rooms. */
export interface Occasions {
  /** Somebody opened the conversation by a link of ours: with what stood behind it. */
  entered(param: string): { action: string; value: Json }
  /** A conversation is over. */
  ended: { action: string; value: Json }
}

const replyTo = z.object({
  /** For one message at once, and when it came, ms. */
  code: z.string().nullable(),
  at: z.number(),
})

export const readReplyTo = (incoming: Pick<Incoming, 'replyTo'>): z.infer<typeof replyTo> | null =>
  replyTo.safeParse(incoming.replyTo).data ?? null

/** What came, as everything else understands it; null: nobody else needs to know. `unread`: what cannot be read. */
export function incomingOf(arrival: Arrival, occasions: Occasions, now: number): Incoming | 'unread' | null {
  const { id, person, at } = arrival
  const base = {
    ...{ key: `${platformName}:${id}`, platform: platformName },
    person: { platform: platformName, id: person },
    place: { platform: platformName, id: person, kind: 'dm' as const },
    replyTo: { code: null, at } as Json,
  }
  switch (arrival.kind) {
    case 'said': {
      const action = arrival.menuId === null ? null : actionOf(arrival.menuId)
      if (action) return { ...base, kind: 'action', ...action }
      return arrival.text === null ? 'unread' : { ...base, kind: 'text', text: arrival.text }
    }
    case 'entered':
      if (arrival.param === null) return null
      return { ...base, replyTo: { code: arrival.code, at }, kind: 'action', ...occasions.entered(arrival.param) }
    case 'ended':
      // Later there is no code any more to ask at once with.
      if (arrival.code === null || now - at >= codeMs) return null
      return { ...base, kind: 'action', ...occasions.ended }
    case 'failed':
      return { ...base, kind: 'undelivered', ref: arrival.message, code: failCode(arrival.why) }
    case 'taken':
      return null
  }
}

/** 4: over 48 h, 6: over five messages, 10: the customer takes nothing from us. */
const failCode = (why: number): string => (why === 4 || why === 6 ? windowClosed : `kf_fail_${why}`)
