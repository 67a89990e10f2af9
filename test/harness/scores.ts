import type { Prisma } from '../../src/database/generated/client.ts'

/** A row of scores with what a test cares about, and something plausible for the rest. */
export const scoreRow = (
  row: { customerId: number; teamId?: number } & Partial<Prisma.RiskScoreCreateManyInput>,
): Prisma.RiskScoreCreateManyInput => ({
  teamId: 1,
  orderDays: 4,
  firstOrder: new Date('2026-01-05'),
  lastOrder: new Date('2026-05-05'),
  netSpend: '400',
  firstSpend: '100',
  currency: 'EUR',
  points: 0,
  score: 0.8,
  target: 'order',
  band: 'critical',
  value: 1000,
  yearly: 1000,
  asOf: new Date('2026-09-16'),
  ...row,
})
