import { type Followed, follow } from './followed.ts'
import type { Day } from './purchases.ts'

/** What a customer bought and kept: days of any order, and days of each product with the newest order line that names it. */
export interface Purchases {
  orders: Day[]
  items: { product: string; days: Day[]; line: number }[]
}

/** All that a team's customers bought, as far as learning needs it. Products are numbers from 0, named by `products`. */
export interface Shop {
  today: Day
  orderGaps: Followed
  itemGaps: Followed
  products: string[]
  newestLines: number[]
  productGaps: Followed[]
  /** By customer who bought a product: the products, the latest first. */
  baskets: Int32Array[]
  /** Customers from whom windows are learned. */
  sample: { orders: Day[]; items: { product: number; days: Day[] }[] }[]
  numbers: Map<string, number>
}

/** Who buys more kinds of products than this buys everything: their latest say enough about what goes together. */
const longestBasket = 100

export function emptyShop(today: Day): Shop {
  const gaps = { orderGaps: new Map(), itemGaps: new Map(), productGaps: [], newestLines: [] }
  return { today, ...gaps, products: [], baskets: [], sample: [], numbers: new Map() }
}

/** Adds a customer; `sampled`: windows are learned from this one too. */
export function addCustomer(shop: Shop, { orders, items }: Purchases, sampled: boolean): void {
  if (orders.length === 0) return
  followDays([shop.orderGaps], orders, shop.today)
  const bought = items.flatMap(({ product, days, line }) =>
    days.length > 0 ? [{ product: numberOf(shop, product, line), days }] : [],
  )
  for (const { product, days } of bought) followDays([shop.itemGaps, shop.productGaps[product]], days, shop.today)
  const latest = bought.toSorted((a, b) => (b.days.at(-1) ?? 0) - (a.days.at(-1) ?? 0)).slice(0, longestBasket)
  if (latest.length > 0) shop.baskets.push(Int32Array.from(latest, ({ product }) => product))
  if (sampled) shop.sample.push({ orders, items: bought })
}

function numberOf(shop: Shop, product: string, line: number): number {
  const known = shop.numbers.get(product)
  if (known !== undefined) {
    shop.newestLines[known] = Math.max(shop.newestLines[known] ?? 0, line)
    return known
  }
  const number = shop.products.push(product) - 1
  shop.newestLines.push(line)
  shop.numbers.set(product, number)
  shop.productGaps.push(new Map())
  return number
}

function followDays(all: readonly (Followed | undefined)[], days: readonly Day[], today: Day): void {
  for (const [index, day] of days.entries()) {
    const next = days[index + 1]
    for (const followed of all) if (followed) follow(followed, (next ?? today) - day, next !== undefined)
  }
}
