import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readBody } from '../../chat/request-body.ts'
import type { View } from './frame.ts'
import { style } from './style.ts'

/** Eight answers of 10,000 characters each, percent-encoded, are within it, as long as they are not all in Chinese. */
export const mostBytes = 400_000

const fields = z.record(z.string().max(40), z.string().max(40_000))

/** The fields of a form that was sent, each once; null: it is no such form, is too large, or did not arrive whole. */
export async function readForm(request: IncomingMessage): Promise<Record<string, string> | null> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers
  if (!/^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(type) || encoding !== 'identity') return null
  const body = await readBody(request, mostBytes)
  if (body === null) return null
  const pairs = [...new URLSearchParams(body)]
  const given = fields.safeParse(Object.fromEntries(pairs)).data
  // What came twice, or under a name that objects do not take, is missing now.
  return given && Object.keys(given).length === pairs.length ? given : null
}

/** Where a request comes from. A proxy beside us adds its client's address last; what stands before it anybody may have written. */
export function addressOf({ socket, headers }: IncomingMessage): string {
  const peer = socket.remoteAddress ?? ''
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return forwarded && isNear(peer) ? forwarded : peer
}

const isNear = (address: string): boolean =>
  /^(?:::1|(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+|f[cd][\da-f]{2}:.*)$/i.test(address)

const policy = `default-src 'none'; style-src ${style.source}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`

/** Nothing is kept by browsers and caches, found by search engines, framed, or told to the next site. */
export function show(request: IncomingMessage, response: ServerResponse, { status, page, headers = {} }: View): true {
  if (response.headersSent || response.destroyed) return true
  const unread = hasBody(request) && !request.complete
  response.writeHead(status, {
    ...headers,
    ...(unread && { connection: 'close' }),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
  })
  response.end(page.markup)
  // Read to its end, or cut off with the time it has, so that the answer is not lost with the connection.
  if (unread) request.resume()
  return true
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
