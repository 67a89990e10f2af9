import { z } from 'zod'
import { isLocalDate } from '../chat/dates/zone.ts'
import type { Contract, Ticket } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'

const ids = { interactionId: z.int32(), customerId: z.int32(), index: z.int32().min(0).max(20).default(0) }

/** What a log's Save buttons offer; `index` is the place among the log's proposals of the kind. */
export const renewalOffer = z.strictObject({ ...ids, until: z.string().refine(isLocalDate) })
export const complaintOffer = z.strictObject({ ...ids, subject: z.string().min(1).max(500) })

type Ids = { interactionId: number; customerId: number; index: number }

/** The external id of what is saved from a log. */
export const keyOf = ({ interactionId, index: place }: Ids): string => `log:${interactionId}:${place}`

/** The contract saved from this place of the log, and whether it is the one offered. */
export async function savedContract(
  tx: Tx,
  offer: z.infer<typeof renewalOffer>,
): Promise<{ contract: Contract; same: boolean } | null> {
  const contract = await tx.contract.findUnique({ where: { externalId: keyOf(offer) } })
  if (!contract) return null
  const same = contract.customerId === offer.customerId && contract.endsAt.toISOString().slice(0, 10) === offer.until
  return { contract, same }
}

export async function savedTicket(
  tx: Tx,
  offer: z.infer<typeof complaintOffer>,
): Promise<{ ticket: Ticket; same: boolean } | null> {
  const ticket = await tx.ticket.findUnique({ where: { externalId: keyOf(offer) } })
  return ticket && { ticket, same: ticket.customerId === offer.customerId && ticket.subject === offer.subject }
}
