import type { Tx } from '../database/store.ts'
import type { Incoming } from './platform.ts'

/** Remembers what platforms told us until it is handled, and that it was. Delivery implements it. */
export interface Inbox {
  /** Writes the event down; null when it was seen before. `refused`: with this code and never to be handled, so without what it holds. */
  accept(incoming: Incoming, now: Date, refused?: string): Promise<bigint | null>
  /** In the handling transaction: marks it done. False: another process did it first, so this one must leave no trace. */
  finish(tx: Tx, id: bigint, now: Date): Promise<boolean>
  /**
   * Handling the event with this key failed for good, and the person was told. It need not have been written down: whoever loses the
   * database in the middle of `accept` cannot know.
   */
  fail(key: string, code: string, now: Date): Promise<void>
}
