import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { writeReplyTo } from '../reply-to.ts'
import { type Door, eventKey, personOf } from './door.ts'

const payload = z.object({
  event_id: z.string(),
  event: z.object({ user: z.string(), tab: z.string(), view: z.object({ hash: z.string() }).optional() }),
})

/** Somebody opens the app's Home tab; null for its other tabs. */
export async function homeOpened(door: Door, body: unknown): Promise<Incoming | null> {
  const { event, event_id } = payload.parse(body)
  if (event.tab !== 'home') return null
  return {
    kind: 'home',
    key: eventKey(event_id),
    platform: 'slack',
    person: personOf(event.user, undefined),
    place: null,
    replyTo: writeReplyTo({ at: door.now().getTime(), hash: event.view?.hash }),
  }
}
