import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import type { LogRecords } from '../chat/feature.ts'
import type { Inline } from '../chat/message.ts'
import { addActivity } from '../customers/activity.ts'
import type { Contract, Ticket } from '../database/generated/client.ts'
import { serviceWords } from './messages.ts'
import { complaintOffer, renewalOffer, savedContract, savedTicket } from './saved.ts'

/** Contracts and tickets saved from a log go with it. */
export const serviceRecords: LogRecords = {
  name: 'service',
  async isSaved({ tx }, action, value) {
    const renewal = renewalOffer.safeParse(value)
    if (action === 'service.renew' && renewal.success) return (await savedContract(tx, renewal.data))?.same ?? false
    const complaint = complaintOffer.safeParse(value)
    return action === 'service.complaint' && complaint.success && ((await savedTicket(tx, complaint.data))?.same ?? false)
  },
  async undo(context, interactionId) {
    const { tx, locale, zone } = context
    const words = serviceWords(locale)
    const where = { externalId: { startsWith: `log:${interactionId}:` } }
    const said: Inline[] = []
    for (const contract of await tx.contract.findMany({ where })) {
      const until = await takeContractBack(context, contract)
      said.push(words.renewalTakenBack(formatDate(until, locale, zone, 'long')))
    }
    for (const ticket of await tx.ticket.findMany({ where })) {
      await takeTicketBack(context, ticket)
      said.push(words.complaintTakenBack(ticket.subject))
    }
    return said.length > 0 ? said : null
  },
}

/** Removes a contract saved from a log and keeps a line on the timeline; the day it ended. */
export async function takeContractBack(context: Context, { id, customerId, endsAt }: Contract): Promise<string> {
  const until = endsAt.toISOString().slice(0, 10)
  await context.tx.contract.delete({ where: { id } })
  await addActivity(context.tx, { ...noteOf(context), customerId, kind: 'contract.undone', refId: id, data: { until } })
  return until
}

export async function takeTicketBack(context: Context, { id, customerId, subject }: Ticket): Promise<void> {
  await context.tx.ticket.delete({ where: { id } })
  await addActivity(context.tx, { ...noteOf(context), customerId, kind: 'ticket.undone', refId: id, data: { subject } })
}

const noteOf = ({ now, actor }: Context) => ({ at: now, memberId: actor.memberId, source: 'chat' as const })
