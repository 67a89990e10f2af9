/** Best to worst. */
export const bands = ['healthy', 'watch', 'at_risk', 'critical'] as const
export type Band = (typeof bands)[number]

/** From which chance on a customer is in a band: of ten customers who are critical, eight or more will not order within the horizon. */
const from: Record<Band, number> = { healthy: 0, watch: 0.4, at_risk: 0.6, critical: 0.8 }
/** A customer leaves a band for a better one only this far below its threshold, so that nobody comes and goes from day to day. */
const margin = 0.05

/** The band of a chance, given the band the customer was in before. */
export function bandOf(score: number, before: Band | null = null): Band {
  const fresh = bands.findLast(band => score >= from[band]) ?? 'healthy'
  if (before === null || atLeast(fresh, before)) return fresh
  const held = bands.findLast(band => score >= from[band] - margin) ?? 'healthy'
  return atLeast(held, before) ? before : held
}

/** Points alone are no probability: their bands have thresholds of their own. */
const pointsFrom: Record<Band, number> = { healthy: Number.NEGATIVE_INFINITY, watch: 0.5, at_risk: 1, critical: 2 }

/** The band of a customer of whom nothing but signals is known. */
export const bandOfPoints = (points: number): Band => bands.findLast(band => points >= pointsFrom[band]) ?? 'healthy'

/** Is `band` as bad as `threshold` or worse? */
export function atLeast(band: Band, threshold: Band): boolean {
  return bands.indexOf(band) >= bands.indexOf(threshold)
}

/** The worse of two. */
export const worse = (one: Band, other: Band): Band => (atLeast(one, other) ? one : other)
