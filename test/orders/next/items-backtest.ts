import { mostBought } from '../../../src/orders/next/buy-again.ts'
import { type Bought, expectedNow } from '../../../src/orders/next/history.ts'
import { windowAfter } from '../../../src/orders/next/purchase-cycle.ts'
import { basketsOf, lift, relatedTo } from '../../../src/orders/next/related.ts'
import { addCustomer, emptyShop, type Shop } from '../../../src/orders/next/shop.ts'
import { shopPace } from '../../../src/orders/next/shop-pace.ts'
import { median } from './backtest.ts'
import type { MadeShop } from './made-shop.ts'

const horizon = 90
const atMost = 10

/** What is known at the end of `cutoff`, learned from it, and of each customer what came in the 90 days after it. */
export function learnUntil(made: MadeShop, cutoff: number) {
  const shop = emptyShop(cutoff)
  const customers = made.map(bought => {
    const items = [...bought].map(([product, days]) => ({
      product,
      line: 0,
      days: days.filter(day => day <= cutoff),
    }))
    const known = items.filter(({ days }) => days.length > 0)
    const orders = [...new Set(known.flatMap(({ days }) => days))].sort((a, b) => a - b)
    addCustomer(shop, { orders, items: known }, true)
    const next = [...bought].filter(([, days]) => days.some(day => day > cutoff && day <= cutoff + horizon))
    return { known, next: next.map(([product]) => product), all: bought }
  })
  return { shop, customers, ...shopPace(shop) }
}
type Learned = ReturnType<typeof learnUntil>

/** Purchases after gaps that began in the 90 days after the cutoff: the share inside the window, and median errors in days. */
export function itemWindows({ shop, customers, items: pace, cycles }: Learned, end: number) {
  const usualOf = (product: string): number => cycles[shop.numbers.get(product) ?? -1] ?? pace.cycleDays
  const inside: boolean[] = []
  const errors: number[] = []
  const ownErrors: number[] = []
  for (const { all } of customers) {
    for (const [product, days] of all) {
      // The customer's other products are what is known of them at the cutoff.
      const others = [...all].filter(([other]) => other !== product)
      for (const [index, day] of days.entries()) {
        const next = days[index + 1]
        if (day <= shop.today || day > shop.today + horizon || next === undefined || next > end) continue
        const bought: Bought[] = [{ days: days.slice(0, index + 1), usualDays: usualOf(product) }]
        for (const [other, seen] of others) bought.push({ days: seen.filter(one => one <= day), usualDays: usualOf(other) })
        const expected = expectedNow(bought, pace.cycleDays)[0] ?? 0
        const window = windowAfter(day, expected, pace, day)
        inside.push(next >= window.from && next <= window.until)
        const own = median(days.slice(1, index + 1).map((one, at) => one - (days[at] ?? 0)))
        if (own === null) continue
        errors.push(Math.abs(next - day - expected))
        ownErrors.push(Math.abs(next - day - own))
      }
    }
  }
  return {
    purchases: inside.length,
    inside: inside.filter(Boolean).length / inside.length,
    error: median(errors) ?? 0,
    ownMedianError: median(ownErrors) ?? 0,
  }
}

/** Of the products bought in the next 90 days, the share among the ten offered, by each way of choosing them. */
export function buyAgainRecall({ shop, customers, items: pace }: Learned) {
  const popular = mostPopular(shop)
  const found = { own: 0, popular: 0, all: 0 }
  for (const { known, next } of customers) {
    const expected = expectedNow(
      known.map(({ days }) => ({ days, usualDays: pace.cycleDays })),
      pace.cycleDays,
    )
    const items = known.map(({ product, days }, at) => {
      const last = days.at(-1) ?? 0
      const { standing } = windowAfter(last, expected[at] ?? pace.cycleDays, pace, shop.today)
      return { product, times: days.length, last, standing }
    })
    found.all += next.length
    found.own += hits(
      mostBought(items, atMost).map(({ product }) => product),
      next,
    )
    found.popular += hits(popular.slice(0, atMost), next)
  }
  return { own: found.own / found.all, popular: found.popular / found.all, bought: found.all }
}

/** The same of products new to the customer: by similarities added up, by the highest lift, by popularity. */
export function relatedRecall({ shop, customers }: Learned) {
  const baskets = basketsOf(shop.baskets, shop.products.length)
  const popular = mostPopular(shop)
  const related = shop.products.map((_, product) => relatedTo(product, baskets))
  const lifts = shop.products.map((_, product) => byLift(product, baskets))
  const found = { related: 0, lift: 0, popular: 0, all: 0 }
  for (const { known, next } of customers) {
    const own = new Set(known.map(({ product }) => product))
    const fresh = next.filter(product => !own.has(product))
    const numbers = known.map(({ product }) => shop.numbers.get(product) ?? -1)
    const names = (scores: Map<number, number>): string[] =>
      [...scores]
        .sort(([, a], [, b]) => b - a)
        .map(([product]) => shop.products[product] ?? '')
        .filter(product => !own.has(product))
        .slice(0, atMost)
    const sums = new Map<number, number>()
    const highest = new Map<number, number>()
    for (const number of numbers) {
      for (const { product, similarity } of related[number] ?? []) sums.set(product, (sums.get(product) ?? 0) + similarity)
      for (const [product, times] of lifts[number] ?? []) highest.set(product, Math.max(highest.get(product) ?? 0, times))
    }
    found.all += fresh.length
    found.related += hits(names(sums), fresh)
    found.lift += hits(names(highest), fresh)
    found.popular += hits(popular.filter(product => !own.has(product)).slice(0, atMost), fresh)
  }
  const { all } = found
  return { related: found.related / all, lift: found.lift / all, popular: found.popular / all, bought: all }
}

function byLift(product: number, { products, buyers }: ReturnType<typeof basketsOf>): [number, number][] {
  const counts = new Map<number, number>()
  for (const customer of buyers[product] ?? []) {
    for (const other of products[customer] ?? []) if (other !== product) counts.set(other, (counts.get(other) ?? 0) + 1)
  }
  const own = buyers[product]?.length ?? 0
  return [...counts].map(([other, together]) => [other, lift(together, own, buyers[other]?.length ?? 0, products.length)])
}

const hits = (offered: readonly string[], bought: readonly string[]): number =>
  offered.filter(product => bought.includes(product)).length

function mostPopular(shop: Shop): string[] {
  const { buyers } = basketsOf(shop.baskets, shop.products.length)
  return shop.products.toSorted(
    (a, b) => (buyers[shop.numbers.get(b) ?? -1]?.length ?? 0) - (buyers[shop.numbers.get(a) ?? -1]?.length ?? 0),
  )
}
