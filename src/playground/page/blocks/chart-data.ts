import { type Json, number, record, records, string } from './json.ts'

export interface Series {
  name: string
  /** One value per category; null where the series has none. */
  values: (number | null)[]
}

export interface Chart {
  kind: 'line' | 'bar' | 'area' | 'pie'
  title: string
  categories: string[]
  series: Series[]
  xLabel: string
  yLabel: string
}

/** Slack's `data_visualization` block as plain numbers, or null where there is nothing to draw. */
export function chartData(block: Json): Chart | null {
  const chart = record(block.chart)
  const title = string(block.title)
  if (chart.type === 'pie') {
    const segments = records(chart.segments).filter(segment => number(segment.value, 0) > 0)
    const values = segments.map(segment => number(segment.value, 0))
    const categories = segments.map(segment => string(segment.label))
    return values.length > 0
      ? { kind: 'pie', title, categories, series: [{ name: title, values }], xLabel: '', yLabel: '' }
      : null
  }
  if (chart.type !== 'line' && chart.type !== 'bar' && chart.type !== 'area') return null
  const axis = record(chart.axis_config)
  const categories = Array.isArray(axis.categories) ? axis.categories.map(String) : []
  const series = records(chart.series).map(one => {
    const points = new Map(records(one.data).map(point => [string(point.label), point.value]))
    return { name: string(one.name), values: categories.map(category => finite(points.get(category))) }
  })
  if (categories.length === 0 || series.length === 0) return null
  return { kind: chart.type, title, categories, series, xLabel: string(axis.x_label), yLabel: string(axis.y_label) }
}

function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Round axis marks around the values, zero always among them; whole ones where all values are. */
export function axisMarks(values: number[]): number[] {
  const low = Math.min(0, ...values)
  // All zero: an axis up to one, with the zeros at its foot.
  const high = Math.max(0, ...values) || (low === 0 ? 1 : 0)
  const rough = (high - low) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const fitting = [1, 2, 2.5, 5, 10].map(factor => factor * magnitude).find(candidate => candidate >= rough) ?? rough
  const step = values.every(Number.isInteger) ? Math.max(1, Math.ceil(fitting)) : fitting
  const marks: number[] = []
  for (let at = Math.floor(low / step); at <= Math.ceil(high / step); at += 1) marks.push(Number((at * step).toPrecision(12)))
  return marks
}
