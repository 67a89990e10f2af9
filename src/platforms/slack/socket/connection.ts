import type { WebClient } from '@slack/web-api'
import { type RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { RapportError } from '../../../chat/errors.ts'
import { type Envelope, readFrame } from './frames.ts'

/** From the call for an address to Slack's hello. */
const helloWithinMs = 15_000
const frameLimit = 1_000_000

const opened = z.object({ url: z.url({ protocol: /^wss?$/ }) })

/** One socket to Slack. */
export interface Connection {
  /** Rejects when the socket is gone: Slack then counts the envelope as not acknowledged. */
  acknowledge(envelopeId: string, body?: unknown): Promise<void>
  close(): void
}

export interface ConnectionEvents {
  envelope(envelope: Envelope, connection: Connection): void
  /** Slack closes this connection soon (`warning`, `refresh_requested`), or Socket Mode was switched off (`link_disabled`). */
  leaving(reason: string): void
  closed(): void
}

interface Connecting {
  client: WebClient
  events: ConnectionEvents
  pingEveryMs: number
  stopping: AbortSignal
}

/**
 * Asks Slack for an address and connects to it; resolves with Slack's hello. Rejects with the failed call, or with a RapportError when
 * the socket does not come up or `stopping` fires before.
 */
export async function connect({ client, events, pingEveryMs, stopping }: Connecting): Promise<Connection> {
  const { url } = opened.parse(await client.apps.connections.open())
  stopping.throwIfAborted()
  const socket = new WebSocket(url, { handshakeTimeout: helloWithinMs, maxPayload: frameLimit })
  const connection = connectionOf(socket)
  return new Promise((resolve, reject) => {
    const give = () => socket.terminate()
    const timer = setTimeout(give, helloWithinMs)
    stopping.addEventListener('abort', give)
    // Every error is followed by a close; the listener keeps it from ending the process.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', give)
      reject(down())
      events.closed()
    })
    socket.on('message', data => {
      const frame = readFrame(textOf(data))
      if (frame?.type === 'hello') {
        clearTimeout(timer)
        stopping.removeEventListener('abort', give)
        watch(socket, pingEveryMs)
        resolve(connection)
      } else if (frame?.type === 'disconnect') events.leaving(frame.reason)
      else if (frame) events.envelope(frame, connection)
    })
  })
}

const down = () => new RapportError('socket_down', 'The socket to Slack is down', 'It is connected again by itself.')
const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8')

function connectionOf(socket: WebSocket): Connection {
  return {
    acknowledge: (envelopeId, body) =>
      new Promise((resolve, reject) => {
        const answer = JSON.stringify({ envelope_id: envelopeId, ...(body === undefined ? {} : { payload: body }) })
        socket.send(answer, error => (error ? reject(down()) : resolve()))
      }),
    close: () => socket.close(1000),
  }
}

/** Ends a socket from which nothing came since our last ping. Slack pings too, but only an answer shows that both directions work. */
function watch(socket: WebSocket, pingEveryMs: number): void {
  let heard = true
  const alive = () => {
    heard = true
  }
  for (const event of ['message', 'ping', 'pong'] as const) socket.on(event, alive)
  const timer = setInterval(() => {
    if (!heard) return socket.terminate()
    heard = false
    socket.ping()
  }, pingEveryMs)
  socket.on('close', () => clearInterval(timer))
}
