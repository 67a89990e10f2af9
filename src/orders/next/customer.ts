import { addDays, type LocalDate } from '../../chat/dates/zone.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Item } from './buy-again.ts'
import { type Bought, expectedNow } from './history.ts'
import { learnedKey, learnedShape } from './learned.ts'
import { dayOf, namesProduct, productOf, purchasesText } from './line-sql.ts'
import { generalPace, type Pace, windowAfter } from './purchase-cycle.ts'
import { type Day, purchaseDays } from './purchases.ts'

/** A customer's orders as the database gives them, as JSON. */
export interface PurchasesRow {
  /** Today, local to the customer's team. */
  today: Day
  learned: unknown
  orders: string | null
  items: { product: string; name: string; days: string; cycleDays: number | null }[] | null
}

/** A customer's latest orders, and of the products in them those bought on most days; what is beyond is left out. */
const latestOrders = 2_000
const mostProducts = 200

/** One row. Cost: the customer's latest orders and their lines, by index. */
export function purchasesSql(customerId: number, now: Date): Prisma.Sql {
  return Prisma.sql`
    WITH team AS (SELECT t."id", t."zone" FROM "Customer" c JOIN "Team" t ON t."id" = c."teamId" WHERE c."id" = ${customerId}),
    placed AS (
      SELECT o."id", o."amount", o."currency", ${dayOf(Prisma.sql`t."zone"`)} AS day FROM "Order" o, team t
      WHERE o."customerId" = ${customerId} AND o."orderedAt" <= ${now} ORDER BY o."orderedAt" DESC LIMIT ${latestOrders}),
    items AS (
      SELECT ${productOf} AS product, (array_agg(coalesce(l."name", l."sku") ORDER BY l."id" DESC))[1] AS name,
             ${purchasesText(Prisma.sql`l."amount"`)} AS days
      FROM placed o JOIN "OrderLine" l ON l."orderId" = o."id" WHERE ${namesProduct}
      GROUP BY 1 ORDER BY count(DISTINCT o.day) DESC, 1 LIMIT ${mostProducts})
    SELECT (${now}::timestamptz AT TIME ZONE t."zone")::date - DATE '1970-01-01' AS today,
      (SELECT v."value" FROM "StoredValue" v WHERE v."key" = ${learnedKey} || t."id") AS learned,
      (SELECT ${purchasesText(Prisma.sql`o."amount"`)} FROM placed o) AS orders,
      (SELECT json_agg(json_build_object('product', i.product, 'name', i.name, 'days', i.days, 'cycleDays',
         (SELECT p."cycleDays" FROM "ProductRhythm" p WHERE p."teamId" = t."id" AND p."product" = i.product))) FROM items i) AS items
    FROM team t`
}

/** When a customer's next purchases are expected. */
export interface NextPurchases {
  /** All orders together; null without one that was kept. */
  order: Item | null
  /** By product; bought and kept at least once. */
  items: Item[]
  /** No order names a product. */
  noProducts: boolean
  /** From how many of the shop's own purchases the windows were learned; null before the first night. */
  learnedFrom: number | null
}

/** Works out the windows from what the database gave. */
export function nextPurchases({ today, learned, orders, items }: PurchasesRow): NextPurchases {
  const shop = learnedShape.safeParse(learned).data
  const [order = null] = itemsOf([{ product: '', name: '', days: orders, cycleDays: null }], shop?.orders ?? generalPace, today)
  return {
    order,
    items: itemsOf(items ?? [], shop?.items ?? generalPace, today),
    noProducts: items === null,
    learnedFrom: shop ? shop.orders.purchases : null,
  }
}

function itemsOf(
  rows: readonly { product: string; name: string; days: string | null; cycleDays: number | null }[],
  pace: Pace,
  today: Day,
): Item[] {
  const bought = rows.flatMap(({ product, name, days, cycleDays }) => {
    const kept = days === null ? [] : purchaseDays(days)
    return kept.length > 0 ? [{ product, name, days: kept, usualDays: cycleDays ?? pace.cycleDays }] : []
  })
  const expected = expectedNow(bought, pace.cycleDays)
  return bought.map((item, index) => {
    const last = item.days.at(-1) ?? today
    const window = windowAfter(last, expected[index] ?? pace.cycleDays, pace, today)
    return { product: item.product, name: item.name, times: item.days.length, last, everyDays: everyDays(item), ...window }
  })
}

/** The geometric mean of the gaps, to a whole day. */
function everyDays({ days }: Pick<Bought, 'days'>): number | null {
  if (days.length < 2) return null
  const logs = days.slice(1).map((day, index) => Math.log(day - (days[index] ?? day)))
  return Math.round(Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length))
}

export const dateOfDay = (day: Day): LocalDate => addDays('1970-01-01', day)
