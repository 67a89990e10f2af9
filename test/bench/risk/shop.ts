import type { Bulk } from '../../../src/database/store.ts'

/** The day the shop's last orders are of. */
export const today = '2026-11-20'
const seed = 31

/**
 * Fills an empty, migrated database with customers and some ten orders each, made by the database from hashes of their numbers: the same
 * shop for everybody. Each customer has a rhythm of their own (3 to 103 days) and has been silent for up to 400. Returns the orders.
 */
export async function fillShop(bulk: Bulk, customers: number): Promise<number> {
  const share = (salt: number): string => `((hashint4(c + ${salt * seed}) & 65535)::float8 / 65536)`
  await bulk.run(`INSERT INTO "Team" ("name", "zone", "locale", "currency") VALUES ('Bench', 'Europe/Berlin', 'en', 'EUR')`)
  await bulk.run(`INSERT INTO "Customer" ("name", "teamId") SELECT 'Customer ' || c, 1 FROM generate_series(1, ${customers}) c`)
  // Indexes are built afterwards, and keys need no check: it is their maintenance that would take the time.
  await bulk.run(`ALTER TABLE "Order" DROP CONSTRAINT "Order_customerId_fkey"`)
  await bulk.run(`DROP INDEX "Order_externalId_key", "Order_customerId_orderedAt_amount_currency_idx"`)
  const orders = await bulk.run(`
    INSERT INTO "Order" ("externalId", "customerId", "orderedAt", "amount", "currency")
    SELECT c || '-' || k, c, timestamptz '${today} 12:00Z' - make_interval(secs => 86400 * (${share(2)} ^ 3 * 400 + k * (3 + ${share(1)} ^ 2 * 100))),
           (5 + (hashint4(c * 31 + k) & 1048575)::numeric / 10000)::numeric(18, 2), 'EUR'
    FROM generate_series(1, ${customers}) c, generate_series(0, 18) k WHERE k < 1 + (hashint4(c + 13) & 1023) % 19`)
  await bulk.run(`CREATE UNIQUE INDEX "Order_externalId_key" ON "Order" ("externalId")`)
  await bulk.run(
    `CREATE INDEX "Order_customerId_orderedAt_amount_currency_idx" ON "Order" ("customerId", "orderedAt", "amount", "currency")`,
  )
  await bulk.run(
    `ALTER TABLE "Order" ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON UPDATE CASCADE ON DELETE CASCADE`,
  )
  return orders
}

/** One new order today for about every 67th customer; gives their ids. */
export async function newOrders(bulk: Bulk): Promise<number[]> {
  const rows = await bulk.rows<{ customerId: number }>(`
    INSERT INTO "Order" ("externalId", "customerId", "orderedAt", "amount", "currency")
    SELECT 'new-' || c."id", c."id", timestamptz '${today} 15:00Z' + interval '1 day', 42, 'EUR' FROM "Customer" c WHERE c."id" % 67 = 0
    RETURNING "customerId"`)
  return rows.map(({ customerId }) => customerId)
}
