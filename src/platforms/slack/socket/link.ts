import { setTimeout as wait } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { WebAPIPlatformError } from '@slack/web-api'
import type { Log } from '../../../config/log.ts'
import { failureOf } from '../errors.ts'
import { type Connection, type ConnectionEvents, connect } from './connection.ts'

/** Since when the link is up; or down, and why. */
export type LinkState = { up: true; since: Date } | { up: false; since: Date; code: LinkCode }
/** `socket_down` ends by itself; the others need an administrator. */
export type LinkCode = 'socket_down' | 'socket_mode_off' | 'app_token_refused'

export interface Link {
  /** Resolves when the first attempt is over, well or not, or takes long: the bot's start waits for it, and does not depend on it. */
  start(): Promise<void>
  /** Closes what is open and tries no more. */
  stop(): void
  state(): LinkState
}

interface LinkParts {
  client: WebClient
  envelope: ConnectionEvents['envelope']
  now(): Date
  log: Log
  /** How often a connection is tested; 10 s unless set. */
  pingEveryMs?: number
}

/** What Slack says when no waiting helps: the token is wrong, revoked, or lacks `connections:write`. */
const refusals = new Set([
  ...['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'],
  ...['not_allowed_token_type', 'missing_scope', 'no_permission', 'access_denied'],
])

const startPatienceMs = 5_000
const firstPauseMs = 500
const longestPauseMs = 30_000
/** Somebody has to do something; until then asking now and then is enough. */
const pauseUntilHelpedMs = 60_000
/** A connection that lived as long was no failed attempt. */
const steadyMs = 10_000

/**
 * Keeps one socket to Slack open, for ever: what fails is tried again, ever more slowly. When Slack announces that it will close one, the
 * next is opened at once and the old one stays until then, so that what is running can still be acknowledged on it.
 */
export function createLink({ client, envelope, now, log, pingEveryMs = 10_000 }: LinkParts): Link {
  const stopping = new AbortController()
  const open = new Set<Connection>()
  let state: LinkState = { up: false, since: now(), code: 'socket_down' }

  function fell(code: LinkCode): void {
    state = { up: false, since: state.up ? now() : state.since, code }
  }

  /** One connection from its start to its end; gives how long to wait before the next, beside what repeated failures add. */
  async function live(connected: () => void): Promise<{ atLeastMs: number }> {
    let code: LinkCode = 'socket_down'
    let end: () => void = () => undefined
    const ended = new Promise<void>(resolve => {
      end = resolve
    })
    let connection: Connection | null = null
    const events: ConnectionEvents = {
      envelope,
      leaving(reason) {
        if (reason === 'link_disabled') code = 'socket_mode_off'
        end()
      },
      closed() {
        if (connection) open.delete(connection)
        end()
      },
    }
    const pauseOf = () => (code === 'socket_down' ? 0 : pauseUntilHelpedMs)
    try {
      connection = await connect({ client, events, pingEveryMs, stopping: stopping.signal })
    } catch (error) {
      const failure = failureOf(error)
      if (error instanceof WebAPIPlatformError && refusals.has(failure.code)) code = 'app_token_refused'
      if (!stopping.signal.aborted) log('warn', 'slack.socket-failed', { code: failure.code })
      fell(code)
      const limited = failure.kind === 'retry-after' && failure.code === 'ratelimited' ? failure.seconds * 1000 : 0
      return { atLeastMs: Math.max(pauseOf(), limited) }
    }
    open.add(connection)
    state = { up: true, since: now() }
    log('info', 'slack.socket-up')
    connected()
    await ended
    fell(code)
    if (!stopping.signal.aborted) log('info', 'slack.socket-left', { code })
    return { atLeastMs: pauseOf() }
  }

  async function keepUp(tried: () => void): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      const begun = performance.now()
      const { atLeastMs } = await live(tried)
      tried()
      failures = performance.now() - begun < steadyMs ? failures + 1 : 0
      const pauseMs = failures === 0 ? 0 : Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs)
      await wait(Math.max(pauseMs, atLeastMs), null, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  return {
    start: () =>
      Promise.race([new Promise<void>(resolve => void keepUp(resolve)), wait(startPatienceMs, undefined, { ref: false })]),
    stop() {
      stopping.abort()
      for (const connection of open) connection.close()
    },
    state: () => state,
  }
}
