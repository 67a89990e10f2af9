import { type Context, teamOf } from '../chat/context.ts'
import { action } from '../chat/feature.ts'
import { bold, type Inline, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { addActivity } from '../customers/activity.ts'
import { goneMessage } from '../customers/messages.ts'
import { customerById, customerResource } from '../customers/store.ts'
import { orderWords } from './messages.ts'
import { recoverFrom } from './recovery.ts'
import { type OrderOffer, offerShape, savedOrder } from './saved.ts'
import { takeBack } from './undo.ts'

/**
 * Saves an order that a log proposed, once: its external id names the log entry and its place among the log's orders. Saved before with
 * another amount or for another customer (the log was edited since), it is replaced.
 */
export const recordOrder = action({
  id: 'orders.record',
  needs: 'order.record',
  value: offerShape,
  async run(context, proposed): Promise<Reply> {
    const { tx, locale } = context
    const words = orderWords(locale)
    const answer = (...text: Inline[]): Reply => ({ kind: 'message', message: say(locale, ...text) })
    const customer = await customerById(tx, proposed.customerId)
    if (!customer) return { kind: 'message', message: goneMessage(locale) }
    context.demand('order.record', customerResource(customer))
    // Undo and another Save of the same log wait for each other.
    await tx.$queryRaw`SELECT 1 AS locked FROM "Interaction" WHERE id = ${proposed.interactionId} FOR UPDATE`
    const interaction = await tx.interaction.findUnique({ where: { id: proposed.interactionId } })
    if (!interaction || interaction.undoneAt) return answer(words.logGone)
    if (interaction.customerId !== customer.id) return answer(words.moved)
    const currency = proposed.currency ?? teamOf(context).currency
    const before = await savedOrder(tx, { ...proposed, currency })
    if (before?.same) return answer(words.already)
    if (before) await takeBack(context, before.order)
    await save(context, { ...proposed, currency }, interaction.at)
    const money = (amount: string, code: string): Inline => ({ kind: 'money', amount, currency: code })
    const line = [words.recorded, money(proposed.amount, currency), words.recordedFor, bold(customer.name), words.end]
    if (before) line.push(words.replaces, money(before.order.amount.toFixed(2), before.order.currency), words.end)
    return answer(...line)
  },
})

async function save({ tx, now, actor }: Context, offer: OrderOffer & { currency: string }, at: Date): Promise<void> {
  const { customerId, amount, currency } = offer
  const externalId = `log:${offer.interactionId}:${offer.index}`
  const order = await tx.order.create({ data: { externalId, customerId, orderedAt: at, amount, currency }, select: { id: true } })
  const { leftAt, leftReason } = await tx.customer.findUniqueOrThrow({ where: { id: customerId } })
  // A leaving that this order ends: undoing the log brings it back.
  const ends = leftAt && at > leftAt && !amount.startsWith('-')
  const left = ends ? { left: { at: leftAt.toISOString(), reason: leftReason } } : {}
  const data = { amount, currency, ...left }
  await addActivity(tx, { customerId, kind: 'order', at, memberId: actor.memberId, source: 'chat', refId: order.id, data })
  await recoverFrom(tx, [customerId], now)
}
