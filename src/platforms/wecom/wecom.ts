import { randomUUID } from 'node:crypto'
import type { WsFrame } from '@wecom/aibot-node-sdk'
import { RapportError } from '../../chat/errors.ts'
import type { Command } from '../../chat/feature.ts'
import type { Choice } from '../../chat/form.ts'
import type { Incoming, Place, Platform, PlatformState, Receive } from '../../chat/platform.ts'
import type { Locale } from '../../chat/wording.ts'
import { stackOf } from '../../config/log.ts'
import { createAnswers } from './answers.ts'
import { health } from './check.ts'
import { type ConnectionOptions, createConnection } from './connection.ts'
import { wecomCode } from './errors.ts'
import { createFormTalk, type FormPlace } from './form/talk.ts'
import { type EventFrame, eventFrame, messageFrame } from './frames.ts'
import { cardPressed, type Heard, type HeardParts, messageHeard } from './heard.ts'
import { createOffers } from './offers.ts'
import { createPeople } from './people.ts'
import { send } from './send.ts'
import { createThrottle } from './throttle.ts'
import { createTurns } from './turns.ts'
import { wecomWords } from './words.ts'

export interface WecomOptions extends ConnectionOptions {
  commands: readonly Command[]
  state: PlatformState
  /** Keeps values for a day: what codes mean, and open forms. */
  brief: PlatformState
  /** Is this group a team's own? Elsewhere the asker is answered alone. */
  isTeamsOwn(group: string): Promise<boolean>
  /** The language of who has not been spoken to. */
  locale: Locale
  zone: string
  /** How long an answer may take before "working on it" is said. */
  workingAfterMs?: number
}

export interface WecomPlatform extends Platform {
  /** Resolves when nothing that came is still being answered, or after a few seconds. */
  idle(): Promise<void>
}

const workingAfterMs = 3_000
const idlePatienceMs = 5_000
const remembered = 20_000

/** WeCom through its smart robot's WebSocket: direct chats, and groups in which it is mentioned. */
export function createWecom(options: WecomOptions): WecomPlatform {
  const { log, now, state, brief } = options
  const connection = createConnection(options)
  const people = createPeople(state, options.zone)
  const offers = createOffers(brief)
  const throttle = createThrottle()
  const turns = createTurns()
  const locales = createLocales(options.locale)
  let receive: Receive | null = null

  const shownAt = async ({ place, person }: Pick<Incoming, 'place' | 'person'>): Promise<FormPlace> => {
    const isGroup = place !== null && place.kind !== 'dm'
    return { id: isGroup && (await options.isTeamsOwn(place.id)) ? place.id : person.id, person: person.id }
  }
  const suggest = async (at: FormPlace, place: Place | null, query: string): Promise<Choice[]> => {
    const person = { platform: 'wecom', id: at.person }
    const asked = {
      kind: 'suggest' as const,
      key: `wecom:${randomUUID()}`,
      platform: 'wecom',
      person,
      place,
      replyTo: null,
      query,
    }
    const reply = await receive?.(asked)
    return reply?.kind === 'options' ? reply.options : []
  }
  const isPerson = async (id: string) => (await people.whoIs({ platform: 'wecom', id })) !== null
  const forms = createFormTalk({ state: brief, customers: suggest, isPerson, zone: options.zone, now })
  const answers = createAnswers({ connection, forms, offers, throttle, shownAt, locales, log, now })
  const { session } = connection
  const heard: HeardParts = { offers, forms, commands: options.commands, session, localeOf: locales.of, shownAt, now }

  const hand = async (incoming: Incoming): Promise<void> => {
    if (!receive) throw new RapportError('wecom_not_started', 'WeCom is not started yet', 'Wait a moment and try again.')
    const working = () => answers.working(incoming)
    const late = setTimeout(() => void working(), options.workingAfterMs ?? workingAfterMs)
    const reply = await receive(incoming, { received: () => undefined, slow: working }).finally(() => clearTimeout(late))
    await answers.deliver(incoming, reply)
  }
  const welcome = async ({ headers, body }: EventFrame): Promise<void> => {
    const content = wecomWords(locales.of(body.from.userid)).welcome(body.from.userid)
    await connection.reply(headers.req_id, { msgtype: 'text', text: { content } }, 'aibot_respond_welcome_msg')
  }
  const understand = async (frame: WsFrame): Promise<Heard> => {
    const message = messageFrame.safeParse(frame).data
    if (message) {
      await people.met(message.body.from.userid, message.body.chattype === 'group' ? (message.body.chatid ?? null) : null)
      return messageHeard(heard, message)
    }
    const event = eventFrame.safeParse(frame).data
    if (!event) return null
    if (event.body.event.eventtype !== 'disconnected_event') await people.met(event.body.from.userid, null)
    if (event.body.event.eventtype === 'enter_chat') await welcome(event)
    return cardPressed(heard, event)
  }
  const take = (frame: WsFrame): void => {
    const failed = (error: unknown) => log('error', 'wecom.receive-failed', { code: wecomCode(error), at: stackOf(error) })
    // What one person writes is understood in its order; answering it may take longer than the next.
    const understood = turns.next(String(frame.body?.from?.userid ?? ''), () => understand(frame))
    const answered = understood.then(async found => {
      if (found?.kind === 'hand') await hand(found.incoming)
      if (found?.kind === 'say') await answers.deliver(found.incoming, { kind: 'message', message: found.message })
    })
    turns.track(answered.catch(failed))
  }

  return {
    name: 'wecom',
    async start(handler) {
      receive = handler
      await connection.start(take)
    },
    async stop() {
      await turns.idle(idlePatienceMs)
      await connection.stop()
    },
    idle: () => turns.idle(idlePatienceMs),
    isHere: () => connection.state().kind === 'up',
    send: (target, message, key) => send({ connection, offers, throttle, now }, target, message, key),
    answer: (incoming, reply) => answers.deliver(incoming, reply),
    whoIs: ref => people.whoIs(ref),
    whatIs: id => people.whatIs(id),
    check: async () => health(connection.state()),
  }
}

function createLocales(usual: Locale): { of(person: string): Locale; learn(person: string, locale: Locale): void } {
  const spoken = new Map<string, Locale>()
  return {
    of: person => spoken.get(person) ?? usual,
    learn(person, locale) {
      if (spoken.size >= remembered) spoken.clear()
      spoken.set(person, locale)
    },
  }
}
