import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { readViewState } from '../view-state.ts'
import { type Door, eventKey, personOf, placeOf } from './door.ts'

const payload = z.object({
  user: z.object({ id: z.string(), team_id: z.string().nullish() }),
  channel: z.object({ id: z.string() }).optional(),
  view: z.object({ id: z.string(), private_metadata: z.string().default('') }).optional(),
  value: z.string().default(''),
})

/** Type-ahead of a customer field. It changes nothing, so its key names nothing lasting. */
export async function suggestionAsked(door: Door, body: unknown): Promise<Incoming> {
  const { user, channel, view, value } = payload.parse(body)
  const opened = view ? readViewState(view.private_metadata) : null
  const place = channel?.id ?? opened?.place
  return {
    kind: 'suggest',
    key: eventKey(`suggest:${view?.id ?? ''}:${door.now().getTime()}`),
    platform: 'slack',
    person: personOf(user.id, user.team_id),
    place: await placeOf(door, place ?? undefined),
    ...(opened?.aside && { aside: true }),
    replyTo: null,
    query: value,
  }
}
