import { againWithin, countAgain, type Followed, follow } from './followed.ts'
import type { Expectation } from './history.ts'
import { generalPace, lapsesAfter, type Pace } from './purchase-cycle.ts'

/** The middle half: a quarter of the purchases that come do so before the window, a quarter after it. */
const shares = { low: 0.25, high: 0.75 }
/** The general window counts like this many purchases of the shop's own. */
const generalWeight = 100
/** Ratios are counted in steps of 1 %. */
const step = 0.01

/** How long gaps were, as shares of what had been expected. */
export function followRatio(ratios: Followed, { expectedDays, days, again }: Expectation): void {
  follow(ratios, Math.round(Math.log(Math.max(days, 0.5) / expectedDays) / step), again)
}

/**
 * The shares of the expected gap between which half of the purchases that came did so, of those that came before they counted as given
 * up. With few purchases they stay near the general ones.
 */
export function windowOf(ratios: Followed): Pick<Pace, 'low' | 'high'> {
  const count = countAgain(ratios)
  const toward = (share: number, general: number): number => {
    const own = againWithin(ratios, share, Math.log(lapsesAfter) / step)
    if (own === null) return general
    return Math.exp((count * own * step + generalWeight * Math.log(general)) / (count + generalWeight))
  }
  return { low: toward(shares.low, generalPace.low), high: toward(shares.high, generalPace.high) }
}
