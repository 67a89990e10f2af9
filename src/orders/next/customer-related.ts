import { Prisma } from '../../database/generated/client.ts'
import { learnedKey } from './learned.ts'
import { namesProduct, productOf } from './line-sql.ts'

/** A product new to the customer, with the own product that speaks most for it. */
export interface RelatedRow {
  name: string
  /** The own product, how many customers bought it, and how many of them this one too. */
  because: string
  buyers: number
  together: number
  /** How many bought this one, of how many customers who bought any product. */
  relatedBuyers: number
  customers: number
}

/**
 * What buyers of the customer's products also buy and this one never ordered, not even to send it back: by the similarities to all they kept,
 * added up. Cost: the customer's lines and ten rows for each of their products, by index.
 */
export function relatedSql(customerId: number, now: Date, count: number): Prisma.Sql {
  return Prisma.sql`
    WITH own AS (
      SELECT ${productOf} AS product, sum(l."amount") > 0 AS kept FROM "Order" o JOIN "OrderLine" l ON l."orderId" = o."id"
      WHERE o."customerId" = ${customerId} AND o."orderedAt" <= ${now} AND ${namesProduct} GROUP BY 1),
    best AS (
      SELECT c."teamId", r."related", sum(r."similarity") AS score, (array_agg(r."product" ORDER BY r."similarity" DESC, r."product"))[1] AS because
      FROM "Customer" c, own JOIN "RelatedProduct" r ON r."product" = own.product
      WHERE c."id" = ${customerId} AND r."teamId" = c."teamId" AND own.kept AND r."related" NOT IN (SELECT product FROM own)
      GROUP BY 1, 2 ORDER BY score DESC, r."related" LIMIT ${count})
    SELECT p."name", p."buyers" AS "relatedBuyers", s."name" AS because, s."buyers", r."together", (v."value"->>'customers')::int AS customers
    FROM best JOIN "ProductRhythm" p ON p."teamId" = best."teamId" AND p."product" = best."related"
    JOIN "ProductRhythm" s ON s."teamId" = best."teamId" AND s."product" = best.because
    JOIN "RelatedProduct" r ON r."teamId" = best."teamId" AND r."product" = best.because AND r."related" = best."related"
    JOIN "StoredValue" v ON v."key" = ${learnedKey} || best."teamId"
    ORDER BY best.score DESC, best."related"`
}
