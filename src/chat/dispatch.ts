import { type Log, stackOf } from '../config/log.ts'
import type { Store, Tx } from '../database/store.ts'
import { can, type Resource } from './access.ts'
import { audit } from './audit.ts'
import type { Context, Speaker } from './context.ts'
import type { Contributions } from './contributions.ts'
import type { Directory } from './directory.ts'
import { Denied, errorCode } from './errors.ts'
import type { Choice } from './form.ts'
import type { Inbox } from './inbox.ts'
import { createLanguages, type Languages } from './languages.ts'
import type { Message } from './message.ts'
import { deniedMessage, failedMessage, slowDownMessage } from './messages.ts'
import type { Outbox } from './outbox.ts'
import type { Incoming, Progress, Receive, Reply } from './platform.ts'
import type { Limiter } from './rate-limit.ts'
import { type Route, routeOf } from './route.ts'
import { rememberList } from './shown-list.ts'
import { storableValue, typedText } from './typed-text.ts'

export interface DispatchParts {
  store: Store
  inbox: Inbox
  outbox: Outbox
  directory: Directory
  rooms: Contributions
  /** Type-ahead of customers, within what the speaker may see. */
  suggestCustomers(context: Context, query: string): Promise<Choice[]>
  /** The speaker's own page, or what those read who have none. */
  home(context: Context): Promise<Message>
  /** What becomes of a message that counted as sent and did not arrive after all. */
  undelivered?(tx: Tx, incoming: Extract<Incoming, { kind: 'undelivered' }>, now: Date): Promise<void>
  /** How much one person may do at a time; unset: as much as they like. Type-ahead asks with every letter, so looks are counted apart. */
  limits?: { events: Limiter; looks: Limiter }
  now(): Date
  log: Log
}

const nothing: Reply = { kind: 'none' }

type Parts = DispatchParts & { languages: Languages }

/**
 * The one way in for everything people do: written down once, identified, checked, handled in one transaction, answered.
 * Never throws: whatever goes wrong becomes an answer, and what was typed comes back with it.
 */
export function createDispatch(given: DispatchParts): {
  receive: Receive
  resume(incoming: Incoming, id: bigint): Promise<Reply>
} {
  const parts: Parts = { ...given, languages: createLanguages() }
  const receive: Receive = async (raw, progress) => {
    const incoming = storableValue(raw)
    const waitMs = overLimit(parts, incoming)
    if (incoming.kind === 'suggest' || incoming.kind === 'home') {
      progress?.received()
      if (waitMs > 0) return incoming.kind === 'suggest' ? { kind: 'options', options: [] } : nothing
      return look(parts, incoming).catch(error => failure(parts, incoming, error))
    }
    const now = parts.now()
    if (waitMs > 0) {
      const reply = await slowDown(parts, incoming, waitMs, now)
      progress?.received()
      return reply
    }
    // Both at once: nothing comes of who speaks before the event is written down.
    const speaker = isChange(incoming) ? undefined : parts.directory.identify(incoming, now)
    speaker?.catch(() => undefined)
    const accepted = await parts.inbox.accept(incoming, now).catch((error: unknown) => error as Error)
    if (accepted instanceof Error) return failedFor(parts, incoming, accepted, now)
    progress?.received()
    return accepted === null ? nothing : handle(parts, incoming, accepted, { now, speaker, progress })
  }
  return { receive, resume: (incoming, id) => handle(parts, incoming, id, { now: parts.now() }) }
}

/** How many milliseconds this person should wait; 0: go on. */
function overLimit({ limits, now }: Parts, incoming: Incoming): number {
  if (!limits || isChange(incoming)) return 0
  const limiter = incoming.kind === 'suggest' || incoming.kind === 'home' ? limits.looks : limits.events
  return limiter.take(`${incoming.platform} ${incoming.person.id}`, now().getTime()).waitMs
}

/**
 * Told so, with the text back, and remembered as refused: it is not handled later, and a repeat of an event that was handled before
 * is still a repeat.
 */
async function slowDown(parts: Parts, incoming: Incoming, waitMs: number, now: Date): Promise<Reply> {
  try {
    if ((await parts.inbox.accept(incoming, now, 'rate_limited')) === null) return nothing
  } catch (error) {
    return failure(parts, incoming, error)
  }
  parts.log('warn', 'dispatch.limited', { platform: incoming.platform, kind: incoming.kind })
  const locale = parts.languages.of(incoming)
  return { kind: 'message', message: slowDownMessage(locale, Math.ceil(waitMs / 1000), typedText(incoming)) }
}

/** News of the platform, which nobody waits for an answer to. */
const isChange = ({ kind }: Incoming): boolean => ['place-changed', 'person-changed', 'undelivered'].includes(kind)

interface Arrival {
  now: Date
  /** Being looked up already. */
  speaker?: Promise<Speaker> | undefined
  progress?: Progress | undefined
}

