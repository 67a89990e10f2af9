import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/chat/dates/zone.ts'
import { bandOf, estimate, expectedCycle, leavesOn, type Rhythm } from '../../src/risk/estimate.ts'
import { populationCycle } from '../../src/risk/rhythm-store.ts'

const asOf = '2026-09-16'
const rhythm = (silentDays: number, more: Partial<Rhythm> = {}): Rhythm => ({
  orderDays: 12,
  ownCycleDays: 30,
  lastOrder: addDays(asOf, -silentDays),
  lastContact: asOf,
  ...more,
})

describe('the first estimate of churn risk', () => {
  it('is 1 in 4 after one usual cycle of silence, even after two, 3 in 4 after four', () => {
    expect(estimate(rhythm(30), 30, asOf).score).toBeCloseTo(0.25, 6)
    expect(estimate(rhythm(60), 30, asOf).score).toBeCloseTo(0.5, 6)
    expect(estimate(rhythm(120), 30, asOf).score).toBeCloseTo(0.75, 6)
  })

  it('judges everybody by their own rhythm: 40 days are long for a weekly buyer and short for a yearly one', () => {
    const weekly = estimate(rhythm(40, { ownCycleDays: 7 }), 60, asOf)
    const yearly = estimate(rhythm(40, { ownCycleDays: 365 }), 60, asOf)
    expect(weekly.score).toBeGreaterThan(0.7)
    expect(yearly.score).toBeLessThan(0.1)
  })

  it('leans on the population where there is little of one’s own', () => {
    expect(expectedCycle({ orderDays: 1, ownCycleDays: null }, 60)).toBeCloseTo(60, 6)
    // Two gaps of one's own weigh as much as the population.
    expect(expectedCycle({ orderDays: 3, ownCycleDays: 15 }, 60)).toBeCloseTo(30, 6)
  })

  it('counts missing contact neither way, and says that it is missing', () => {
    const without = estimate(rhythm(60, { lastContact: null }), 30, asOf)
    expect(without.score).toBeCloseTo(estimate(rhythm(60), 30, asOf).score, 9)
    expect(without.reasons).toContainEqual({ kind: 'missing-contact' })
  })

  it('raises the risk of customers nobody speaks to, with days and date as evidence', () => {
    const silent = estimate(rhythm(60, { lastContact: addDays(asOf, -80) }), 30, asOf)
    expect(silent.score).toBeGreaterThan(estimate(rhythm(60), 30, asOf).score + 0.05)
    expect(silent.reasons).toEqual([
      { kind: 'overdue', cycleDays: 30, silentDays: 60, lastOrder: '2026-07-18', oneOrder: false },
      { kind: 'no-contact', silentDays: 80, lastContact: '2026-06-28' },
    ])
  })

  it('never falls while the silence grows, and stays a number between 0 and 1', () => {
    const seed = Date.now()
    console.log(`seed ${seed}`)
    const days = fc.integer({ min: 0, max: 5_000 })
    const cycle = fc.option(fc.double({ min: 0.5, max: 3_000, noNaN: true }))
    fc.assert(
      fc.property(
        days,
        days,
        cycle,
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 900 }),
        (a, b, own, orders, population) => {
          const [shorter, longer] = a < b ? [a, b] : [b, a]
          const of = (silent: number) =>
            estimate(rhythm(silent, { ownCycleDays: own, orderDays: own === null ? 1 : orders + 1 }), population, asOf).score
          expect(of(longer)).toBeGreaterThanOrEqual(of(shorter))
          expect(of(longer)).toBeGreaterThan(0)
          expect(of(longer)).toBeLessThan(1)
        },
      ),
      { seed },
    )
  })

  it('has bands without gaps', () => {
    expect([0, 0.3499, 0.35, 0.55, 0.75, 1].map(bandOf)).toEqual([
      'healthy',
      'healthy',
      'watch',
      'at_risk',
      'critical',
      'critical',
    ])
  })
})

describe('leaving', () => {
  it('is max(180 days, 4 own cycles) without an order; with a contract 30 days after its end', () => {
    expect(leavesOn({ lastOrder: '2026-01-01' }, 20, null)).toBe('2026-06-30')
    expect(leavesOn({ lastOrder: '2026-01-01' }, 60, null)).toBe('2026-08-29')
    expect(leavesOn({ lastOrder: '2020-01-01' }, 60, '2026-06-30')).toBe('2026-07-30')
  })
})

describe('the population’s cycle', () => {
  it('is the median of those who ordered twice, and 60 days before anybody did', () => {
    expect(populationCycle([{ ownCycleDays: 10 }, { ownCycleDays: null }, { ownCycleDays: 30 }, { ownCycleDays: 20 }])).toBe(20)
    expect(populationCycle([{ ownCycleDays: null }])).toBe(60)
  })
})
