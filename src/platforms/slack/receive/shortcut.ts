import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { writeReplyTo } from '../reply-to.ts'
import { type Door, eventKey, personOf, placeOf } from './door.ts'

const payload = z.object({
  callback_id: z.string(),
  trigger_id: z.string(),
  user: z.object({ id: z.string(), team_id: z.string().nullish() }),
  channel: z.object({ id: z.string() }),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().optional() }),
})

/**
 * A message shortcut. The channel hears nothing of it: no response_url is kept, and what is shown is a form or a direct message (`aside`),
 * which is why it also works on what customers say in a shared channel.
 */
export async function shortcutUsed(door: Door, body: unknown): Promise<Incoming> {
  const used = payload.parse(body)
  const [place, said] = await Promise.all([placeOf(door, used.channel.id), door.messages.said(used.channel.id, used.message)])
  return {
    kind: 'shortcut',
    key: eventKey(used.trigger_id),
    platform: 'slack',
    person: personOf(used.user.id, used.user.team_id),
    place,
    aside: true,
    replyTo: writeReplyTo({ at: door.now().getTime(), trigger: used.trigger_id }),
    shortcut: used.callback_id,
    said,
  }
}
