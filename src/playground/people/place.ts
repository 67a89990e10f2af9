import { blocksWithin, elementsOf } from '../blocks/uniqueness.ts'
import { viewPayload } from '../modals.ts'
import type { Channel, Json, Message, Person, View } from '../model.ts'
import { Refused } from '../notices.ts'
import { messageObject } from '../objects.ts'
import { findMessage } from '../posting.ts'
import type { UiClick } from '../ui-contract.ts'
import { isExternal, type World } from '../world.ts'
import { joined } from './outcome.ts'

/** Where an element stands. */
export type Where = UiClick['where']

export interface Place {
  blocks: Json[]
  message: Message | null
  channel: Channel | null
  view: View | null
}

const fromView = (view: View): Place => ({
  blocks: Array.isArray(view.body.blocks) ? (view.body.blocks as Json[]) : [],
  message: null,
  channel: null,
  view,
})

/** The message, modal or Home tab a person points at; Refused when they cannot see it or it is gone. */
export function placeOf(world: World, person: Person, where: Where): Place {
  if (where.kind === 'message') {
    const channel = joined(world, person, where.channel)
    const message = findMessage(world, channel.id, where.ts)
    const visible = message && (message.ephemeralTo === undefined || message.ephemeralTo === person.id)
    if (!visible) throw new Refused(person, 'gone')
    return { blocks: message.blocks, message, channel, view: null }
  }
  if (where.kind === 'home') {
    const home = world.homes.get(person.id)
    if (!home || isExternal(world, person)) throw new Refused(person, 'gone')
    return fromView(home)
  }
  const top = world.stacks.get(person.id)?.at(-1)
  if (!top || top.id !== where.id) throw new Refused(person, 'gone')
  return fromView(top)
}

/** The element with this action_id (and block_id, when given). */
export function elementAt(place: Place, person: Person, actionId: string, blockId?: string): { block: Json; element: Json } {
  for (const { block } of blocksWithin(place.blocks, '')) {
    if (blockId !== undefined && block.block_id !== blockId) continue
    const found = elementsOf(block).find(each => each.element.action_id === actionId)
    if (found) return { block, element: found.element }
  }
  throw new Refused(person, 'gone')
}

/** What every interaction payload carries: who, where, which app. */
export function interaction(world: World, person: Person, type: string, place: Place): Json {
  const { message, channel, view } = place
  return {
    type,
    user: { id: person.id, username: person.handle, name: person.handle, team_id: person.teamId },
    api_app_id: world.bot.appId,
    token: 'playground',
    team: { id: world.team.id, domain: world.team.domain },
    enterprise: null,
    is_enterprise_install: false,
    ...(message && channel
      ? {
          container: {
            type: 'message',
            message_ts: message.ts,
            channel_id: channel.id,
            is_ephemeral: message.ephemeralTo !== undefined,
          },
          channel: { id: channel.id, name: channel.kind === 'dm' ? 'directmessage' : channel.name },
          ...(message.ephemeralTo === undefined ? { message: messageObject(world, message) } : {}),
        }
      : {}),
    ...(view ? { container: { type: 'view', view_id: view.id }, view: viewPayload(world, view) } : {}),
  }
}
