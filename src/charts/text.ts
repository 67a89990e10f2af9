import type { Chart, PointsPlot, SeriesPlot, TimelinePlot } from '../chat/chart.ts'
import { formatDate } from '../chat/dates/format.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
import type { Locale } from '../chat/wording.ts'
import { numberText } from './numbers.ts'

/** A chart's numbers as a table: everything the picture shows, for who cannot see it and where none can be shown. */
export interface ChartTable {
  columns: string[]
  rows: string[][]
}

const none = '–'

export function chartTable(chart: Chart): ChartTable {
  if (chart.kind === 'points') return pointsTable(chart, chart.locale)
  if (chart.kind === 'timeline') return timelineTable(chart, chart.locale)
  return seriesTable(chart, chart.locale)
}

function seriesTable({ categories, series, x, y }: SeriesPlot, locale: Locale): ChartTable {
  const [only] = series
  const names = only && series.length === 1 ? [y.name] : series.map(({ name }) => name)
  const cell = (value: number | null | undefined) => (value == null ? none : numberText(value, y.format, locale))
  return {
    columns: [x, ...names],
    rows: categories.map((category, index) => [category, ...series.map(({ values }) => cell(values[index]))]),
  }
}

function pointsTable({ points, x, y, weight }: PointsPlot, locale: Locale): ChartTable {
  return {
    columns: [x.name, y.name, weight.name],
    rows: points.map(point => [
      numberText(point.x, x.format, locale),
      numberText(point.y, y.format, locale),
      numberText(point.weight, weight.format, locale),
    ]),
  }
}

function timelineTable({ events, spans, moments, x, y }: TimelinePlot, locale: Locale): ChartTable {
  const amounts = events.map(({ day, value }) => ({
    day,
    row: [dayText(day, locale), value === null ? none : numberText(value, y.format, locale)],
  }))
  const named = [
    ...spans.map(({ name, from, to }) => {
      const days = [...new Set([from, to])].map(day => dayText(day, locale))
      return { day: from, row: [days.join(' – '), name] }
    }),
    ...moments.map(({ name, day }) => ({ day, row: [dayText(day, locale), name] })),
  ]
  const inOrder = [...amounts, ...named].sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))
  return { columns: [x, y.name], rows: inOrder.map(({ row }) => row) }
}

/** `9 Sep 2026`: a day of a chart, always with its year. */
export const dayText = (day: LocalDate, locale: Locale): string => formatDate(day, locale, 'UTC')

/** The numbers in one paragraph, empty ones left out: `At risk: 60–70% 4, 70–80% 1; Critical: 80–90% 2`; `Score → Answers: 2 → 1, 10 → 4`; `Said → Happened (Customers): 4% → 3% (812)`. */
export function chartNumbers(chart: Chart): string {
  const { columns, rows } = chartTable(chart)
  const [comma, semicolon, colon] = chart.locale === 'en' ? [', ', '; ', ': '] : ['，', '；', '：']
  if (chart.kind === 'timeline') return rows.map(row => row.join(' · ')).join(semicolon)
  if (chart.kind === 'points') {
    const [names = '', ...points] = [columns, ...rows].map(([x, y, weight]) => `${x} → ${y} (${weight})`)
    return `${names}${colon}${points.join(semicolon)}`
  }
  // A number beside a number says nothing.
  const between = chart.categories.some(category => /^\d+$/.test(category)) ? ' → ' : ' '
  const filled = chart.series.map(({ values }, column) => {
    const cells = rows.flatMap(([category, ...cells], index) => (values[index] ? [`${category}${between}${cells[column]}`] : []))
    const name = between === ' ' ? columns[column + 1] : `${columns[0]}${between}${columns[column + 1]}`
    return cells.length > 0 ? [`${name}${colon}${cells.join(comma)}`] : []
  })
  return filled.flat().join(semicolon)
}

/** What a screen reader says instead of the picture. */
export function chartDescription(chart: Chart): string {
  const { columns, rows } = chartTable(chart)
  const lines = [columns, ...rows].map(row => row.join(' | '))
  return [chart.title, chart.summary, ...lines].filter(line => line !== '').join('\n')
}
