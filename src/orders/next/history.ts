import { expectedGap, type Gaps, pulled } from './purchase-cycle.ts'
import type { Day } from './purchases.ts'

/** Something a customer bought, and on which days, oldest first. */
export interface Bought {
  days: readonly Day[]
  /** The usual gap of others, in days. */
  usualDays: number
}

/** A gap as it was expected when it began. */
export interface Expectation {
  expectedDays: number
  days: number
  /** Another purchase ended it; else it was still open on the last day. */
  again: boolean
}

/**
 * Goes through all a customer bought, day by day, expecting each next purchase from the days before alone, and gives what came of it.
 * `paceDays` is the usual gap of the shop: the customer's own is pulled towards it.
 */
export function expectations(items: readonly Bought[], paceDays: number, today: Day): Expectation[] {
  const gaps = new OpenGaps(items, paceDays)
  const purchases = items.flatMap(({ days }, item) => days.map(day => ({ day, item }))).sort((a, b) => a.day - b.day)
  const open = new Map<number, { since: Day; expectedDays: number }>()
  const found: Expectation[] = []
  for (let at = 0; at < purchases.length; ) {
    const day = purchases[at]?.day ?? 0
    const bought: number[] = []
    for (; purchases[at]?.day === day; at += 1) bought.push(purchases[at]?.item ?? 0)
    // First what the day ended, so that what is expected from it knows of all of it.
    for (const item of bought) {
      const before = open.get(item)
      if (!before) continue
      found.push({ expectedDays: before.expectedDays, days: day - before.since, again: true })
      gaps.add(item, day - before.since)
    }
    for (const item of bought) open.set(item, { since: day, expectedDays: gaps.expected(item) })
  }
  for (const { since, expectedDays } of open.values()) found.push({ expectedDays, days: today - since, again: false })
  return found
}

/** The expected gap of each item after its last purchase, from all the customer bought so far. */
export function expectedNow(items: readonly Bought[], paceDays: number): number[] {
  const gaps = new OpenGaps(items, paceDays)
  for (const [item, { days }] of items.entries()) {
    for (const [index, day] of days.entries()) if (index > 0) gaps.add(item, day - (days[index - 1] ?? day))
  }
  return items.map((_, item) => gaps.expected(item))
}

/** The gaps of each item so far. What the customer's other items say is the customer's part in the expectation. */
class OpenGaps {
  readonly #items: readonly Bought[]
  readonly #paceDays: number
  readonly #own: Gaps[]
  readonly #all: Gaps = { count: 0, logSum: 0 }

  constructor(items: readonly Bought[], paceDays: number) {
    this.#items = items
    this.#paceDays = paceDays
    this.#own = items.map(() => ({ count: 0, logSum: 0 }))
  }

  add(item: number, days: number): void {
    for (const gaps of [this.#own[item], this.#all]) {
      if (!gaps) continue
      gaps.count += 1
      gaps.logSum += Math.log(days)
    }
  }

  expected(item: number): number {
    const own = this.#own[item] ?? { count: 0, logSum: 0 }
    const others = { count: this.#all.count - own.count, logSum: this.#all.logSum - own.logSum }
    return expectedGap(own, this.#items[item]?.usualDays ?? this.#paceDays, pulled(others, this.#paceDays))
  }
}
