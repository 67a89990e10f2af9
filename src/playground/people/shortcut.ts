import type { Json, Message } from '../model.ts'
import { messageObject } from '../objects.ts'
import { isExternal, type World } from '../world.ts'
import { actor, answered, type Outcome, tell, unsent } from './outcome.ts'
import { placeOf } from './place.ts'

/** The message as its menu reports it: one that others answered is the head of a thread. */
function pressedMessage(world: World, message: Message): Json {
  const answers = (world.messages.get(message.channel) ?? []).filter(
    each => each.threadTs === message.ts && each.ts !== message.ts && each.ephemeralTo === undefined,
  )
  const head = answers.length > 0 ? { thread_ts: message.ts, reply_count: answers.length } : {}
  return { ...messageObject(world, message), ...head }
}

/**
 * A person takes one of the app's entries in a message's menu: a `message_action` request. People of another workspace are not offered
 * any; if they try, they get Slack's notice and nothing reaches the bot.
 */
export async function shortcut(
  world: World,
  personId: string,
  callbackId: string,
  channelId: string,
  ts: string,
): Promise<Outcome> {
  const person = actor(world, personId)
  const { message, channel } = placeOf(world, person, { kind: 'message', channel: channelId, ts })
  const offered = world.shortcuts.find(each => each.callbackId === callbackId)
  if (!channel || !message || message.ephemeralTo !== undefined || !offered || isExternal(world, person))
    return { ...unsent, notice: tell(world, person, channelId, 'externalShortcut', offered?.name ?? callbackId) }
  const answer = await world.line.deliver('interactive', {
    type: 'message_action',
    token: 'playground',
    action_ts: world.ids.ts(),
    team: { id: world.team.id, domain: world.team.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: person.teamId },
    channel: { id: channel.id, name: channel.kind === 'dm' ? 'directmessage' : channel.name },
    is_enterprise_install: false,
    enterprise: null,
    callback_id: callbackId,
    trigger_id: world.triggers.issue(person.id),
    response_url: world.responseUrls.issue({ person: person.id, channel: channel.id, ts: null }),
    message_ts: message.ts,
    message: pressedMessage(world, message),
  })
  const outcome = answered(answer)
  return answer.failure ? { ...outcome, notice: tell(world, person, channel.id, 'element') } : outcome
}
