import { type Expectation, expectations } from '../../../src/orders/next/history.ts'
import { addCustomer, emptyShop } from '../../../src/orders/next/shop.ts'
import { shopPace } from '../../../src/orders/next/shop-pace.ts'

export interface WindowFigures {
  /** How many next orders were looked at. */
  orders: number
  /** Share of them inside the window, before and after it. */
  inside: number
  before: number
  after: number
  /** Median error in days of the expected gap, and of the customer's own median gap, where there is one to compare with. */
  error: number
  ownMedianError: number
  /** The window as shares of the expected gap. */
  low: number
  high: number
}

/**
 * Learns from the orders up to `cutoff` and looks at the gaps that began in the 90 days after it. Customers are lists of order days, oldest
 * first; `end` is the last day on record.
 */
export function windowFigures(customers: readonly number[][], cutoff: number, end: number): WindowFigures {
  const shop = emptyShop(cutoff)
  for (const days of customers) addCustomer(shop, { orders: days.filter(day => day <= cutoff), items: [] }, true)
  const { orders: pace } = shopPace(shop)
  const errors: number[] = []
  const medianErrors: number[] = []
  const shares: number[] = []
  for (const days of customers) {
    for (const [gap, expectation] of gapsOf(days, pace.cycleDays, end).entries()) {
      const began = days[gap] ?? 0
      if (began <= cutoff || began > cutoff + 90 || !expectation.again) continue
      const { expectedDays, days: took } = expectation
      shares.push(place(took, expectedDays, pace))
      const own = median(days.slice(1, gap + 1).map((day, index) => day - (days[index] ?? 0)))
      if (own === null) continue
      errors.push(Math.abs(took - expectedDays))
      medianErrors.push(Math.abs(took - own))
    }
  }
  const share = (where: number): number => shares.filter(one => one === where).length / shares.length
  const counts = { orders: shares.length, inside: share(0), before: share(-1), after: share(1) }
  return { ...counts, error: median(errors) ?? 0, ownMedianError: median(medianErrors) ?? 0, low: pace.low, high: pace.high }
}

/** In the order in which they began: those that ended, then the open one. */
const gapsOf = (days: readonly number[], cycleDays: number, end: number): Expectation[] =>
  expectations([{ days, usualDays: cycleDays }], cycleDays, end)

function place(took: number, expectedDays: number, { low, high }: { low: number; high: number }): -1 | 0 | 1 {
  if (took < Math.max(1, Math.floor(expectedDays * low))) return -1
  return took > Math.ceil(expectedDays * high) ? 1 : 0
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
