import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byUrgency, mostBought } from '../../../src/orders/next/buy-again.ts'
import { followRatio, windowOf } from '../../../src/orders/next/calibrate.ts'
import { againWithin, type Followed, follow } from '../../../src/orders/next/followed.ts'
import { expectations, expectedNow } from '../../../src/orders/next/history.ts'
import { expectedGap, generalPace, usualGap, windowAfter } from '../../../src/orders/next/purchase-cycle.ts'
import { purchaseDays } from '../../../src/orders/next/purchases.ts'
import { basketsOf, lift, relatedTo } from '../../../src/orders/next/related.ts'

const followedOf = (closed: readonly number[], open: readonly number[]): Followed => {
  const followed: Followed = new Map()
  for (const length of closed) follow(followed, length, true)
  for (const length of open) follow(followed, length, false)
  return followed
}

describe('days of purchase', () => {
  it('count once however many orders they had, and not at all when everything went back', () => {
    expect(purchaseDays('10 500 EUR,10 300 EUR,12 100 EUR')).toEqual([10, 12])
    expect(purchaseDays('10 500 EUR,12 100 EUR,15 -100 EUR')).toEqual([10])
    expect(purchaseDays('10 500 EUR,10 -500 EUR')).toEqual([])
    expect(purchaseDays('10 -500 EUR,10 500 EUR')).toEqual([])
    expect(purchaseDays('10 -500 EUR,11 0 EUR')).toEqual([])
    expect(purchaseDays('12 100 EUR,15 -100 EUR,10 500 EUR')).toEqual([10])
  })

  it('lose what was bought last before a return, in its currency, and stay while something of them is left', () => {
    expect(purchaseDays('1 500 EUR,5 300 EUR,9 -300 EUR,12 200 EUR')).toEqual([1, 12])
    expect(purchaseDays('1 500 EUR,5 300 EUR,9 -400 EUR')).toEqual([1])
    expect(purchaseDays('1 500 EUR,5 300 USD,9 -300 EUR')).toEqual([1, 5])
    expect(purchaseDays('1 500 EUR,5 300 EUR,9 -900 EUR,12 200 EUR')).toEqual([12])
  })
})

describe('gaps that have not ended', () => {
  it('count for as long as they were followed (Kaplan and Meier, worked by hand)', () => {
    // S(5) = 3/4, S(10) = 3/4 x 1/2 = 3/8; of the 5/8 that came back, 2/5 did within 5 days.
    const followed = followedOf([5, 10], [7, 12])
    expect(againWithin(followed, 0.4)).toBe(5)
    expect(againWithin(followed, 0.41)).toBe(10)
    expect(againWithin(followed, 1, 9)).toBe(5)
    expect(againWithin(followedOf([], [3]), 0.5)).toBeNull()
  })

  it('change nothing when there are none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 }), closed => {
        const sorted = closed.toSorted((a, b) => a - b)
        expect(againWithin(followedOf(closed, []), 0.5)).toBe(sorted[Math.ceil(sorted.length / 2) - 1])
      }),
    )
  })

  it('keep a young product from looking quick: those still waiting make the usual gap longer', () => {
    const quick = [3, 5, 8, 10, 14]
    expect(usualGap(followedOf(quick, []))).toBe(8)
    expect(usualGap(followedOf(quick, [9, 9, 9, 9, 9, 9, 9, 9]))).toBe(10)
  })
})

