import type { BotAnswer } from '../bot-line.ts'
import type { EventDesk } from '../events.ts'
import type { Channel, Json, Person } from '../model.ts'
import { userObject } from '../objects.ts'
import { channelsOf, openDirect } from '../posting.ts'
import { channelOf, personOf, type World } from '../world.ts'

/** Things that happen in a workspace around the bot; each changes the state, then tells the bot by its event. */
export interface WorkspaceChanges {
  share(channel: string, team?: string): Promise<BotAnswer>
  unshare(channel: string): Promise<BotAnswer>
  archive(channel: string): Promise<BotAnswer>
  unarchive(channel: string): Promise<BotAnswer>
  rename(channel: string, name: string): Promise<BotAnswer>
  join(person: string, channel: string): Promise<BotAnswer>
  leave(person: string, channel: string): Promise<BotAnswer>
  addPerson(person: Person): Promise<BotAnswer>
  changePerson(person: string, change: Partial<Omit<Person, 'id'>>): Promise<BotAnswer>
  changeChannelId(from: string, to: string): Promise<BotAnswer>
}

export function workspaceChanges(world: World, events: EventDesk): WorkspaceChanges {
  /** Changes a channel and shows its members their list anew. */
  function change(id: string, apply: (channel: Channel) => void): Channel {
    const channel = channelOf(world, id)
    const before = [...channel.members]
    apply(channel)
    for (const person of new Set([...before, ...channel.members])) {
      world.announce([person], { type: 'channels', channels: channelsOf(world, person) })
    }
    world.changed()
    return channel
  }
  const membership = (type: string, person: string, channel: Channel): Json => ({
    type,
    user: person,
    channel: channel.id,
    channel_type: channel.isPrivate ? 'G' : 'C',
    team: personOf(world, person).teamId,
  })
  return {
    async share(id, team = 'T0PARTNER') {
      const channel = change(id, each => Object.assign(each, { shared: true }))
      return events.emit({ type: 'channel_shared', connected_team_id: team, channel: channel.id })
    },
    async unshare(id) {
      const channel = change(id, each => Object.assign(each, { shared: false }))
      return events.emit({ type: 'channel_unshared', previously_connected_team_id: 'T0PARTNER', channel: channel.id })
    },
    async archive(id) {
      const channel = change(id, each => Object.assign(each, { archived: true }))
      return events.emit({ type: 'channel_archive', channel: channel.id, user: channel.members[0] })
    },
    async unarchive(id) {
      const channel = change(id, each => Object.assign(each, { archived: false }))
      return events.emit({ type: 'channel_unarchive', channel: channel.id, user: channel.members[0] })
    },
    async rename(id, name) {
      const channel = change(id, each => Object.assign(each, { name }))
      return events.emit({ type: 'channel_rename', channel: { id: channel.id, name, created: channel.created } })
    },
    async join(person, id) {
      const channel = change(id, each => {
        if (!each.members.includes(person)) each.members.push(person)
      })
      return events.emit(membership('member_joined_channel', person, channel))
    },
    async leave(person, id) {
      const channel = change(id, each => {
        each.members = each.members.filter(member => member !== person)
      })
      return events.emit(membership('member_left_channel', person, channel))
    },
    async addPerson(person) {
      world.people.set(person.id, person)
      if (person.teamId === world.team.id) openDirect(world, person.id)
      return events.emit({ type: 'team_join', user: userObject(world, person, true) })
    },
    async changePerson(id, fields) {
      const person = Object.assign(personOf(world, id), fields)
      return events.emit({ type: 'user_change', user: userObject(world, person, true) })
    },
    async changeChannelId(from, to) {
      const channel = channelOf(world, from)
      world.channels.delete(from)
      world.channels.set(to, channel)
      const messages = (world.messages.get(from) ?? []).map(message => ({ ...message, channel: to }))
      world.messages.delete(from)
      world.messages.set(to, messages)
      change(to, each => Object.assign(each, { id: to }))
      return events.emit({ type: 'channel_id_changed', old_channel_id: from, new_channel_id: to })
    },
  }
}
