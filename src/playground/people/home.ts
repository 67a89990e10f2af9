import type { EventDesk } from '../events.ts'
import { viewPayload } from '../modals.ts'
import { Refused } from '../notices.ts'
import { openDirect } from '../posting.ts'
import { isExternal, type World } from '../world.ts'
import { actor, answered, type Outcome } from './outcome.ts'

/** A person opens the app's Home tab: an `app_home_opened` event with the tab as it is. */
export async function openHome(world: World, events: EventDesk, personId: string): Promise<Outcome> {
  const person = actor(world, personId)
  if (isExternal(world, person)) throw new Refused(person, 'noHome')
  const channel = openDirect(world, person.id)
  const home = world.homes.get(person.id)
  const view = home ? { view: viewPayload(world, home) } : {}
  return answered(await events.emit({ type: 'app_home_opened', user: person.id, channel: channel.id, tab: 'home', ...view }))
}

/** A person opens the direct conversation with the bot; gives its channel. */
export async function openDm(world: World, events: EventDesk, personId: string): Promise<Outcome & { channel: string }> {
  const person = actor(world, personId)
  const { id } = openDirect(world, person.id)
  const answer = await events.emit({ type: 'app_home_opened', user: person.id, channel: id, tab: 'messages' })
  return { ...answered(answer), channel: id }
}
