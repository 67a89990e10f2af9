import { describe, expect, it } from 'vitest'
import { t95 } from '../../../src/surveys/intervals.ts'
import { figureText } from '../../../src/surveys/results/figure-text.ts'
import { figureOf, npsInterval, type Scores, wilson } from '../../../src/surveys/results/figures.ts'
import { periodUpTo, quarterOf, takeQuarter } from '../../../src/surveys/results/quarter.ts'
import { periodText } from '../../../src/surveys/results/views.ts'
import { csat, lost, nps } from '../../../src/surveys/shipped.ts'

const scores = (...given: [score: number, count: number][]): Scores => new Map(given)
const rounded = (interval: readonly [number, number]) => interval.map(end => Number(end.toFixed(4)))

/** mulberry32 */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('the interval of NPS', () => {
  it('is that worked out by hand: 6 promoters and 2 detractors of 10', () => {
    // p = 7/12, d = 3/12, difference 1/3, variance (10/12 - 1/9) / 12 = 0.0601852, root 0.2453267, times 1.959964 = 0.4808315.
    expect(rounded(npsInterval(6, 2, 10))).toEqual([-14.7498, 81.4165])
    // Nobody but promoters: p = 6/7, d = 1/7; variance (1 - (5/7)^2) / 7 = 0.0699708, root 0.2645200, reach 0.5184496.
    expect(rounded(npsInterval(5, 0, 5))).toEqual([19.5836, 100])
    expect(npsInterval(0, 5, 5)).toEqual([-100, -npsInterval(5, 0, 5)[0]])
  })

  it('holds the true value in about 95 of 100 samples, small ones too', () => {
    const seed = 20_260_916
    const random = chance(seed)
    const coverage = (p: number, d: number, n: number): number => {
      const runs = 4_000
      let held = 0
      for (let run = 0; run < runs; run++) {
        let [promoters, detractors] = [0, 0]
        for (let one = 0; one < n; one++) {
          const drawn = random()
          if (drawn < p) promoters += 1
          else if (drawn < p + d) detractors += 1
        }
        const [low, high] = npsInterval(promoters, detractors, n)
        if (low <= 100 * (p - d) && 100 * (p - d) <= high) held += 1
      }
      return held / runs
    }
    for (const [p, d] of [
      [0.5, 0.2],
      [0.3, 0.3],
      [0.7, 0.1],
      [0.2, 0.6],
      [0.85, 0.05],
    ] as const)
      for (const n of [5, 10, 30, 200]) {
        const share = coverage(p, d, n)
        expect(share, `seed ${seed}, p ${p}, d ${d}, n ${n}`).toBeGreaterThan(0.93)
        expect(share, `seed ${seed}, p ${p}, d ${d}, n ${n}`).toBeLessThan(n <= 30 ? 1.001 : 0.97)
      }
  })
})

describe('the interval of a share', () => {
  it('is that of Wilson’s formula: 8 of 10, none and all of 20', () => {
    expect(rounded(wilson(8, 10))).toEqual([0.4902, 0.9433])
    expect(rounded(wilson(0, 20))).toEqual([0, 0.1611])
    expect(rounded(wilson(20, 20))).toEqual([0.8389, 1])
  })
})

describe('the interval of a mean', () => {
  it('is Student’s: 5 5 5 2 2 on a scale from 1 to 5, cut to it', () => {
    const own = { ...csat, kind: 'onboarding', id: 1 }
    // Mean 3.8, s² = (3 · 1.44 + 2 · 3.24) / 4 = 2.7, s/√5 = 0.734847, t(4) = 2.776445: reach 2.0403.
    const [low, high] = figureOf(own, scores([5, 3], [2, 2]))?.interval ?? []
    expect(low).toBeCloseTo(1.7597, 2)
    expect(high).toBe(5)
    expect(figureText(own, figureOf(own, scores([5, 10], [4, 12], [1, 3])), 25, 'en')).toBe('4/5 (n = 25, 95% 3.5 to 4.6)')
    // All the same: how others differ is not known, and no answers at all are no more.
    expect(figureOf(own, scores([4, 9]))).toEqual({ value: 4, n: 9 })
  })

  it.each([
    [4, 2.776445],
    [5, 2.570582],
    [9, 2.262157],
    [29, 2.04523],
    [200, 1.971896],
  ])('has the t of %s degrees of freedom', (degrees, expected) => expect(Math.abs(t95(degrees) - expected)).toBeLessThan(0.002))
})

