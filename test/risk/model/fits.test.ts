import { describe, expect, it } from 'vitest'
import { minimise } from '../../../src/risk/model/bfgs.ts'
import { aliveChance, expectedOrders, fitBuying, orderChance, usualBuying } from '../../../src/risk/model/buying.ts'
import { digamma, logGamma } from '../../../src/risk/model/gamma.ts'
import { factsAsOf, patternsOf } from '../../../src/risk/model/order-facts.ts'
import { expectedSpend, fitSpend } from '../../../src/risk/model/spend.ts'
import { dayOf, logFile, readLog } from './logs.ts'

const sample = logFile('cdnow_sample')
const facts = () => readLog(sample ?? '').flatMap(days => factsAsOf(days, dayOf('1997-09-30')) ?? [])
const rounded = (parameters: object) => Object.values(parameters).map((value: number) => Number(value.toFixed(4)))

describe('fits', () => {
  it.skipIf(!sample)('reproduce what the literature says of CDNOW, 39 weeks, to the fourth digit', () => {
    const patterns = patternsOf(facts(), 7)
    const bg = fitBuying('bg-nbd', patterns, { prior: false })
    expect(rounded(bg.parameters)).toEqual([0.2426, 4.4136, 0.7929, 2.4259])
    expect(bg.logLikelihood).toBeCloseTo(-9582.429, 3)
    const mbg = fitBuying('mbg-nbd', patterns, { prior: false })
    expect(rounded(mbg.parameters)).toEqual([0.5248, 6.1831, 0.8914, 1.614])
    expect(mbg.logLikelihood).toBeCloseTo(-9582.136, 3)
    expect(mbg.customers).toBe(2357)
  })

  it.skipIf(!sample)('reproduce the spend of its 946 repeaters', () => {
    const repeats = facts()
      .filter(({ x }) => x > 0)
      .map(({ x, netSpend, firstSpend }) => ({ days: x, mean: (netSpend - firstSpend) / x }))
    const { parameters, logLikelihood, customers } = fitSpend(repeats, { prior: false })
    expect(customers).toBe(946)
    expect(Object.values(parameters).map(value => Number(value.toFixed(2)))).toEqual([6.25, 3.74, 15.44])
    expect(logLikelihood).toBeCloseTo(-4055.918, 2)
  })

  it.skipIf(!sample)('are hardly moved by the priors where there are data', () => {
    const patterns = patternsOf(facts(), 7)
    const [free, held] = [false, true].map(prior => fitBuying('mbg-nbd', patterns, { prior }).parameters)
    for (const name of ['r', 'alpha', 'a', 'b'] as const)
      expect(Math.abs((held?.[name] ?? 0) / (free?.[name] ?? 1) - 1)).toBeLessThan(0.03)
  })

  it('say so when the data cannot tell, and never run away', () => {
    const fitted = (histories: { x: number; tx: number; T: number }[]) =>
      fitBuying('mbg-nbd', patternsOf(histories), { prior: true })
    expect(fitted([]).degenerate).toBe('no-customers')
    expect(fitted(Array.from({ length: 50 }, (_, i) => ({ x: 0, tx: 0, T: i }))).degenerate).toBe('no-repeats')
    const unlikely = [
      [{ x: 1_000, tx: 999, T: 1_000 }],
      Array.from({ length: 40 }, () => ({ x: 12, tx: 360, T: 360 })),
      [
        { x: 0, tx: 0, T: 0 },
        { x: 3, tx: 0.001, T: 9_000 },
      ],
    ]
    for (const histories of unlikely) {
      const { parameters, logLikelihood } = fitted(histories)
      expect([...Object.values(parameters), logLikelihood].every(Number.isFinite)).toBe(true)
    }
  })
})

