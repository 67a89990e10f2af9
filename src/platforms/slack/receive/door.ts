import type { Place } from '../../../chat/platform.ts'
import type { Messages } from '../messages.ts'
import type { Places } from '../places.ts'

/** What turning a payload into an Incoming needs from outside. */
export interface Door {
  places: Pick<Places, 'of' | 'forget'>
  messages: Messages
  /** The bot's own user id, when it is known. */
  botUser(): Promise<string | null>
  now(): Date
}

/** Keys are Slack's ids of events; every platform has its own. */
export const eventKey = (id: string): string => `slack:${id}`

export const placeOf = (door: Door, channel: string | undefined): Promise<Place | null> =>
  channel ? door.places.of(channel) : Promise.resolve(null)

/** A person, with the workspace the payload says they belong to. */
export const personOf = (id: string, workspace: string | null | undefined) => ({
  platform: 'slack',
  id,
  ...(workspace ? { workspace } : {}),
})
