import { readFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { errorCode, RapportError } from '../chat/errors.ts'
import { doorPath } from './door.ts'
import { isEnd, type Task, type TaskEvent } from './task.ts'

const address = z.strictObject({ url: z.url(), key: z.string().min(20) })
export type DoorAddress = z.infer<typeof address>

/** Reads what a bot wrote about its door; null when it is something else. */
export function doorAddress(text: string): DoorAddress | null {
  try {
    return address.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Where the running bot is to be asked; null when none has said so. */
export async function readDoor(file: string): Promise<DoorAddress | null> {
  return doorAddress(await readFile(file, 'utf8').catch(() => ''))
}

/**
 * Has a running bot carry out a task with the bytes of `source`. Null when nobody answers at the address: the bot was killed and its
 * file stayed.
 */
export async function throughDoor<Order, Event extends TaskEvent>(
  door: DoorAddress,
  task: Task<Order, Event>,
  order: Order,
  source: Readable,
  signal: AbortSignal,
): Promise<AsyncIterable<Event> | null> {
  const query = new URLSearchParams({ task: task.name, order: JSON.stringify(order) })
  const sending = httpRequest(`${door.url}${doorPath}?${query}`, {
    method: 'POST',
    signal,
    headers: { authorization: `Bearer ${door.key}`, 'content-type': 'application/octet-stream' },
  })
  const response = await new Promise<IncomingMessage | null>((resolve, reject) => {
    sending.once('response', resolve)
    // Listens on: after the answer has begun, a failure shows in the answer.
    sending.on('error', error => (errorCode(error) === 'ECONNREFUSED' ? resolve(null) : reject(lost(error, signal))))
    sending.once('socket', socket => socket.once('connect', () => source.pipe(sending)))
    source.once('error', reject)
  })
  if (!response) return null
  if (response.statusCode === 200) return eventsOf(task, response, signal)
  sending.destroy()
  throw new RapportError(
    'door_refused',
    `The running bot refused the command (${response.statusCode}).`,
    'Restart the bot with the version that this command line has, and try again.',
  )
}

async function* eventsOf<Order, Event extends TaskEvent>(
  task: Task<Order, Event>,
  response: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Event> {
  let ended = false
  try {
    for await (const line of createInterface({ input: response })) {
      const event = task.event.parse(JSON.parse(line))
      ended = isEnd(event)
      yield event
      if (ended) break
    }
  } catch (error) {
    throw lost(error, signal)
  } finally {
    // The rest of the file is not wanted any more.
    response.destroy()
  }
  if (!ended) throw lost(null, signal)
}

function lost(cause: unknown, signal: AbortSignal): RapportError {
  const nextStep = 'Run the same command again: what was done is not done twice.'
  if (signal.aborted) return new RapportError('interrupted', 'Interrupted.', nextStep, { cause })
  return new RapportError('door_lost', 'The running bot went away before the work was done.', nextStep, { cause })
}
