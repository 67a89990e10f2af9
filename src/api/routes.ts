import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorCode } from '../chat/errors.ts'
import type { ImportKind } from '../chat/import-kind.ts'
import { nearest } from '../chat/verbs.ts'
import type { Locale } from '../chat/wording.ts'
import type { Workplace } from '../command-line/task.ts'
import { type Log, stackOf } from '../config/log.ts'
import { sqlState } from '../database/errors.ts'
import { localeOfRequest, Refused, respond } from './answer.ts'
import { createAuthenticate, type Sender } from './authenticate.ts'
import { receiveItems } from './items.ts'
import { refusals } from './messages.ts'
import { openApi } from './open-api.ts'
import { maySend } from './tokens/token.ts'
import { receiveFile } from './upload.ts'

export interface ApiServerParts {
  at: Workplace
  /** `API_TOKEN`. */
  fixedToken: string | null
  /** Of one token; null: as many as it likes. */
  requestsPerMinute: number | null
  log: Log
}

export interface ApiServer {
  /** Answers true when the request was for the API. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>
  /** Lets running imports finish the batch at hand and waits for them. */
  stop(): Promise<void>
}

/** What a route works with, once it is known who sends what. */
export interface Received {
  at: Workplace
  kind: ImportKind
  sender: Sender
  request: IncomingMessage
  locale: Locale
  signal: AbortSignal
}

export interface Answer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

/** Bodies being received or landed at a time; files are held open for long, so there are few. */
const most = { items: 16, file: 2 }

/** `GET /api/openapi.json`, `POST /api/v1/<kind>`, `POST /api/v1/import/<kind>`. */
export function createApiServer(parts: ApiServerParts): ApiServer {
  const { at, fixedToken, requestsPerMinute, log } = parts
  const authenticate = createAuthenticate({ store: at.store, keyring: at.keys, fixedToken, requestsPerMinute, now: at.now })
  const stopping = new AbortController()
  const running = { items: new Set<Promise<Answer>>(), file: new Set<Promise<Answer>>() }
  const kinds = at.rooms.importKinds
  const description = openApi(kinds)

  const answer = async (request: IncomingMessage, path: string, locale: Locale): Promise<Answer> => {
    const text = refusals(locale)
    if (path === '/api/openapi.json') {
      if (request.method !== 'GET') throw notAllowed('GET', locale)
      return { status: 200, body: description }
    }
    const [, file, name = ''] = /^\/api\/v1\/(import\/)?([^/]+)$/.exec(path) ?? []
    if (!name) throw new Refused(404, 'not_found', text.not_found)
    if (request.method !== 'POST') throw notAllowed('POST', locale)
    const sender = await authenticate(request, locale)
    const kind = kinds.find(known => known.kind === name)
    if (!kind) throw kindUnknown(name, kinds, locale)
    if (!maySend(sender.kinds, kind.kind)) throw new Refused(403, 'forbidden', text.forbidden(kind.kind))
    const way = file ? 'file' : 'items'
    if (running[way].size >= most[way] || stopping.signal.aborted) throw busy(locale)
    const received: Received = { at, kind, sender, request, locale, signal: stopping.signal }
    const work = way === 'file' ? receiveFile(received) : receiveItems(received)
    running[way].add(work)
    const { status, body, headers } = await work.finally(() => running[way].delete(work))
    return { status, body, headers: { ...sender.limit, ...headers } }
  }

  return {
    async handle(request, response, path) {
      if (path !== '/api' && !path.startsWith('/api/')) return false
      const locale = localeOfRequest(request)
      const { status, body, headers } = await answer(request, path, locale).catch(error => failure(error, locale, log))
      respond(request, response, status, body, { ...headers, 'content-language': locale })
      return true
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled([...running.items, ...running.file])
    },
  }
}

/** What went wrong, without a word of what was sent: that may be anybody's data. */
function failure(error: unknown, locale: Locale, log: Log): Answer {
  if (error instanceof Refused) {
    const { status, code, message, headers } = error
    return { status, body: { error: { code, message } }, headers }
  }
  log('error', 'api.failed', { code: sqlState(error) ?? errorCode(error), at: stackOf(error) })
  return {
    status: 503,
    body: { error: { code: 'database', message: refusals(locale).database } },
    headers: { 'retry-after': '5' },
  }
}

const notAllowed = (method: string, locale: Locale): Refused =>
  new Refused(405, 'method', refusals(locale).method(method), { allow: method })

function kindUnknown(name: string, kinds: readonly ImportKind[], locale: Locale): Refused {
  const names = kinds.map(({ kind }) => kind)
  const near = nearest(name.slice(0, 40), names)
  const listed = near ? [near, ...names.filter(other => other !== near)] : names
  return new Refused(404, 'kind_unknown', refusals(locale).kind_unknown(name.slice(0, 40), listed.join(', ')))
}

const busySeconds = 2
const busy = (locale: Locale): Refused =>
  new Refused(503, 'busy', refusals(locale).busy(busySeconds), { 'retry-after': String(busySeconds) })
