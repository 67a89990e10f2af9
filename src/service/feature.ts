import type { Feature } from '../chat/feature.ts'
import { serviceActivityKinds } from './activity-kinds.ts'
import { contractCard, ticketsCard, usageCard } from './card.ts'
import { externalActivityKinds } from './external/activity-kinds.ts'
import { externalData, externalPersonalFields } from './external/personal-fields.ts'
import { type ContactParts, qrVerb } from './external/qr-verb.ts'
import { transferAction, transferOffer } from './external/transfer.ts'
import { serviceFilters } from './filters.ts'
import { contractsImport } from './import-contracts.ts'
import { eventsImport } from './import-events.ts'
import { ticketsImport } from './import-tickets.ts'
import { openComplaint, renewContract } from './proposals.ts'
import { severeTicket } from './severe-ticket.ts'
import { csatSignal } from './signals/csat.ts'
import { externalSignal } from './signals/external.ts'
import { ticketsSignal } from './signals/tickets.ts'
import { usageSignal } from './signals/usage.ts'
import { closeTicket, reopenTicket, ticketVerb } from './tickets.ts'
import { serviceRecords } from './undo.ts'

const noContacts: ContactParts = { contactPlatform: () => null }
const keys = { id: 'impersonal', externalId: 'personal', customerId: 'impersonal' } as const

/** Contracts, tickets, what customers use, and who has them as a contact in chat. */
export const createServiceFeature = (parts: ContactParts = noContacts): Feature => ({
  name: 'service',
  verbs: [
    { command: 'customer', verb: ticketVerb },
    { command: 'customer', verb: qrVerb(parts) },
  ],
  handoverOffers: [transferOffer],
  actions: [transferAction, renewContract, openComplaint, closeTicket, reopenTicket],
  cardSections: [contractCard, ticketsCard, usageCard],
  activityKinds: [...serviceActivityKinds, ...externalActivityKinds],
  filterFields: serviceFilters,
  importKinds: [eventsImport, ticketsImport, contractsImport],
  riskSignals: [ticketsSignal, csatSignal, usageSignal, externalSignal],
  logRecords: [serviceRecords],
  contactBlocks: [severeTicket],
  customerData: externalData,
  personalFields: {
    ...externalPersonalFields,
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
})
