import { z } from 'zod'
import { botUserObject, userObject } from '../objects.ts'
import { isExternal } from '../world.ts'
import { count, flag, paged, readArguments, text } from './arguments.ts'
import { ApiError } from './error.ts'
import type { Methods } from './method.ts'

const infoArgs = z.object({ user: text, include_locale: flag })
const listArgs = z.object({ limit: count, cursor: text.optional(), include_locale: flag })
const emailArgs = z.object({ email: text })
const botArgs = z.object({ bot: text.optional() })

/** Who is who: auth, users, bots, team. */
export const people: Methods = {
  'auth.test': world => ({
    url: `https://${world.team.domain}.slack.com/`,
    team: world.team.name,
    user: world.bot.name.toLowerCase(),
    team_id: world.team.id,
    user_id: world.bot.userId,
    bot_id: world.bot.botId,
    app_id: world.bot.appId,
    is_enterprise_install: false,
  }),
  'users.info'(world, given) {
    const args = readArguments(infoArgs, given)
    if (args.user === world.bot.userId) return { user: botUserObject(world) }
    const person = world.people.get(args.user)
    if (!person) throw new ApiError('user_not_found')
    return { user: userObject(world, person, Boolean(args.include_locale)) }
  },
  'users.list'(world, given) {
    const args = readArguments(listArgs, given)
    const members = [...world.people.values()].map(person => userObject(world, person, Boolean(args.include_locale)))
    const { page, next } = paged([...members, botUserObject(world)], args.limit ?? 1000, args.cursor)
    return { members: page, cache_ts: Math.floor(world.now() / 1000), response_metadata: { next_cursor: next } }
  },
  'users.lookupByEmail'(world, given) {
    const args = readArguments(emailArgs, given)
    const person = [...world.people.values()].find(
      each => each.email.toLowerCase() === args.email.toLowerCase() && !isExternal(world, each),
    )
    if (!person) throw new ApiError('users_not_found')
    return { user: userObject(world, person) }
  },
  'bots.info'(world, given) {
    const args = readArguments(botArgs, given)
    const { botId, userId, appId, name } = world.bot
    if (args.bot !== undefined && args.bot !== botId) throw new ApiError('bot_not_found')
    return { bot: { id: botId, deleted: false, name, updated: 0, app_id: appId, user_id: userId, icons: {} } }
  },
  'team.info': world => ({
    team: { id: world.team.id, name: world.team.name, domain: world.team.domain, email_domain: '', icon: {} },
  }),
}
