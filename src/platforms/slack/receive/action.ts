import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { againAction, saidAgain } from '../again.ts'
import { writeReplyTo } from '../reply-to.ts'
import { decodeValue } from '../value.ts'
import { type Door, eventKey, personOf, placeOf } from './door.ts'

const payload = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string(), team_id: z.string().nullish() }),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ type: z.string(), is_ephemeral: z.boolean().optional() }).optional(),
  response_url: z.string().optional(),
  actions: z.array(z.object({ value: z.string().optional(), selected_option: z.object({ value: z.string() }).nullish() })).min(1),
})

/** A button pressed or a menu entry chosen. A value that is none of ours becomes an action nobody has: the answer is that it is out of date. */
export async function actionTaken(door: Door, body: unknown): Promise<Incoming> {
  const taken = payload.parse(body)
  const [used] = taken.actions
  const { action, value } = decodeValue(used?.value ?? used?.selected_option?.value ?? '') ?? { action: '', value: null }
  const place = await placeOf(door, taken.channel?.id)
  const base = {
    key: eventKey(taken.trigger_id),
    platform: 'slack',
    person: personOf(taken.user.id, taken.user.team_id),
    place,
    replyTo: writeReplyTo({
      at: door.now().getTime(),
      url: taken.response_url,
      trigger: taken.trigger_id,
      own: taken.container?.is_ephemeral === true || place?.kind === 'dm' || undefined,
      modal: taken.container?.type === 'view' || undefined,
    }),
  }
  const again = action === againAction ? saidAgain(value) : null
  return again ? { ...base, ...again } : { ...base, kind: 'action', action, value }
}
