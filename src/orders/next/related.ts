/** Nothing is said that fewer customers have in common: it could tell what a single one bought. */
export const leastCustomers = 5
/** How many products are kept beside each. */
const keptEach = 10
/** A similarity seen at this many customers counts half. */
const shrinkage = 20

/** Who bought what: customers and products are numbers from 0. */
export interface Baskets {
  /** By customer: products, each once. */
  products: readonly Int32Array[]
  /** By product: customers. */
  buyers: readonly Int32Array[]
}

export interface RelatedProduct {
  product: number
  /** How many customers bought both. */
  together: number
  /** Cosine of the two sets of buyers, shrunk by how few have both. */
  similarity: number
}

/** Turns products by customer around. */
export function basketsOf(products: readonly Int32Array[], productCount: number): Baskets {
  const buyers: number[][] = Array.from({ length: productCount }, () => [])
  for (const [customer, own] of products.entries()) for (const product of own) buyers[product]?.push(customer)
  return { products, buyers: buyers.map(list => Int32Array.from(list)) }
}

/**
 * The products that buyers of one also bought, likest first: together / sqrt(buyers x other buyers) x together / (together + 20). Counts
 * alone would find what everybody buys, lift what two people bought. Cost: all purchases of the product's buyers.
 */
export function relatedTo(product: number, { products, buyers }: Baskets): RelatedProduct[] {
  const own = buyers[product] ?? new Int32Array()
  const counts = new Map<number, number>()
  for (const customer of own) {
    for (const other of products[customer] ?? []) if (other !== product) counts.set(other, (counts.get(other) ?? 0) + 1)
  }
  return [...counts]
    .filter(
      ([other, together]) => together >= leastCustomers && lift(together, own.length, sizeOf(buyers, other), products.length) > 1,
    )
    .map(([other, together]) => ({
      product: other,
      together,
      similarity: similarity(together, own.length, sizeOf(buyers, other)),
    }))
    .sort((a, b) => b.similarity - a.similarity || a.product - b.product)
    .slice(0, keptEach)
}

const sizeOf = (buyers: Baskets['buyers'], product: number): number => buyers[product]?.length ?? 0

const similarity = (together: number, one: number, other: number): number =>
  (together / Math.sqrt(one * other)) * (together / (together + shrinkage))

/** How many times as often buyers of one bought the other as customers in general did. */
export function lift(together: number, buyers: number, otherBuyers: number, customers: number): number {
  return together / buyers / (otherBuyers / customers)
}
