import type { Tx } from '../database/store.ts'
import type { Contributions } from './contributions.ts'
import type { Outbox } from './outbox.ts'

/** A room that must know what became of its messages. */
export interface DeliveryWatch {
  /** Of the messages' keys. */
  prefix: string
  /** In the transaction that marks the message. True: whoever must know is told, or it goes out by another way; false: tell as always. */
  ended(tx: Tx, key: string, end: DeliveryEnd, parts: WatchParts): Promise<boolean>
}

export interface WatchParts {
  outbox: Outbox
  now: Date
  rooms: Pick<Contributions, 'contactBlocks'>
}

export type DeliveryEnd = { state: 'sent'; ref: string } | { state: 'failed' | 'unknown'; code: string }
