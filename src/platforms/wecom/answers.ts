import { randomUUID } from 'node:crypto'
import { type Message, say } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import type { Incoming, Reply } from '../../chat/platform.ts'
import type { Locale } from '../../chat/wording.ts'
import type { Log } from '../../config/log.ts'
import type { Connection } from './connection.ts'
import { Refused, wecomCode } from './errors.ts'
import type { FormPlace, FormTalk } from './form/talk.ts'
import type { Offers } from './offers.ts'
import { cardAfter, cardOf } from './render/card.ts'
import { renderMessage } from './render/message.ts'
import { type ReplyTo, readReplyTo } from './reply-to.ts'
import type { Throttle } from './throttle.ts'
import { wecomWords } from './words.ts'

export interface Answers {
  /** Shows a reply where the asker may see it. Never rejects: what could not be shown anywhere is logged. */
  deliver(incoming: Incoming, reply: Reply): Promise<void>
  /** "Working on it", where that can be said before the answer. */
  working(incoming: Incoming): Promise<void>
}

export interface AnswerParts {
  connection: Pick<Connection, 'reply' | 'send' | 'session'>
  forms: FormTalk
  offers: Offers
  throttle: Throttle
  /** Where what is answered is seen. */
  shownAt(incoming: Pick<Incoming, 'place' | 'person'>): Promise<FormPlace>
  locales: { of(person: string): Locale; learn(person: string, locale: Locale): void }
  log: Log
  now(): Date
}

/** A request is answered in place for so long; WeCom ends a stream after six minutes. */
const requestLivesMs = 5 * 60_000
/** A card that was pressed can be replaced within 5 s. */
const cardLivesMs = 4_500
const remembered = 1_000

export function createAnswers(parts: AnswerParts): Answers {
  const { connection, forms, log, locales } = parts
  /** Streams that say "working on it", by request: the answer goes on with them. */
  const streams = new Map<string, Promise<string | null>>()

  const requestOf = (incoming: Incoming): ReplyTo | null => {
    const to = readReplyTo(incoming)
    return to && to.session === connection.session && parts.now().getTime() - to.at < requestLivesMs ? to : null
  }

  /** What a reply says; null when there is nothing to say. */
  const messageOf = async (incoming: Incoming, reply: Reply): Promise<Message | null> => {
    const { id: person } = incoming.person
    const at = await parts.shownAt(incoming)
    if (reply.kind === 'form' || reply.kind === 'next-form') return forms.open(at, reply.form, incoming.place, locales.of(person))
    if (reply.kind === 'invalid')
      return (await forms.invalid(at, reply.errors)) ?? invalidAnyhow(locales.of(person), reply.errors)
    if (reply.kind !== 'message' && reply.kind !== 'replace') return null
    if (incoming.kind === 'submit') await forms.close(at)
    return reply.message
  }

  const stream = async (to: ReplyTo, message: Message, content: string): Promise<void> => {
    const opened = await streams.get(to.request)
    streams.delete(to.request)
    const card = cardOf(message, newTask())
    const said = { id: opened ?? randomUUID(), finish: true, content }
    if (!card) return connection.reply(to.request, { msgtype: 'stream', stream: said })
    if (!opened) return connection.reply(to.request, { msgtype: 'stream_with_template_card', stream: said, template_card: card })
    await connection.reply(to.request, { msgtype: 'stream', stream: said })
    await connection.reply(to.request, { msgtype: 'template_card', template_card: card })
  }

  const inPlace = async (incoming: Incoming, to: ReplyTo, message: Message, replaces: boolean): Promise<boolean> => {
    const { content } = renderMessage(message)
    try {
      if (to.card === undefined) await stream(to, message, content)
      else if (replaces && parts.now().getTime() - to.at < cardLivesMs) {
        const card = cardAfter(message, to.card)
        const body = { response_type: 'update_template_card', template_card: card }
        await connection.reply(to.request, body, 'aibot_respond_update_msg')
        return isWhole(message)
      } else return false
      return true
    } catch (error) {
      log('warn', 'wecom.answer-rerouted', { code: wecomCode(error), kind: incoming.kind })
      return false
    }
  }

  const show = async (incoming: Incoming, message: Message, replaces: boolean): Promise<void> => {
    const { id: person } = incoming.person
    locales.learn(person, message.locale)
    const { content, codes } = renderMessage(message)
    const { id: chat } = await parts.shownAt(incoming)
    const alone = incoming.place !== null && incoming.place.kind !== 'dm' && chat !== incoming.place.id
    const at = parts.now().getTime()
    await parts.offers.remember(chat, person, codes, at)
    const to = requestOf(incoming)
    parts.throttle.said(chat, at)
    if (to && !alone && (await inPlace(incoming, to, message, replaces))) return
    const target = { id: chat, isGroup: incoming.place !== null && incoming.place.kind !== 'dm' && !alone }
    const sent = await sendAll(connection, target, message, content).catch((error: unknown) => error as Error)
    if (to && alone && to.card === undefined) await inGroup(to, sent, locales.of(person))
    if (sent instanceof Error) throw sent
  }

  /** The group learns only that the answer went elsewhere, or how the asker gets one. */
  const inGroup = async (to: ReplyTo, sent: Error | undefined, locale: Locale): Promise<void> => {
    const words = wecomWords(locale)
    const line = say(locale, sent instanceof Refused ? words.writeFirst : words.answeredAlone)
    if (!sent || sent instanceof Refused) await stream(to, line, renderMessage(line).content).catch(() => undefined)
  }

  return {
    async deliver(incoming, reply) {
      try {
        const message = await messageOf(incoming, reply)
        if (message) await show(incoming, message, reply.kind === 'replace')
      } catch (error) {
        log('error', 'wecom.answer-lost', { code: wecomCode(error), kind: incoming.kind, key: incoming.key })
      }
    },
    async working(incoming) {
      const to = requestOf(incoming)
      if (!to || to.card !== undefined || streams.has(to.request)) return
      const id = randomUUID()
      const content = chatWords(locales.of(incoming.person.id)).working
      const opened = connection.reply(to.request, { msgtype: 'stream', stream: { id, finish: false, content } }).then(
        () => id,
        () => null,
      )
      if (streams.size >= remembered) streams.clear()
      streams.set(to.request, opened)
      await opened
    },
  }
}

export const newTask = (): string => `rapport-${randomUUID()}`

/** A message as what a robot can send: the text, then a card with its first buttons, without which the codes still do. */
export async function sendAll(
  connection: Pick<Connection, 'send'>,
  chat: { id: string; isGroup: boolean },
  message: Message,
  content: string,
): Promise<undefined> {
  await connection.send(chat, { msgtype: 'markdown', markdown: { content } })
  const card = cardOf(message, newTask())
  if (card) await connection.send(chat, { msgtype: 'template_card', template_card: card }).catch(() => undefined)
}

/** Says a card with its summary all of it? */
const isWhole = ({ parts, summary }: Message): boolean =>
  summary.length <= 100 && parts.every(part => part.kind === 'actions' || part.kind === 'text') && parts.length <= 2

/** Errors of a form that is not open any more. */
function invalidAnyhow(locale: Locale, errors: Record<string, string>): Message {
  const words = wecomWords(locale)
  const rows = Object.entries(errors).map(([field, text]) => ({ text: [field ? `${field}: ${text}` : text] }))
  return { locale, summary: words.notSaved, parts: [{ kind: 'list', title: words.notSaved, rows }] }
}
