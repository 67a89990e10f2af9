import { type Message, say } from '../../chat/message.ts'
import type { Incoming, Reply } from '../../chat/platform.ts'
import type { Locale } from '../../chat/wording.ts'
import type { Log } from '../../config/log.ts'
import { NotConnected, Refused, wecomCode } from './errors.ts'
import type { FormPlace, FormTalk } from './form/talk.ts'
import { codesAt, codesOf, type Offers } from './offers.ts'
import { readAppReplyTo } from './reply-to.ts'
import { type Throttle, weightOf } from './throttle.ts'
import type { Chat, Voice } from './voice.ts'
import { wecomWords } from './words.ts'

export interface Answers {
  /** Shows a reply where the asker may see it. Never rejects: what could not be shown anywhere is logged. */
  deliver(incoming: Incoming, reply: Reply): Promise<void>
}

export interface AnswerParts {
  /** The way by which something came, as long as there is that way. */
  voiceFor(incoming: Incoming): Voice
  /** What a robot that is not connected, or may not write, leaves to be said; null: there is no app. */
  app: Voice | null
  forms: FormTalk
  offers: Offers
  throttle: Throttle
  /** Where what is answered is seen. */
  shownAt(incoming: Pick<Incoming, 'place' | 'person'>): Promise<FormPlace>
  locales: { of(person: string): Locale; learn(person: string, locale: Locale): void }
  log: Log
  now(): Date
}

export function createAnswers(parts: AnswerParts): Answers {
  const { forms, log, locales } = parts

  /** What a reply says; null when there is nothing to say. */
  const messageOf = async (incoming: Incoming, reply: Reply): Promise<Message | null> => {
    const { id: person } = incoming.person
    const at = await parts.shownAt(incoming)
    if (reply.kind === 'form' || reply.kind === 'next-form') {
      const way = readAppReplyTo(incoming) ? 'app' : 'robot'
      return forms.open(at, reply.form, { about: incoming.place, way }, locales.of(person))
    }
    if (reply.kind === 'invalid')
      return (await forms.invalid(at, reply.errors)) ?? invalidAnyhow(locales.of(person), reply.errors)
    if (reply.kind !== 'message' && reply.kind !== 'replace') return null
    if (incoming.kind === 'submit') await forms.close(at)
    return reply.message
  }

  const show = async (incoming: Incoming, message: Message, replaces: boolean): Promise<void> => {
    const voice = parts.voiceFor(incoming)
    const { id: person } = incoming.person
    locales.learn(person, message.locale)
    const { id: chat } = await parts.shownAt(incoming)
    const inGroup = incoming.place !== null && incoming.place.kind !== 'dm'
    const alone = inGroup && chat !== incoming.place?.id
    parts.throttle.said(chat, parts.now().getTime(), weightOf(message))
    if (!alone && (await voice.inPlace(incoming, message, replaces))) return remember(voice, chat, person, message)
    const failed = await speak(voice, { id: chat, isGroup: inGroup && !alone }, person, message).then(
      () => null,
      (error: unknown) => error,
    )
    if (alone) await tellGroup(voice, incoming, failed)
    if (failed) throw failed
  }

  const remember = (voice: Voice, chat: string, person: string, message: Message): Promise<void> =>
    parts.offers.remember(codesAt(chat, voice === parts.app), person, codesOf(message), parts.now().getTime())

  /** The app says alone to who asked what the robot surely did not say. */
  const speak = async (voice: Voice, chat: Chat, person: string, message: Message): Promise<void> => {
    try {
      await voice.say(chat, message)
      await remember(voice, chat.id, person, message)
    } catch (error) {
      const wasNotSaid = error instanceof NotConnected || error instanceof Refused
      if (!parts.app || parts.app === voice || !wasNotSaid) throw error
      await parts.app.say({ id: person, isGroup: false }, message)
      await remember(parts.app, person, person, message)
    }
  }

  /** The group learns only that the answer went elsewhere, or how the asker gets one. */
  const tellGroup = async (voice: Voice, incoming: Incoming, failed: unknown): Promise<void> => {
    const locale = locales.of(incoming.person.id)
    const words = wecomWords(locale)
    if (!failed) await voice.inPlace(incoming, say(locale, words.answeredAlone), false)
    else if (failed instanceof Refused) await voice.inPlace(incoming, say(locale, words.writeFirst), false)
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
  }
}

/** Errors of a form that is not open any more. */
function invalidAnyhow(locale: Locale, errors: Record<string, string>): Message {
  const words = wecomWords(locale)
  const rows = Object.entries(errors).map(([field, text]) => ({ text: [field ? `${field}: ${text}` : text] }))
  return { locale, summary: words.notSaved, parts: [{ kind: 'list', title: words.notSaved, rows }] }
}
