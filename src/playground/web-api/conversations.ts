import { z } from 'zod'
import type { Channel, Message } from '../model.ts'
import { channelObject, messageObject } from '../objects.ts'
import { openDirect } from '../posting.ts'
import { channelOf, type World } from '../world.ts'
import { count, flag, paged, readArguments, text } from './arguments.ts'
import { reachable } from './chat.ts'
import { ApiError } from './error.ts'
import type { Methods } from './method.ts'

const infoArgs = z.object({ channel: text, include_locale: flag, include_num_members: flag })
const listArgs = z.object({ types: text.optional(), exclude_archived: flag, limit: count, cursor: text.optional() })
const membersArgs = z.object({ channel: text, limit: count, cursor: text.optional() })
const openArgs = z.object({ users: text.optional(), channel: text.optional(), return_im: flag })
const historyArgs = z.object({
  channel: text,
  oldest: text.optional(),
  latest: text.optional(),
  inclusive: flag,
  limit: count,
  cursor: text.optional(),
  include_all_metadata: flag,
})
const repliesArgs = z.object({ ...historyArgs.shape, ts: text })

function typeOf(channel: Channel): string {
  if (channel.kind === 'dm') return 'im'
  return channel.isPrivate ? 'private_channel' : 'public_channel'
}

/** A channel whose messages the bot may read. */
function readable(world: World, id: string): Channel {
  const channel = channelOf(world, id)
  if (!channel.members.includes(world.bot.userId)) throw new ApiError(channel.isPrivate ? 'channel_not_found' : 'not_in_channel')
  return channel
}

type Window = Pick<z.infer<typeof historyArgs>, 'oldest' | 'latest' | 'inclusive'>

/** Stamps are compared as text: all have ten digits of seconds and six of microseconds. */
function within(message: Message, { oldest, latest, inclusive }: Window): boolean {
  const ts = Number(message.ts)
  const after = oldest === undefined || ts > Number(oldest) || (Boolean(inclusive) && ts === Number(oldest))
  const before = latest === undefined || latest === '' || ts < Number(latest) || (Boolean(inclusive) && ts === Number(latest))
  return after && before
}

const lasting = (world: World, channel: string): Message[] =>
  (world.messages.get(channel) ?? []).filter(message => message.ephemeralTo === undefined)

export const conversations: Methods = {
  'conversations.info'(world, given) {
    const args = readArguments(infoArgs, given)
    const channel = channelOf(world, args.channel)
    if (channel.isPrivate && !channel.members.includes(world.bot.userId)) throw new ApiError('channel_not_found')
    return {
      channel: {
        ...channelObject(world, channel),
        ...(args.include_num_members ? { num_members: channel.members.length } : {}),
        ...(args.include_locale ? { locale: 'en-US' } : {}),
      },
    }
  },
  'conversations.list'(world, given) {
    const args = readArguments(listArgs, given)
    const types = (args.types ?? 'public_channel').split(',').map(each => each.trim())
    const visible = [...world.channels.values()].filter(
      channel =>
        types.includes(typeOf(channel)) &&
        !(args.exclude_archived && channel.archived) &&
        (!channel.isPrivate || channel.members.includes(world.bot.userId)),
    )
    const { page, next } = paged(visible, args.limit ?? 100, args.cursor)
    return { channels: page.map(channel => channelObject(world, channel)), response_metadata: { next_cursor: next } }
  },
  'conversations.members'(world, given) {
    const args = readArguments(membersArgs, given)
    const channel = channelOf(world, args.channel)
    const { page, next } = paged(channel.members, args.limit ?? 100, args.cursor)
    return { members: page, response_metadata: { next_cursor: next } }
  },
  'conversations.open'(world, given) {
    const args = readArguments(openArgs, given)
    if (args.channel !== undefined) return { channel: { id: channelOf(world, args.channel).id }, no_op: true, already_open: true }
    const users = (args.users ?? '').split(',').filter(Boolean)
    const [user] = users
    if (user === undefined) throw new ApiError('users_list_not_supplied')
    if (users.length > 1) throw new ApiError('too_many_users')
    if (user === world.bot.userId) throw new ApiError('cannot_dm_bot')
    if (!world.people.has(user)) throw new ApiError('user_not_found')
    if (!reachable(world, user)) throw new ApiError('user_not_visible')
    const channel = openDirect(world, user)
    return { channel: args.return_im ? channelObject(world, channel) : { id: channel.id } }
  },
  'conversations.history'(world, given) {
    const args = readArguments(historyArgs, given)
    const channel = readable(world, args.channel)
    const newestFirst = lasting(world, channel.id)
      .filter(message => (message.threadTs === undefined || message.threadTs === message.ts) && within(message, args))
      .reverse()
    const { page, next } = paged(newestFirst, args.limit ?? 100, args.cursor)
    return {
      messages: page.map(message => messageObject(world, message, Boolean(args.include_all_metadata))),
      has_more: next !== '',
      pin_count: 0,
      ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
    }
  },
  'conversations.replies'(world, given) {
    const args = readArguments(repliesArgs, given)
    const channel = readable(world, args.channel)
    const thread = lasting(world, channel.id).filter(message => message.ts === args.ts || message.threadTs === args.ts)
    if (!thread.some(message => message.ts === args.ts)) throw new ApiError('thread_not_found')
    const wanted = thread.filter(message => message.ts === args.ts || within(message, args))
    const { page, next } = paged(wanted, args.limit ?? 100, args.cursor)
    return {
      messages: page.map(message => messageObject(world, message, Boolean(args.include_all_metadata))),
      has_more: next !== '',
      ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
    }
  },
}
