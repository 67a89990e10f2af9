import type { LocalDate } from './dates/zone.ts'
import type { Locale } from './wording.ts'

/** What a chart shows, in one language and without any look. Plain JSON, as the outbox keeps it; `src/charts` draws it. */
export type Chart = ChartFrame & Plot
export type Plot = SeriesPlot | PointsPlot | TimelinePlot

interface ChartFrame {
  locale: Locale
  title: string
  /** The picture in a sentence or two, with its main numbers: it stands under the chart everywhere. */
  summary: string
}

/** Values by category. `stacked-bars`: a category's values add up to something. */
export interface SeriesPlot {
  kind: 'bars' | 'stacked-bars' | 'lines'
  categories: string[]
  series: Series[]
  /** What the categories are. */
  x: string
  y: Measure
}

export interface Series {
  name: string
  /** One for each category; null where there is none. */
  values: (number | null)[]
  tone?: Tone
}

/** How bad what is shown is, from `calm` on; series without a tone are told apart by their order. */
export type Tone = 'calm' | 'notice' | 'warning' | 'alarm'

/** Pairs of numbers that should be equal, each standing for several cases: what was said against what happened. */
export interface PointsPlot {
  kind: 'points'
  /** In the order of `x`. */
  points: { x: number; y: number; weight: number }[]
  x: Measure
  y: Measure
  /** The area of a point. */
  weight: Measure
  /** The name of the line on which both are equal. */
  diagonal: string
}

/** What happened on which days, and when it is expected again. */
export interface TimelinePlot {
  kind: 'timeline'
  from: LocalDate
  to: LocalDate
  /** Oldest first; null where the amount is not known in this measure. */
  events: { day: LocalDate; value: number | null }[]
  /** What the days are. */
  x: string
  y: Measure
  /** Stretches of days that have a meaning, both ends included. */
  spans: { name: string; from: LocalDate; to: LocalDate }[]
  /** Single days that have one. */
  moments: { name: string; day: LocalDate }[]
}

/** What is measured and how its numbers are written. Percentages are shares: 0.5 is 50%. */
export interface Measure {
  name: string
  format: 'count' | 'percent' | { currency: string }
}
