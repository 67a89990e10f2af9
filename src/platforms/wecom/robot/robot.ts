import type { WsFrame } from '@wecom/aibot-node-sdk'
import type { Locale } from '../../../chat/wording.ts'
import { cardPressed, type Heard, type HeardParts, messageHeard } from '../heard.ts'
import type { People } from '../people.ts'
import type { Voice } from '../voice.ts'
import { wecomWords } from '../words.ts'
import { type ConnectionOptions, createConnection, type LinkState } from './connection.ts'
import { type EventFrame, eventFrame, messageFrame } from './frames.ts'
import { pressedIn, writtenIn } from './heard.ts'
import { createRobotVoice } from './voice.ts'

/** The smart robot: it hears direct chats and mentions in groups, and speaks where somebody has spoken to it. */
export interface Robot {
  voice: Voice
  /** `take`: somebody said something; what it means is found out by `understand`, in the person's turn. */
  start(take: (person: string, understand: () => Promise<Heard>) => void): Promise<void>
  stop(): Promise<void>
  state(): LinkState
}

export interface RobotParts extends ConnectionOptions {
  heard: HeardParts
  people: People
  localeOf(person: string): Locale
}

export function createRobot(parts: RobotParts): Robot {
  const { heard, people, localeOf, log, now } = parts
  const connection = createConnection(parts)
  const arrival = () => ({ at: now().getTime(), session: connection.session })

  const welcome = async ({ headers, body }: EventFrame): Promise<void> => {
    const content = wecomWords(localeOf(body.from.userid)).welcome(body.from.userid)
    await connection.reply(headers.req_id, { msgtype: 'text', text: { content } }, 'aibot_respond_welcome_msg')
  }
  const understand = async (frame: WsFrame): Promise<Heard> => {
    const message = messageFrame.safeParse(frame).data
    if (message) {
      await people.met(message.body.from.userid, message.body.chattype === 'group' ? (message.body.chatid ?? null) : null)
      return messageHeard(heard, writtenIn(message, arrival()))
    }
    const event = eventFrame.safeParse(frame).data
    if (!event) return null
    if (event.body.event.eventtype !== 'disconnected_event') await people.met(event.body.from.userid, null)
    if (event.body.event.eventtype === 'enter_chat') await welcome(event)
    const pressed = pressedIn(event, arrival())
    return pressed && cardPressed(heard, pressed)
  }

  return {
    voice: createRobotVoice({ connection, localeOf, log, now }),
    start: take => connection.start(frame => take(String(frame.body?.from?.userid ?? ''), () => understand(frame))),
    stop: () => connection.stop(),
    state: () => connection.state(),
  }
}
