import type { Tx } from '../../database/store.ts'
import { addActivity } from '../activity.ts'

/** The customer is never written to unasked again; false: they were not before either. */
export async function optOut(
  tx: Tx,
  customerId: number,
  { at, memberId = null }: { at: Date; memberId?: number | null },
): Promise<boolean> {
  const { count } = await tx.customer.updateMany({ where: { id: customerId, optedOutAt: null }, data: { optedOutAt: at } })
  if (count === 0) return false
  await addActivity(tx, { customerId, kind: 'opted-out', at, memberId, source: 'chat' })
  return true
}

/** By their own word alone: they may be asked again. */
export async function optIn(
  tx: Tx,
  customerId: number,
  { at, memberId = null }: { at: Date; memberId?: number | null },
): Promise<boolean> {
  const where = { id: customerId, optedOutAt: { not: null } }
  const { count } = await tx.customer.updateMany({ where, data: { optedOutAt: null } })
  if (count === 0) return false
  await addActivity(tx, { customerId, kind: 'opted-in', at, memberId, source: 'chat' })
  return true
}
