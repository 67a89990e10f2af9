import type { Tx } from '../database/store.ts'

/**
 * An order undoes a leaving that it came after: the mark goes, and the timeline keeps both. For the customers given, set-based.
 */
export async function recoverFrom(tx: Tx, customerIds: readonly number[], now: Date): Promise<number> {
  return tx.$executeRaw`
    WITH back AS (
      UPDATE "Customer" c SET "leftAt" = NULL, "leftReason" = NULL, "version" = c."version" + 1, "updatedAt" = ${now}
      WHERE c."id" = ANY(${[...customerIds]}::int[]) AND c."leftAt" IS NOT NULL
        AND EXISTS (SELECT 1 FROM "Order" o WHERE o."customerId" = c."id" AND o."amount" > 0 AND o."orderedAt" > c."leftAt" AND o."orderedAt" <= ${now})
      RETURNING c."id")
    INSERT INTO "Activity" ("customerId", "kind", "at", "source") SELECT "id", 'recovered', ${now}, 'job' FROM back`
}
