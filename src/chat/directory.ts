import type { Tx } from '../database/store.ts'
import type { Speaker } from './context.ts'
import type { Incoming } from './platform.ts'

/** Who people are and what places are bound to. The people room implements it. */
export interface Directory {
  /** Looks the speaker up, asking the platform about people it does not know yet. */
  identify(incoming: Incoming, now: Date): Promise<Speaker>
  /** Takes in that a place or a person changed. */
  observe(tx: Tx, incoming: Incoming, now: Date): Promise<void>
}
