import { type Chance, chance } from '../../bench/random.ts'

/** By customer: the days of each product they bought, oldest first. */
export type MadeShop = Map<string, number[]>[]

export const lastDay = 1000
const families = 12
const productsEach = 25

/**
 * A shop whose rules are known: products come in families, some far more popular than others; a customer likes two families, takes up new
 * products over the years, buys each at the product's pace times their own, unevenly, and gives some of them up.
 */
export function madeShop(seed: number, customers: number): MadeShop {
  const luck = chance(seed)
  const pace = new Map<string, number>()
  for (let family = 0; family < families; family += 1) {
    for (let rank = 0; rank < productsEach; rank += 1) pace.set(`${family}-${rank}`, 15 + 75 * luck.next())
  }
  return Array.from({ length: customers }, () => madeCustomer(luck, pace))
}

function madeCustomer(luck: Chance, pace: ReadonlyMap<string, number>): Map<string, number[]> {
  const liked = [luck.whole(families), luck.whole(families)]
  const own = Math.exp(0.5 * normal(luck))
  const bought = new Map<string, number[]>()
  const joined = luck.whole(600)
  for (let taken = 4 + luck.whole(14); taken > 0; taken -= 1) {
    const family = luck.next() < 0.8 ? luck.pick(liked) : luck.whole(families)
    // Squared: the first of a family are taken up most.
    const product = `${family}-${Math.floor(productsEach * luck.next() ** 2)}`
    if (bought.has(product)) continue
    const days: number[] = []
    for (let day = joined + luck.whole(lastDay - joined); day < lastDay; day += gap(luck, own * (pace.get(product) ?? 30))) {
      days.push(day)
      if (luck.next() < 0.12) break
    }
    bought.set(product, days)
  }
  return bought
}

const gap = (luck: Chance, usual: number): number => Math.max(1, Math.round(usual * Math.exp(0.5 * normal(luck))))

/** Box and Muller. */
const normal = (luck: Chance): number => Math.sqrt(-2 * Math.log(1 - luck.next())) * Math.cos(2 * Math.PI * luck.next())
