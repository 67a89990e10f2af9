import { RapportError } from '../../../chat/errors.ts'
import type { PersonProfile, PersonRef, Platform, PlatformState } from '../../../chat/platform.ts'
import type { Log } from '../../../config/log.ts'
import type { TakeEvent } from '../app/callback-event.ts'
import { wecomCode } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import { createTurns } from '../turns.ts'
import { createAnswers, locale } from './answers.ts'
import type { Arrival } from './arrival.ts'
import { createKfCalls } from './calls.ts'
import { checkKf } from './check.ts'
import { createConversations } from './conversations.ts'
import { type Occasions, platformName } from './heard.ts'
import { createMass } from './mass.ts'
import { createMassCalls } from './mass-calls.ts'
import { send, sentId } from './post.ts'
import { createPulling, type PullLease } from './pulling.ts'
import { createTaking } from './taking.ts'

export interface KfOptions {
  /** As the app that may call 微信客服. */
  ask: Ask
  openKfId: string
  /** As the app that may call customer contact (客户联系): what the window keeps from going out, colleagues send; null: nobody does. */
  contact: Ask | null
  state: PlatformState
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

/**
 * 微信客服: the company's customers, each in their own conversation with it in WeChat. Nobody here is of the company, so only what is for
 * customers goes out, and only while WeCom lets it: 48 h and five messages from what a customer wrote last.
 */
export function createKf(options: KfOptions): KfPlatform {
  const { log, now, state, occasions, zone } = options
  /** Of this account: another one has its own link, and its own messages. */
  const account: PlatformState = {
    get: key => state.get(`${key}.${options.openKfId}`),
    set: (key, value) => state.set(`${key}.${options.openKfId}`, value),
  }
  const calls = createKfCalls(options.ask, options.openKfId)
  const conversations = createConversations(state)
  const turns = createTurns()
  const mass = options.contact && createMass({ calls: createMassCalls(options.contact), state, now })
  const posting = { calls, conversations, now, mass }
  let take: ((arrival: Arrival, isOld: boolean) => Promise<void>) | null = null
  let link: string | null = null
  let timer: NodeJS.Timeout | undefined

  const answers = createAnswers({ ...posting, log })
  const pulling = createPulling({
    calls,
    state: account,
    lease: options.lease,
    take: (arrival, isOld) => take?.(arrival, isOld) ?? notStarted(),
    log,
    now,
  })

  /** The same address for ever, so it is asked for once. */
  const learnLink = async (): Promise<void> => {
    const kept = await account.get('link')
    if (typeof kept === 'string') link = kept
    else {
      link = await calls.link()
      await account.set('link', link)
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
      take = createTaking({ receive: handler, conversations, answers, occasions, turns, log, now })
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
    // In their turn: that it did not arrive is understood after it was marked as sent.
    send: (target, message, key) => turns.next(target.id, () => send(posting, target, message, key)),
    takeBack: async (target, key) => mass?.callOff(sentId(key, target.id)),
    answer: answers.deliver,
    whoIs,
    whatIs: async id => ((await calls.nameOf(id)) === null ? null : { platform: platformName, id, kind: 'dm' }),
    check: async () => pulling.trouble() ?? (await checkKf(calls)),
  }
}

const notStarted = (): Promise<never> =>
  Promise.reject(new RapportError('wecom_not_started', '微信客服 is not started yet', 'Wait a moment and try again.'))
