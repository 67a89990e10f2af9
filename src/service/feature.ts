import { z } from 'zod'
import { formatDate } from '../chat/dates/format.ts'
import type { ActivityKind, Feature } from '../chat/feature.ts'
import { serviceCard } from './card.ts'
import { serviceWords } from './messages.ts'
import { openComplaint, renewContract } from './proposals.ts'
import { serviceRecords } from './undo.ts'

const renewed = z.object({ until: z.string() })
const opened = z.object({ subject: z.string() })

const activityKinds: ActivityKind[] = [
  {
    kind: 'contract.renewed',
    icon: '📄',
    describe: (data, locale) => [serviceWords(locale).renewedKind(formatDate(renewed.parse(data).until, locale, 'UTC'))],
  },
  {
    kind: 'ticket.opened',
    icon: '⚠️',
    describe: (data, locale) => [serviceWords(locale).complaintKind(opened.parse(data).subject)],
  },
  {
    kind: 'contract.undone',
    icon: '↩️',
    describe: (data, locale) => [serviceWords(locale).renewalUndone(formatDate(renewed.parse(data).until, locale, 'UTC'))],
  },
  {
    kind: 'ticket.undone',
    icon: '↩️',
    describe: (data, locale) => [serviceWords(locale).complaintUndone(opened.parse(data).subject)],
  },
]

const keys = { id: 'impersonal', externalId: 'personal', customerId: 'impersonal' } as const

/** Contracts and tickets. */
export const serviceFeature: Feature = {
  name: 'service',
  actions: [renewContract, openComplaint],
  cardSections: [serviceCard],
  activityKinds,
  logRecords: [serviceRecords],
  personalFields: {
    Ticket: {
      ...keys,
      openedAt: 'impersonal',
      closedAt: 'impersonal',
      severity: 'impersonal',
      subject: 'personal',
      csat: 'impersonal',
    },
    Contract: {
      ...keys,
      startsAt: 'impersonal',
      endsAt: 'impersonal',
      amount: 'impersonal',
      currency: 'impersonal',
      period: 'impersonal',
      status: 'impersonal',
    },
    UsageEvent: { ...keys, at: 'impersonal', name: 'impersonal', channel: 'impersonal', count: 'impersonal' },
  },
}
