import { z } from 'zod'
import type { Incoming } from '../../../chat/platform.ts'
import { writeReplyTo } from '../reply-to.ts'
import { type Door, eventKey, personOf, placeOf } from './door.ts'
import { typed } from './typed.ts'

const payload = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  team_id: z.string().optional(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
})

/** A slash command. Slack sends no event id: the trigger is unique to it. */
export async function commandSaid(door: Door, body: unknown): Promise<Incoming> {
  const said = payload.parse(body)
  return {
    kind: 'command',
    key: eventKey(said.trigger_id),
    platform: 'slack',
    person: personOf(said.user_id, said.team_id),
    place: await placeOf(door, said.channel_id),
    replyTo: writeReplyTo({ at: door.now().getTime(), url: said.response_url, trigger: said.trigger_id }),
    name: said.command.replace(/^\//, ''),
    text: typed(said.text),
  }
}
