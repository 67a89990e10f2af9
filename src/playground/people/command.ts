import { applyAcknowledgement } from '../answers.ts'
import type { Channel, Json, Person } from '../model.ts'
import { Refused } from '../notices.ts'
import { ApiError } from '../web-api/error.ts'
import { isExternal, type World } from '../world.ts'
import { actor, answered, joined, type Outcome, tell, unsent } from './outcome.ts'
import { slackText } from './typed-text.ts'

function payload(world: World, person: Person, channel: Channel, name: string, text: string, responseUrl: string): Json {
  return {
    token: 'playground',
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: channel.id,
    channel_name: channel.kind === 'dm' ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name,
    user_id: person.id,
    user_name: person.handle,
    command: name,
    text,
    api_app_id: world.bot.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: world.triggers.issue(person.id),
  }
}

/** A problem of the bot's answer in one line. */
export const problemOf = (error: ApiError): string => [error.code, ...error.messages].join('\n')

/**
 * A person runs a slash command, `line` as typed (`/customer acme`). Commands that are unknown, used in a thread or by
 * people of another workspace never reach the bot; the person gets Slack's notice. The acknowledgement is applied.
 */
export async function command(
  world: World,
  personId: string,
  channelId: string,
  line: string,
  threadTs?: string,
): Promise<Outcome> {
  const person = actor(world, personId)
  const channel = joined(world, person, channelId)
  const [, name = '', typed = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? []
  if (name === '') throw new Refused(person, 'empty')
  const refuse = (notice: 'unknownCommand' | 'externalCommand' | 'threadCommand'): Outcome => ({
    ...unsent,
    notice: tell(world, person, channel.id, notice, name),
  })
  if (!world.commands.some(each => each.name === name)) return refuse('unknownCommand')
  if (isExternal(world, person)) return refuse('externalCommand')
  if (threadTs !== undefined) return refuse('threadCommand')

  const origin = { person: person.id, channel: channel.id, ts: null }
  const responseUrl = world.responseUrls.issue(origin)
  const text = slackText(world, typed, 'command')
  const answer = await world.line.deliver('slash_commands', payload(world, person, channel, name, text, responseUrl))
  const outcome = answered(answer)
  if (answer.failure) return { ...outcome, notice: tell(world, person, channel.id, 'failed', name, answer.failure) }
  try {
    applyAcknowledgement(world, origin, answer.body, answer.json)
    return outcome
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const notice = tell(world, person, channel.id, 'failed', name, 'invalid_command_response')
    return { ...outcome, notice, problem: problemOf(error) }
  }
}