describe('what a fit says of a customer', () => {
  const parameters = { r: 0.5248, alpha: 43.28, a: 0.8914, b: 1.614 }

  it('agrees with the closed forms integrated numerically', () => {
    for (const history of [
      { x: 0, tx: 0, T: 30 },
      { x: 3, tx: 100, T: 160 },
      { x: 26, tx: 250, T: 270 },
    ]) {
      const { r, alpha, a, b } = parameters
      // E[(1 - (1 + p t / D)^-c) / p] over p ~ beta(a, b + x + 1): purchases to come of somebody still buying.
      const [D, c, B, t] = [alpha + history.T, r + history.x, b + history.x + 1, 90]
      const logBeta = logGamma(a) + logGamma(B) - logGamma(a + B)
      let integral = 0
      const steps = 400_000
      for (let i = 0; i < steps; i++) {
        // p = u^(1/a) takes the singularity at 0 away.
        const p = ((i + 0.5) / steps) ** (1 / a)
        integral += (((1 - (1 + (p * t) / D) ** -c) / p) * (1 - p) ** (B - 1)) / a / steps
      }
      const expected = (aliveChance(parameters, history) * integral) / Math.exp(logBeta)
      expect(expectedOrders(parameters, history, 90)).toBeCloseTo(expected, 4)
    }
  })

  it('expects at least as many orders as the chance of one, and more the longer the horizon', () => {
    const history = { x: 5, tx: 150, T: 170 }
    let before = 0
    for (const horizon of [1, 7, 30, 90, 365, 3_650]) {
      const orders = expectedOrders(parameters, history, horizon)
      expect(orders).toBeGreaterThan(before)
      expect(orders).toBeGreaterThanOrEqual(orderChance(parameters, history, horizon) - 1e-12)
      before = orders
    }
  })

  it('stays finite at a = 1, for a thousand orders, on the first day', () => {
    for (const a of [1, 1 + 1e-7, 0.999, 2, 3])
      for (const history of [
        { x: 1_000, tx: 3_000, T: 3_001 },
        { x: 1_000, tx: 1_000, T: 9_000 },
        { x: 0, tx: 0, T: 0 },
      ]) {
        const given = { ...parameters, a }
        const figures = [aliveChance(given, history), orderChance(given, history, 90), expectedOrders(given, history, 90)]
        expect(
          figures.every(figure => Number.isFinite(figure) && figure >= 0),
          `${a} ${JSON.stringify(history)}`,
        ).toBe(true)
      }
    expect(Object.values(usualBuying([{ T: 0 }])).every(value => value > 0)).toBe(true)
  })

  it('draws the expected spend from the own mean towards everybody’s', () => {
    const spend = { p: 6.25, q: 3.74, v: 15.44 }
    const everybody = expectedSpend(spend, { days: 0, mean: 0 })
    expect(everybody).toBeCloseTo((6.25 * 15.44) / 2.74, 6)
    const [few, many] = [1, 100].map(days => expectedSpend(spend, { days, mean: 200 }))
    expect(few).toBeGreaterThan(everybody)
    expect(many).toBeGreaterThan(few ?? 0)
    expect(many).toBeLessThan(200)
    expect(expectedSpend(spend, { days: 3, mean: -50 })).toBeGreaterThan(0)
  })
})

describe('the arithmetic beneath', () => {
  it('knows the gamma function and its derivative', () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12)
    for (const x of [0.01, 0.7, 3.3, 42]) expect((logGamma(x + 1e-6) - logGamma(x - 1e-6)) / 2e-6).toBeCloseTo(digamma(x), 4)
  })

  it('finds the bottom of a curved valley', () => {
    const { at, converged } = minimise(
      (point, gradient) => {
        const [x = 0, y = 0] = point
        gradient.set([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)])
        return 100 * (y - x * x) ** 2 + (1 - x) ** 2
      },
      [-1.2, 1],
    )
    expect(converged).toBe(true)
    expect([...at].map(value => Number(value.toFixed(4)))).toEqual([1, 1])
  })

  it('comes back from where a function has no value', () => {
    const { at, converged } = minimise(
      (point, gradient) => {
        const [x = 0] = point
        gradient[0] = 1 - 1 / x
        return x - Math.log(x)
      },
      [9],
    )
    expect([converged, at[0]?.toFixed(4)]).toEqual([true, '1.0000'])
  })
})
