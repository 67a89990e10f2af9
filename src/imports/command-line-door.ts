import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorCode } from '../chat/errors.ts'
import type { ImportEvent } from './event.ts'
import { type Importer, importOrder } from './importer.ts'

export const doorPath = '/internal/command-line'

export interface Door {
  /** Answers true when the request was for the door. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>
  /** Lets running imports finish the batch at hand and waits for them. */
  stop(): Promise<void>
}

/**
 * Where the command line hands its work to the bot that holds the database: `POST /internal/command-line?import=<JSON>` with the file
 * as its body; the answer is a JSON line for each event. For this machine and holders of the key only.
 */
export function createDoor(parts: { key: string; importer: Importer }): Door {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  return {
    async handle(request, response, path) {
      if (path !== doorPath) return false
      const refusal = refusalOf(request, parts.key)
      if (refusal) return refuse(request, response, refusal)
      const order = orderOf(request)
      if (!order) return refuse(request, response, 400)
      const work = answer(request, response, parts.importer(order, request, stopping.signal))
      running.add(work)
      await work.finally(() => running.delete(work))
      return true
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled(running)
    },
  }
}

/** A stranger learns only that there is nothing. */
function refusalOf(request: IncomingMessage, key: string): 403 | 404 | 405 | null {
  if (!isLoopback(request.socket.remoteAddress)) return 404
  if (request.method !== 'POST') return 405
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return isEqual(given, key) ? null : 403
}

export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && (/^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || address === '::1')

function isEqual(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function orderOf(request: IncomingMessage) {
  const text = new URL(request.url ?? '/', 'http://localhost').searchParams.get('import') ?? ''
  try {
    return importOrder.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): true {
  response.writeHead(status, { connection: 'close', 'content-type': 'text/plain' }).end()
  // Read to its end, for a connection cut in the middle of a body loses the answer too.
  request.resume()
  return true
}

async function answer(request: IncomingMessage, response: ServerResponse, events: AsyncIterable<ImportEvent>): Promise<void> {
  response.writeHead(200, { connection: 'close', 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
  // The other side sees that its file is wanted before the first event.
  response.flushHeaders()
  try {
    for await (const event of events) {
      if (response.destroyed) return
      if (!response.write(`${JSON.stringify(event)}\n`)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    }
  } catch (error) {
    response.destroy(error instanceof Error ? error : new Error(errorCode(error)))
    return
  }
  response.end()
  request.resume()
}
