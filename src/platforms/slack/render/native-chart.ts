import type { KnownBlock } from '@slack/types'
import { numberText } from '../../../charts/numbers.ts'
import type { Chart, Measure, PointsPlot, SeriesPlot } from '../../../chat/chart.ts'
import { limits } from './limits.ts'
import { shownText } from './plain.ts'

/** Slack's own chart; the types of its client do not know it yet. */
interface DataVisualization {
  type: 'data_visualization'
  title: string
  chart: {
    type: 'bar' | 'line'
    series: { name: string; data: { label: string; value: number }[] }[]
    axis_config: { categories: string[]; x_label: string; y_label: string }
  }
}

interface Plotted {
  type: 'bar' | 'line'
  categories: string[]
  series: { name: string; values: (number | null)[] }[]
  x: string
  y: Measure
}

/** The chart as one that Slack draws; null where Slack has none like it or it does not fit. */
export function nativeChart(chart: Chart): KnownBlock | null {
  const plotted = plottedOf(chart)
  if (!plotted) return null
  const { type, series, x, y } = plotted
  const categories = plotted.categories.map(label)
  const names = series.map(({ name }) => label(name))
  const values = series.map(one => one.values.flatMap(value => (value === null ? [] : [shown(value, y)])).filter(Number.isFinite))
  if (!fits(categories, limits.chartPoints) || !fits(names, limits.chartSeries)) return null
  // Slack wants a value for each category. One too large for a percentage is none.
  if (values.some(each => each.length !== categories.length)) return null
  const block: DataVisualization = {
    type: 'data_visualization',
    title: shownText(chart.title, limits.chartTitle),
    chart: {
      type,
      series: names.map((name, index) => ({
        name,
        data: categories.map((category, at) => ({ label: category, value: values[index]?.[at] ?? 0 })),
      })),
      axis_config: { categories, x_label: shownText(x, limits.chartAxis), y_label: axis(y) },
    },
  }
  return block as unknown as KnownBlock
}

/** Days cannot stand apart by their distance in Slack, so a timeline has no chart there. */
function plottedOf(chart: Chart): Plotted | null {
  if (chart.kind === 'timeline') return null
  if (chart.kind === 'points') return againstDiagonal(chart, chart.locale)
  if (chart.kind === 'stacked-bars') return summed(chart)
  return { ...chart, type: chart.kind === 'bars' ? 'bar' : 'line' }
}

/** Slack stands series beside each other: of a stack it draws the whole, and the parts are in the numbers below. */
function summed({ categories, series, x, y }: SeriesPlot): Plotted {
  const values = categories.map((_, index) => series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0))
  return { type: 'bar', categories, series: [{ name: y.name, values }], x, y }
}

function againstDiagonal({ points, x, y, diagonal }: PointsPlot, locale: Chart['locale']): Plotted {
  const series = [
    { name: y.name, values: points.map(point => point.y) },
    { name: diagonal, values: points.map(point => point.x) },
  ]
  return { type: 'line', categories: points.map(point => numberText(point.x, x.format, locale)), series, x: x.name, y }
}

const label = (text: string): string => shownText(text, limits.chartLabel)

/** Names that were cut to the same are no names. */
const fits = (names: readonly string[], most: number): boolean =>
  names.length > 0 && names.length <= most && new Set(names).size === names.length

/** Slack writes bare numbers: of shares it gets percentages, and the axis says so. */
const shown = (value: number, { format }: Measure): number => (format === 'percent' ? Math.round(value * 1_000) / 10 : value)

const axis = ({ name, format }: Measure): string =>
  format === 'percent' ? `${shownText(name, limits.chartAxis - 4)} (%)` : shownText(name, limits.chartAxis)
