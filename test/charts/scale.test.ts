import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayTicks, ticks } from '../../src/charts/scale.ts'
import { addDays } from '../../src/chat/dates/zone.ts'
import { seed } from '../harness/seed.ts'

describe('the marks of an axis', () => {
  it('are round and hold all values and zero', () => {
    expect(ticks([3, 17, 44], true)).toEqual([0, 20, 40, 60])
    expect(ticks([0.05, 0.93], false)).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(ticks([-3000, 20_000], false)).toEqual([-10_000, 0, 10_000, 20_000])
    expect(ticks([1, 2], true)).toEqual([0, 1, 2])
    expect(ticks([], true)).toEqual([0, 1])
    expect(ticks([-5], true)).toEqual([-6, -4, -2, 0])
  })

  it(`are few, in order and around every value (SEED=${seed})`, () => {
    const value = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(one => Math.round(one * 1_000) / 1_000)
    const values = fc.array(value, { maxLength: 20 })
    fc.assert(
      fc.property(values, fc.boolean(), (given, whole) => {
        const marks = ticks(given, whole)
        expect(marks.length).toBeGreaterThanOrEqual(2)
        expect(marks.length).toBeLessThanOrEqual(8)
        expect(marks).toContain(0)
        const [low = 0, high = 0] = [marks[0], marks.at(-1)]
        for (const value of given) {
          expect(value).toBeGreaterThanOrEqual(low - Math.abs(low) * 1e-9)
          expect(value).toBeLessThanOrEqual(high + Math.abs(high) * 1e-9)
        }
        if (whole) expect(marks.every(Number.isInteger)).toBe(true)
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('the days of a time axis', () => {
  it('are the firsts of months, of quarters where there are many, and weeks where there are few', () => {
    expect(dayTicks('2026-01-20', '2026-06-03')).toEqual(['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'])
    expect(dayTicks('2025-02-01', '2026-12-31')).toEqual(
      ['04', '07', '10', '01', '04', '07', '10'].map((month, index) => `${index < 3 ? 2025 : 2026}-${month}-01`),
    )
    expect(dayTicks('2026-06-01', '2026-06-20')).toEqual(['2026-06-01', '2026-06-08', '2026-06-15'])
    expect(dayTicks('2026-06-01', '2026-06-01')).toEqual(['2026-06-01'])
  })

  it(`are at most ten, between both ends (SEED=${seed})`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), days => {
        const to = addDays('1990-03-17', days)
        const marks = dayTicks('1990-03-17', to)
        expect(marks.length).toBeLessThanOrEqual(10)
        for (const day of marks) expect(day >= '1990-03-17' && day <= to).toBe(true)
      }),
      { seed, numRuns: 200 },
    )
  })
})
