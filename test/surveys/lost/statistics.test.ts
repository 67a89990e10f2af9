import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Counted, compare } from '../../../src/surveys/lost/compare.ts'
import { fisherExact, logFactorials } from '../../../src/surveys/lost/fisher.ts'
import { holm } from '../../../src/surveys/lost/holm.ts'
import { liftOf } from '../../../src/surveys/lost/lift.ts'
import { seed } from '../../harness/seed.ts'

const fisher = (leftHaving: number, stayedHaving: number, leftLacking: number, stayedLacking: number) =>
  fisherExact(
    { having: leftHaving + stayedHaving, leftHaving, lacking: leftLacking + stayedLacking, leftLacking },
    logFactorials(leftHaving + stayedHaving + leftLacking + stayedLacking),
  )

describe('the exact test', () => {
  it('gives what R and the books give', () => {
    // Fisher's lady tasting tea: (1 + 16) / 70 on either side, 34 / 70.
    expect(fisher(3, 1, 1, 3)).toBeCloseTo(34 / 70, 10)
    // R, ?fisher.test, twins of criminals (Fisher 1962): fisher.test(Convictions)$p.value
    expect(fisher(2, 15, 10, 3)).toBeCloseTo(0.0005367241, 9)
    // [[8, 2], [1, 5]]: (C(9,8)C(7,2) + C(9,9)C(7,1) + C(9,3)C(7,7)) / C(16,10) = (189 + 7 + 84) / 8008
    expect(fisher(8, 2, 1, 5)).toBeCloseTo(280 / 8008, 10)
    expect(fisher(5, 5, 5, 5)).toBeCloseTo(1, 10)
  })

  it('does not mind which group or outcome is named first, and is a probability', () => {
    const count = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const p = fisher(a, b, c, d)
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(fisher(c, d, a, b)).toBeCloseTo(p, 8)
        expect(fisher(b, a, d, c)).toBeCloseTo(p, 8)
      }),
    )
  })
})

describe('the lift', () => {
  it('is the risk ratio with the adjusted log interval', () => {
    // 24 of 80 against 15 of 120: 0.3 / 0.125. Adjusted 24.5/80.5 / (15.5/120.5) = 2.36606; the variance of its logarithm
    // 1/24.5 - 1/80.5 + 1/15.5 - 1/120.5 = 0.084611, so it reaches exp(1.959964 * 0.290880) = 1.76848 times either way.
    const lift = liftOf({ having: 80, leftHaving: 24, lacking: 120, leftLacking: 15 })
    expect(lift.ratio).toBeCloseTo(2.4, 10)
    expect(lift.low).toBeCloseTo(1.3379, 3)
    expect(lift.high).toBeCloseTo(4.1843, 3)
  })

  it('is finite when nobody of the others left', () => {
    // (10.5/20.5) / (0.5/100.5)
    expect(liftOf({ having: 20, leftHaving: 10, lacking: 100, leftLacking: 0 }).ratio).toBeCloseTo(102.951, 3)
  })
})

describe('the correction', () => {
  it("is Holm's: p.adjust(c(0.01, 0.04, 0.03, 0.005), 'holm') in R", () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005])
    for (const [index, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(corrected[index]).toBeCloseTo(p, 12)
    expect(holm([0.7, 0.9])).toEqual([1, 1])
    expect(holm([])).toEqual([])
  })
})

const value = (name: string, all: number, left: number): Counted => ({ trait: 'industry', value: name, label: name, all, left })

describe('what those who left share', () => {
  it('names a value that doubles leaving, and one that halves it', () => {
    const { more, fewer, tried } = compare([value('risky', 200, 60), value('safe', 200, 15), value('same', 200, 30)], {
      all: 600,
      left: 105,
    })
    expect(more.map(each => each.value)).toEqual(['risky'])
    expect(more[0]).toMatchObject({ having: 200, leftHaving: 60, lacking: 400, leftLacking: 45 })
    expect(fewer.map(each => each.value)).toEqual(['safe'])
    expect(tried).toBe(3)
  })

  it('never names a small group, however clear it seems', () => {
    const total = { all: 400, left: 40 }
    // 9 of 9, 4 of 10, and all but 9.
    const { more, fewer, tried, tooSmall } = compare(
      [value('nine', 9, 9), value('four', 12, 4), value('most', 391, 31)],
      total,
      7,
    )
    expect([...more, ...fewer]).toEqual([])
    expect(tried).toBe(1)
    expect(tooSmall).toBe(9)
    expect(compare([value('enough', 10, 8)], total).more).toHaveLength(1)
  })

  it('is false in at most 5 of 100 shops where nothing is to be found', () => {
    const random = generator(seed)
    const shops = 400
    let alarms = 0
    for (let shop = 0; shop < shops; shop += 1) {
      const customers = Array.from({ length: 400 }, () => ({
        left: random() < 0.12,
        traits: Array.from({ length: 7 }, (_, trait) => Math.floor(random() * (2 + trait * 3))),
      }))
      const left = customers.filter(customer => customer.left).length
      const values = [0, 1, 2, 3, 4, 5, 6].flatMap(trait =>
        Array.from({ length: 2 + trait * 3 }, (_, of) => {
          const having = customers.filter(({ traits }) => traits[trait] === of)
          return value(`${trait} ${of}`, having.length, having.filter(customer => customer.left).length)
        }),
      )
      const { more, fewer } = compare(values, { all: 400, left })
      if (more.length + fewer.length > 0) alarms += 1
    }
    // Three standard errors above 5 % of 400.
    expect(alarms / shops, `seed ${seed}`).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / shops))
  })
})

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
