import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Html } from './html.ts'
import { readBody } from './request-body.ts'

/** What a browser is sent. */
export interface View {
  status: number
  page: Html
  headers?: Record<string, string | string[]>
}

const pairs = z.array(z.tuple([z.string().max(40), z.string().max(40_000)]))

/** The fields of a form that was sent, in order; null: it is no such form, has more bytes than these, or did not arrive whole. */
export async function readFields(request: IncomingMessage, mostBytes: number): Promise<[string, string][] | null> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers
  if (!/^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(type) || encoding !== 'identity') return null
  const body = await readBody(request, mostBytes)
  return body === null ? null : (pairs.safeParse([...new URLSearchParams(body)]).data ?? null)
}

/** Nothing is kept by browsers and caches, found by search engines, or told to the next site. `policy`: the page's content security policy. */
export function showPage(request: IncomingMessage, response: ServerResponse, view: View, policy: string): true {
  if (response.headersSent || response.destroyed) return true
  const unread = hasBody(request) && !request.complete
  response.writeHead(view.status, {
    ...view.headers,
    ...(unread && { connection: 'close' }),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
  })
  response.end(view.page.markup)
  // Read to its end, or cut off with the time it has, so that the answer is not lost with the connection.
  if (unread) request.resume()
  return true
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
