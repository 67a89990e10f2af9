import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RapportError } from '../../chat/errors.ts'
import type { Command } from '../../chat/feature.ts'
import type { Choice } from '../../chat/form.ts'
import type { Incoming, Place, Platform, PlatformState, Receive, Target } from '../../chat/platform.ts'
import type { Locale } from '../../chat/wording.ts'
import { type Log, stackOf } from '../../config/log.ts'
import { createAnswers } from './answers.ts'
import { type AppSettings, createApp } from './app/app.ts'
import { createAttempts } from './app/attempts.ts'
import { createCallback } from './app/callback.ts'
import type { TakeEvent } from './app/callback-event.ts'
import { health } from './check.ts'
import { wecomCode } from './errors.ts'
import { createFormTalk, type FormPlace } from './form/talk.ts'
import type { Heard, HeardParts } from './heard.ts'
import { createLocales } from './locales.ts'
import { createOffers } from './offers.ts'
import { formLinks } from './pages/form-links.ts'
import { createPages, type PagesOptions } from './pages/pages.ts'
import { createPeople } from './people.ts'
import { readAppReplyTo } from './reply-to.ts'
import { createAppCalls } from './rest/app.ts'
import { createAsk } from './rest/http.ts'
import type { ConnectionOptions } from './robot/connection.ts'
import { createRobot } from './robot/robot.ts'
import { find, send } from './send.ts'
import { createThrottle } from './throttle.ts'
import { createTurns } from './turns.ts'
import { createWebhook, type WebhookSettings } from './webhook.ts'

export interface WecomOptions {
  /** The smart robot, the self-built app, or both: one of them at least. */
  robot: Omit<ConnectionOptions, 'log' | 'now' | 'random'> | null
  app: (AppSettings & { callbackToken: string; encodingAesKey: string }) | null
  webhook: WebhookSettings | null
  /** Where members' browsers reach the bot by https; null: no pages. */
  pages: PagesOptions | null
  /** Where the REST interface is (`WECOM_API_URL`; unset: WeCom itself), and how long it may take. */
  api?: { url?: string; timeoutMs?: number }
  /** Who else takes callbacks of the company. */
  takers?: readonly TakeEvent[]
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
  log: Log
  now(): Date
  random(): number
}

