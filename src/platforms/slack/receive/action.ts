import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { againAction, saidAgain } from '../again.ts'
import { writeReplyTo } from '../reply-to.ts'
import { decodeValue } from '../value.ts'
import { readViewState } from '../view-state.ts'
import { type Door, eventKey, personOf, placeOf } from './door.ts'

const payload = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string(), team_id: z.string().nullish() }),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ type: z.string(), is_ephemeral: z.boolean().optional() }).optional(),
  view: z.object({ id: z.string(), type: z.string(), private_metadata: z.string().default('') }).optional(),
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
      ...viewOf(taken.view),
    }),
  }
  const again = action === againAction ? saidAgain(value) : null
  return again ? { ...base, ...again } : { ...base, kind: 'action', action, value }
}

/** A modal, or the person's Home, which is a view without being one. */
function viewOf(view: z.infer<typeof payload>['view']) {
  if (!view) return {}
  const isHome = view.type === 'home'
  const home = isHome || readViewState(view.private_metadata).home || undefined
  return isHome ? { home } : { home, modal: true, view: view.id }
}
