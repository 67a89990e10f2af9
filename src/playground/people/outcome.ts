import type { BotAnswer } from '../bot-line.ts'
import type { Person } from '../model.ts'
import { type NoticeName, noticeText, Refused } from '../notices.ts'
import type { UiReply } from '../ui-contract.ts'
import type { World } from '../world.ts'

/** What became of something a person did. */
export interface Outcome {
  /** Whether a request went to the bot. */
  sent: boolean
  /** HTTP status of the bot's acknowledgement; null without one. */
  status: number | null
  /** Body of the acknowledgement. */
  body: string
  /** The line "Slack" showed the person, when something was wrong. */
  notice: string | null
  /** Why Slack refused the bot's answer: code and lines, for whoever debugs the bot. */
  problem: string | null
}

/** A message or its events. */
export interface SaidOutcome extends Outcome {
  ts: string
  /** True when an app_mention event went out too. */
  mention: boolean
}

export interface SuggestOutcome extends Outcome {
  options: NonNullable<UiReply['options']>
}

export interface SubmitOutcome extends Outcome {
  /** Errors shown in the form, by block_id. */
  errors: Record<string, string>
}

export const unsent: Outcome = { sent: false, status: null, body: '', notice: null, problem: null }

/** The outcome of a request that the bot answered, or not. */
export const answered = (answer: BotAnswer): Outcome => ({
  sent: true,
  status: answer.status,
  body: answer.body,
  notice: null,
  problem: answer.failure,
})

/** Shows the person a line from "Slack" and returns it. */
export function tell(world: World, person: Person, channel: string | null, name: NoticeName, ...details: string[]): string {
  const text = noticeText(person, name, ...details)
  world.announce([person.id], { type: 'notice', channel, text })
  return text
}

/** The person, or a plain error: acting as nobody is a mistake of the caller. */
export function actor(world: World, id: string): Person {
  const person = world.people.get(id)
  if (!person) throw new Error(`there is no person ${id}`)
  return person
}

/** The channel the person is in, or Refused. */
export function joined(world: World, person: Person, channelId: string) {
  const channel = world.channels.get(channelId)
  if (!channel || channel.archived || !channel.members.includes(person.id)) throw new Refused(person, 'notMember')
  return channel
}
