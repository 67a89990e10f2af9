import { describe, expect, it } from 'vitest'
import { addDays, dayNumber } from '../../../src/chat/dates/zone.ts'
import { factsAsOf, type OrderDay, type OrderFacts, orderDay } from '../../../src/risk/model/order-facts.ts'
import { lifetimeValue, logit, trainRiskModel } from '../../../src/risk/model/risk-model.ts'
import { type Band, bandOf, bandOfPoints } from '../../../src/risk/rules/bands.ts'
import { reasonsOf } from '../../../src/risk/rules/reasons.ts'
import { monthsOf, nonRenewal, renewalFloor } from '../../../src/risk/rules/renewal.ts'
import { type RiskInputs, scoreOf, type TeamModel } from '../../../src/risk/rules/score.ts'
import { arithmeticOf } from '../../../src/risk/rules/terms.ts'
import { readOrderDays } from '../../../src/risk/scores/packed.ts'
import { chance } from '../../bench/random.ts'

const date = '2026-09-16'
const today = dayNumber(date)

/** A shop of customers with rhythms of their own, some of whom fell silent. */
function shop(seed: number, count = 150): OrderDay[][] {
  const random = chance(seed)
  return Array.from({ length: count }, () => {
    const cycle = 7 + random.whole(50)
    const silent = random.whole(3) === 0 ? cycle + random.whole(300) : random.whole(cycle)
    const days = Array.from({ length: 1 + random.whole(15) }, (_, index) => today - silent - index * cycle)
    return days.toReversed().map(day => orderDay(day, 500 + random.whole(20_000), false))
  })
}

const customers = shop(7)
const model: TeamModel = { risk: trainRiskModel(customers, today, 90), renewals: { ended: 40, renewed: 30 } }
const facts = customers.flatMap(days => factsAsOf(days, today) ?? [])
const inputs = (orders: OrderFacts | null, more: Partial<RiskInputs> = {}): RiskInputs => ({
  orders,
  contract: null,
  points: 0,
  ...more,
})
const contract = { endsOn: addDays(date, 200), cancelled: false, yearly: 1200, currency: 'EUR' }

