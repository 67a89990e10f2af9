import type { Tx } from '../../database/store.ts'
import { addActivity } from '../activity.ts'

/** Who of the customer's said so, when; without a member somebody in a browser. */
interface Word {
  at: Date
  memberId?: number | null
}

/** The customer is never written to unasked again; false: they were not before either. */
export const optOut = (tx: Tx, customerId: number, word: Word): Promise<boolean> => set(tx, customerId, word, true)

/** By their own word alone: they may be asked again. */
export const optIn = (tx: Tx, customerId: number, word: Word): Promise<boolean> => set(tx, customerId, word, false)

async function set(tx: Tx, customerId: number, { at, memberId = null }: Word, isOut: boolean): Promise<boolean> {
  const where = { id: customerId, optedOutAt: isOut ? null : { not: null } }
  const { count } = await tx.customer.updateMany({ where, data: { optedOutAt: isOut ? at : null } })
  if (count === 0) return false
  const source = memberId === null ? 'page' : 'chat'
  await addActivity(tx, { customerId, kind: isOut ? 'opted-out' : 'opted-in', at, memberId, source })
  return true
}
