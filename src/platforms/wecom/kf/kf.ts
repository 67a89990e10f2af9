import type { Message } from '../../../chat/message.ts'
import { say } from '../../../chat/message.ts'
import type { Incoming, PersonProfile, PersonRef, Platform, PlatformState, Receive, Reply } from '../../../chat/platform.ts'
import type { Locale } from '../../../chat/wording.ts'
import { type Log, stackOf } from '../../../config/log.ts'
import type { TakeEvent } from '../app/callback-event.ts'
import { wecomCode } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import { createTurns } from '../turns.ts'
import type { Arrival } from './arrival.ts'
import { createKfCalls } from './calls.ts'
import { checkKf } from './check.ts'
import { createConversations } from './conversations.ts'
import { incomingOf, type Occasions, platformName, readReplyTo } from './heard.ts'
import { createMass } from './mass.ts'
import { createMassCalls } from './mass-calls.ts'
import { messageId, post, send } from './post.ts'
import { createPulling, type PullLease } from './pulling.ts'
import { renderKf } from './render.ts'
import { kfWords } from './words.ts'

export interface KfOptions {
  /** As the app that may call 微信客服. */
  ask: Ask
  openKfId: string
  /** As the app that may call customer contact (客户联系): what the window keeps from going out, colleagues send; null: nobody does. */
  contact: Ask | null
  state: PlatformState
  /** Keeps values for a day. */
  brief: PlatformState
  lease: PullLease
  occasions: Occasions
  zone: string
  log: Log
  now(): Date
  /** How often is asked what callbacks did not tell. */
  pullEveryMs?: number
}

export interface KfPlatform extends Platform {
  /** Told by WeCom that there is something new. */
  take: TakeEvent
  /** The address by which a customer opens the conversation, with what it says of them; null: not known yet. */
  linkWith(param: string): string | null
  /** Resolves when nothing that came is still being answered, or after a few seconds. */
  idle(): Promise<void>
}

/** WeCom strictly limits pulls without an event's token. */
const pullEveryMs = 5 * 60_000
const idlePatienceMs = 5_000
const codeMs = 17_000
const locale: Locale = 'zh-CN'

/**
 * 微信客服: the company's customers, each in their own conversation with it in WeChat. Nobody here is of the company, so only what is for
 * customers goes out, and only while WeCom lets it: 48 h and five messages from what a customer wrote last.
 */
