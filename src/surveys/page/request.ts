import type { IncomingMessage, ServerResponse } from 'node:http'
import { readFields, showPage, type View } from '../../chat/web-page.ts'
import { style } from './style.ts'

/** Eight answers of 10,000 characters each, percent-encoded, are within it, as long as they are not all in Chinese. */
export const mostBytes = 400_000

/** The fields of a form that was sent, each once; null: it is no such form, is too large, or did not arrive whole. */
export async function readForm(request: IncomingMessage): Promise<Record<string, string> | null> {
  const pairs = await readFields(request, mostBytes)
  if (pairs === null) return null
  const given: Record<string, string> = Object.fromEntries(pairs)
  // What came twice, or under a name that objects do not take, is missing now.
  return Object.keys(given).length === pairs.length ? given : null
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

/** Shows a page that no other site frames. */
export const show = (request: IncomingMessage, response: ServerResponse, view: View): true =>
  showPage(request, response, view, policy)
