import type { Chart, TimelinePlot } from '../chat/chart.ts'
import { partsOf } from '../chat/dates/calendar.ts'
import { formatDate } from '../chat/dates/format.ts'
import { daysBetween, type LocalDate } from '../chat/dates/zone.ts'
import type { Locale } from '../chat/wording.ts'
import { axisLabel, frame, line } from './frame.ts'
import { element, type Mark, text, widthOf } from './mark.ts'
import { colours, paper } from './palette.ts'
import { type Area, dayTicks, scale } from './scale.ts'

/** Each event a stem on its day, as high as its amount; what is expected is a shaded stretch, named days are dashed lines. */
export function timeline(chart: Chart & TimelinePlot): Mark[] {
  const { title, locale, from, to, events, spans, moments, x: xName, y: measure } = chart
  const { area, y, marks, zero } = frame({
    ...{ title, locale, xName, y: measure },
    legend: spans.map(({ name }) => ({ name, swatch: (at, middle) => [shade(at, at + 16, middle - 7, middle + 7)] })),
    values: events.flatMap(({ value }) => value ?? []),
  })
  const days = Math.max(1, daysBetween(from, to))
  const dayAt = scale(0, days, area.left + 6, area.right - 6)
  const x = (day: LocalDate) => dayAt(daysBetween(from, day))
  return [
    ...marks,
    zero,
    ...spans.map(span => {
      const left = Math.max(area.left, x(span.from))
      return shade(left, Math.min(area.right, Math.max(x(span.to), left + 4)), area.top, area.bottom)
    }),
    ...dayTicks(from, to).flatMap((day, index) => [
      line(x(day), area.bottom, x(day), area.bottom + 5, { stroke: paper.axis }),
      axisLabel(x(day), area, tickText(day, locale, days, index === 0)),
    ]),
    ...moments.flatMap(({ name, day }) => named(x(day), area, name)),
    ...events.flatMap(({ day, value }) => stem(x(day), area.bottom, value === null ? area.bottom : y(value))),
  ]
}

/** `Mar`, with its year where it is not clear; close to each other `9 Mar`. */
function tickText(day: LocalDate, locale: Locale, days: number, first: boolean): string {
  const { year, month, day: date } = partsOf(day)
  if (days <= 63) return formatDate(day, locale, 'UTC', 'short', new Date(`${day}T00:00:00Z`))
  if (date !== 1) return formatDate(day, locale, 'UTC')
  const name =
    locale === 'zh-CN'
      ? `${month}月`
      : new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(year, month - 1))
  if (month !== 1 && !first) return name
  return locale === 'zh-CN' ? `${year}年${name}` : `${name} ${year}`
}

function stem(x: number, foot: number, top: number): Mark[] {
  const fill = foot - top < 1 ? paper.background : colours[0]
  return [
    line(x, foot, x, top, { stroke: colours[0], width: 2.5 }),
    element('circle', { cx: x, cy: top, r: 4, fill, stroke: colours[0], 'stroke-width': 2 }),
  ]
}

const shade = (left: number, right: number, top: number, bottom: number): Mark =>
  element('rect', {
    ...{ x: left, y: top, width: right - left, height: bottom - top },
    ...{ fill: colours[2], 'fill-opacity': 0.25, stroke: colours[2], 'stroke-dasharray': '4 3' },
  })

/** The name stands beside its line, on the side with room. */
function named(x: number, { top, bottom, right }: Area, name: string): Mark[] {
  const beyond = x + widthOf(name, 13) + 6 > right
  return [
    line(x, top - 4, x, bottom, { stroke: colours[1], width: 1.5, dash: '6 4' }),
    text(beyond ? x - 5 : x + 5, top - 7, name, { size: 13, bold: true, fill: colours[1], anchor: beyond ? 'end' : 'start' }),
  ]
}
