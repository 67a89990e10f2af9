import type { EventDesk } from '../events.ts'
import type { Channel, Json, Person } from '../model.ts'
import { Refused } from '../notices.ts'
import { post } from '../posting.ts'
import { isExternal, type World } from '../world.ts'
import { actor, answered, joined, type SaidOutcome, unsent } from './outcome.ts'
import { slackText } from './typed-text.ts'

function channelType(channel: Channel): string {
  if (channel.kind === 'dm') return 'im'
  return channel.isPrivate ? 'group' : 'channel'
}

/** What both events of a message carry. */
function said(world: World, person: Person, channel: Channel, text: string, ts: string, threadTs: string | undefined): Json {
  return {
    user: person.id,
    text,
    ts,
    team: person.teamId,
    ...(isExternal(world, person) ? { user_team: person.teamId, source_team: person.teamId } : {}),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    client_msg_id: world.ids.token(32),
    blocks: [
      {
        type: 'rich_text',
        block_id: world.ids.token(5),
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
      },
    ],
    channel: channel.id,
    event_ts: ts,
  }
}

/**
 * A person posts a message; where the bot is a member it gets a `message` event, and an `app_mention` when it is
 * mentioned in a channel. Resolves with the answer to the `message` event.
 */
export async function say(
  world: World,
  events: EventDesk,
  personId: string,
  channelId: string,
  typed: string,
  threadTs?: string,
): Promise<SaidOutcome> {
  const person = actor(world, personId)
  const channel = joined(world, person, channelId)
  if (typed.trim() === '') throw new Refused(person, 'empty')
  const text = slackText(world, typed, 'message')
  const { ts } = post(world, { channel, user: person.id, text, ...(threadTs === undefined ? {} : { threadTs }) })
  if (!channel.members.includes(world.bot.userId)) return { ...unsent, ts, mention: false }
  const body = said(world, person, channel, text, ts, threadTs)
  const mention = channel.kind === 'channel' && text.includes(`<@${world.bot.userId}>`)
  const [answer] = await Promise.all([
    events.emit({ type: 'message', ...body, channel_type: channelType(channel) }),
    ...(mention ? [events.emit({ type: 'app_mention', ...body })] : []),
  ])
  return { ...answered(answer), ts, mention }
}
