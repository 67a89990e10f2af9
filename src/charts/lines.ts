import type { Chart, SeriesPlot } from '../chat/chart.ts'
import { marker } from './fill.ts'
import { categoryLabels, frame, line } from './frame.ts'
import { element, type Mark } from './mark.ts'
import { colourOf, dashes, lookOf } from './palette.ts'

/** One line a series, with a gap where a value is missing. */
export function lines(chart: Chart & SeriesPlot): Mark[] {
  const { categories, series, title, locale, x: xName, y: measure } = chart
  const looks = series.map((one, index) => ({ ...one, look: lookOf(one, index) }))
  const { area, y, marks, zero } = frame({
    ...{ title, locale, xName, y: measure },
    legend: looks.length > 1 ? looks.map(({ name, look }) => ({ name, swatch: (at, middle) => sample(at, middle, look) })) : [],
    values: series.flatMap(({ values }) => values.filter(value => value !== null)),
  })
  const slot = (area.right - area.left) / Math.max(1, categories.length)
  const x = (index: number) => area.left + slot * (index + 0.5)
  const drawn = looks.flatMap(({ values, look }) => {
    const places = values.flatMap((value, index) => (value === null ? [] : [{ index, x: x(index), y: y(value) }]))
    return [path(places, look), ...places.map(place => marker(place.x, place.y, look))]
  })
  return [...marks, zero, ...drawn, ...categoryLabels(area, categories)]
}

interface Place {
  index: number
  x: number
  y: number
}

function path(places: readonly Place[], look: number): Mark {
  const d = places.map((place, order) => {
    const joined = order > 0 && places[order - 1]?.index === place.index - 1
    return `${joined ? 'L' : 'M'}${place.x.toFixed(2)} ${place.y.toFixed(2)}`
  })
  return element('path', { ...strokeOf(look), d: d.join(''), fill: 'none', 'stroke-width': 2.5, 'stroke-linejoin': 'round' })
}

const strokeOf = (look: number) => ({ stroke: colourOf(look), 'stroke-dasharray': dashes[look] || undefined })

const sample = (x: number, y: number, look: number): Mark[] => [
  line(x - 2, y, x + 18, y, { stroke: colourOf(look), width: 2.5, dash: dashes[look] ?? '' }),
  marker(x + 8, y, look),
]
