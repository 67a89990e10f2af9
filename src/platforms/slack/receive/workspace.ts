import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { type Door, eventKey, personOf } from './door.ts'

const envelope = z.object({ event_id: z.string(), team_id: z.string().optional() })
const placeEvent = envelope.extend({
  event: z.object({
    type: z.string(),
    channel: z.string().optional(),
    user: z.string().optional(),
    is_ext_shared: z.boolean().optional(),
    old_channel_id: z.string().optional(),
    new_channel_id: z.string().optional(),
  }),
})
const personEvent = envelope.extend({ event: z.object({ user: z.object({ id: z.string(), team_id: z.string().optional() }) }) })

type PlaceChange = Extract<Incoming, { kind: 'place-changed' }>['change']

/** Slack's events about channels, and what each means. */
export const placeEvents = {
  channel_shared: 'shared',
  channel_unshared: 'unshared',
  channel_archive: 'archived',
  channel_unarchive: 'unarchived',
  group_archive: 'archived',
  group_unarchive: 'unarchived',
  channel_id_changed: 'moved',
} as const satisfies Record<string, PlaceChange>

export const personEvents = ['team_join', 'user_change'] as const

/** A channel changed: shared outside or no longer, archived, under a new id. */
export async function placeChanged(door: Door, body: unknown): Promise<Incoming> {
  const { event, event_id } = placeEvent.parse(body)
  const id = event.channel ?? event.old_channel_id ?? ''
  door.places.forget(id)
  const named = placeEvents[event.type as keyof typeof placeEvents]
  // Unshared from one company, still shared with another.
  const change = named === 'unshared' && event.is_ext_shared ? 'shared' : named
  const place = await door.places.of(event.new_channel_id ?? id)
  return {
    kind: 'place-changed',
    key: eventKey(event_id),
    platform: 'slack',
    person: personOf(event.user ?? 'USLACKBOT', undefined),
    place: { ...place, id, kind: change === 'shared' ? 'shared' : place.kind },
    replyTo: null,
    change,
    ...(event.new_channel_id ? { newId: event.new_channel_id } : {}),
  }
}

/** A person's profile changed, or somebody joined. */
export async function personChanged(_door: Door, body: unknown): Promise<Incoming> {
  const { event, event_id } = personEvent.parse(body)
  return {
    kind: 'person-changed',
    key: eventKey(event_id),
    platform: 'slack',
    person: personOf(event.user.id, event.user.team_id),
    place: null,
    replyTo: null,
  }
}
