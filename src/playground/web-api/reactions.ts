import { z } from 'zod'
import { findMessage } from '../posting.ts'
import { channelOf } from '../world.ts'
import { readArguments, text } from './arguments.ts'
import { ApiError } from './error.ts'
import type { Methods } from './method.ts'

const addArgs = z.object({ channel: text, timestamp: text, name: text })

export const reactions: Methods = {
  'reactions.add'(world, given) {
    const args = readArguments(addArgs, given)
    const message = findMessage(world, channelOf(world, args.channel).id, args.timestamp)
    if (!message || message.ephemeralTo !== undefined) throw new ApiError('message_not_found')
    message.reactions ??= []
    const known = message.reactions.find(each => each.name === args.name)
    if (known?.users.includes(world.bot.userId)) throw new ApiError('already_reacted')
    if (known) known.users.push(world.bot.userId)
    else message.reactions.push({ name: args.name, users: [world.bot.userId] })
    world.changed()
    return {}
  },
}
