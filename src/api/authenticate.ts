import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createLimiter, type Rate, type Taken } from '../chat/rate-limit.ts'
import type { Locale } from '../chat/wording.ts'
import type { Keyring } from '../config/keyring.ts'
import type { Store } from '../database/store.ts'
import { Refused } from './answer.ts'
import { refusals } from './messages.ts'
import { useToken } from './tokens/store.ts'
import { everyKind } from './tokens/token.ts'

export interface Sender {
  kinds: readonly string[]
  /** Of rate limits, for the answer's headers. */
  limit: Record<string, string>
}

export interface AuthenticateParts {
  store: Store
  keyring: Keyring
  /** `API_TOKEN`. */
  fixedToken: string | null
  /** Of one token; null: as many as it likes. */
  requestsPerMinute: number | null
  now(): Date
}

/** Guesses from one address. Right tokens from it pass all the same: behind a proxy everybody has one address. */
const guesses: Rate = { burst: 20, perMinute: 20 }

/** Finds out who sends. Throws `Refused`: 401 without a valid token, 429 when it comes too often or guesses too much. */
export function createAuthenticate(parts: AuthenticateParts) {
  const { store, keyring, fixedToken, now } = parts
  const perMinute = parts.requestsPerMinute
  const tokens = perMinute === null ? null : createLimiter({ burst: perMinute, perMinute })
  const failures = createLimiter(guesses)

  const nameOf = async (text: string): Promise<{ key: string; kinds: readonly string[] } | null> => {
    if (fixedToken !== null && isEqual(text, fixedToken)) return { key: 'fixed', kinds: [everyKind] }
    const token = await useToken(store, keyring, text, now())
    return token && { key: String(token.id), kinds: token.kinds }
  }

  return async (request: IncomingMessage, locale: Locale): Promise<Sender> => {
    const text = /^Bearer +(\S{1,300})$/i.exec(request.headers.authorization?.trim() ?? '')?.[1]
    const token = text === undefined ? null : await nameOf(text)
    if (!token) {
      const { waitMs } = failures.take(request.socket.remoteAddress ?? '', now().getTime())
      if (waitMs > 0) throw tooMany(waitMs, locale)
      throw new Refused(401, 'unauthorized', refusals(locale).unauthorized, { 'www-authenticate': 'Bearer' })
    }
    const taken = tokens?.take(token.key, now().getTime())
    const limit = taken && perMinute !== null ? limitHeaders(perMinute, taken) : {}
    if (taken && taken.waitMs > 0) throw tooMany(taken.waitMs, locale, limit)
    return { kinds: token.kinds, limit }
  }
}

const limitHeaders = (perMinute: number, { left, waitMs }: Taken): Record<string, string> => ({
  'ratelimit-limit': String(perMinute),
  'ratelimit-remaining': String(left),
  'ratelimit-reset': String(waitMs > 0 ? Math.ceil(waitMs / 1000) : Math.ceil(((perMinute - left) * 60) / perMinute)),
})

function tooMany(waitMs: number, locale: Locale, headers: Record<string, string> = {}): Refused {
  const seconds = Math.ceil(waitMs / 1000)
  return new Refused(429, 'rate_limited', refusals(locale).rate_limited(seconds), { ...headers, 'retry-after': String(seconds) })
}

/** Digests, because texts of different lengths cannot be compared in constant time. */
function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