describe('a score', () => {
  it('is learnt from outcomes here, which the tests below rely on', () => expect(model.risk.method).toBe('blend'))

  it('is the sum of its parts, of orders and of contracts, points included', () => {
    for (const orders of facts)
      for (const more of [{}, { points: 0.7 }, { contract }]) {
        const from = inputs(orders, more)
        const { score } = scoreOf(model, from, date, null)
        const { base, terms } = arithmeticOf(model, from) ?? { base: Number.NaN, terms: [] }
        const odds = terms.reduce((sum, { points }) => sum + points, base + from.points)
        if (Math.abs(odds) < 15) expect(logit(score ?? 0)).toBeCloseTo(odds, 6)
      }
  })

  it('stays a number, and a chance, whatever customers did', () => {
    const hostile: OrderDay[][] = [
      Array.from({ length: 1001 }, (_, index) => orderDay(today - 1000 + index, 100, false)),
      [orderDay(today, 0, false)],
      [orderDay(today - 5, -9_999_999, true), orderDay(today - 4, 1, false)],
      [orderDay(today - 20_000, 10 ** 14, false), orderDay(today, 1, false)],
      [orderDay(today - 3, 5, false), orderDay(today + 50, 5, false)],
    ]
    for (const shopOf of [hostile, ...hostile.map(days => [days]), [...hostile, ...customers], []]) {
      const team: TeamModel = { risk: trainRiskModel(shopOf, today, 90), renewals: { ended: 0, renewed: 0 } }
      for (const days of hostile) {
        const orders = factsAsOf(days, today)
        const scored = scoreOf(team, inputs(orders, { points: 3 }), date, null)
        expect(scored.score).toBeGreaterThan(0)
        expect(scored.score).toBeLessThan(1)
        for (const figure of [scored.value, scored.yearly, (orders && lifetimeValue(team.risk, orders)) ?? 0])
          expect(Number.isFinite(figure)).toBe(true)
        for (const { points } of reasonsOf(team, inputs(orders), scored, [], 'EUR')) expect(points).not.toBeNaN()
      }
    }
  })

  it('names the silence first for a regular customer who has stopped, and at most three reasons, strongest first', () => {
    const regular = factsAsOf(
      Array.from({ length: 12 }, (_, index) => orderDay(today - 120 - (11 - index) * 14, 5_000, false)),
      today,
    )
    const from = inputs(regular, { points: 0.5 })
    const signals = [0.2, 0.1, 0.2].map((points, index) => ({ name: `signal-${index}`, points, evidence: {} }))
    const reasons = reasonsOf(model, from, scoreOf(model, from, date, null), signals, 'EUR')
    expect(reasons[0]).toMatchObject({ kind: 'rhythm', silentDays: 120, lastOrder: addDays(date, -120), oneOrder: false })
    expect(reasons.length).toBe(3)
    expect(reasons.map(({ points }) => points)).toEqual(reasons.map(({ points }) => points).toSorted((a, b) => b - a))
  })

  it('is none where signals are all that is known: points with a band, no probability', () => {
    expect(scoreOf(model, inputs(null, { points: 1.2 }), date, null)).toMatchObject({
      score: null,
      target: 'points',
      band: 'at_risk',
    })
    expect(arithmeticOf(model, inputs(null, { points: 1.2 }))).toBeNull()
    expect(bandOfPoints(0.1)).toBe('healthy')
  })

  it('of a contract starts at the share that was not renewed, and a cancelled one is critical by rule', () => {
    expect(nonRenewal({ ended: 0, renewed: 0 })).toBeCloseTo(0.15)
    expect(nonRenewal({ ended: 80, renewed: 60 })).toBeCloseTo(23 / 100)
    expect(scoreOf(model, inputs(null, { contract }), date, null).score).toBeCloseTo(nonRenewal(model.renewals), 9)
    const cancelled = scoreOf(model, inputs(null, { contract: { ...contract, cancelled: true } }), date, null)
    expect(cancelled).toMatchObject({ band: 'critical', floor: 'cancelled', value: 1200 })
    expect([renewalFloor(91), renewalFloor(90)?.band, renewalFloor(30)?.band, renewalFloor(-5)?.band]).toEqual([
      null,
      'watch',
      'at_risk',
      'at_risk',
    ])
    expect(['Monthly', '季度', 'fortnight', null].map(monthsOf)).toEqual([1, 3, null, null])
  })

  it('goes back to the orders when the customer went on ordering after the contract was over', () => {
    const ended = { ...contract, endsOn: addDays(date, -100) }
    const ordering = factsAsOf([orderDay(today - 60, 100, false), orderDay(today - 2, 100, false)], today)
    expect(scoreOf(model, inputs(ordering, { contract: ended }), date, null).target).toBe('order')
    const silent = factsAsOf([orderDay(today - 150, 100, false)], today)
    expect(scoreOf(model, inputs(silent, { contract: ended }), date, null).target).toBe('renewal')
  })
})

describe('bands', () => {
  it('are entered at their threshold and left for a better one five points below it', () => {
    const walk = (...scores: number[]): Band[] => {
      let band: Band | null = null
      return scores.map(score => (band = bandOf(score, band)))
    }
    expect(walk(0.39, 0.4, 0.36, 0.34)).toEqual(['healthy', 'watch', 'watch', 'healthy'])
    expect(walk(0.81, 0.76, 0.74, 0.61, 0.55, 0.54)).toEqual(['critical', 'critical', 'at_risk', 'at_risk', 'at_risk', 'watch'])
    expect(walk(0.9, 0.1, 0.9)).toEqual(['critical', 'healthy', 'critical'])
  })
})

describe('orders as the database hands them over', () => {
  it('come to what each local day brought, in the currency of the first order, which later orders do not change', () => {
    const { days, currency } = readOrderDays('10 5.10 EUR,10 4.90 EUR,12 100 EUR,12 -100 EUR,13 7 USD,14 1.15 EUR,15 900 JPY')
    expect(currency).toBe('EUR')
    expect(days).toEqual([
      { day: 10, cents: 1000, ordered: true },
      { day: 12, cents: 0, ordered: false },
      { day: 13, cents: 0, ordered: true },
      { day: 14, cents: 115, ordered: true },
      { day: 15, cents: 0, ordered: true },
    ])
    expect(readOrderDays('')).toEqual({ days: [], currency: '' })
  })
})
