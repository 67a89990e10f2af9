import { z } from 'zod'
import type { Ask } from './http.ts'

/** The access token of one app, kept until shortly before it ends. */
export interface Tokens {
  /** Asks WeCom when there is none; those who need one at the same time wait for the same answer. Rejects like a call. */
  get(): Promise<string>
  /** WeCom takes this token no more: the next `get` asks for another. */
  drop(token: string): void
}

const answered = z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().positive() })
/** A token that ends on its way would be refused. */
const earlyMs = 5 * 60_000

/** `GET /cgi-bin/gettoken` (path/91039), which WeCom limits: one flight at a time, and what it gave is used until it ends. */
export function createTokens(ask: Ask, app: { corpId: string; secret: string }, now: () => Date): Tokens {
  let kept: { token: string; until: number } | null = null
  let flight: Promise<string> | null = null
  const fetchToken = async (): Promise<string> => {
    const params = { corpid: app.corpId, corpsecret: app.secret }
    const { access_token: token, expires_in: seconds } = await ask({ path: 'gettoken', params }, answered)
    kept = { token, until: now().getTime() + Math.max(seconds * 1_000 - earlyMs, seconds * 500) }
    return token
  }
  return {
    get() {
      if (kept && now().getTime() < kept.until) return Promise.resolve(kept.token)
      flight ??= fetchToken().finally(() => {
        flight = null
      })
      return flight
    },
    drop(token) {
      if (kept?.token === token) kept = null
    },
  }
}
