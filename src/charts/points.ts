import type { Chart, PointsPlot } from '../chat/chart.ts'
import { axisLabel, frame, line } from './frame.ts'
import { element, type Mark, text, widthOf } from './mark.ts'
import { numberText } from './numbers.ts'
import { colours, paper } from './palette.ts'
import { type Area, scale, ticks } from './scale.ts'

const largest = 17
const smallest = 4

/** Points beside the line on which they should lie; a point's area is its weight, which is written beside it. */
export function points(chart: Chart & PointsPlot): Mark[] {
  const { points: given, title, locale, x: across, y: up, weight, diagonal } = chart
  const values = given.flatMap(point => [point.x, point.y])
  const { area, y, marks, zero } = frame({
    ...{ title, locale, xName: across.name, y: up, values },
    legend: [
      { name: diagonal, swatch: (at, middle) => [equal(at - 2, middle, at + 18, middle)] },
      { name: weight.name, swatch: (at, middle) => [dot({ x: at + 8, y: middle, radius: 7 })] },
    ],
  })
  // Both axes have the same marks: the diagonal leads from corner to corner.
  const shared = ticks(values, up.format === 'count')
  const [low = 0, high = 1] = [shared[0], shared.at(-1)]
  const x = scale(low, high, area.left, area.right - 12)
  const heaviest = Math.max(1, ...given.map(point => point.weight))
  const dots = given.map(point => ({
    x: x(point.x),
    y: y(point.y),
    radius: Math.max(smallest, largest * Math.sqrt(Math.max(0, point.weight) / heaviest)),
    above: point.y > point.x,
    label: numberText(point.weight, weight.format, locale, 'short'),
  }))
  const way = dots.map((one, index) => `${index === 0 ? 'M' : 'L'}${one.x.toFixed(2)} ${one.y.toFixed(2)}`).join('')
  return [
    ...marks,
    zero,
    ...shared.map(mark => axisLabel(x(mark), area, numberText(mark, across.format, locale, 'short'))),
    equal(x(low), y(low), x(high), y(high)),
    element('path', { d: way, fill: 'none', stroke: colours[0], 'stroke-width': 1.5, 'stroke-opacity': 0.6 }),
    ...dots.map(dot),
    ...dots.map(one => labelOf(one, area)),
  ]
}

interface Dot {
  x: number
  y: number
  radius: number
}

const equal = (x1: number, y1: number, x2: number, y2: number): Mark =>
  line(x1, y1, x2, y2, { stroke: paper.axis, width: 2, dash: '6 4' })

const dot = ({ x, y, radius }: Dot): Mark =>
  element('circle', {
    cx: x,
    cy: y,
    r: radius,
    fill: colours[0],
    'fill-opacity': 0.85,
    stroke: paper.background,
    'stroke-width': 1.5,
  })

/** On the side away from the diagonal, where nothing is drawn. */
function labelOf({ x, y, radius, above, label }: Dot & { above: boolean; label: string }, { left, bottom }: Area): Mark {
  const aside = radius * 0.7 + 4
  const fitsLeft = x - aside - widthOf(label, 12) > left
  if (above && fitsLeft) return text(x - aside, y - aside, label, { size: 12, fill: paper.ink, anchor: 'end' })
  if (above) return text(x, y - radius - 4, label, { size: 12, fill: paper.ink, anchor: 'middle' })
  return text(x + radius + 4, Math.min(y + aside + 8, bottom - 5), label, { size: 12, fill: paper.ink })
}
