import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backtestAt } from '../../../src/risk/model/backtest.ts'
import { factsAsOf, type OrderDay, orderDay, ordersWithin } from '../../../src/risk/model/order-facts.ts'
import { areaUnderCurve, calibrationError, topDecile } from '../../../src/risk/model/panel.ts'
import { quintiles } from '../../../src/risk/model/rfm-sum.ts'
import { expectationOf, riskOf, trainRiskModel } from '../../../src/risk/model/risk-model.ts'
import { seed } from '../../harness/seed.ts'
import { dayOf, logFile, readLog } from './logs.ts'

const master = logFile('cdnow_master')

const days: fc.Arbitrary<OrderDay[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -90_000, max: 90_000 })), { maxLength: 12 })
  .map(orders => [...new Map(orders).entries()].sort(([a], [b]) => a - b).map(([day, cents]) => orderDay(day, cents, cents < 0)))
const company = fc.array(days, { minLength: 1, maxLength: 80 })

/** Everything said of a company as of a day: by customer, null where nothing is. */
function said(customers: readonly OrderDay[][], asOf: number) {
  const model = trainRiskModel(customers, asOf, 90)
  return customers.map(one => {
    const facts = factsAsOf(one, asOf)
    return facts && { risk: riskOf(model, facts), ...expectationOf(model, facts, 90) }
  })
}

describe('the risk model', () => {
  it.skipIf(!master)(
    'ranks CDNOW better than recency and its chances come true',
    () => {
      const customers = readLog(master ?? '')
      const settings = ['1997-09-30', '1997-12-31', '1998-03-31'].map(day => backtestAt(customers, dayOf(day), 90))
      const mean = (of: (setting: NonNullable<(typeof settings)[number]>) => number) =>
        settings.reduce((sum, setting) => sum + (setting ? of(setting) : Number.NaN), 0) / settings.length
      expect(mean(({ auc, aucRecency }) => auc - aucRecency)).toBeGreaterThanOrEqual(0.01)
      expect(mean(({ brier, brierBase }) => brier / brierBase)).toBeLessThanOrEqual(0.85)
      expect(mean(({ ece }) => ece)).toBeLessThan(0.02)
      expect(settings.map(setting => setting?.method)).toEqual(['blend', 'blend', 'blend'])
    },
    120_000,
  )

  it(`knows nothing of what comes after the day asked about (SEED=${seed})`, () => {
    fc.assert(
      fc.property(company, fc.integer({ min: 0, max: 400 }), (customers, asOf) => {
        const before = customers.map(one => one.filter(({ day }) => day <= asOf))
        for (const [index, whole] of said(customers, asOf).entries()) {
          const cut = said(before, asOf)[index]
          expect(Boolean(cut)).toBe(Boolean(whole))
          expect(Math.abs((cut?.risk ?? 0) - (whole?.risk ?? 0))).toBeLessThan(1e-9)
        }
      }),
      { seed, numRuns: 25 },
    )
  })

  it(`says a chance of everybody, whatever the log (SEED=${seed})`, () => {
    fc.assert(
      fc.property(company, fc.integer({ min: 0, max: 400 }), (customers, asOf) => {
        for (const one of said(customers, asOf)) {
          if (!one) continue
          expect(one.risk).toBeGreaterThan(0)
          expect(one.risk).toBeLessThan(1)
          expect(Number.isFinite(one.orders) && one.orders >= 0).toBe(true)
          expect(one.value === null || (Number.isFinite(one.value) && one.value >= 0)).toBe(true)
        }
      }),
      { seed, numRuns: 60 },
    )
  })

  it('copes with companies that teach nothing', () => {
    const same = (count: number, one: OrderDay[]) => Array.from({ length: count }, () => one)
    const odd: Record<string, OrderDay[][]> = {
      'one customer': [[orderDay(1, 100, false)]],
      'a thousand orders': [Array.from({ length: 1_000 }, (_, day) => orderDay(day, 100, false)), [orderDay(3, 5, false)]],
      'all bought once': same(200, [orderDay(5, 100, false)]),
      'all on one day': same(200, [orderDay(400, 100, false)]),
      'for nothing': same(50, [orderDay(1, 0, false), orderDay(50, 0, false)]),
      'more returned than bought': same(50, [orderDay(1, 100, false), orderDay(40, 50, false), orderDay(60, -900, true)]),
      'only returns': same(20, [orderDay(60, -900, true)]),
      'only the future': same(20, [orderDay(900, 100, false)]),
    }
    for (const [name, customers] of Object.entries(odd))
      for (const one of said(customers, 400))
        if (one) expect([one.risk, one.orders, one.value ?? 0].every(Number.isFinite), name).toBe(true)
    expect(said(odd['only returns'] ?? [], 400).every(one => one === null)).toBe(true)
  })

  it('calls itself an estimate until there are outcomes to learn from', () => {
    const regular = (gap: number, until: number) =>
      Array.from({ length: Math.floor(until / gap) }, (_, i) => orderDay(i * gap, 100, false))
    const few = Array.from({ length: 20 }, (_, i) => regular(10 + i, 300))
    expect(trainRiskModel(few, 300, 90).method).toBe('buying')
    const many = Array.from({ length: 200 }, (_, i) => regular(10 + (i % 20), i % 2 ? 300 : 100))
    expect(trainRiskModel(many, 300, 90).method).toBe('blend')
    expect(
      trainRiskModel(
        Array.from({ length: 40 }, () => [orderDay(1, 1, false)]),
        300,
        90,
      ).method,
    ).toBe('usual')
  })
})

describe('order facts', () => {
  it('take a day that was returned whole for none, and an order for nothing for one', () => {
    const log = [orderDay(10, 500, false), orderDay(20, 0, true), orderDay(30, 0, false), orderDay(40, -100, true)]
    expect(factsAsOf(log, 45)).toEqual({ x: 1, tx: 20, T: 35, netSpend: 4, firstSpend: 5, lastDay: 30 })
    expect(factsAsOf(log, 9)).toBeNull()
    expect([ordersWithin(log, 10, 29), ordersWithin(log, 10, 30), ordersWithin(log, 30, 90)]).toEqual([false, true, false])
  })
})

describe('the panel', () => {
  it('counts ties half', () => {
    expect(areaUnderCurve([1, 1, 1, 1], [0, 1, 0, 1])).toBe(0.5)
    expect(areaUnderCurve([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1)
    expect(areaUnderCurve([1, 2, 2, 3], [0, 0, 1, 1])).toBe(0.875)
    expect(areaUnderCurve([1, 2], [1, 1])).toBe(0.5)
  })

  it('finds chances that came true without error, and bold ones with', () => {
    const happened = Array.from({ length: 1_000 }, (_, index) => Number(index % 10 < 3))
    expect(calibrationError({ chance: happened.map(() => 0.3), happened })).toBeCloseTo(0, 6)
    expect(calibrationError({ chance: happened.map(() => 0.9), happened })).toBeCloseTo(0.6, 6)
  })

  it('compares the top tenth with the most that is possible', () => {
    const happened = Array.from({ length: 100 }, (_, index) => Number(index < 20))
    expect(topDecile({ chance: happened.map((_, index) => 1 - index / 100), happened })).toEqual({
      precision: 1,
      lift: 5,
      maxLift: 5,
    })
  })

  it('puts equal values into one quintile', () => {
    expect(quintiles([1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4, 5])
    expect(new Set(quintiles([7, 7, 7, 7])).size).toBe(1)
  })
})
