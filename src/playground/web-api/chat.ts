import { z } from 'zod'
import { LIMITS } from '../blocks/limits.ts'
import { checkBlocks } from '../message-blocks.ts'
import type { Channel, Json, Message, Metadata } from '../model.ts'
import { messageObject } from '../objects.ts'
import { edit, findMessage, openDirect, post, remove } from '../posting.ts'
import { channelOf, isExternal, personOf, type World } from '../world.ts'
import { jsonArgument, readArguments, text } from './arguments.ts'
import { ApiError } from './error.ts'
import type { Methods } from './method.ts'

const content = {
  text: text.optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
  thread_ts: text.optional(),
}
const postArgs = z.object({ channel: text, ...content })
const ephemeralArgs = z.object({ channel: text, user: text, ...content })
const updateArgs = z.object({ channel: text, ts: text, ...content })
const permalinkArgs = z.object({ channel: text, message_ts: text })
const deleteArgs = z.object({ channel: text, ts: text })

const metadataSchema = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) })

/** Where the bot may post: a channel it is in, by id or #name, or a person, whose conversation is opened. */
export function destination(world: World, given: string): Channel {
  const person = world.people.get(given)
  if (person) {
    if (person.deleted || !reachable(world, given)) throw new ApiError('channel_not_found')
    return openDirect(world, given)
  }
  const name = given.replace(/^#/, '')
  const channel =
    world.channels.get(given) ?? [...world.channels.values()].find(each => each.name === name && each.kind === 'channel')
  if (!channel) throw new ApiError('channel_not_found')
  if (channel.archived) throw new ApiError('is_archived')
  if (!channel.members.includes(world.bot.userId)) throw new ApiError(channel.isPrivate ? 'channel_not_found' : 'not_in_channel')
  return channel
}

/** The bot may write to people of other workspaces only when it shares a channel with them. */
export function reachable(world: World, personId: string): boolean {
  if (!isExternal(world, personOf(world, personId))) return true
  return [...world.channels.values()].some(
    channel => !channel.archived && channel.members.includes(personId) && channel.members.includes(world.bot.userId),
  )
}

interface Content {
  text?: string | undefined
  blocks?: unknown
  attachments?: unknown
  metadata?: unknown
  thread_ts?: string | undefined
}

function blocksArgument(world: World, args: Content): Json[] | undefined {
  const blocks = jsonArgument(args.blocks, 'invalid_blocks_format')
  if (blocks === undefined || blocks === null) return undefined
  if (!Array.isArray(blocks)) throw new ApiError('invalid_blocks_format')
  checkBlocks(world, blocks)
  return blocks as Json[]
}

function metadataArgument(args: Content): Metadata | undefined {
  const given = jsonArgument(args.metadata, 'invalid_metadata_format')
  if (given === undefined || given === null) return undefined
  const parsed = metadataSchema.safeParse(given)
  if (!parsed.success) throw new ApiError('invalid_metadata_schema')
  if (JSON.stringify(given).length > 16_000) throw new ApiError('metadata_too_large')
  return parsed.data
}

/** Checks what a message says; text is needed unless there are blocks, and then missed with a warning. */
function contentOf(world: World, args: Content): { text: string; blocks?: Json[]; metadata?: Metadata; threadTs?: string } {
  const blocks = blocksArgument(world, args)
  const metadata = metadataArgument(args)
  const said = args.text ?? ''
  if (said === '' && (blocks === undefined || blocks.length === 0) && !args.attachments) throw new ApiError('no_text')
  if (said.length > LIMITS.messageText) throw new ApiError('msg_too_long')
  return {
    text: said,
    ...(blocks ? { blocks } : {}),
    ...(metadata ? { metadata } : {}),
    ...(args.thread_ts === undefined ? {} : { threadTs: args.thread_ts }),
  }
}

const accessibility = (said: string): Json =>
  said === '' ? { warning: 'missing_text_in_message', response_metadata: { warnings: ['missing_text_in_message'] } } : {}

/** A message of the bot itself, not an ephemeral one. */
function ownMessage(world: World, channel: string, ts: string, refusal: string): Message {
  if (!world.channels.has(channel)) throw new ApiError('channel_not_found')
  const message = findMessage(world, channel, ts)
  if (!message || message.ephemeralTo !== undefined) throw new ApiError('message_not_found')
  if (message.user !== world.bot.userId) throw new ApiError(refusal)
  if (world.channels.get(channel)?.archived) throw new ApiError('is_archived')
  return message
}

export const chat: Methods = {
  'chat.postMessage'(world, given) {
    const args = readArguments(postArgs, given)
    const said = contentOf(world, args)
    const channel = destination(world, args.channel)
    const message = post(world, { channel, user: world.bot.userId, ...said })
    return { channel: channel.id, ts: message.ts, message: messageObject(world, message, true), ...accessibility(said.text) }
  },
  'chat.postEphemeral'(world, given) {
    const args = readArguments(ephemeralArgs, given)
    const { metadata: _dropped, ...said } = contentOf(world, args)
    const channel = destination(world, args.channel)
    if (!channel.members.includes(args.user)) throw new ApiError('user_not_in_channel')
    const message = post(world, { channel, user: world.bot.userId, ...said, ephemeralTo: args.user })
    return { message_ts: message.ts, ...accessibility(said.text) }
  },
  'chat.update'(world, given) {
    const args = readArguments(updateArgs, given)
    const message = ownMessage(world, args.channel, args.ts, 'cant_update_message')
    const blocks = blocksArgument(world, args)
    const metadata = metadataArgument(args)
    if (args.text === undefined && blocks === undefined && metadata === undefined) throw new ApiError('no_text')
    if ((args.text ?? '').length > LIMITS.messageText) throw new ApiError('msg_too_long')
    edit(world, message, {
      ...(args.text === undefined ? {} : { text: args.text }),
      ...(blocks ? { blocks } : {}),
      ...(metadata ? { metadata } : {}),
    })
    return { channel: message.channel, ts: message.ts, text: message.text, message: messageObject(world, message, true) }
  },
  'chat.getPermalink'(world, given) {
    const args = readArguments(permalinkArgs, given)
    const channel = channelOf(world, args.channel)
    if (!channel.members.includes(world.bot.userId)) throw new ApiError('channel_not_found')
    const message = findMessage(world, channel.id, args.message_ts)
    if (!message || message.ephemeralTo !== undefined) throw new ApiError('message_not_found')
    const query = new URLSearchParams({ in: channel.id, at: message.ts })
    return { channel: channel.id, permalink: `${world.address()}/playground?${query}` }
  },
  'chat.delete'(world, given) {
    const args = readArguments(deleteArgs, given)
    const message = ownMessage(world, args.channel, args.ts, 'cant_delete_message')
    remove(world, message)
    return { channel: message.channel, ts: message.ts }
  },
}
