import type { Chart } from '../chat/chart.ts'
import { bars } from './bars.ts'
import { size } from './frame.ts'
import { lines } from './lines.ts'
import { element, literal, type Mark } from './mark.ts'
import { paper } from './palette.ts'
import { points } from './points.ts'
import { chartDescription } from './text.ts'
import { timeline } from './timeline.ts'

const fonts = "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', sans-serif"

/** The chart as an SVG of 640 x 360 on paper of its own, with its numbers as a description. The same chart is always the same text. */
export function chartSvg(chart: Chart): string {
  const { width, height } = size
  const attributes = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    ...{ role: 'img', 'xml:lang': chart.locale, 'font-family': fonts },
  }
  const sheet = { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8, fill: paper.background, stroke: paper.edge }
  const background = [
    element('title', {}, [literal(chart.title)]),
    element('desc', {}, [literal(chartDescription(chart))]),
    element('rect', { width, height, fill: paper.background }),
    element('rect', sheet),
  ]
  return element('svg', attributes, [...background, ...plot(chart)])
}

function plot(chart: Chart): Mark[] {
  if (chart.kind === 'points') return points(chart)
  if (chart.kind === 'timeline') return timeline(chart)
  return chart.kind === 'lines' ? lines(chart) : bars(chart)
}
