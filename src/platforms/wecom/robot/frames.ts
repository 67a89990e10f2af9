import { z } from 'zod'

const text = z.object({ content: z.string() })
const headers = z.object({ req_id: z.string() })

/** `aibot_msg_callback`: somebody wrote to the robot, in the direct chat or by mentioning it in a group. */
export const messageFrame = z.object({
  cmd: z.literal('aibot_msg_callback'),
  headers,
  body: z.object({
    msgid: z.string().min(1),
    chatid: z.string().optional(),
    chattype: z.enum(['single', 'group']),
    from: z.object({ userid: z.string().min(1) }),
    msgtype: z.string(),
    text: text.optional(),
    /** What was said, as text. */
    voice: text.optional(),
    mixed: z.object({ msg_item: z.array(z.object({ text: text.optional() })) }).optional(),
  }),
})
export type MessageFrame = z.infer<typeof messageFrame>

/** `aibot_event_callback`: a card's button, or the first look at the direct chat that day. A card's event comes nested. */
export const eventFrame = z.object({
  cmd: z.literal('aibot_event_callback'),
  headers,
  body: z.object({
    msgid: z.string().min(1),
    chatid: z.string().optional(),
    chattype: z.enum(['single', 'group']).default('single'),
    /** `corpid`: of another company. */
    from: z.object({ userid: z.string().min(1), corpid: z.string().optional() }),
    event: z.object({
      eventtype: z.string(),
      template_card_event: z.object({ event_key: z.string(), task_id: z.string() }).optional(),
    }),
  }),
})
export type EventFrame = z.infer<typeof eventFrame>

/** What was written or said; null for a picture or a file alone. */
export function wordsOf({ text: written, voice, mixed }: MessageFrame['body']): string | null {
  const items = mixed?.msg_item.flatMap(item => item.text?.content ?? [])
  return written?.content ?? voice?.content ?? (items?.length ? items.join('\n') : null)
}
