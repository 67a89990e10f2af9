import { randomUUID } from 'node:crypto'
import type { Card } from './cards.ts'

/** What WeCom pushes to a robot, without the request id. */
export interface Callback {
  cmd: 'aibot_msg_callback' | 'aibot_event_callback'
  body: Record<string, unknown>
}

/** Who does something, and in which group; none: the direct chat. */
export interface Doer {
  person: string
  group?: string | undefined
}

const head = (botId: string, { person, group }: Doer) => ({
  ...{ msgid: randomUUID(), aibotid: botId, from: { userid: person }, create_time: Math.floor(Date.now() / 1_000) },
  ...(group === undefined ? { chattype: 'single' } : { chattype: 'group', chatid: group }),
})

const event = (botId: string, by: Doer, what: Record<string, unknown>): Callback => ({
  cmd: 'aibot_event_callback',
  body: { ...head(botId, by), msgtype: 'event', event: what },
})

export const messageCallback = (botId: string, by: Doer, text: string): Callback => ({
  cmd: 'aibot_msg_callback',
  body: { ...head(botId, by), msgtype: 'text', text: { content: text } },
})

/** A card's event comes nested. */
export function cardCallback(botId: string, by: Doer, { card_type, task_id }: Card, key: string): Callback {
  const pressed = { card_type, event_key: key, task_id, selected_items: {} }
  return event(botId, by, { eventtype: 'template_card_event', template_card_event: pressed })
}

/** The first look at the direct chat of a day. */
export const enterCallback = (botId: string, by: Doer): Callback => event(botId, by, { eventtype: 'enter_chat' })

/** Another connection has taken this one's place. */
export const kickCallback = (botId: string): Callback => ({
  cmd: 'aibot_event_callback',
  body: { msgid: randomUUID(), aibotid: botId, msgtype: 'event', event: { eventtype: 'disconnected_event' } },
})
