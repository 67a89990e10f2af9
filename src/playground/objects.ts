import type { Channel, Json, Message, Person, SharedFile } from './model.ts'
import { isExternal, type World } from './world.ts'

/** Slack's objects, as its answers and payloads carry them. */

function offsetSeconds(zone: string, at: number): number {
  const shown = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = shown.find(part => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name)
  if (!match) return 0
  const seconds = (Number(match[2]) * 60 + Number(match[3])) * 60
  return match[1] === '-' ? -seconds : seconds
}

function zoneFields(zone: string, at: number): Json {
  const label = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'long' }).formatToParts(at)
  return {
    tz: zone,
    tz_label: label.find(part => part.type === 'timeZoneName')?.value ?? zone,
    tz_offset: offsetSeconds(zone, at),
  }
}

/** A user object; people of other workspaces come without zone and locale. */
export function userObject(world: World, person: Person, includeLocale = false): Json {
  const external = isExternal(world, person)
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.handle,
    real_name: person.name,
    deleted: person.deleted,
    ...(external ? {} : zoneFields(person.zone, world.now())),
    is_admin: person.admin && !external,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.guest,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    is_stranger: external,
    updated: Math.floor(world.now() / 1000),
    profile: {
      real_name: person.name,
      display_name: person.handle,
      real_name_normalized: person.name,
      display_name_normalized: person.handle,
      team: person.teamId,
      ...(external ? {} : { email: person.email }),
    },
    ...(includeLocale && !external ? { locale: person.locale } : {}),
  }
}

/** The bot as a user. */
export function botUserObject(world: World): Json {
  const { userId, botId, appId, name } = world.bot
  return {
    id: userId,
    team_id: world.team.id,
    name: name.toLowerCase(),
    real_name: name,
    deleted: false,
    is_bot: true,
    tz: 'America/Los_Angeles',
    tz_offset: -28_800,
    profile: { real_name: name, display_name: name, bot_id: botId, api_app_id: appId },
  }
}

export function channelObject(world: World, channel: Channel): Json {
  const dm = channel.kind === 'dm'
  const base = { id: channel.id, created: channel.created, is_archived: channel.archived, context_team_id: world.team.id }
  if (dm) {
    const user = channel.members.find(id => id !== world.bot.userId)
    return { ...base, is_im: true, is_channel: false, is_group: false, is_org_shared: false, user, is_open: true }
  }
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_general: false,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.includes(world.bot.userId),
    creator: channel.members[0] ?? world.bot.userId,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  }
}

/** A file as messages carry it, without its bytes. */
export function fileObject({ id, name, title, size }: SharedFile): Json {
  return { id, name, title, size, mode: 'hosted', is_external: false }
}

/** A message as histories and payloads carry it. */
export function messageObject(world: World, message: Message, withMetadata = false): Json {
  const fromBot = message.user === world.bot.userId
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: fromBot ? world.team.id : (world.people.get(message.user)?.teamId ?? world.team.id),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(fromBot ? { bot_id: world.bot.botId, app_id: world.bot.appId } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.files ? { files: message.files.map(fileObject), upload: true } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.reactions ? { reactions: message.reactions.map(each => ({ ...each, count: each.users.length })) } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}
