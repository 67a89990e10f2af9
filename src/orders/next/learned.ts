import { z } from 'zod'
import type { Tx } from '../../database/store.ts'

const pace = z.strictObject({
  cycleDays: z.number().positive(),
  low: z.number().positive(),
  high: z.number().positive(),
  /** From how many purchases the windows were learned. */
  purchases: z.int().min(0),
})

/** What a team's own orders say; kept as one value a team. */
export const learnedShape = z.strictObject({
  orders: pace,
  items: pace,
  /** How many customers bought any product. */
  customers: z.int().min(0),
})
export type Learned = z.infer<typeof learnedShape>

export interface LearnedProduct {
  product: string
  /** The newest order line that names it: of it the name is taken. */
  line: number
  buyers: number
  cycleDays: number
}

export interface LearnedRelation {
  product: string
  related: string
  together: number
  similarity: number
}

/** Where a team's value is kept: this and its id. */
export const learnedKey = 'orders.pace.'

/** Rows of one statement. */
const atOnce = 20_000

/** Puts what was learned in the place of what was. Cost: the team's rows anew. */
export async function saveLearned(
  tx: Tx,
  teamId: number,
  learned: { pace: Learned; products: readonly LearnedProduct[]; relations: readonly LearnedRelation[] },
): Promise<void> {
  const { products, relations } = learned
  await tx.productRhythm.deleteMany({ where: { teamId } })
  await tx.relatedProduct.deleteMany({ where: { teamId } })
  await tx.$executeRaw`
    INSERT INTO "ProductRhythm" ("teamId", "product", "name", "buyers", "cycleDays")
    SELECT ${teamId}, learned.product, coalesce(l."name", l."sku"), learned.buyers, learned.cycle
    FROM unnest(${products.map(row => row.product)}::text[], ${products.map(row => row.line)}::int[], ${products.map(row => row.buyers)}::int[],
                ${products.map(row => row.cycleDays)}::float8[]) AS learned (product, line, buyers, cycle)
    JOIN "OrderLine" l ON l."id" = learned.line`
  for (let at = 0; at < relations.length; at += atOnce) {
    const rows = relations.slice(at, at + atOnce)
    await tx.$executeRaw`
      INSERT INTO "RelatedProduct" ("teamId", "product", "related", "together", "similarity")
      SELECT ${teamId}, * FROM unnest(${rows.map(row => row.product)}::text[], ${rows.map(row => row.related)}::text[],
                                      ${rows.map(row => row.together)}::int[], ${rows.map(row => row.similarity)}::float8[])`
  }
  const key = `${learnedKey}${teamId}`
  await tx.storedValue.upsert({ where: { key }, create: { key, value: learned.pace }, update: { value: learned.pace } })
}
