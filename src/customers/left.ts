import { addActivity } from './activity.ts'
import { type Author, writeChanges } from './write.ts'

/** Says that a customer left. Leaving is dated and happens once: false when the customer is gone or left before. */
export async function markLeft(author: Author, customerId: number, at: Date, reason: string): Promise<boolean> {
  const { tx, now, memberId, source } = author
  const { count } = await tx.customer.updateMany({
    where: { id: customerId, leftAt: null },
    data: { leftAt: at, leftReason: reason, version: { increment: 1 }, updatedAt: now },
  })
  if (count === 0) return false
  await writeChanges(author, customerId, [{ field: 'left', before: null, after: reason }])
  await addActivity(tx, { customerId, kind: 'left', at, memberId, source, data: { reason } })
  return true
}

/** Undoes leaving, by an order or because somebody says so: false when the customer had not left. */
export async function markBack(author: Author, customerId: number, at: Date): Promise<boolean> {
  const { tx, now, memberId, source } = author
  const left = await tx.customer.findFirst({ where: { id: customerId, leftAt: { not: null } }, select: { leftReason: true } })
  if (!left) return false
  const { count } = await tx.customer.updateMany({
    where: { id: customerId, leftAt: { not: null } },
    data: { leftAt: null, leftReason: null, version: { increment: 1 }, updatedAt: now },
  })
  if (count === 0) return false
  await writeChanges(author, customerId, [{ field: 'left', before: left.leftReason, after: null }])
  await addActivity(tx, { customerId, kind: 'back', at, memberId, source })
  return true
}
