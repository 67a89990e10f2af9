import type { Fault } from '../faults.ts'
import type { Json } from '../model.ts'
import type { ApiCall, World } from '../world.ts'
import { apps } from './apps.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { ApiError } from './error.ts'
import { files } from './files.ts'
import type { Methods } from './method.ts'
import { people } from './people.ts'
import { reactions } from './reactions.ts'
import { views } from './views.ts'

const METHODS: Methods = { ...apps, ...people, ...chat, ...conversations, ...files, ...views, ...reactions }
const LIMITED = new Set(['chat.postMessage', 'chat.postEphemeral'])
const CALLS_KEPT = 20_000

/** What goes back over HTTP; `silent` means never to answer, or to break the connection. */
export interface ApiAnswer {
  status: number
  headers: Record<string, string>
  body: Json
  silent?: 'open' | 'cut'
}

const ok200 = (body: Json): ApiAnswer => ({ status: 200, headers: {}, body })
const tooMany = (seconds: number): ApiAnswer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
})
const broken: ApiAnswer = { status: 500, headers: {}, body: { ok: false, error: 'internal_error' } }

function refuseToken(world: World, method: string, token: string | undefined): void {
  const wanted = Object.hasOwn(apps, method) ? world.appToken : world.token
  const other = wanted === world.token ? world.appToken : world.token
  if (token === undefined || token === '') throw new ApiError('not_authed')
  if (token === other.value) throw new ApiError('not_allowed_token_type')
  if (token !== wanted.value) throw new ApiError('invalid_auth')
  if (wanted.revoked) throw new ApiError('token_revoked')
}

function run(world: World, method: string, token: string | undefined, args: Json): Json {
  try {
    refuseToken(world, method, token)
    const handler = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
    if (!handler) throw new ApiError('unknown_method')
    return { ok: true, ...handler(world, args) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const details = error.messages.length > 0 ? { errors: error.messages, response_metadata: { messages: error.messages } } : {}
    return { ok: false, error: error.code, ...details }
  }
}

/** Seconds until the channel may be posted to again; 0 when it may now. */
function waitFor(world: World, method: string, channel: string | undefined): number {
  if (world.postsPerSecond <= 0 || channel === undefined || !LIMITED.has(method)) return 0
  const since = world.now() - 1000
  const recent = world.calls.filter(
    call => call.at > since && call.ok && LIMITED.has(call.method) && call.args.channel === channel,
  )
  return recent.length >= world.postsPerSecond ? 1 : 0
}

/** One call of the Web API: faults, rate limit, token, then the method itself. Every call is kept in `world.calls`. */
export function callMethod(world: World, method: string, token: string | undefined, args: Json): ApiAnswer {
  const channel = typeof args.channel === 'string' ? args.channel : undefined
  const record = (body: Json, fault: string | null) => {
    const { token: _secret, ...shown } = args
    const error = typeof body.error === 'string' ? body.error : null
    const call: ApiCall = { method, args: shown, at: world.now(), ok: body.ok === true, error, fault }
    world.calls.push(call)
    if (world.calls.length > CALLS_KEPT) world.calls.splice(0, CALLS_KEPT / 2)
  }
  const fault = world.faults.hit(method, channel)
  if (fault?.kind === 'ratelimited') {
    record({ ok: false, error: 'ratelimited' }, fault.kind)
    return tooMany(fault.retryAfter ?? 1)
  }
  if (fault?.kind === 'error-before' || (fault?.kind === 'hang' && !fault.stores)) {
    record({ ok: false, error: 'internal_error' }, fault.kind)
    return unanswered(fault)
  }
  const wait = waitFor(world, method, channel)
  if (wait > 0) {
    record({ ok: false, error: 'ratelimited' }, null)
    return tooMany(wait)
  }
  const body = run(world, method, token, args)
  record(body, fault?.kind ?? null)
  return fault ? unanswered(fault) : ok200(body)
}

const unanswered = ({ kind, cuts = false }: Fault): ApiAnswer =>
  kind === 'hang' ? { ...broken, silent: cuts ? 'cut' : 'open' } : broken
