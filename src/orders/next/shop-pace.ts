import { followRatio, windowOf } from './calibrate.ts'
import { countAgain, type Followed } from './followed.ts'
import { type Bought, expectations } from './history.ts'
import { generalPace, type Pace, pulled, usualGap } from './purchase-cycle.ts'
import type { Shop } from './shop.ts'

/** A pace, and from how many purchases its window was learned. */
export interface LearnedPace extends Pace {
  purchases: number
}

/** When a shop's customers buy again: any order, any product, and the usual days of each product by its number. */
export function shopPace(shop: Shop): { orders: LearnedPace; items: LearnedPace; cycles: number[] } {
  const orderDays = cycleOf(shop.orderGaps, generalPace.cycleDays)
  const itemDays = cycleOf(shop.itemGaps, generalPace.cycleDays)
  const cycles = shop.productGaps.map(gaps => cycleOf(gaps, itemDays))
  const orders = shop.sample.map(({ orders: days }): Bought[] => [{ days, usualDays: orderDays }])
  const items = shop.sample.map(customer =>
    customer.items.map(({ product, days }): Bought => ({ days, usualDays: cycles[product] ?? itemDays })),
  )
  return { orders: paceOf(orders, orderDays, shop), items: paceOf(items, itemDays, shop), cycles }
}

/** The usual gap, pulled towards what is usual in general while there are few. */
function cycleOf(gaps: Followed, generalDays: number): number {
  const count = countAgain(gaps)
  return pulled({ count, logSum: count * Math.log(usualGap(gaps) ?? 1) }, generalDays)
}

function paceOf(customers: readonly Bought[][], cycleDays: number, { today }: Shop): LearnedPace {
  const ratios: Followed = new Map()
  for (const items of customers) {
    for (const expectation of expectations(items, cycleDays, today)) followRatio(ratios, expectation)
  }
  return { cycleDays, ...windowOf(ratios), purchases: countAgain(ratios) }
}
