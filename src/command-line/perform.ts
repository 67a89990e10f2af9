import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { errorCode } from '../chat/errors.ts'
import { readDoor, throughDoor } from './door-client.ts'
import type { Task, TaskEvent, Workplace } from './task.ts'

export interface PerformParts {
  /** The key file of a running bot; null when the database takes several processes (Postgres). */
  doorFile: string | null
  /** Opens the database here. Rejects with `folder_in_use` when a bot has it. */
  open(): Promise<Workplace>
  /** Milliseconds. */
  now(): number
  signal: AbortSignal
}

/** How long a bot that has the database but not yet its door, because it is starting, is waited for. */
const startingMs = 15_000
const nothing = (): Readable => Readable.from([])

/** The task's events, by the running bot if one holds the database, else on the database itself. */
export async function* perform<Order, Event extends TaskEvent>(
  task: Task<Order, Event>,
  order: Order,
  parts: PerformParts,
  source: () => Readable = nothing,
): AsyncGenerator<Event> {
  const until = parts.now() + startingMs
  for (;;) {
    const events = await throughBot(task, order, source(), parts)
    if (events) return yield* events
    let at: Workplace
    try {
      at = await parts.open()
    } catch (error) {
      if (errorCode(error) !== 'folder_in_use' || parts.doorFile === null || parts.now() > until) throw error
      await wait(250)
      continue
    }
    const file = source()
    try {
      return yield* task.run(at, order, file, parts.signal)
    } finally {
      file.destroy()
      await at.store.close()
    }
  }
}

async function throughBot<Order, Event extends TaskEvent>(
  task: Task<Order, Event>,
  order: Order,
  source: Readable,
  { doorFile, signal }: PerformParts,
): Promise<AsyncIterable<Event> | null> {
  const door = doorFile === null ? null : await readDoor(doorFile)
  const events = door && (await throughDoor(door, task, order, source, signal))
  if (!events) source.destroy()
  return events
}
