import { describe, expect, it } from 'vitest'
import { leaveReasons } from '../../../src/customers/left-reason.ts'
import { countReasons, reasonOf } from '../../../src/surveys/lost/reasons.ts'
import { readPeriod } from '../../../src/surveys/period.ts'

const today = '2026-09-16'
const read = (line: string) => {
  const period = readPeriod(line, today)
  return period.kind === 'future' ? 'future' : `${period.span.from} ${period.span.until} ${period.rest}`.trim()
}

describe('the period', () => {
  it.each([
    ['', '2026-06-19 2026-09-17'],
    ['industry:retail', '2026-06-19 2026-09-17 industry:retail'],
    ['90d', '2026-06-19 2026-09-17'],
    ['last 90 days', '2026-06-19 2026-09-17'],
    ['4w tier:A', '2026-08-20 2026-09-17 tier:A'],
    ['6 months', '2026-03-17 2026-09-17'],
    ['1y', '2025-09-17 2026-09-17'],
    ['past year', '2025-09-17 2026-09-17'],
    ['last quarter', '2026-04-01 2026-07-01'],
    ['Last quarter, industry:retail', '2026-04-01 2026-07-01 industry:retail'],
    ['this quarter', '2026-07-01 2026-09-17'],
    ['this year', '2026-01-01 2026-09-17'],
    ['last year', '2025-01-01 2026-01-01'],
    ['last month', '2026-08-01 2026-09-01'],
    ['last week', '2026-09-07 2026-09-14'],
    ['2026-Q3', '2026-07-01 2026-09-17'],
    ['2026q1', '2026-01-01 2026-04-01'],
    ['Q4', '2025-10-01 2026-01-01'],
    ['q2 2025', '2025-04-01 2025-07-01'],
    ['2026-08', '2026-08-01 2026-09-01'],
    ['2026-08 region:Berlin', '2026-08-01 2026-09-01 region:Berlin'],
    ['August 2025', '2025-08-01 2025-09-01'],
    ['november', '2025-11-01 2025-12-01'],
    ['2025', '2025-01-01 2026-01-01'],
    ['2026-07-01..2026-07-31', '2026-07-01 2026-08-01'],
    ['since 2026-07-01', '2026-07-01 2026-09-17'],
    ['in August', '2026-08-01 2026-09-01'],
    ['in august 2025 tier:A', '2025-08-01 2025-09-01 tier:A'],
    ['in 2025', '2025-01-01 2026-01-01'],
    ['during last quarter', '2026-04-01 2026-07-01'],
    ['in the last 90 days', '2026-06-19 2026-09-17'],
    ['since july', '2026-07-01 2026-09-17'],
    ['since July 2025, tier:A', '2025-07-01 2026-09-17 tier:A'],
    ['since 2026-08', '2026-08-01 2026-09-17'],
    ['since Q2', '2026-04-01 2026-09-17'],
    ['2026-08-03', '2026-08-03 2026-08-04'],
    ['八月', '2026-08-01 2026-09-01'],
    ['7月以来', '2026-07-01 2026-09-17'],
    ['自七月 行业：零售', '2026-07-01 2026-09-17 行业：零售'],
    ['从2026-07-01起', '2026-07-01 2026-09-17'],
    ['在8月', '2026-08-01 2026-09-01'],
    ['industry:in', '2026-06-19 2026-09-17 industry:in'],
    ['in industry:retail', '2026-06-19 2026-09-17 in industry:retail'],
    ['近90天', '2026-06-19 2026-09-17'],
    ['最近三个月', '2026-06-17 2026-09-17'],
    ['过去半年', '2026-03-17 2026-09-17'],
    ['90天', '2026-06-19 2026-09-17'],
    ['上季度', '2026-04-01 2026-07-01'],
    ['上季度行业：零售', '2026-04-01 2026-07-01 行业：零售'],
    ['上个季度 来源：展会', '2026-04-01 2026-07-01 来源：展会'],
    ['本季度', '2026-07-01 2026-09-17'],
    ['今年', '2026-01-01 2026-09-17'],
    ['去年', '2025-01-01 2026-01-01'],
    ['去年四季度', '2025-10-01 2026-01-01'],
    ['上个月', '2026-08-01 2026-09-01'],
    ['上周', '2026-09-07 2026-09-14'],
    ['2026年8月', '2026-08-01 2026-09-01'],
    ['８月份的', '2026-08-01 2026-09-01'],
    ['十一月', '2025-11-01 2025-12-01'],
    ['2026年第三季度', '2026-07-01 2026-09-17'],
    ['2026年Q1', '2026-01-01 2026-04-01'],
    ['2025年', '2025-01-01 2026-01-01'],
    ['2026-07-01至2026-07-31', '2026-07-01 2026-08-01'],
    ['2027-Q1', 'future'],
    ['明年', '2026-06-19 2026-09-17 明年'],
    ['90days-old', '2026-06-19 2026-09-17 90days-old'],
    ['2026-13', '2026-06-19 2026-09-17 2026-13'],
    ['0d', '2026-06-19 2026-09-17 0d'],
  ])('%s', (line, expected) => {
    expect(read(line)).toBe(expected)
  })
})

describe('reasons', () => {
  it('know every reason that is offered when somebody leaves, in both languages', () => {
    const expected = { need: 'no-need' } as Record<string, string>
    for (const { name, label } of leaveReasons)
      for (const text of Object.values(label)) expect([text, reasonOf(text)]).toEqual([text, expected[name] ?? name])
  })

  it.each([
    ['Too expensive for them, went to a competitor', 'price'],
    ['went to a competitor, who is cheaper', 'competitor'],
    ['Price: 20% over budget', 'price'],
    ['they switched to another supplier', 'competitor'],
    ['product quality: lamps flicker', 'quality'],
    ['late deliveries', 'service'],
    ['project is over', 'no-need'],
    ['closed the shop', 'closed'],
    ['moved to Spain', 'other'],
    ['价格：比同行贵两成', 'price'],
    ['产品质量问题，灯总坏', 'quality'],
    ['换成别家了', 'competitor'],
    ['售后响应太慢', 'service'],
    ['项目结束，没有需求了', 'no-need'],
    ['店铺搬迁', 'closed'],
    ['长期没有下单（系统判定）', 'rule'],
    ['no orders for a long time (by rule)', 'rule'],
    ['', 'none'],
    [null, 'none'],
  ])('%s', (text, expected) => {
    expect(reasonOf(text)).toBe(expected)
  })

  it('are counted in two columns; own words that differ in case and punctuation are one', () => {
    const { counts, ownWords } = countReasons(
      [
        { text: 'Price', count: 2 },
        { text: 'too expensive', count: 1 },
        { text: 'Moved to Spain!', count: 1 },
        { text: 'moved to  spain', count: 2 },
        { text: null, count: 5 },
      ],
      [
        { choice: 'price', count: 1 },
        { choice: 'quality', count: 4 },
      ],
    )
    expect(counts).toEqual([
      { name: 'price', reps: 3, customers: 1 },
      { name: 'quality', reps: 0, customers: 4 },
      { name: 'other', reps: 3, customers: 0 },
      { name: 'none', reps: 5, customers: 0 },
    ])
    expect(ownWords).toEqual([{ text: 'Moved to Spain!', count: 3 }])
  })
})
