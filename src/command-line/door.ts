import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorCode } from '../chat/errors.ts'
import type { Task, TaskEvent, Workplace } from './task.ts'

export const doorPath = '/internal/command-line'

export interface Door {
  /** Answers true when the request was for the door. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>
  /** Lets running tasks finish what is at hand and waits for them. */
  stop(): Promise<void>
}

/**
 * Where the command line hands its work to the bot that holds the database: `POST /internal/command-line?task=import&order=<JSON>`
 * with a file as its body; the answer is a JSON line for each event. For this machine and holders of the key only.
 */
export function createDoor(parts: { key: string; tasks: readonly Task[]; at: Workplace }): Door {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  return {
    async handle(request, response, path) {
      if (path !== doorPath) return false
      const refusal = refusalOf(request, parts.key)
      if (refusal) return refuse(request, response, refusal)
      const asked = askedOf(request, parts.tasks)
      if (!asked) return refuse(request, response, 400)
      const work = answer(request, response, asked.task.run(parts.at, asked.order, request, stopping.signal))
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

/** Null for a task of another version, or an order that does not fit it. */
function askedOf(request: IncomingMessage, tasks: readonly Task[]): { task: Task; order: unknown } | null {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const task = tasks.find(({ name }) => name === searchParams.get('task'))
  try {
    const order = task?.order.safeParse(JSON.parse(searchParams.get('order') ?? ''))
    return task && order?.success ? { task, order: order.data } : null
  } catch {
    return null
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): true {
  response.writeHead(status, { connection: 'close', 'content-type': 'text/plain' }).end()
  // Read to its end, for a connection cut in the middle of a body loses the answer too.
  request.resume()
  return true
}

async function answer(request: IncomingMessage, response: ServerResponse, events: AsyncIterable<TaskEvent>): Promise<void> {
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