export interface WecomPlatform extends Platform {
  /** `/wecom/callback`; false for other addresses. */
  mount(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>
  /** Resolves when nothing that came is still being answered, or after a few seconds. */
  idle(): Promise<void>
}

const workingAfterMs = 3_000
const idlePatienceMs = 5_000

/** WeCom by its smart robot (direct chats, and groups in which it is mentioned), its self-built app (direct chats), or both. */
export function createWecom(options: WecomOptions): WecomPlatform {
  const { log, now, random, brief, zone } = options
  const locales = createLocales(options.locale)
  const offers = createOffers(brief)
  const throttle = createThrottle()
  const turns = createTurns()
  let receive: Receive | null = null

  const shownAt = async ({ place, person }: Pick<Incoming, 'place' | 'person'>): Promise<FormPlace> => {
    const isGroup = place !== null && place.kind !== 'dm'
    return { id: isGroup && (await options.isTeamsOwn(place.id)) ? place.id : person.id, person: person.id }
  }
  const suggest = async (at: FormPlace, place: Place | null, query: string): Promise<Choice[]> => {
    const person = { platform: 'wecom', id: at.person }
    const asked = { key: `wecom:${randomUUID()}`, platform: 'wecom', person, place, replyTo: null }
    const reply = await receive?.({ kind: 'suggest', ...asked, query })
    return reply?.kind === 'options' ? reply.options : []
  }
  const isPerson = async (id: string) => (await people.whoIs({ platform: 'wecom', id })) !== null
  const lookups = (at: FormPlace, about: Place | null) => ({
    ...{ customers: (query: string) => suggest(at, about, query), isPerson },
    ...{ self: at.person, now: now(), zone },
  })
  const links = options.app && options.pages && formLinks(options.pages.keys, options.pages.baseUrl)
  const pageOf = (at: FormPlace, id: string) => links?.linkTo(at, id) ?? null
  const forms = createFormTalk({ state: brief, lookups, pageOf, newId: randomUUID, now })
  const heard: HeardParts = { offers, forms, commands: options.commands, localeOf: locales.of, shownAt, now }
  const ask = createAsk(options.api)
  const shared = { heard, localeOf: locales.of, log, now }
  const asApp = options.app && createAppCalls(ask, options.app, now)
  const app =
    options.app &&
    asApp &&
    createApp({ ...options.app, ...shared, ask: asApp, locale: options.locale, isFirst: id => people.isFirst(id) })
  const people = createPeople(options.state, zone, app?.members ?? null)
  const robot = options.robot && createRobot({ ...options.robot, ...shared, people, random })
  const webhook = options.webhook && createWebhook(ask, options.webhook)

  const voiceFor = (incoming: Incoming) => {
    const voice = readAppReplyTo(incoming) ? (app?.voice ?? robot?.voice) : (robot?.voice ?? app?.voice)
    if (!voice) throw new RapportError('wecom_no_way', 'WeCom has neither robot nor app', 'Set WECOM_BOT_ID or WECOM_AGENT_ID.')
    return voice
  }
  const answers = createAnswers({ voiceFor, app: app?.voice ?? null, forms, offers, throttle, shownAt, locales, log, now })

  const handler = (): Receive => {
    if (!receive) throw new RapportError('wecom_not_started', 'WeCom is not started yet', 'Wait a moment and try again.')
    return receive
  }
  const hand = async (incoming: Incoming, received: () => void): Promise<void> => {
    let told: Promise<void> | null = null
    const working = (): Promise<void> => {
      told ??= voiceFor(incoming).working(incoming)
      return told
    }
    const late = setTimeout(() => void working(), options.workingAfterMs ?? workingAfterMs)
    const reply = await handler()(incoming, { received, slow: working }).finally(() => clearTimeout(late))
    await told
    await answers.deliver(incoming, reply)
  }
  /** What one person writes is understood in its order; answering it may take longer than the next. Resolves when it is written down. */
  const take = (person: string, understand: () => Promise<Heard>): Promise<void> =>
    new Promise((resolve, reject) => {
      const failed = (error: unknown) => {
        log('error', 'wecom.receive-failed', { code: wecomCode(error), at: stackOf(error) })
        reject(error)
      }
      const answered = turns.next(person, understand).then(async found => {
        if (found?.kind === 'hand') await hand(found.incoming, resolve)
        resolve()
        if (found?.kind === 'say') await answers.deliver(found.incoming, { kind: 'message', message: found.message })
      })
      turns.track(answered.catch(failed))
    })
  const sending = {
    ...{ robot: robot?.voice ?? null, app: app?.voice ?? null, webhook, attempts: createAttempts(brief) },
    ...{ offers, throttle, now },
  }
  const takeCallback: TakeEvent = async event => {
    const person = app?.personOf(event) ?? null
    if (!app || person === null) return false
    await take(person, () => app.understand(event))
    return true
  }
  const takers = [takeCallback, ...(options.takers ?? [])]
  const callback = options.app && createCallback({ ...options.app, token: options.app.callbackToken, takers, log, now })

  const pages =
    options.app &&
    asApp &&
    options.pages &&
    createPages({
      ...{ ...options.pages, app: options.app, ask: asApp, forms, lookups, heard, deliver: answers.deliver, inTurn: turns.next },
      receive: incoming => handler()(incoming),
      ...{ localeOf: locales.of, locale: options.locale, log, now },
    })

  return {
    name: 'wecom',
    mount: async (request, response, path) =>
      ((await callback?.(request, response, path)) || (await pages?.(request, response, path))) ?? false,
    async start(rooms) {
      receive = rooms
      await app?.start()
      await robot?.start((person, understand) => void take(person, understand).catch(() => undefined))
    },
    async stop() {
      await turns.idle(idlePatienceMs)
      await robot?.stop()
    },
    idle: () => turns.idle(idlePatienceMs),
    isHere() {
      const state = robot?.state().kind ?? 'up'
      // What the robot cannot send now the app can, unless another process has the robot and sends everything.
      return state === 'up' || (state === 'down' && app !== null)
    },
    send: (target, message, key) => send(sending, target, message, key),
    ...(app && { find: (target: Target, key: string) => find(sending, target, key) }),
    answer: (incoming, reply) => answers.deliver(incoming, reply),
    whoIs: ref => people.whoIs(ref),
    ...(app && { colleagues: () => people.colleagues(app.members) }),
    whatIs: id => people.whatIs(id),
    check: async () => health(robot?.state() ?? null, (await app?.check()) ?? null),
  }
}
