import type { Chart, SeriesPlot } from '../chat/chart.ts'
import { bar, patternDefinitions } from './fill.ts'
import { categoryLabels, type Frame, frame } from './frame.ts'
import { type Mark, text, widthOf } from './mark.ts'
import { numberText } from './numbers.ts'
import { lookOf, paper } from './palette.ts'
import type { Scale } from './scale.ts'

type BarChart = Chart & SeriesPlot

interface Drawn {
  /** From the horizontal axis, or from the bar below. */
  from: number
  to: number
  /** Of its category's width, 0 to 1. */
  left: number
  right: number
  look: number
}

/** Bars beside each other, or on top of each other, each column with its number above it. */
export function bars(chart: BarChart): Mark[] {
  const { categories, series, title, locale, x, y } = chart
  const columns = categories.map((_, index) => (chart.kind === 'stacked-bars' ? stacked(chart, index) : beside(chart, index)))
  const legend = series.length > 1 ? series.map((one, index) => ({ name: one.name, look: lookOf(one, index) })) : []
  const framed = frame({
    ...{ title, locale, xName: x, y },
    legend: legend.map(({ name, look }) => ({
      name,
      swatch: (at, middle) => [bar({ x: at, y: middle - 7, width: 16, height: 14 }, look)],
    })),
    values: columns.flat().flatMap(({ from, to }) => [from, to]),
  })
  const slot = (framed.area.right - framed.area.left) / Math.max(1, categories.length)
  return [
    ...patternDefinitions(series.map(lookOf)),
    ...framed.marks,
    ...columns.flatMap((drawn, index) => rects(drawn, framed.y, framed.area.left + slot * index, slot)),
    ...numbers(chart, framed, columns, slot),
    framed.zero,
    ...categoryLabels(framed.area, categories),
  ]
}

const breadth = 0.72

function beside({ series }: BarChart, index: number): Drawn[] {
  const wide = breadth / series.length
  return series.flatMap((one, order) => {
    const value = one.values[index]
    const left = (1 - breadth) / 2 + order * wide
    return value == null ? [] : [{ from: 0, to: value, left, right: left + wide, look: lookOf(one, order) }]
  })
}

function stacked({ series }: BarChart, index: number): Drawn[] {
  let [above, below] = [0, 0]
  return series.flatMap((one, order) => {
    const value = one.values[index]
    if (!value) return []
    const from = value > 0 ? above : below
    if (value > 0) above += value
    else below += value
    return [{ from, to: from + value, left: (1 - breadth) / 2, right: (1 + breadth) / 2, look: lookOf(one, order) }]
  })
}

const rects = (drawn: readonly Drawn[], y: Scale, at: number, slot: number): Mark[] =>
  drawn.map(({ from, to, left, right, look }) =>
    bar(
      { x: at + left * slot, width: (right - left) * slot, y: Math.min(y(from), y(to)), height: Math.abs(y(from) - y(to)) },
      look,
    ),
  )

/** The number of each column, or of each bar beside others; none where one of them has no room. */
function numbers(
  { kind, series, y: measure, locale }: BarChart,
  { area, y }: Frame,
  columns: readonly Drawn[][],
  slot: number,
): Mark[] {
  const whole = kind === 'stacked-bars' || series.length === 1
  const labels = columns.flatMap((drawn, index) =>
    (whole ? topOfStack(drawn) : drawn).map(({ to, left, right }) => ({
      ...{ to, x: area.left + slot * (index + (left + right) / 2), text: numberText(to, measure.format, locale, 'short') },
      // A column alone may be narrower than its number, for there is room beside it.
      room: (right - left) * slot + (whole ? 10 : -2),
    })),
  )
  if (labels.some(label => widthOf(label.text, 13) > label.room)) return []
  const style = { size: 13, bold: true, fill: paper.ink, anchor: 'middle' } as const
  return labels.map(label => text(label.x, y(label.to) + (label.to < 0 ? 16 : -6), label.text, style))
}

/** The whole column's number stands above it. */
function topOfStack(drawn: readonly Drawn[]): Drawn[] {
  const highest = drawn.reduce<Drawn | null>((best, one) => (best === null || one.to > best.to ? one : best), null)
  return highest ? [highest] : []
}
