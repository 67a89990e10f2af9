import { say } from '../../../chat/message.ts'
import type { Health } from '../../../chat/platform.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Log } from '../../../config/log.ts'
import { wecomCode } from '../errors.ts'
import { cardPressed, type Heard, type HeardParts, messageHeard } from '../heard.ts'
import { writeReplyTo } from '../reply-to.ts'
import type { Ask } from '../rest/http.ts'
import { wecomWords } from '../words.ts'
import type { CallbackEvent } from './callback-event.ts'
import { checkApp } from './check.ts'
import { type AppEvent, appEvent, eventId } from './events.ts'
import { createMembers, type Members } from './members.ts'
import { createMenu, homeKey } from './menu.ts'
import { type AppVoice, createAppVoice } from './voice.ts'

export interface AppSettings {
  corpId: string
  agentId: number
  secret: string
}

/** The self-built app: it hears what members write to it, the buttons of its cards and its menu, and may write to each of them. */
export interface App {
  voice: AppVoice
  members: Members
  /** What a callback means; null when it is not about this app, or nobody answers it. */
  understand(event: CallbackEvent): Promise<Heard>
  /** The member whom a callback is from, for their turn; null when it is not about this app. */
  personOf(event: CallbackEvent): string | null
  /** Puts the menu below the chat. Never rejects. */
  start(): Promise<void>
  /** Whether WeCom takes its id and secret, and lets this machine ask. */
  check(): Promise<Health>
}

interface AppParts extends AppSettings {
  /** As this app. */
  ask: Ask
  heard: HeardParts
  /** Of the menu, which is the same for all. */
  locale: Locale
  localeOf(person: string): Locale
  /** Is it the first time that they look at the app? */
  isFirst(person: string): Promise<boolean>
  log: Log
  now(): Date
}

export function createApp(parts: AppParts): App {
  const { ask, agentId, heard, localeOf, log, now } = parts
  const menu = createMenu(ask, agentId, parts.locale)

  const meaning = async (said: AppEvent): Promise<Heard> => {
    const { FromUserName: person } = said.event
    const at = now().getTime()
    const dm = { platform: 'wecom', id: person, kind: 'dm' } as const
    const replyTo = writeReplyTo({ app: true, at })
    switch (said.kind) {
      case 'written': {
        const { MsgId: id, Content: text, Recognition: spoken } = said.event
        return messageHeard(heard, { id, person, place: dm, words: text ?? spoken ?? null, replyTo })
      }
      case 'clicked': {
        const { EventKey: key } = said.event
        const id = eventId(said.event, 'click', key)
        if (key !== homeKey) return messageHeard(heard, { id, person, place: dm, words: key, replyTo })
        const who = { platform: 'wecom', id: person }
        return {
          kind: 'hand',
          incoming: { kind: 'home', key: `wecom:${id}`, platform: 'wecom', person: who, place: dm, replyTo },
        }
      }
      case 'pressed': {
        const { EventKey: key, TaskId: card, ResponseCode: code } = said.event
        const id = eventId(said.event, 'card', code)
        const pressed = { id, person: { platform: 'wecom', id: person }, place: dm, key }
        return cardPressed(heard, { ...pressed, replyTo: writeReplyTo({ app: true, at, card, code }) })
      }
      case 'entered': {
        if (!(await parts.isFirst(person))) return null
        const id = eventId(said.event, 'enter')
        const who = { platform: 'wecom', id: person }
        const incoming = {
          kind: 'text',
          text: '',
          key: `wecom:${id}`,
          platform: 'wecom',
          person: who,
          place: dm,
          replyTo,
        } as const
        const locale = localeOf(person)
        return { kind: 'say', incoming, message: say(locale, wecomWords(locale).welcome(person)) }
      }
    }
  }

  return {
    voice: createAppVoice({ ask, agentId, localeOf, log }),
    members: createMembers(ask),
    personOf: event => appEvent(event, agentId)?.event.FromUserName ?? null,
    async understand(event) {
      const said = appEvent(event, agentId)
      return said && meaning(said)
    },
    check: () => checkApp(ask, agentId),
    start: () => menu.put().catch((error: unknown) => log('warn', 'wecom.menu', { code: wecomCode(error) })),
  }
}
