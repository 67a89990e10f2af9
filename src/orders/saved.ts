import { z } from 'zod'
import type { Order } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'

/** An order as a log's Save button offers it. */
export const offerShape = z.strictObject({
  interactionId: z.int32(),
  customerId: z.int32(),
  /** Which of the log's orders, for two may be equal. */
  index: z.int32().min(0).max(20).default(0),
  amount: z.string().regex(/^-?\d{1,15}(\.\d{1,2})?$/),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
})
export type OrderOffer = z.infer<typeof offerShape>

/** The order saved at this place of the log, and whether it is the one offered. */
export async function savedOrder(tx: Tx, offer: OrderOffer): Promise<{ order: Order; same: boolean } | null> {
  const order = await tx.order.findUnique({ where: { externalId: `log:${offer.interactionId}:${offer.index}` } })
  if (!order) return null
  const same = order.customerId === offer.customerId && order.amount.equals(offer.amount) && order.currency === offer.currency
  return { order, same }
}
