/** The value below which a share of the values lies (nearest rank); NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** How long requests took, ms. */
export interface Latency {
  requests: number
  median: number
  p99: number
}

export const latencyOf = (values: readonly number[]): Latency => ({
  requests: values.length,
  median: quantile(values, 0.5),
  p99: quantile(values, 0.99),
})

/** Milliseconds since some moment, with fractions. */
export const clockMs = (): number => performance.now()

/** What the work gave, and its seconds. */
export async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = clockMs()
  const result = await work()
  return { result, seconds: (clockMs() - start) / 1000 }
}
