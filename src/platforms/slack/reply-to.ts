import { z } from 'zod'
import type { Json } from '../../chat/message.ts'
import type { Incoming } from '../../chat/platform.ts'
import type { Origin } from './view-state.ts'

/** How Slack reaches the asker again; kept with the incoming event, so it must survive a restart. */
const replyTo = z.object({
  /** When it was received, ms. */
  at: z.number(),
  /** Five posts within 30 minutes. */
  url: z.string().optional(),
  /** Opens one modal within 3 s. */
  trigger: z.string().optional(),
  /** The message whose element was used is seen by this person only, so it may be replaced. */
  own: z.boolean().optional(),
  /** The element used stood in a modal: another one goes on top. */
  modal: z.boolean().optional(),
  /** What was done began in the person's Home, which is to be fresh afterwards. */
  home: z.boolean().optional(),
  /** The modal whose element was used. */
  view: z.string().optional(),
  /** The version of the Home that was opened: only over it may another one be published. */
  hash: z.string().optional(),
  /** The thread a message was part of. */
  thread: z.string().optional(),
  /** Input blocks of the modal that was submitted: errors may name only these. */
  inputs: z.array(z.string()).optional(),
})
export type ReplyTo = z.infer<typeof replyTo>

/** As JSON, without what is unset. */
export function writeReplyTo(to: { [K in keyof ReplyTo]: ReplyTo[K] | undefined }): Json {
  return Object.fromEntries(Object.entries(to).filter(([, value]) => value !== undefined)) as { [key: string]: Json }
}

/** Where a form that answers this is opened from. */
export const originOf = (incoming: Incoming): Origin => ({
  place: incoming.place?.id ?? null,
  home: readReplyTo(incoming).home === true,
  aside: incoming.aside === true,
})

/** Of an unreadable value only that nothing is known. */
export function readReplyTo(incoming: Incoming): ReplyTo {
  const parsed = replyTo.safeParse(incoming.replyTo)
  return parsed.success ? parsed.data : { at: 0 }
}

const urlLivesMs = 29 * 60_000

/** The response_url while it still works. */
export function liveUrl(to: ReplyTo, now: Date): string | null {
  return to.url && now.getTime() - to.at < urlLivesMs ? to.url : null
}
