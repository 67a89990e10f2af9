import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { type BotAnswer, type BotLine, none, type SentRequest } from './bot-line.ts'
import type { Ids } from './ids.ts'
import { parseJson } from './json.ts'
import { refusal } from './ui/guard.ts'

export const socketPath = '/playground/slack/socket'

/** How long an address of `apps.connections.open` may be used, once. */
const TICKET_MS = 30_000
const FRAME_LIMIT = 1_000_000

const acknowledgement = z.object({ envelope_id: z.string(), payload: z.record(z.string(), z.unknown()).optional() })

export interface SocketLineOptions {
  ids: Ids
  now: () => number
  /** The playground's own address. */
  origin: () => string
  appId: string
  ackTimeoutMs: number
  sent: (request: SentRequest) => void
  /** Told when a connection came or went. */
  changed: () => void
}

export interface SocketLine extends BotLine {
  /** A fresh `ws:` address with a ticket, as `apps.connections.open` gives. */
  address(): string
  /** Takes a request to that address and says whether it was one. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Whether Socket Mode is on. Off ends all connections, and new ones are told so instead of greeted. */
  isOpen(): boolean
  setOpen(open: boolean): void
  /** Connections that get deliveries now. */
  count(): number
  /** Cuts all connections, as a failing network does. */
  drop(): void
  /** Hears nothing more on the connections there are, pings included; they stay open. */
  freeze(): void
  /** Sends this frame, whatever it is, over all connections. */
  say(frame: string): void
  /** Announces to all connections that they end (`warning`, `refresh_requested`, `link_disabled`); closes them after `closeAfterMs`. */
  leave(reason: string, closeAfterMs: number): void
  stop(): void
}

/** Socket Mode from Slack's side: takes connections of the bot, and delivers over them in turn. Over none of them nothing is delivered. */
export function createSocketLine(options: SocketLineOptions): SocketLine {
  const { ids, now, changed } = options
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT, autoPong: false })
  const tickets = new Map<string, number>()
  const live = new Set<WebSocket>()
  const frozen = new WeakSet<WebSocket>()
  const waiting = new Map<string, { socket: WebSocket; end(answer: BotAnswer): void }>()
  let turn = 0
  let isOpen = true

  function hear(data: unknown): void {
    const said = acknowledgement.safeParse(parseJson(String(data))).data
    const body = said?.payload ? JSON.stringify(said.payload) : ''
    waiting.get(said?.envelope_id ?? '')?.end({ status: 200, body, json: body !== '', failure: null, noRetry: false })
  }

  /** Waits for the acknowledgement of one envelope: until the time is up, or its connection ends. */
  function acknowledged(socket: WebSocket, id: string): Promise<BotAnswer> {
    return new Promise(resolve => {
      const end = (answer: BotAnswer) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(answer)
      }
      const timer = setTimeout(() => end(none('operation_timeout')), options.ackTimeoutMs)
      waiting.set(id, { socket, end })
    })
  }

  function dismiss(socket: WebSocket, reason: string, closeAfterMs: number): void {
    live.delete(socket)
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'playground' } }))
    setTimeout(() => socket.close(1000), closeAfterMs).unref()
  }

  function leave(reason: string, closeAfterMs: number): void {
    for (const socket of live) dismiss(socket, reason, closeAfterMs)
    changed()
  }

  function greet(socket: WebSocket): void {
    socket.on('error', () => undefined)
    live.add(socket)
    socket.on('message', data => frozen.has(socket) || hear(data))
    socket.on('ping', data => frozen.has(socket) || socket.pong(data))
    socket.on('close', () => {
      live.delete(socket)
      for (const each of [...waiting.values()]) if (each.socket === socket) each.end(none('dispatch_failed'))
      changed()
    })
    const connection = { num_connections: live.size, connection_info: { app_id: options.appId } }
    socket.send(JSON.stringify({ type: 'hello', ...connection, debug_info: { host: 'playground' } }))
    changed()
  }

  return {
    address() {
      const ticket = ids.token(32)
      for (const [old, until] of tickets) if (until < now()) tickets.delete(old)
      tickets.set(ticket, now() + TICKET_MS)
      return `${options.origin().replace(/^http/, 'ws')}${socketPath}?ticket=${ticket}`
    },
    upgrade(req, socket, head) {
      const url = new URL(req.url ?? '/', 'http://localhost')
      if (url.pathname !== socketPath) return false
      const ticket = url.searchParams.get('ticket') ?? ''
      const until = tickets.get(ticket) ?? 0
      tickets.delete(ticket)
      // Browsers name their page's origin, and a bot has none: no page may listen in.
      if (refusal(req, false) || req.headers.origin !== undefined || until < now())
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      else server.handleUpgrade(req, socket, head, ws => (isOpen ? greet(ws) : dismiss(ws, 'link_disabled', 0)))
      return true
    },
    count: () => live.size,
    async deliver(kind, payload, retry) {
      const all = [...live]
      const socket = all[turn++ % all.length]
      if (!socket) return none('dispatch_failed')
      const id = ids.next('Env')
      const again = retry ? { retry_attempt: retry.num, retry_reason: retry.reason.replace('http_', '') } : {}
      const envelope = { envelope_id: id, type: kind, accepts_response_payload: kind !== 'events_api', ...again, payload }
      const answered = acknowledged(socket, id)
      socket.send(JSON.stringify(envelope), () => undefined)
      const answer = await answered
      options.sent({ kind, url: socketPath, headers: {}, body: JSON.stringify(payload), payload, answer })
      return answer
    },
    drop() {
      for (const socket of live) socket.terminate()
    },
    freeze() {
      for (const socket of live) frozen.add(socket)
    },
    say(frame) {
      for (const socket of live) socket.send(frame)
    },
    leave,
    isOpen: () => isOpen,
    setOpen(open) {
      isOpen = open
      if (!open) leave('link_disabled', 0)
    },
    stop() {
      for (const socket of server.clients) socket.terminate()
    },
  }
}
