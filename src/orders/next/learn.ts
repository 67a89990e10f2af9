import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LocalDate } from '../../chat/dates/zone.ts'
import type { Tx } from '../../database/store.ts'
import { type LearnedProduct, type LearnedRelation, saveLearned } from './learned.ts'
import { readShop } from './read-shop.ts'
import { basketsOf, leastCustomers, relatedTo } from './related.ts'
import type { Shop } from './shop.ts'
import { shopPace } from './shop-pace.ts'

/** At most so many products are learned, those with the most buyers. */
const mostProducts = 20_000

/** Learns from a team's orders when customers buy again and what goes with what, and stores it in place of what was learned before. */
export async function learnPurchases(tx: Tx, team: { id: number; zone: string }, date: LocalDate): Promise<void> {
  const shop = await readShop(tx, team, date)
  const { orders, items, cycles } = shopPace(shop)
  const { products, relations } = await relate(shop, cycles)
  const customers = shop.baskets.length
  await saveLearned(tx, team.id, { pace: { orders, items, customers }, products, relations })
}

/** What goes with what, among products that enough customers buy. Cost: for each customer the square of their products. */
async function relate(
  shop: Shop,
  cycles: readonly number[],
): Promise<{ products: LearnedProduct[]; relations: LearnedRelation[] }> {
  const baskets = basketsOf(shop.baskets, shop.products.length)
  const known = baskets.buyers
    .flatMap((buyers, number) => (buyers.length >= leastCustomers ? [{ number, buyers: buyers.length }] : []))
    .sort((a, b) => b.buyers - a.buyers)
    .slice(0, mostProducts)
  const kept = new Set(known.map(({ number }) => number))
  const name = (number: number): string => shop.products[number] ?? ''
  const relations: LearnedRelation[] = []
  for (const [at, { number }] of known.entries()) {
    for (const { product, together, similarity } of relatedTo(number, baskets))
      if (kept.has(product)) relations.push({ product: name(number), related: name(product), together, similarity })
    // Chat gets its turn.
    if (at % 50 === 0) await nextTurn()
  }
  const products = known.map(({ number, buyers }) => ({
    product: name(number),
    line: shop.newestLines[number] ?? 0,
    buyers,
    cycleDays: cycles[number] ?? 0,
  }))
  return { products, relations }
}
