import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { addDays, daysBetween, type LocalDate, startOfDay } from '../../chat/dates/zone.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { dayOf, namesProduct, productOf, purchasesText } from './line-sql.ts'
import { purchaseDays } from './purchases.ts'
import { addCustomer, emptyShop, type Purchases, type Shop } from './shop.ts'

interface CustomerRow {
  orders: string
  /** By product: the newest line that names it, and the purchases. */
  items: string | null
}

/** Customers at once: what is in memory stays small, and on the embedded database chat gets a turn in between. */
const atOnce = 10_000
/** Enough to know within a percent or so how windows turn out. */
const sampled = 20_000

/**
 * Reads what a team's customers ordered up to the end of a local day; erased customers are left out. Cost: one pass over the orders in the
 * order of (customerId, orderedAt) and their lines by order, a row a customer.
 */
export async function readShop(tx: Tx, team: { id: number; zone: string }, date: LocalDate): Promise<Shop> {
  const every = Math.max(1, Math.ceil((await tx.customer.count({ where: { teamId: team.id } })) / sampled))
  const shop = emptyShop(daysBetween('1970-01-01', date))
  let read = 0
  for (let after = 0; ; ) {
    const [next] = await tx.$queryRaw<{ last: number | null }[]>`
      SELECT max("id") AS last FROM (
        SELECT "id" FROM "Customer" WHERE "teamId" = ${team.id} AND "id" > ${after} ORDER BY "id" LIMIT ${atOnce}) next`
    if (!next?.last) return shop
    for (const row of await histories(tx, team, date, after, next.last)) {
      addCustomer(shop, purchasesOf(row), read % every === 0)
      read += 1
    }
    after = next.last
    await nextTurn()
  }
}

const itemTexts = z.record(z.string(), z.tuple([z.int(), z.string()]))

function purchasesOf({ orders, items }: CustomerRow): Purchases {
  const texts = Object.entries(items === null ? {} : itemTexts.parse(JSON.parse(items)))
  const named = texts.map(([product, [line, text]]) => ({ product, line, days: purchaseDays(text) }))
  return { orders: purchaseDays(orders), items: named }
}

async function histories(
  tx: Tx,
  { id, zone }: { id: number; zone: string },
  date: LocalDate,
  after: number,
  last: number,
): Promise<CustomerRow[]> {
  const end = startOfDay(addDays(date, 1), zone)
  return tx.$queryRaw<CustomerRow[]>`
    WITH placed AS MATERIALIZED (
      SELECT o."id", o."customerId", o."amount", ${dayOf(Prisma.sql`${zone}`)} AS day, o."currency"
      FROM "Customer" c JOIN "Order" o ON o."customerId" = c."id"
      WHERE c."teamId" = ${id} AND c."id" > ${after} AND c."id" <= ${last} AND c."erasedAt" IS NULL AND o."orderedAt" < ${end}),
    items AS (
      SELECT i."customerId", json_object_agg(i.product, json_build_array(i.line, i.days))::text AS items FROM (
        SELECT o."customerId", ${productOf} AS product, max(l."id") AS line, ${purchasesText(Prisma.sql`l."amount"`)} AS days
        FROM placed o JOIN "OrderLine" l ON l."orderId" = o."id" WHERE ${namesProduct} GROUP BY 1, 2) i GROUP BY 1)
    SELECT h.orders, items.items
    FROM (SELECT o."customerId", ${purchasesText(Prisma.sql`o."amount"`)} AS orders FROM placed o GROUP BY 1) h
    LEFT JOIN items ON items."customerId" = h."customerId" ORDER BY h."customerId"`
}
