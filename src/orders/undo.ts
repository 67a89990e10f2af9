import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import type { LogRecords } from '../chat/feature.ts'
import type { Inline } from '../chat/message.ts'
import { addActivity } from '../customers/activity.ts'
import type { Order } from '../database/generated/client.ts'
import { orderWords } from './messages.ts'
import { offerShape, savedOrder } from './saved.ts'

/** What the activity of an order keeps of a leaving that the order ended. */
const leftShape = z.object({ left: z.object({ at: z.iso.datetime(), reason: z.string().nullable() }) })

/** Orders saved from a log go with it, so that they count nowhere; the timeline keeps that they were there. */
export const orderRecords: LogRecords = {
  name: 'orders',
  async isSaved({ tx }, action, value) {
    const offer = offerShape.safeParse(value)
    return action === 'orders.record' && offer.success && ((await savedOrder(tx, offer.data))?.same ?? false)
  },
  async undo(context, interactionId) {
    const { tx, locale } = context
    const orders = await tx.order.findMany({
      where: { externalId: { startsWith: `log:${interactionId}:` } },
      orderBy: { id: 'asc' },
    })
    if (orders.length === 0) return null
    for (const order of orders) await takeBack(context, order)
    const words = orderWords(locale)
    const amounts = orders.flatMap((order, index): Inline[] => [
      ...(index === 0 ? [] : [words.join]),
      { kind: 'money', amount: order.amount.toFixed(2), currency: order.currency },
    ])
    return [words.takenBack, ...amounts, words.end]
  },
}

/** Removes an order saved from a log, keeps a line on the timeline, and brings back a leaving that only it had ended. */
export async function takeBack({ tx, now, actor }: Context, order: Order): Promise<void> {
  const { customerId, currency, id: refId } = order
  await tx.order.delete({ where: { id: order.id } })
  const noted = await tx.activity.findFirst({ where: { customerId, kind: 'order', at: order.orderedAt, refId } })
  const data = { amount: order.amount.toFixed(2), currency }
  await addActivity(tx, { customerId, kind: 'order_undone', at: now, memberId: actor.memberId, source: 'chat', refId, data })
  const kept = leftShape.safeParse(noted?.data)
  if (!kept.success) return
  const { at, reason } = kept.data.left
  const since = { customerId, amount: { gt: 0 }, orderedAt: { gt: new Date(at) } }
  if ((await tx.order.count({ where: since })) > 0) return
  await tx.customer.updateMany({
    where: { id: customerId, leftAt: null },
    data: { leftAt: new Date(at), leftReason: reason, version: { increment: 1 }, updatedAt: now },
  })
}
