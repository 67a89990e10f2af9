import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { isLocalDate } from '../chat/dates/zone.ts'
import { action } from '../chat/feature.ts'
import { bold, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { addActivity } from '../customers/activity.ts'
import { goneMessage } from '../customers/messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../customers/store.ts'
import type { Interaction } from '../database/generated/client.ts'
import { serviceWords } from './messages.ts'

const ids = { interactionId: z.int32(), customerId: z.int32(), index: z.int32().min(0).max(20).default(0) }

type Source = { kind: 'found'; customer: CustomerRecord; interaction: Interaction } | { kind: 'answer'; reply: Reply }

/** The log entry a proposal came from and its customer, both still there and the customer open to the actor. */
async function sourceOf(context: Context, value: { interactionId: number; customerId: number }): Promise<Source> {
  const { tx, locale } = context
  const customer = await customerById(tx, value.customerId)
  if (!customer) return { kind: 'answer', reply: { kind: 'message', message: goneMessage(locale) } }
  context.demand('interaction.log', customerResource(customer))
  const interaction = await tx.interaction.findUnique({ where: { id: value.interactionId } })
  const words = serviceWords(locale)
  const answer = (text: string): Source => ({ kind: 'answer', reply: { kind: 'message', message: say(locale, text) } })
  if (!interaction || interaction.undoneAt) return answer(words.logGone)
  return interaction.customerId === customer.id ? { kind: 'found', customer, interaction } : answer(words.moved)
}

/** Saves a renewal that a log proposed: a contract that ends on the new day, once. */
export const renewContract = action({
  id: 'service.renew',
  needs: 'interaction.log',
  value: z.strictObject({ ...ids, until: z.string().refine(isLocalDate) }),
  async run(context, value): Promise<Reply> {
    const source = await sourceOf(context, value)
    if (source.kind === 'answer') return source.reply
    const { tx, locale, zone, now, actor } = context
    const words = serviceWords(locale)
    const { customer, interaction } = source
    const last = await tx.contract.findFirst({ where: { customerId: customer.id }, orderBy: { endsAt: 'desc' } })
    const [contract] = await tx.contract.createManyAndReturn({
      data: [
        {
          externalId: `log:${interaction.id}:${value.index}`,
          customerId: customer.id,
          startsAt: last?.endsAt ?? null,
          endsAt: new Date(value.until),
          amount: last?.amount ?? null,
          currency: last?.currency ?? null,
          period: last?.period ?? null,
          status: 'active',
        },
      ],
      skipDuplicates: true,
    })
    if (!contract) return { kind: 'message', message: say(locale, words.already) }
    const data = { until: value.until }
    await addActivity(tx, {
      customerId: customer.id,
      kind: 'contract.renewed',
      at: interaction.at,
      memberId: actor.memberId,
      source: 'chat',
      refId: contract.id,
      data,
    })
    return {
      kind: 'message',
      message: say(locale, bold(customer.name), words.renewed(formatDate(value.until, locale, zone, 'long', now))),
    }
  },
})

/** Saves a complaint that a log proposed as an open ticket, once. */
export const openComplaint = action({
  id: 'service.complaint',
  needs: 'interaction.log',
  value: z.strictObject({ ...ids, subject: z.string().min(1).max(500) }),
  async run(context, value): Promise<Reply> {
    const source = await sourceOf(context, value)
    if (source.kind === 'answer') return source.reply
    const { tx, locale, actor } = context
    const words = serviceWords(locale)
    const { customer, interaction } = source
    const [ticket] = await tx.ticket.createManyAndReturn({
      data: [
        {
          externalId: `log:${interaction.id}:${value.index}`,
          customerId: customer.id,
          openedAt: interaction.at,
          severity: 'normal',
          subject: value.subject,
        },
      ],
      skipDuplicates: true,
    })
    if (!ticket) return { kind: 'message', message: say(locale, words.already) }
    const data = { subject: value.subject }
    await addActivity(tx, {
      customerId: customer.id,
      kind: 'ticket.opened',
      at: interaction.at,
      memberId: actor.memberId,
      source: 'chat',
      refId: ticket.id,
      data,
    })
    return { kind: 'message', message: say(locale, bold(customer.name), words.complaint) }
  },
})
