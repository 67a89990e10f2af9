import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Locale, localeOf } from '../chat/wording.ts'

/** The request as a whole is refused: thrown by whatever finds out, answered in one place. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  /** `message` is for a person, in the language they asked for. */
  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** What `Accept-Language` names first. */
export const localeOfRequest = ({ headers }: IncomingMessage): Locale => localeOf(headers['accept-language']?.trim())

/** How long a client that is still sending may take to read why it should not. */
const lingerMs = 1_000

/**
 * Answers with JSON. A body that has not been read to its end stays unread: nothing more is taken from the connection, which is closed once
 * the client had time to read the answer (closing at once would reset it, and the answer would be lost).
 */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent || response.destroyed) return
  const text = Buffer.from(JSON.stringify(body))
  const unread = hasBody(request) && !request.complete
  response.writeHead(status, {
    ...headers,
    ...(unread && { connection: 'close' }),
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  if (!unread) {
    response.end(text)
    return
  }
  response.write(text)
  request.pause()
  const { socket } = request
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(timer))
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
