import { readFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { errorCode, RapportError } from '../chat/errors.ts'
import { type ImportEvent, importEvent } from './event.ts'
import type { ImportOrder } from './importer.ts'

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
 * Has a running bot carry out an import of the file's bytes. Null when nobody answers at the address: the bot was killed and its
 * file stayed.
 */
export async function importThroughDoor(
  door: DoorAddress,
  order: ImportOrder,
  source: Readable,
  signal: AbortSignal,
): Promise<AsyncIterable<ImportEvent> | null> {
  const query = new URLSearchParams({ import: JSON.stringify(order) })
  const sending = httpRequest(`${door.url}/internal/command-line?${query}`, {
    method: 'POST',
    signal,
    headers: { authorization: `Bearer ${door.key}`, 'content-type': 'text/csv' },
  })
  const response = await new Promise<IncomingMessage | null>((resolve, reject) => {
    sending.once('response', resolve)
    // Listens on: after the answer has begun, a failure shows in the answer.
    sending.on('error', error => (errorCode(error) === 'ECONNREFUSED' ? resolve(null) : reject(lost(error, signal))))
    sending.once('socket', socket => socket.once('connect', () => source.pipe(sending)))
    source.once('error', reject)
  })
  if (!response) return null
  if (response.statusCode === 200) return eventsOf(response, signal)
  sending.destroy()
  throw new RapportError(
    'door_refused',
    `The running bot refused the command (${response.statusCode}).`,
    'Restart the bot, so that it writes a new key, and try again.',
  )
}

async function* eventsOf(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<ImportEvent> {
  let ended = false
  try {
    for await (const line of createInterface({ input: response })) {
      const event = importEvent.parse(JSON.parse(line))
      ended = event.type === 'done' || event.type === 'refused'
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
  const nextStep = 'Run the same command again: what has landed is not doubled.'
  if (signal.aborted) return new RapportError('interrupted', 'Interrupted.', nextStep, { cause })
  return new RapportError('door_lost', 'The running bot went away before the import was done.', nextStep, { cause })
}
