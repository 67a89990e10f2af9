import { z } from 'zod'
import type { ActivityKind, Feature } from '../chat/feature.ts'
import { Prisma } from '../database/generated/client.ts'
import { ordersCard } from './card.ts'
import { orderFilters } from './filters.ts'
import { orderImport } from './import.ts'
import { orderWords } from './messages.ts'
import { nextCard, relatedCard } from './next/card.ts'
import { nightlyPurchases } from './next/job.ts'
import { nextAction, nextVerb } from './next/verb.ts'
import { recordOrder } from './record.ts'
import { orderRecords } from './undo.ts'

const amount = z.object({ amount: z.string(), currency: z.string() })
const changed = amount.extend({ before: z.string(), beforeCurrency: z.string() })

const activityKinds: ActivityKind[] = [
  {
    kind: 'order',
    icon: '🧾',
    describe(data, locale) {
      const words = orderWords(locale)
      const order = amount.safeParse(data)
      if (!order.success) return [words.order]
      return [`${order.data.amount.startsWith('-') ? words.returned : words.order} `, { kind: 'money', ...order.data }]
    },
  },
  {
    kind: 'order_changed',
    icon: '✏️',
    describe(data, locale) {
      const words = orderWords(locale)
      const change = changed.safeParse(data)
      if (!change.success) return [words.changed]
      const { before, beforeCurrency, ...now } = change.data
      return [`${words.changed} `, { kind: 'money', amount: before, currency: beforeCurrency }, ' → ', { kind: 'money', ...now }]
    },
  },
  {
    kind: 'order_undone',
    icon: '↩️',
    describe(data, locale) {
      const words = orderWords(locale)
      const order = amount.safeParse(data)
      return order.success ? [`${words.undone} `, { kind: 'money', ...order.data }] : [words.undone]
    },
  },
  { kind: 'recovered', icon: '🎉', describe: (_data, locale) => [orderWords(locale).recovered] },
]

/** Orders: what customers bought, as the records of other systems or a log say, and what they may buy next. */
export const ordersFeature: Feature = {
  name: 'orders',
  verbs: [{ command: 'customer', verb: nextVerb }],
  actions: [recordOrder, nextAction],
  jobs: [nightlyPurchases],
  cardSections: [ordersCard, nextCard, relatedCard],
  activityKinds,
  filterFields: orderFilters,
  logRecords: [orderRecords],
  importKinds: [orderImport],
  customerData: {
    OrderLine: {
      erase: 'keep',
      rows: id => Prisma.sql`"orderId" IN (SELECT "id" FROM "Order" WHERE "customerId" = ${id})`,
    },
    ProductRhythm: { erase: 'nothing' },
    RelatedProduct: { erase: 'nothing' },
  },
  personalFields: {
    Order: {
      id: 'impersonal',
      externalId: 'personal',
      customerId: 'impersonal',
      orderedAt: 'impersonal',
      amount: 'impersonal',
      currency: 'impersonal',
      createdAt: 'impersonal',
    },
    OrderLine: {
      id: 'impersonal',
      orderId: 'impersonal',
      sku: 'impersonal',
      name: 'impersonal',
      quantity: 'impersonal',
      amount: 'impersonal',
    },
    ProductRhythm: {
      teamId: 'impersonal',
      product: 'impersonal',
      name: 'impersonal',
      buyers: 'impersonal',
      cycleDays: 'impersonal',
    },
    RelatedProduct: {
      teamId: 'impersonal',
      product: 'impersonal',
      related: 'impersonal',
      together: 'impersonal',
      similarity: 'impersonal',
    },
  },
}
