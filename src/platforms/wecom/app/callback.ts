import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readBody } from '../../../chat/request-body.ts'
import { type Log, stackOf } from '../../../config/log.ts'
import { wecomCode } from '../errors.ts'
import type { TakeEvent } from './callback-event.ts'
import { createSeal, type Opened } from './seal.ts'
import { readXml } from './xml.ts'

export interface CallbackOptions {
  corpId: string
  token: string
  encodingAesKey: string
  /** Asked in order, until one takes it. */
  takers: readonly TakeEvent[]
  log: Log
  now(): Date
}

export const callbackPath = '/wecom/callback'
/** What people can write is 2,048 bytes; the rest is little. */
const mostBytes = 64 * 1_024

const query = z.object({
  msg_signature: z.string().length(40),
  timestamp: z.string().regex(/^\d{1,12}$/),
  nonce: z.string().min(1).max(128),
})
const envelope = z.object({ Encrypt: z.string().min(1) })

/**
 * `GET|POST /wecom/callback`: the address WeCom checks when it is saved, and where it says what happens. What is malformed, signed wrong,
 * old, of another company or with a nonce used before is refused. It is acknowledged once it is written down; when that fails, the
 * connection is ended without an answer, for only then does WeCom say it again.
 */
export function createCallback(options: CallbackOptions) {
  const { corpId, log, takers, now } = options
  const open = createSeal(options.token, options.encodingAesKey, corpId, now)
  const nonces = createNonces(() => now().getTime())

  const refuse = (request: IncomingMessage, response: ServerResponse, status: number, code: string): void => {
    log('warn', 'wecom.callback-refused', { code })
    response.writeHead(status, { connection: 'close' }).end()
    request.resume()
  }
  const take = async (text: string): Promise<void> => {
    const event = readXml(text)
    if (!event) return log('warn', 'wecom.callback-refused', { code: 'callback_xml' })
    for (const taker of takers) if (await taker(event)) return
  }
  const receive = async (request: IncomingMessage, response: ServerResponse, address: z.infer<typeof query>): Promise<void> => {
    const body = await readBody(request, mostBytes)
    if (body === null) return refuse(request, response, 413, 'callback_too_large')
    const outer = envelope.safeParse(readXml(body)).data
    if (!outer) return refuse(request, response, 400, 'callback_xml')
    const opened = openedBy(open, address, outer.Encrypt)
    if (opened.kind === 'wrong') return refuse(request, response, 403, opened.code)
    const use = nonces.use(address.nonce, address.msg_signature)
    if (use === 'other') return refuse(request, response, 403, 'callback_nonce')
    if (use === 'first') await take(opened.text)
    nonces.done(address.nonce, address.msg_signature)
    response.writeHead(200).end()
  }

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    if (path !== callbackPath) return false
    const params = new URL(request.url ?? '/', 'http://localhost').searchParams
    const address = query.safeParse(Object.fromEntries(params)).data
    if (request.method !== 'GET' && request.method !== 'POST') response.writeHead(405, { allow: 'GET, POST' }).end()
    else if (!address) refuse(request, response, 400, 'callback_query')
    else if (request.method === 'GET') {
      const opened = openedBy(open, address, params.get('echostr') ?? '')
      if (opened.kind === 'wrong') refuse(request, response, 403, opened.code)
      else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(opened.text)
    } else
      await receive(request, response, address).catch((error: unknown) => {
        log('error', 'wecom.callback-failed', { code: wecomCode(error), at: stackOf(error) })
        response.destroy()
      })
    return true
  }
}

const openedBy = (
  open: ReturnType<typeof createSeal>,
  { msg_signature: signature, timestamp, nonce }: z.infer<typeof query>,
  sealed: string,
): Opened => open({ signature, timestamp, nonce, sealed })

/** As long as a stamp is good, and once more for clocks that are ahead. */
const rememberedMs = 600_000
const remembered = 50_000

/** A nonce is used once; the same callback again, byte by byte, is WeCom's own repeat, which is acknowledged and not taken again. */
function createNonces(nowMs: () => number) {
  const used = new Map<string, { signature: string; at: number }>()
  return {
    use(nonce: string, signature: string): 'first' | 'again' | 'other' {
      const known = used.get(nonce)
      if (!known || nowMs() - known.at > rememberedMs) return 'first'
      return known.signature === signature ? 'again' : 'other'
    },
    done(nonce: string, signature: string): void {
      used.delete(nonce)
      used.set(nonce, { signature, at: nowMs() })
      for (const [oldest, { at }] of used) {
        if (used.size <= remembered && nowMs() - at <= rememberedMs) break
        used.delete(oldest)
      }
    },
  }
}