describe('the expected gap', () => {
  it('is exp((n ln own + k/2 (ln product + ln customer)) / (n + k)) with k = 8', () => {
    const [product, customer] = [30, 90]
    expect(expectedGap({ count: 0, logSum: 0 }, product, customer)).toBeCloseTo(Math.sqrt(30 * 90), 10)
    const expected = Math.exp((3 * Math.log(20) + 4 * (Math.log(30) + Math.log(90))) / 11)
    expect(expectedGap({ count: 3, logSum: 3 * Math.log(20) }, product, customer)).toBeCloseTo(expected, 10)
  })

  it('makes a window of two days at least, and says where today stands in it', () => {
    const pace = { low: 0.5, high: 1.5 }
    const standing = (today: number) => windowAfter(100, 20, pace, today).standing
    expect(windowAfter(100, 20, pace, 100)).toEqual({ from: 110, until: 130, standing: 'ahead' })
    expect([109, 110, 130, 131, 220, 221].map(standing)).toEqual(['ahead', 'due', 'due', 'overdue', 'overdue', 'lapsed'])
    expect(windowAfter(100, 1, { low: 1, high: 1 }, 100)).toMatchObject({ from: 101, until: 102 })
  })

  it('of the past never knows of what came later', () => {
    const day = fc.integer({ min: 1, max: 900 })
    const items = fc.array(fc.uniqueArray(day, { maxLength: 12 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(items, day, (lists, cut) => {
        const all = lists.map(days => ({ days: days.toSorted((a, b) => a - b), usualDays: 30 }))
        const past = all.map(({ days, usualDays }) => ({ days: days.filter(day => day <= cut), usualDays }))
        const closed = expectations(past, 40, cut).filter(({ again }) => again)
        const later = expectations(all, 40, 1000)
        for (const expectation of closed) expect(later).toContainEqual(expectation)
        // What is open now is expected from the same past.
        const open = expectations(past, 40, cut).filter(({ again }) => !again)
        expect(open).toHaveLength(past.filter(({ days }) => days.length > 0).length)
        expect(expectedNow(past, 40)).toHaveLength(past.length)
      }),
    )
  })

  it('of one item is the same whether worked out on the way or at the end', () => {
    const days = [3, 20, 31, 70, 82]
    const [now] = expectedNow([{ days, usualDays: 30 }], 40)
    expect(expectations([{ days, usualDays: 30 }], 40, 90).at(-1)).toEqual({ expectedDays: now, days: 8, again: false })
  })
})

describe('the window', () => {
  it('holds half of the purchases that come, whatever the shop is like', () => {
    const ratios: Followed = new Map()
    for (let days = 1; days <= 399; days += 1) {
      for (let times = 0; times < 20; times += 1) followRatio(ratios, { expectedDays: 100, days, again: true })
    }
    const { low, high } = windowOf(ratios)
    expect(low).toBeGreaterThan(0.97)
    expect(low).toBeLessThan(1.03)
    expect(high).toBeGreaterThan(2.94)
    expect(high).toBeLessThan(3.06)
  })

  it('stays the general one while the shop has few purchases', () => {
    expect(windowOf(new Map())).toEqual({ low: generalPace.low, high: generalPace.high })
    const ratios: Followed = new Map()
    followRatio(ratios, { expectedDays: 10, days: 10, again: true })
    expect(windowOf(ratios).low).toBeCloseTo(generalPace.low ** (100 / 101), 6)
  })
})

describe('what to offer', () => {
  const item = (name: string, times: number, standing: 'ahead' | 'due' | 'overdue' | 'lapsed', from: number) => ({
    name,
    times,
    standing,
    from,
    last: from - 10,
  })
  const items = [item('a', 9, 'ahead', 50), item('b', 7, 'overdue', 20), item('c', 12, 'lapsed', 1), item('d', 8, 'due', 30)]

  it('again is what was bought most often, given up last, and shown by urgency', () => {
    expect(mostBought(items, 3).map(({ name }) => name)).toEqual(['a', 'd', 'b'])
    expect(byUrgency(mostBought(items, 4)).map(({ name }) => name)).toEqual(['b', 'd', 'a', 'c'])
  })

  it('beside it goes together often for how often each is bought, and never by fewer than five customers', () => {
    // 0 is everybody's; 1 and 2 go together; 3 was bought with 1 by four customers only.
    const rows = Array.from({ length: 60 }, (_, customer) => {
      if (customer < 12) return [0, 1, 2, ...(customer < 4 ? [3] : [])]
      return customer < 20 ? [0, 1] : [0]
    })
    const baskets = basketsOf(
      rows.map(row => Int32Array.from(row)),
      4,
    )
    expect(relatedTo(1, baskets)).toEqual([{ product: 2, together: 12, similarity: (12 / Math.sqrt(20 * 12)) * (12 / 32) }])
    expect(lift(12, 20, 12, 60)).toBeCloseTo(3, 10)
    expect(relatedTo(3, baskets)).toEqual([])
  })
})
