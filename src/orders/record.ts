import { z } from 'zod'
import { teamOf } from '../chat/context.ts'
import { action } from '../chat/feature.ts'
import { bold, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { addActivity } from '../customers/activity.ts'
import { goneMessage } from '../customers/messages.ts'
import { customerById, customerResource } from '../customers/store.ts'
import { orderWords } from './messages.ts'
import { recoverFrom } from './recovery.ts'

const value = z.strictObject({
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

/** Saves an order that a log proposed, once: its external id names the log entry and its place among the log's orders. */
export const recordOrder = action({
  id: 'orders.record',
  needs: 'order.record',
  value,
  async run(context, proposed): Promise<Reply> {
    const { tx, now, locale, actor } = context
    const words = orderWords(locale)
    const customer = await customerById(tx, proposed.customerId)
    if (!customer) return { kind: 'message', message: goneMessage(locale) }
    context.demand('order.record', customerResource(customer))
    const interaction = await tx.interaction.findUnique({ where: { id: proposed.interactionId } })
    if (!interaction || interaction.undoneAt) return { kind: 'message', message: say(locale, words.logGone) }
    if (interaction.customerId !== customer.id) return { kind: 'message', message: say(locale, words.moved) }
    const currency = proposed.currency ?? teamOf(context).currency
    const externalId = `log:${interaction.id}:${proposed.index}`
    const [order] = await tx.order.createManyAndReturn({
      data: [{ externalId, customerId: customer.id, orderedAt: interaction.at, amount: proposed.amount, currency }],
      skipDuplicates: true,
    })
    const money = { kind: 'money' as const, amount: proposed.amount, currency }
    if (!order) return { kind: 'message', message: say(locale, words.already) }
    // A leaving that this order ends: undoing the log brings it back.
    const { leftAt, leftReason } = customer
    const ends = leftAt && interaction.at > leftAt && !proposed.amount.startsWith('-')
    const left = ends ? { left: { at: leftAt.toISOString(), reason: leftReason } } : {}
    const data = { amount: proposed.amount, currency, ...left }
    await addActivity(tx, {
      customerId: customer.id,
      kind: 'order',
      at: interaction.at,
      memberId: actor.memberId,
      source: 'chat',
      refId: order.id,
      data,
    })
    await recoverFrom(tx, [customer.id], now)
    return { kind: 'message', message: say(locale, words.recorded, money, words.recordedFor, bold(customer.name), words.end) }
  },
})
