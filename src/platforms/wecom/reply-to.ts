import { z } from 'zod'
import type { Incoming } from '../../chat/platform.ts'

/** How the robot reaches the asker again; kept with the incoming event. */
const replyTo = z.object({
  /** When it was received, ms. */
  at: z.number(),
  /** The process that received it: only its connection knows the request. */
  session: z.string(),
  request: z.string(),
  /** The card that was pressed; unset for a message. */
  card: z.string().optional(),
})
export type ReplyTo = z.infer<typeof replyTo>

export const writeReplyTo = ({ card, ...to }: ReplyTo): Incoming['replyTo'] => ({ ...to, ...(card !== undefined && { card }) })

/** Null when it is none of ours. */
export const readReplyTo = (incoming: Pick<Incoming, 'replyTo'>): ReplyTo | null =>
  replyTo.safeParse(incoming.replyTo).data ?? null
