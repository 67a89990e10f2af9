import { blocksWithin, elementsOf } from './blocks/uniqueness.ts'
import { picturesOf } from './message-blocks.ts'
import type { Channel, Json, Message, Metadata, SharedFile } from './model.ts'
import type { UiChannel, UiMessage } from './ui-contract.ts'
import { directMessage, dmOf } from './workspace.ts'
import { personOf, type World } from './world.ts'

/** A message as the page shows it. */
export function uiMessage(message: Message): UiMessage {
  const { ts, channel, user, text, blocks, ephemeralTo, edited, threadTs, files } = message
  return {
    ts,
    channel,
    user,
    text,
    blocks,
    ...(files ? { files: files.map(({ id, name, size }) => ({ id, name, size })) } : {}),
    ...(ephemeralTo === undefined ? {} : { ephemeralTo }),
    ...(edited ? { edited } : {}),
    ...(threadTs === undefined ? {} : { threadTs }),
  }
}

/** The channels a person is in. */
export function channelsOf(world: World, person: string): UiChannel[] {
  return [...world.channels.values()]
    .filter(channel => channel.members.includes(person) && !channel.archived)
    .map(({ id, name, kind, shared, topic }) => ({ id, name, kind, shared, topic }))
}

/** Tells everyone who may see the channel. */
function audience(world: World, message: Message): string[] {
  return message.ephemeralTo === undefined ? (world.channels.get(message.channel)?.members ?? []) : [message.ephemeralTo]
}

const INTERACTIVE_BLOCKS = new Set(['actions', 'section', 'input', 'context_actions', 'card'])

/** Slack gives every block and every interactive element an id when the app did not. */
export function withIds(world: World, blocks: Json[]): Json[] {
  const copy = structuredClone(blocks)
  for (const { block } of blocksWithin(copy, '')) {
    block.block_id ??= world.ids.token(5)
    if (!INTERACTIVE_BLOCKS.has(String(block.type))) continue
    for (const { element } of elementsOf(block)) {
      if (element.type !== 'image') element.action_id ??= world.ids.token(5)
    }
  }
  return copy
}

export interface Post {
  channel: Channel
  user: string
  text: string
  blocks?: Json[]
  metadata?: Metadata
  files?: SharedFile[]
  threadTs?: string
  ephemeralTo?: string
}

/** Stores a message and shows it to those who may see it. */
export function post(world: World, { channel, blocks, ...rest }: Post): Message {
  const message: Message = {
    ...{ ...rest, ts: world.ids.ts(), channel: channel.id, blocks: withIds(world, blocks ?? []) },
    ...shown(world, blocks ?? []),
  }
  const list = world.messages.get(channel.id)
  if (list) list.push(message)
  else world.messages.set(channel.id, [message])
  world.announce(audience(world, message), { type: 'message', message: uiMessage(message) })
  if (message.ephemeralTo === undefined) world.changed()
  return message
}

function shown(world: World, blocks: Json[]): Pick<Message, 'pictures'> {
  const pictures = picturesOf(world, blocks)
  return pictures.length > 0 ? { pictures } : {}
}

/** The message with this stamp, ephemeral ones included. */
export function findMessage(world: World, channel: string, ts: string): Message | undefined {
  return world.messages.get(channel)?.findLast(each => each.ts === ts)
}

/** Changes a stored message in place. */
export function edit(world: World, message: Message, change: Partial<Pick<Message, 'text' | 'blocks' | 'metadata'>>): void {
  const { blocks } = change
  if (blocks) delete message.pictures
  Object.assign(message, change, { edited: true }, blocks && { blocks: withIds(world, blocks), ...shown(world, blocks) })
  world.announce(audience(world, message), { type: 'message-changed', message: uiMessage(message) })
  if (message.ephemeralTo === undefined) world.changed()
}

export function remove(world: World, message: Message): void {
  const list = world.messages.get(message.channel) ?? []
  const index = list.indexOf(message)
  if (index >= 0) list.splice(index, 1)
  world.announce(audience(world, message), { type: 'message-deleted', channel: message.channel, ts: message.ts })
  world.changed()
}

/** A person's direct conversation with the bot, opened when it was not. */
export function openDirect(world: World, personId: string): Channel {
  const person = personOf(world, personId)
  const open = world.channels.get(dmOf(person.id))
  if (open) return open
  const channel = directMessage(person.id, world.bot, Math.floor(world.now() / 1000))
  world.channels.set(channel.id, channel)
  world.announce([person.id], { type: 'channels', channels: channelsOf(world, person.id) })
  world.changed()
  return channel
}
