import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { action } from '../chat/feature.ts'
import { bold, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { addActivity } from '../customers/activity.ts'
import { goneMessage } from '../customers/messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../customers/store.ts'
import type { Interaction } from '../database/generated/client.ts'
import { serviceWords } from './messages.ts'
import { complaintOffer, keyOf, renewalOffer, savedContract, savedTicket } from './saved.ts'
import { takeContractBack, takeTicketBack } from './undo.ts'

type Source = { kind: 'found'; customer: CustomerRecord; interaction: Interaction } | { kind: 'answer'; reply: Reply }

/** The log entry a proposal came from and its customer, both still there and the customer open to the actor. */
async function sourceOf(context: Context, value: { interactionId: number; customerId: number }): Promise<Source> {
  const { tx, locale } = context
  const customer = await customerById(tx, value.customerId)
  if (!customer) return { kind: 'answer', reply: { kind: 'message', message: goneMessage(locale) } }
  context.demand('interaction.log', customerResource(customer))
  // Undo and another Save of the same log wait for each other.
  await tx.$queryRaw`SELECT 1 AS locked FROM "Interaction" WHERE id = ${value.interactionId} FOR UPDATE`
  const interaction = await tx.interaction.findUnique({ where: { id: value.interactionId } })
  const words = serviceWords(locale)
  const answer = (text: string): Source => ({ kind: 'answer', reply: { kind: 'message', message: say(locale, text) } })
  if (!interaction || interaction.undoneAt) return answer(words.logGone)
  return interaction.customerId === customer.id ? { kind: 'found', customer, interaction } : answer(words.moved)
}

/** Saves a renewal that a log proposed: a contract that ends on the new day, once; another day (the log was edited) replaces it. */
export const renewContract = action({
  id: 'service.renew',
  needs: 'interaction.log',
  value: renewalOffer,
  async run(context, value): Promise<Reply> {
    const source = await sourceOf(context, value)
    if (source.kind === 'answer') return source.reply
    const { tx, locale, zone, now, actor } = context
    const words = serviceWords(locale)
    const { customer, interaction } = source
    const before = await savedContract(tx, value)
    if (before?.same) return { kind: 'message', message: say(locale, words.already) }
    if (before) await takeContractBack(context, before.contract)
    const last = await tx.contract.findFirst({ where: { customerId: customer.id }, orderBy: { endsAt: 'desc' } })
    const contract = await tx.contract.create({
      data: {
        externalId: keyOf(value),
        customerId: customer.id,
        startsAt: last?.endsAt ?? null,
        endsAt: new Date(value.until),
        amount: last?.amount ?? null,
        currency: last?.currency ?? null,
        period: last?.period ?? null,
        status: 'active',
      },
    })
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

/** Saves a complaint that a log proposed as an open ticket, once; other words (the log was edited) replace it. */
export const openComplaint = action({
  id: 'service.complaint',
  needs: 'interaction.log',
  value: complaintOffer,
  async run(context, value): Promise<Reply> {
    const source = await sourceOf(context, value)
    if (source.kind === 'answer') return source.reply
    const { tx, locale, actor } = context
    const words = serviceWords(locale)
    const { customer, interaction } = source
    const before = await savedTicket(tx, value)
    if (before?.same) return { kind: 'message', message: say(locale, words.already) }
    if (before) await takeTicketBack(context, before.ticket)
    const ticket = await tx.ticket.create({
      data: {
        externalId: keyOf(value),
        customerId: customer.id,
        openedAt: interaction.at,
        severity: 'normal',
        subject: value.subject,
      },
    })
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
