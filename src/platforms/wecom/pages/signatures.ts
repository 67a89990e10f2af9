import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Ask } from '../rest/http.ts'
import { createKept } from '../rest/kept.ts'

/** What the JS SDK shows WeCom to be let in: as the company (`config`), and as its app (`agent`). */
export const signatureKinds = ['config', 'agent'] as const
export type SignatureKind = (typeof signatureKinds)[number]

export interface Signature {
  /** Seconds. */
  timestamp: number
  nonceStr: string
  signature: string
}

/** Signs a page's address, without what follows `#`. Rejects when WeCom gives no ticket. */
export type SignAddress = (kind: SignatureKind, url: string) => Promise<Signature>

const answered = z.object({ ticket: z.string().min(1).max(512), expires_in: z.number().positive() })

/** By the tickets of `get_jsapi_ticket` and `ticket/get` (path/90506), which WeCom limits: each kept until it ends. `ask`: as the app. */
export function createSignatures(ask: Ask, now: () => Date): SignAddress {
  const ticketOf = (path: string, params?: Record<string, string>) =>
    createKept(async () => {
      const { ticket: value, expires_in: seconds } = await ask({ path, ...(params && { params }) }, answered)
      return { value, seconds }
    }, now)
  const tickets = { config: ticketOf('get_jsapi_ticket'), agent: ticketOf('ticket/get', { type: 'agent_config' }) }
  return async (kind, url) => {
    const timestamp = Math.floor(now().getTime() / 1_000)
    const nonceStr = randomBytes(12).toString('hex')
    const text = `jsapi_ticket=${await tickets[kind].get()}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
    return { timestamp, nonceStr, signature: createHash('sha1').update(text).digest('hex') }
  }
}
