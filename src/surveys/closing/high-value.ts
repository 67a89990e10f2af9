import type { Tx } from '../../database/store.ts'
import { rfmGroups } from '../../segments/rfm/rules.ts'

/** Whether last night's RFM put the customer among those of high value. */
export async function isHighValue(tx: Tx, customerId: number): Promise<boolean> {
  const score = await tx.rfmScore.findUnique({ where: { customerId }, select: { segment: true } })
  return score !== null && (rfmGroups['high-value'] as readonly string[]).includes(score.segment)
}