export function createKf(options: KfOptions): KfPlatform {
  const { log, now, state, occasions, zone } = options
  const calls = createKfCalls(options.ask, options.openKfId)
  const conversations = createConversations(state)
  const turns = createTurns()
  const mass = options.contact && createMass({ calls: createMassCalls(options.contact), brief: options.brief, now })
  const posting = { calls, conversations, now, mass }
  let receive: Receive | null = null
  let link: string | null = null
  let timer: NodeJS.Timeout | undefined

  const show = async (incoming: Incoming, message: Message): Promise<void> => {
    const { id: person } = incoming.person
    const to = readReplyTo(incoming)
    const code = to && now().getTime() - to.at < codeMs ? to.code : null
    await post(posting, person, renderKf(message), messageId(`answer:${incoming.key}`), code)
  }
  const deliver = (incoming: Incoming, reply: Reply): Promise<void> =>
    Promise.resolve(messageOf(reply))
      .then(message => (message ? show(incoming, message) : undefined))
      .catch((error: unknown) =>
        log('warn', 'wecom-kf.answer-lost', { code: wecomCode(error), kind: incoming.kind, key: incoming.key }),
      )

  /** Notes what it means for the conversation; what they write to a colleague is nobody else's business, but what they click is. */
  const understand = async (arrival: Arrival): Promise<ReturnType<typeof incomingOf>> => {
    const { person, at } = arrival
    if (arrival.kind === 'said') await conversations.heard(person, at)
    if (arrival.kind === 'taken') await conversations.taken(person, at)
    if (arrival.kind === 'ended') await conversations.ended(person, arrival.code, at)
    const incoming = incomingOf(arrival, occasions)
    const isForColleague = arrival.kind === 'said' && (await conversations.isTaken(person, now().getTime()))
    return isForColleague && (incoming === 'unread' || incoming?.kind === 'text') ? null : incoming
  }
  /** Resolves when it is written down; answering it goes on. */
  const take = (arrival: Arrival): Promise<void> =>
    new Promise((written, failed) => {
      const handled = turns.next(arrival.person, async () => {
        const incoming = await understand(arrival)
        if (incoming === null) return
        if (incoming === 'unread') return sayOnlyText(arrival)
        let isWritten = false
        const received = () => {
          isWritten = true
          written()
        }
        const reply = await receive?.(incoming, { received, slow: async () => undefined })
        if (!isWritten) throw new NotWritten()
        // Who just left is asked by a message of its own, or not at all.
        if (reply && arrival.kind !== 'ended') await deliver(incoming, reply)
      })
      turns.track(
        handled.then(written, (error: unknown) => {
          log('error', 'wecom-kf.receive-failed', { code: wecomCode(error), at: stackOf(error) })
          failed(error)
        }),
      )
    })
  const sayOnlyText = ({ person, id }: Arrival): Promise<void> =>
    post(posting, person, renderKf(say(locale, kfWords(locale).onlyText)), messageId(`unread:${id}`), null).catch(
      (error: unknown) => log('warn', 'wecom-kf.answer-lost', { code: wecomCode(error), kind: 'unread' }),
    )
  const pulling = createPulling({ calls, state, lease: options.lease, take, log })

  /** The same address for ever, so it is asked for once. */
  const learnLink = async (): Promise<void> => {
    const kept = await state.get('link')
    if (typeof kept === 'string') link = kept
    else {
      link = await calls.link()
      await state.set('link', link)
    }
  }
  const regularly = async (): Promise<void> => {
    if (link === null) await learnLink().catch((error: unknown) => log('warn', 'wecom-kf.no-link', { code: wecomCode(error) }))
    await pulling.pull(null)
  }
  const whoIs = async ({ id }: PersonRef): Promise<PersonProfile | null> => {
    const name = await calls.nameOf(id)
    if (name === null) return null
    const none = { guest: false, admin: false, deactivated: false }
    return { ref: { platform: platformName, id }, name: name || '微信用户', locale, zone, external: true, ...none }
  }

  return {
    name: platformName,
    async start(handler) {
      receive = handler
      timer = setInterval(() => turns.track(regularly()), options.pullEveryMs ?? pullEveryMs)
      turns.track(regularly())
    },
    async stop() {
      clearInterval(timer)
      await turns.idle(idlePatienceMs)
    },
    idle: () => turns.idle(idlePatienceMs),
    async take({ Event, Token, OpenKfId }) {
      if (Event !== 'kf_msg_or_event' || OpenKfId !== options.openKfId) return false
      // It says only that there is something: lost, it is pulled by the next one.
      turns.track(pulling.pull(typeof Token === 'string' && Token !== '' ? Token : null))
      return true
    },
    linkWith: param => (link === null ? null : `${link}&scene_param=${encodeURIComponent(param)}`),
    send: (target, message, key) => send(posting, target, message, key),
    answer: deliver,
    whoIs,
    whatIs: async id => ((await calls.nameOf(id)) === null ? null : { platform: platformName, id, kind: 'dm' }),
    check: () => checkKf(calls),
  }
}

/** It is pulled again. */
class NotWritten extends Error {
  readonly code = 'kf_not_written'
}

/** What a reply says here, where there are no forms: what would be filled in is written instead. */
function messageOf(reply: Reply): Message | null {
  if (reply.kind === 'message' || reply.kind === 'replace') return reply.message
  if (reply.kind === 'form' || reply.kind === 'next-form') return say(locale, kfWords(locale).write)
  return reply.kind === 'invalid' ? say(locale, ...Object.values(reply.errors).slice(0, 1)) : null
}
