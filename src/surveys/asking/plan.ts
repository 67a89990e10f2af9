import type { ContactBlock } from '../../chat/customer-contact.ts'
import { blocked } from '../../customers/contact-policy/blocks.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { type Way, waysTo } from './ways.ts'

/** Who of the wanted customers can be asked now, and what keeps us from the others. */
export interface Plan {
  ready: Map<number, Way>
  /** By reason in the rooms' order, each with its customers; a customer is in one place only. */
  blocked: Map<ContactBlock, number[]>
  /** Nobody there is reached by chat or e-mail. */
  unreachable: number[]
}

/** Looks at everybody once; nothing is written. Cost: two statements, by primary key and the customers' indexes. */
export async function planAsking(
  { tx, now, rooms }: SurveyRun,
  parts: SurveyParts,
  customerIds: readonly number[],
): Promise<Plan> {
  const reasons = await blocked(tx, rooms.contactBlocks, customerIds, now)
  const free = customerIds.filter(id => !reasons.has(id))
  const ready = await waysTo(tx, free, parts.connected())
  const kept = (block: ContactBlock): number[] => customerIds.filter(id => reasons.get(id) === block)
  const byReason = rooms.contactBlocks.map(block => [block, kept(block)] as const).filter(([, ids]) => ids.length > 0)
  return { ready, blocked: new Map(byReason), unreachable: free.filter(id => !ready.has(id)) }
}
