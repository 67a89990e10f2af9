import { formatDate } from '../chat/dates/format.ts'
import type { LogRecords } from '../chat/feature.ts'
import type { Inline } from '../chat/message.ts'
import { addActivity } from '../customers/activity.ts'
import { serviceWords } from './messages.ts'

/** Contracts and tickets saved from a log go with it. */
export const serviceRecords: LogRecords = {
  name: 'service',
  async undo(context, interactionId) {
    const { tx, locale, zone, now, actor } = context
    const words = serviceWords(locale)
    const where = { externalId: { startsWith: `log:${interactionId}:` } }
    const contracts = await tx.contract.findMany({ where })
    const tickets = await tx.ticket.findMany({ where })
    if (contracts.length + tickets.length === 0) return null
    await tx.contract.deleteMany({ where })
    await tx.ticket.deleteMany({ where })
    const said: Inline[] = []
    const note = { at: now, memberId: actor.memberId, source: 'chat' as const }
    for (const { id: refId, customerId, endsAt } of contracts) {
      const until = endsAt.toISOString().slice(0, 10)
      await addActivity(tx, { ...note, customerId, kind: 'contract.undone', refId, data: { until } })
      said.push(words.renewalTakenBack(formatDate(until, locale, zone, 'long')))
    }
    for (const { id: refId, customerId, subject } of tickets) {
      await addActivity(tx, { ...note, customerId, kind: 'ticket.undone', refId, data: { subject } })
      said.push(words.complaintTakenBack(subject))
    }
    return said
  },
}
