import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { writeReplyTo } from '../reply-to.ts'
import { type Door, eventKey, personOf, placeOf } from './door.ts'
import { typed, withoutMention } from './typed.ts'

const payload = z.object({
  event_id: z.string(),
  authorizations: z.array(z.object({ user_id: z.string().nullish() })).optional(),
  event: z.object({
    type: z.enum(['message', 'app_mention']),
    subtype: z.string().optional(),
    channel_type: z.string().optional(),
    channel: z.string(),
    user: z.string().optional(),
    bot_id: z.string().nullish(),
    user_team: z.string().nullish(),
    team: z.string().nullish(),
    text: z.string().default(''),
    thread_ts: z.string().optional(),
  }),
})

/** Subtypes that are still somebody saying something; edits, deletions and joins are not. */
const said = new Set([undefined, 'file_share', 'thread_broadcast'])

/** A direct message or a mention in a channel; null for everything else, the bot's own words first of all. */
export async function textSaid(door: Door, body: unknown): Promise<Incoming | null> {
  const parsed = payload.safeParse(body)
  if (!parsed.success) return null
  const { event, event_id, authorizations } = parsed.data
  const bot = authorizations?.[0]?.user_id ?? (await door.botUser())
  if (!event.user || event.bot_id || event.user === bot || !said.has(event.subtype)) return null
  // A message in a channel arrives as a mention too; here only the direct ones count.
  if (event.type === 'message' && event.channel_type !== 'im') return null
  const text = typed(event.text)
  return {
    kind: 'text',
    key: eventKey(event_id),
    platform: 'slack',
    person: personOf(event.user, event.user_team ?? event.team),
    place: await placeOf(door, event.channel),
    replyTo: writeReplyTo({ at: door.now().getTime(), thread: event.thread_ts }),
    text: bot ? withoutMention(text, bot) : text,
  }
}
