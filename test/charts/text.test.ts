import { describe, expect, it } from 'vitest'
import { chartDescription, chartNumbers, chartTable } from '../../src/charts/text.ts'
import { everyKind, example } from './examples.ts'

/** Every value of each kind of example, as people read it. */
const written = {
  bars: ['12', '1,250', '7', '31', '44'],
  'stacked-bars': ['12', '1,250', '7', '31', '44'],
  lines: ['€12', '€1,250', '€7', '€31', '€44'],
  points: ['12.3%', '10%', '815', '62%', '71%', '36'],
  timeline: ['3 Feb 2026', '€1,300.50', '4 Mar 2026', '21 Jun 2026', '€75', '8 Jul 2026 – 19 Jul 2026', '1 Jul 2026'],
}

describe('a chart’s numbers as text', () => {
  it.each(Object.entries(written))('hold every number of %s', (kind, numbers) => {
    const chart = example(kind as keyof typeof written)
    const cells = chartTable(chart).rows.flat()
    for (const number of numbers) {
      expect(cells).toContain(number)
      expect(chartDescription(chart)).toContain(number)
      expect(chartNumbers(chart)).toContain(number)
    }
  })

  it('are a table with a name for each column, and a dash where there is no number', () => {
    expect(chartTable(example('bars'))).toEqual({
      columns: ['Season', 'North', 'South'],
      rows: [
        ['Spring', '12', '7'],
        ['Summer', '1,250', '31'],
        ['Autumn', '–', '44'],
      ],
    })
    const rows = chartTable(example('timeline')).rows
    expect(rows[1]).toEqual(['4 Mar 2026', '–'])
    expect(rows.slice(3)).toEqual([
      ['1 Jul 2026', 'Today'],
      ['8 Jul 2026 – 19 Jul 2026', 'Expected'],
    ])
    for (const chart of everyKind('en')) {
      const table = chartTable(chart)
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length)
    }
  })

  it('call a lone series by what is measured', () => {
    const chart = { ...example('bars'), series: [{ name: 'All', values: [1, 2, 3] }] }
    expect(chartTable(chart).columns).toEqual(['Season', 'Customers'])
  })

  it('are written as the reader writes them', () => {
    expect(chartNumbers(example('timeline', 'zh-CN'))).toContain('2026年2月3日 · €1,300.50')
    expect(chartNumbers(example('bars', 'zh-CN'))).toBe('North：Spring 12，Summer 1,250；South：Spring 7，Summer 31，Autumn 44')
  })

  it('do without a currency that nobody knows', () => {
    const chart = { ...example('lines'), y: { name: 'Amount', format: { currency: 'no such' } } }
    expect(chartTable(chart).rows[1]).toEqual(['Summer', '1,250', '31'])
  })
})
