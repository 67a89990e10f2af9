import type { Store } from '../../../src/database/store.ts'
import { scoreRow } from '../../harness/scores.ts'
import type { ModelCustomer } from './model.ts'

/** mulberry32: the same shop for the same seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const tags = ['vip', 'Trial', '重点', 'key account', 'or']
export const tiers = ['A', 'B', 'c']
export const stages = ['negotiation', '谈判中']
export const regions = ['Berlin', 'Bern', '上海市', '100% (x)']
export const likes = ['phone', '微信', 'e-mail_only']
export const skus = ['LAMP-1', 'desk 2']
export const events = ['login', '登录', 'page view']
export const plans = ['gold', 'Silver Plus']
const bands = ['healthy', 'watch', 'at_risk', 'critical']
const severities = ['low', 'normal', 'high', 'urgent']

const dayMs = 86_400_000

/** One random customer, laid out around `now`, mostly in the past, some of it tomorrow. */
export function randomCustomer(id: number, random: () => number, now: Date, owners: readonly number[]): ModelCustomer {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const maybe = <T>(value: () => T, odds = 0.6): T | null => (random() < odds ? value() : null)
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make)
  const ago = (most: number): Date => new Date(now.getTime() - Math.floor((random() * most - 2) * dayMs))
  const date = (from: number, to: number): string =>
    new Date(now.getTime() + (from + random() * (to - from)) * dayMs).toISOString().slice(0, 10)
  const custom: Record<string, string> = {}
  if (random() < 0.5) custom.Seats = String(Math.floor(random() * 60) / (random() < 0.2 ? 2 : 1))
  if (random() < 0.5) custom.Plan = pick(plans)
  if (random() < 0.5) custom['Trial ends'] = date(-40, 40)
  if (random() < 0.5) custom.Paying = pick(['yes', 'no'])
  if (random() < 0.5) custom.Note = pick(['likes tea', 'or', '100%_x'])
  return {
    id,
    tags: tags.filter(() => random() < 0.3),
    tier: maybe(() => pick(tiers)),
    stage: maybe(() => pick(stages)),
    region: maybe(() => pick(regions)),
    ownerId: maybe(() => pick(owners)),
    createdAt: ago(400),
    leftAt: maybe(() => ago(100), 0.15),
    lastContactAt: maybe(() => ago(90)),
    preferences: some(2, () => maybe(() => pick(likes))),
    orders: some(4, () => ({
      at: ago(300),
      cents: Math.round((random() - 0.15) * 600_000),
      currency: pick(['EUR', 'EUR', 'USD']),
      sku: maybe(() => pick(skus)),
      product: maybe(() => pick(['Desk lamp', '台灯'])),
    })),
    tickets: some(3, () => {
      const openedAt = ago(60)
      const closedAt = maybe(() => new Date(openedAt.getTime() + random() * 5 * dayMs))
      return { openedAt, closedAt, severity: pick(severities), csat: maybe(() => 1 + Math.floor(random() * 5)) }
    }),
    events: some(3, () => ({ at: ago(60), name: pick(events) })),
    contracts: some(2, () => ({ endsOn: date(-60, 120), status: pick(['active', 'active', 'cancelled']) })),
    risk: maybe(() => ({
      score: Math.floor(random() * 101) / 100,
      band: pick(bands),
      value: Math.floor(random() * 10_000),
      currency: pick(['EUR', 'USD']),
    })),
    custom,
  }
}

/** The shop's own fields. */
export async function ownFields(store: Store): Promise<void> {
  const field = (label: string, type: string, options: string[] = []) => ({ key: label, label, type, options })
  await store.db.customField.createMany({
    data: [
      field('Seats', 'number'),
      field('Plan', 'choice', plans),
      field('Trial ends', 'date'),
      field('Paying', 'yes-no'),
      field('Note', 'text'),
    ],
  })
}

let ids = 0

/** Writes customers of team 1 as they are in memory. */
export async function land(store: Store, customers: readonly ModelCustomer[], teamId = 1): Promise<void> {
  const { db } = store
  for (const { preferences, orders, tickets, events: happened, contracts, risk, ...customer } of customers) {
    const customerId = customer.id
    await db.customer.create({ data: { name: `Customer ${customerId}`, teamId, ...customer } })
    await db.contact.createMany({ data: preferences.map(like => ({ customerId, name: 'Anna', preferences: like })) })
    for (const { at, cents, currency, sku, product } of orders)
      await db.order.create({
        data: {
          externalId: `R-${++ids}`,
          customerId,
          orderedAt: at,
          amount: (cents / 100).toFixed(2),
          currency,
          lines: { create: { sku, name: product, amount: (cents / 100).toFixed(2) } },
        },
      })
    await db.ticket.createMany({ data: tickets.map(ticket => ({ customerId, subject: 'Late', ...ticket })) })
    await db.usageEvent.createMany({ data: happened.map(event => ({ externalId: `R-${++ids}`, customerId, ...event })) })
    await db.contract.createMany({
      data: contracts.map(({ endsOn, status }) => ({ customerId, endsAt: new Date(endsOn), status })),
    })
    if (risk)
      await db.riskScore.create({
        data: scoreRow({ customerId, teamId, ...risk }),
      })
  }
}
