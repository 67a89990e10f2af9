import type { z } from 'zod'
import type { Contributions } from '../chat/contributions.ts'
import type { DataFolder } from '../config/data-folder.ts'
import type { SecretKeys } from '../config/key-file.ts'
import type { Store } from '../database/store.ts'

/** Where a task is done: in the bot that holds the database, or in the command line itself. */
export interface Workplace {
  store: Store
  rooms: Contributions
  /** Of rows and customers that name none. */
  defaults: { zone: string; currency: string }
  /** This installation's files. */
  folder: DataFolder
  keys: SecretKeys
  now(): Date
  /** Rows a transaction should take: few in a bot on the embedded database, where chat waits while one runs. */
  batchRows: number
}

/** What a task says while it runs, one JSON line each. The last one has the type `done` or `refused`. */
export interface TaskEvent {
  type: string
}

/**
 * Work of the command line that needs the database. A running bot that alone holds the database does it; the order then travels to it
 * as JSON and the events come back, so both have a schema.
 */
export interface Task<Order = unknown, Event extends TaskEvent = TaskEvent> {
  name: string
  order: z.ZodType<Order>
  event: z.ZodType<Event>
  /** `source` is the bytes of a file that goes with the order; empty without one. After `signal` it ends soon and says so. */
  run(at: Workplace, order: Order, source: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncIterable<Event>
}

/** Keeps the order's type inside a task and off the lists of tasks. */
export const anyTask = <Order, Event extends TaskEvent>(task: Task<Order, Event>): Task => task as unknown as Task

export const isEnd = ({ type }: TaskEvent): boolean => type === 'done' || type === 'refused'
