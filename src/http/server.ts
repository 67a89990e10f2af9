import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorCode } from '../chat/errors.ts'
import { type Log, stackOf } from '../config/log.ts'

/** A mounted part of the server: answers true when the request was its own. */
export type Mount = (request: IncomingMessage, response: ServerResponse, path: string) => boolean | Promise<boolean>

/** The same for a request that opens a web socket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

export interface HttpServer {
  /** `http://host:port`, known after listening. */
  readonly url: string
  /** Who takes web sockets; asked in order like mounts. */
  readonly upgrades: Upgrade[]
  close(): Promise<void>
}

interface Options {
  host: string
  port: number
  mounts: readonly Mount[]
  log: Log
  /** How long a request to this path may take to arrive, in milliseconds; 30 s when left out. Ten minutes are the most. */
  arrivesWithinMs?(path: string): number | undefined
}

/**
 * One server for platform routes, health and pages. Mounts are asked in order; nothing found is 404.
 * Rejects when the address is in use.
 */
export async function startHttp(options: Options): Promise<HttpServer> {
  const { log } = options
  const upgrades: Upgrade[] = []
  const server = createServer((request, response) => {
    void answer(options, request, response).catch((error: unknown) => {
      log('error', 'http.failed', { code: errorCode(error), at: stackOf(error) })
      if (!response.headersSent) send(response, 500, 'Internal error')
      else response.destroy()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    if (!upgrades.some(upgrade => upgrade(request, socket, head)))
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })
  server.requestTimeout = 600_000
  server.headersTimeout = 10_000
  await listen(server, options.host, options.port)
  return { url: urlOf(server, options.host), upgrades, close: () => close(server) }
}

/** Who sends slower than that is cut off, so that slow senders cannot take all connections. */
function hurry(request: IncomingMessage, response: ServerResponse, withinMs: number): void {
  const timer = setTimeout(() => {
    if (request.complete) return
    if (!response.headersSent) response.writeHead(408, { connection: 'close' })
    response.end(() => request.destroy())
  }, withinMs)
  const clear = () => clearTimeout(timer)
  request.once('end', clear).once('close', clear)
}

async function answer(
  { mounts, arrivesWithinMs }: Pick<Options, 'mounts' | 'arrivesWithinMs'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  hurry(request, response, arrivesWithinMs?.(path) ?? 30_000)
  for (const mount of mounts) if (await mount(request, response, path)) return
  send(response, 404, 'Not found')
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}

/** Stops accepting, lets running requests end for a moment, and drops idle connections at once. */
function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), closeAfterMs).unref()
  })
}

const closeAfterMs = 3_000

export function send(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): true {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(text)
  return true
}
