import type { Tx } from '../database/store.ts'
import type { Message } from './message.ts'
import type { Target } from './platform.ts'

/** A message somebody will get: written in the sender's transaction, sent by delivery afterwards. */
export interface Outgoing {
  /** Names the message for ever (`digest:<team>:<channel>:<date>`); a second one with the same key is not sent. */
  key: string
  target: Target
  message: Message
  /** Not before this instant. */
  notBefore?: Date
}

export interface Outbox {
  /** Queues the message in `tx`; false when the key is already there. */
  put(tx: Tx, outgoing: Outgoing): Promise<boolean>
  /** Sends what failed, and so surely did not arrive, under its key once more: by another way, in other words. False: it did not fail. */
  again(tx: Tx, outgoing: Outgoing): Promise<boolean>
  /**
   * Takes back those of these messages that have surely not gone out and are not going out right now; gives their keys. Of those that were tried
   * the platform is told afterwards.
   */
  withdraw(tx: Tx, keys: readonly string[]): Promise<string[]>
}