describe('figures', () => {
  it('are the share of 9-10 minus 0-6, the share of 4-5, the mean', () => {
    expect(figureOf(nps, scores([10, 3], [9, 3], [8, 1], [7, 1], [6, 1], [0, 1]))).toMatchObject({ value: 40, n: 10 })
    expect(figureOf(csat, scores([5, 5], [4, 3], [3, 1], [1, 1]))).toMatchObject({ value: 0.8, n: 10 })
    const own = { ...csat, kind: 'onboarding', id: 1 }
    expect(figureOf(own, scores([5, 3], [2, 2]))).toMatchObject({ value: 3.8, n: 5 })
    expect(figureOf(lost, scores([1, 9]))).toBeNull()
  })

  it('are not given for fewer than five answers, and say why', () => {
    expect(figureOf(nps, scores([10, 4]))).toBeNull()
    expect(figureText(nps, null, 4, 'en')).toBe('n = 4, too few to mean anything')
    expect(figureText(nps, null, 4, 'zh-CN')).toBe('n = 4，样本太少，暂无参考意义')
  })

  it('read with their n and interval in both languages', () => {
    const figure = figureOf(nps, scores([10, 6], [8, 2], [3, 2]))
    expect(figureText(nps, figure, 10, 'en')).toBe('+40 (n = 10, 95% −15 to +81)')
    expect(figureText(nps, figure, 10, 'zh-CN')).toBe('+40 (n = 10，95% 区间 −15 至 +81)')
    expect(figureText(csat, figureOf(csat, scores([5, 8], [1, 2])), 10, 'en')).toBe('80% (n = 10, 95% 49% to 94%)')
  })
})

describe('quarters', () => {
  it('of one year name it once', () => {
    const read = (quarter: string) => {
      const asked = { period: periodUpTo(quarter, 4, 'UTC') } as Parameters<typeof periodText>[0]
      return [periodText(asked, 'en'), periodText(asked, 'zh-CN')]
    }
    expect(read('2026-Q4')).toEqual(['Q1 – Q4 2026', '2026年第1季度至第4季度'])
    expect(read('2026-Q3')).toEqual(['Q4 2025 – Q3 2026', '2025年第4季度至2026年第3季度'])
  })

  it('begin and end with the local day', () => {
    expect([quarterOf('2026-03-31'), quarterOf('2026-04-01'), quarterOf('2026-12-31')]).toEqual(['2026-Q1', '2026-Q2', '2026-Q4'])
    expect(periodUpTo('2026-Q1', 4, 'Asia/Shanghai')).toEqual({
      quarters: ['2026-Q1', '2025-Q4', '2025-Q3', '2025-Q2'],
      from: new Date('2025-03-31T16:00:00Z'),
      until: new Date('2026-03-31T16:00:00Z'),
    })
  })

  const today = '2026-08-05'

  it.each([
    ['2026-Q3', '2026-Q3', ''],
    ['by owner q3 2026', '2026-Q3', 'by owner'],
    ['2026q3 tier:A', '2026-Q3', 'tier:A'],
    ['2026年第3季度 按负责人', '2026-Q3', '按负责人'],
    ['2026年三季度', '2026-Q3', ''],
    ['Q3', '2026-Q3', ''],
    ['q4 by owner', '2025-Q4', 'by owner'],
    ['last quarter', '2026-Q2', ''],
    ['by owner this quarter @Sofia', '2026-Q3', 'by owner @Sofia'],
    ['in the last quarter', '2026-Q2', ''],
    ['上季度', '2026-Q2', ''],
    ['本季度 按负责人', '2026-Q3', '按负责人'],
    ['第三季度', '2026-Q3', ''],
    ['去年四季度', '2025-Q4', ''],
  ])('are read from %s', (typed, quarter, rest) => expect(takeQuarter(typed, today)).toEqual({ kind: 'quarter', quarter, rest }))

  it.each([
    ['by quarter', 'none'],
    ['按季度', 'none'],
    ['created>=2026-01-01', 'none'],
    ['tag:2026-Q31', 'none'],
    ['2026-Q5', 'none'],
    ['last 90 days', 'other'],
    ['今年', 'other'],
    ['2027-Q1', 'future'],
  ])('are not read from %s', (typed, kind) => expect(takeQuarter(typed, today)).toEqual({ kind }))
})
