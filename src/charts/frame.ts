import type { Measure } from '../chat/chart.ts'
import type { Locale } from '../chat/wording.ts'
import { element, fitted, fontSize, type Mark, text, widthOf } from './mark.ts'
import { numberText } from './numbers.ts'
import { paper } from './palette.ts'
import { type Area, type Scale, scale, ticks } from './scale.ts'

/** In pixels; PNGs have twice as many. */
export const size = { width: 640, height: 360 } as const

const margin = 20
const small = 13
const swatchWidth = 22

/** An entry of the legend: its name, and what stands before it in a box from (x, y - 6) to (x + 16, y + 6). */
export interface LegendEntry {
  name: string
  swatch(x: number, y: number): Mark[]
}

export interface Frame {
  area: Area
  y: Scale
  marks: Mark[]
  /** The line at zero, which stands over what is drawn from it. */
  zero: Mark
}

interface FrameParts {
  title: string
  locale: Locale
  legend: readonly LegendEntry[]
  /** What is under the horizontal axis. */
  xName: string
  y: Measure
  /** All that the vertical axis must hold. */
  values: readonly number[]
}

/** Title, legend, vertical axis with its grid, and the names of both axes; what remains is the area to draw in. */
export function frame({ title, locale, legend, xName, y: measure, values }: FrameParts): Frame {
  const marks = ticks(values, measure.format === 'count')
  const labels = marks.map(mark => numberText(mark, measure.format, locale, 'short'))
  const key = legendMarks(legend, margin + 34)
  const area: Area = {
    left: margin + Math.max(...labels.map(label => widthOf(label, small))) + 8,
    right: size.width - margin,
    top: key.bottom + 42,
    bottom: size.height - 52,
  }
  const y = scale(marks[0] ?? 0, marks.at(-1) ?? 1, area.bottom, area.top)
  const grid = marks.flatMap((mark, index) => [
    line(area.left, y(mark), area.right, y(mark), { stroke: paper.grid }),
    text(area.left - 8, y(mark) + 4.5, labels[index] ?? '', { size: small, fill: paper.soft, anchor: 'end' }),
  ])
  const width = size.width - 2 * margin
  return {
    area,
    y,
    zero: line(area.left, y(0), area.right, y(0), { stroke: paper.axis }),
    marks: [
      text(margin, margin + 16, fitted(title, width * 0.97, 18), { size: 18, bold: true, fill: paper.ink }),
      ...key.marks,
      text(margin, area.top - 18, fitted(measure.name, width, small), { size: small, fill: paper.soft }),
      text((area.left + area.right) / 2, size.height - 14, fitted(xName, width, small), {
        size: small,
        fill: paper.soft,
        anchor: 'middle',
      }),
      ...grid,
    ],
  }
}

/** Entries in as many rows as they need. */
function legendMarks(legend: readonly LegendEntry[], top: number): { marks: Mark[]; bottom: number } {
  const marks: Mark[] = []
  let [x, y] = [margin, top]
  for (const { name, swatch } of legend) {
    const shown = fitted(name, size.width / 2)
    const width = swatchWidth + widthOf(shown) + 20
    if (x > margin && x + width > size.width - margin / 2) [x, y] = [margin, y + 22]
    marks.push(...swatch(x, y), text(x + swatchWidth, y + 5, shown, { fill: paper.ink }))
    x += width
  }
  return { marks, bottom: legend.length > 0 ? y + 4 : top - 20 }
}

export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  style: { stroke: string; width?: number; dash?: string },
): Mark {
  const { stroke, width = 1, dash } = style
  return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': width, 'stroke-dasharray': dash || undefined })
}

/** The names under the horizontal axis; where they would run into each other only every second, third... is written. */
export function categoryLabels(area: Area, names: readonly string[]): Mark[] {
  const slot = (area.right - area.left) / Math.max(1, names.length)
  const widest = Math.min(120, Math.max(...names.map(name => widthOf(name, small))))
  const every = Math.max(1, Math.ceil((widest + 4) / slot))
  return names.flatMap((name, index) =>
    index % every === 0 ? [axisLabel(area.left + slot * (index + 0.5), area, fitted(name, slot * every - 2, small))] : [],
  )
}

export const axisLabel = (x: number, area: Area, label: string): Mark =>
  text(x, area.bottom + fontSize + 6, label, { size: small, fill: paper.soft, anchor: 'middle' })