async function handle(parts: Parts, incoming: Incoming, id: bigint, { now, progress, ...arrival }: Arrival): Promise<Reply> {
  try {
    if (isChange(incoming)) return await observe(parts, incoming, id, now)
    const speaker = await (arrival.speaker ?? parts.directory.identify(incoming, now))
    parts.languages.learn(incoming, speaker.locale)
    return await answer(parts, { incoming, id, progress }, speaker, now)
  } catch (error) {
    return failedFor(parts, incoming, error, now)
  }
}

/** Nothing will come of it any more, and the person is told so. */
async function failedFor(parts: Parts, incoming: Incoming, error: unknown, now: Date): Promise<Reply> {
  await parts.inbox.fail(incoming.key, errorCode(error), now).catch(() => undefined)
  return failure(parts, incoming, error)
}

async function observe(parts: Parts, incoming: Incoming, id: bigint, now: Date): Promise<Reply> {
  // A changed person is looked up again; the platform is asked before the transaction, never inside it.
  if (incoming.kind === 'person-changed') await parts.directory.identify(incoming, now)
  await parts.store.tx(async tx => {
    if (!(await parts.inbox.finish(tx, id, now))) return
    if (incoming.kind === 'undelivered') await parts.undelivered?.(tx, incoming, now)
    else await parts.directory.observe(tx, incoming, now)
  })
  return nothing
}

interface Received {
  incoming: Incoming
  id: bigint
  progress: Progress | undefined
}

async function answer(parts: Parts, { incoming, id, progress }: Received, speaker: Speaker, now: Date): Promise<Reply> {
  const route = routeOf(incoming, parts.rooms, speaker.actor.outsider)
  if (route.slow && can(speaker.actor, route.needs, { place: speaker.place?.kind ?? null })) await progress?.slow()
  try {
    return await parts.store.tx(async tx => {
      if (!(await parts.inbox.finish(tx, id, now))) return nothing
      return run(contextOf(parts, tx, speaker, now), route)
    })
  } catch (error) {
    if (!(error instanceof Denied)) throw error
    await parts.store.tx(async tx => {
      if (await parts.inbox.finish(tx, id, now)) await audit(tx, speaker, error.action, error.resource, 'denied', now)
    })
    const why = whyDenied(speaker)
    const message = deniedMessage(speaker.locale, why, typedText(incoming))
    return { kind: 'message', message, ...(why === 'outsider' && incoming.kind === 'text' && { refused: true }) }
  }
}

async function run(context: Context, route: Route): Promise<Reply> {
  context.demand(route.needs)
  const reply = await route.run(context)
  if ((reply.kind === 'message' || reply.kind === 'replace') && context.place)
    await rememberList(context.tx, context.place, context.actor.memberId, reply.message, context.now)
  return reply
}

/** What only looks and happens all day long: it changes nothing, so it is not written down, and asking again does no harm. */
async function look(parts: Parts, incoming: Extract<Incoming, { kind: 'suggest' | 'home' }>): Promise<Reply> {
  const now = parts.now()
  const speaker = await parts.directory.identify(incoming, now)
  parts.languages.learn(incoming, speaker.locale)
  return parts.store.tx(async tx => {
    const context = contextOf(parts, tx, speaker, now)
    if (incoming.kind === 'home') return { kind: 'message', message: await parts.home(context) }
    if (!context.may('customer.read')) return { kind: 'options', options: [] }
    return { kind: 'options', options: await parts.suggestCustomers(context, incoming.query) }
  })
}

function contextOf(parts: Parts, tx: Tx, speaker: Speaker, now: Date): Context {
  const here = (resource: Resource = {}): Resource => ({ place: speaker.place?.kind ?? null, ...resource })
  const may: Context['may'] = (action, resource) => can(speaker.actor, action, here(resource))
  const demand: Context['demand'] = (action, resource) => {
    if (!may(action, resource)) throw new Denied(action, JSON.stringify(here(resource)))
  }
  return { ...speaker, tx, now, outbox: parts.outbox, rooms: parts.rooms, may, demand }
}

function whyDenied(speaker: Speaker): 'outsider' | 'shared' | 'role' {
  if (speaker.actor.outsider) return 'outsider'
  return speaker.place?.kind === 'shared' ? 'shared' : 'role'
}

/** Whoever typed the text gets it back; the log gets the code and our own stack frames only. */
function failure(parts: Parts, incoming: Incoming, error: unknown): Reply {
  const failed = errorCode(error)
  parts.log('error', 'dispatch.failed', { platform: incoming.platform, kind: incoming.kind, code: failed, at: stackOf(error) })
  return { kind: 'message', message: failedMessage(parts.languages.of(incoming), sayable(failed), typedText(incoming)) }
}

/** A code that an administrator can look up; the name of some class says nothing to anybody. */
const sayable = (code: string): string =>
  /^(?:[a-z][a-z0-9_-]{2,40}|[A-Z][0-9]{4}|E[A-Z]{2,20})$/.test(code) ? code : 'internal'
