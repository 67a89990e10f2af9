import { describe, expect, it } from 'vitest'
import { chartSvg } from '../../../src/charts/svg.ts'
import { chartTable } from '../../../src/charts/text.ts'
import { riskDistribution } from '../../../src/risk/charts/distribution.ts'
import { reliability } from '../../../src/risk/charts/reliability.ts'
import { type Expected, orderRhythm } from '../../../src/risk/charts/rhythm.ts'

const bands = [
  { band: 'healthy', name: 'healthy' },
  { band: 'watch', name: 'watch' },
  { band: 'critical', name: 'critical' },
]

describe('the risk distribution', () => {
  const counts = [
    { band: 'healthy', tenth: 0, customers: 6 },
    { band: 'healthy', tenth: 3, customers: 2 },
    { band: 'watch', tenth: 3, customers: 1 },
    { band: 'critical', tenth: 9, customers: 1 },
  ]

  it('has a column for every tenth, empty ones too, split by band', () => {
    const { rows, columns } = chartTable(riskDistribution(counts, bands, 'en'))
    expect(columns).toEqual(['Churn risk', 'healthy', 'watch', 'critical'])
    expect(rows).toHaveLength(10)
    expect([rows[0], rows[3], rows[5], rows[9]]).toEqual([
      ['0–10%', '6', '0', '0'],
      ['30–40%', '2', '1', '0'],
      ['50–60%', '0', '0', '0'],
      ['90–100%', '0', '0', '1'],
    ])
  })

  it('says how many customers are in each band', () => {
    expect(riskDistribution(counts, bands, 'en').summary).toBe('10 customers: 8 healthy (80%), 1 watch (10%), 1 critical (10%).')
    expect(riskDistribution(counts, [{ band: 'critical', name: '高危' }], 'zh-CN').summary).toBe(
      '共 10 位客户：高危 1 位（10%）。',
    )
    expect(riskDistribution([], bands, 'en').summary).toBe('0 customers: 0 healthy (0%), 0 watch (0%), 0 critical (0%).')
  })
})

describe('the reliability chart', () => {
  it('puts what happened over what was said, with how many customers each point stands for', () => {
    const chart = reliability(
      [
        { said: 0.8, happened: 0.7, customers: 20 },
        { said: 0.1, happened: 0.12, customers: 80 },
        { said: 0.5, happened: 0, customers: 0 },
      ],
      'en',
    )
    expect(chartTable(chart).rows).toEqual([
      ['10%', '12%', '80'],
      ['80%', '70%', '20'],
    ])
    // 0.8 x 2 + 0.2 x 10 percentage points.
    expect(chart.summary).toContain('100 predictions checked: what happened was on average 3.6 percentage points')
  })

  it('says so when there is nothing to check', () => {
    expect(reliability([], 'zh-CN').summary).toBe('还没有可以检验的历史预测。')
    expect(chartSvg(reliability([], 'en'))).not.toContain('NaN')
  })
})

describe('the order rhythm', () => {
  const orders = [
    { day: '2026-05-01', amount: 120 },
    { day: '2026-06-02', amount: null },
    { day: '2026-07-01', amount: 80.5 },
  ]
  const rhythm = (expected: Omit<Expected, 'lapsed'> | null, lapsed = false) =>
    orderRhythm({
      ...{ name: 'Acme', orders, currency: 'EUR', today: '2026-07-20', locale: 'en' },
      expected: expected && { ...expected, lapsed },
    })

  it('shows a year of order days and the stretch in which the next is expected', () => {
    const chart = rhythm({ cycleDays: 30, from: '2026-07-29', to: '2026-08-03' })
    expect(chart).toMatchObject({
      ...{ title: 'Acme: order rhythm', from: '2025-07-20', to: '2026-08-10' },
      spans: [{ name: 'Next order expected', from: '2026-07-29', to: '2026-08-03' }],
      moments: [{ name: 'Today', day: '2026-07-20' }],
    })
    expect(chartTable(chart).rows).toEqual([
      ['1 May 2026', '€120'],
      ['2 Jun 2026', '–'],
      ['1 Jul 2026', '€80.50'],
      ['20 Jul 2026', 'Today'],
      ['29 Jul 2026 – 3 Aug 2026', 'Next order expected'],
    ])
  })

  it.each([
    ['2026-07-29', '2026-08-03', 'Next order expected 29 Jul – 3 Aug.'],
    ['2026-07-15', '2026-07-20', 'The next order is expected by 20 Jul.'],
    ['2026-07-01', '2026-07-19', 'The next order was expected by 19 Jul, 1 day ago.'],
    ['2026-07-01', '2026-07-10', 'The next order was expected by 10 Jul, 10 days ago.'],
  ])('says where today stands: %s to %s', (from, to, said) => {
    expect(rhythm({ cycleDays: 30, from, to }).summary).toBe(
      `3 order days in the last 12 months, usually every 30 days. ${said} Amounts in other currencies are left out.`,
    )
  })

  it('expects nothing after too few orders', () => {
    expect(rhythm(null)).toMatchObject({ spans: [], to: '2026-08-03' })
    expect(rhythm(null).summary).toContain('Too few orders to expect the next one.')
  })

  it('waits for nothing after a customer who stopped', () => {
    const chart = rhythm({ cycleDays: 30, from: '2026-01-29', to: '2026-02-03' }, true)
    expect(chart).toMatchObject({ spans: [] })
    expect(chart.summary).toContain('usually every 30 days. That is long past: they seem to have stopped.')
  })
})
