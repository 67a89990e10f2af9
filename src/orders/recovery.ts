import type { Tx } from '../database/store.ts'

/** $1 customers' ids, $2 now. */
export const recoverSql = `
  WITH back AS (
    UPDATE "Customer" c SET "leftAt" = NULL, "leftReason" = NULL, "version" = c."version" + 1, "updatedAt" = $2::timestamptz
    WHERE c."id" = ANY($1::int[]) AND c."leftAt" IS NOT NULL
      AND EXISTS (SELECT 1 FROM "Order" o WHERE o."customerId" = c."id" AND o."amount" > 0 AND o."orderedAt" > c."leftAt" AND o."orderedAt" <= $2::timestamptz)
    RETURNING c."id")
  INSERT INTO "Activity" ("customerId", "kind", "at", "source") SELECT "id", 'recovered', $2::timestamptz, 'job' FROM back`

/**
 * An order undoes a leaving that it came after: the mark goes, and the timeline keeps both. For the customers given, set-based.
 */
export async function recoverFrom(tx: Tx, customerIds: readonly number[], now: Date): Promise<number> {
  return tx.$executeRawUnsafe(recoverSql, [...customerIds], now)
}
