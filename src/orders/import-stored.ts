import type { ImportOptions, RowProblem } from '../chat/import-kind.ts'
import { amountText, readCents } from '../customers/import/cells.ts'
import { isSameTime } from '../customers/import/clock.ts'
import { type Bulk, toCopyRow } from '../database/bulk.ts'
import { centsOf, fingerprint, type IncomingOrder, keptLines, type Line } from './import-group.ts'
import { type DatedOrder, lineColumns, lineRow } from './import-insert.ts'
import { orderReasons } from './import-messages.ts'

export interface StoredOrder {
  id: number
  customerId: number
  at: number
  cents: number
  currency: string
  /** Never empty: one amount without a product is a line too. */
  lines: Line[]
}

/** What an order is to become. */
export interface OrderChange {
  id: number
  customerId: number
  at: number
  currency: string
  lines: readonly Line[]
  before: StoredOrder
}

/** The orders of the batch that are there already, by external id. */
export async function storedOrders(bulk: Bulk, orders: readonly IncomingOrder[]): Promise<Map<string, StoredOrder>> {
  const rows = await bulk.rows<{
    id: number
    externalId: string
    customerId: number
    orderedAt: Date
    amount: string
    currency: string
  }>(
    `SELECT "id", "externalId", "customerId", "orderedAt", "amount", "currency" FROM "Order" WHERE "externalId" = ANY($1::text[])`,
    [orders.map(order => order.externalId)],
  )
  if (rows.length === 0) return new Map()
  const lines = await storedLines(
    bulk,
    rows.map(row => row.id),
  )
  return new Map(
    rows.map(({ id, externalId, customerId, orderedAt, amount, currency }) => {
      const cents = toCents(amount)
      const kept = lines.get(id) ?? [{ sku: null, name: null, quantity: null, cents }]
      return [externalId, { id, customerId, at: orderedAt.getTime(), cents, currency, lines: kept }]
    }),
  )
}

async function storedLines(bulk: Bulk, orderIds: readonly number[]): Promise<Map<number, Line[]>> {
  const rows = await bulk.rows<{
    orderId: number
    sku: string | null
    name: string | null
    quantity: string | null
    amount: string
  }>(`SELECT "orderId", "sku", "name", "quantity", "amount" FROM "OrderLine" WHERE "orderId" = ANY($1::int[]) ORDER BY "id"`, [
    [...orderIds],
  ])
  const byOrder = new Map<number, Line[]>()
  for (const { orderId, sku, name, quantity, amount } of rows) {
    const line = { sku, name, quantity, cents: toCents(amount) }
    const lines = byOrder.get(orderId)
    if (lines) lines.push(line)
    else byOrder.set(orderId, [line])
  }
  return byOrder
}

function toCents(amount: string): number {
  const read = readCents(amount)
  return 'value' in read ? read.value : Number.NaN
}

/**
 * What the rows change about stored orders. One that this run wrote gets the rows as further lines; one from before becomes
 * what the rows say.
 */
export function differences(
  known: readonly { order: DatedOrder; stored: StoredOrder }[],
  written: ImportOptions['written'],
): { changes: OrderChange[]; unchanged: number; ids: number[]; problems: RowProblem[] } {
  const changes: OrderChange[] = []
  const problems: RowProblem[] = []
  const ids: number[] = []
  let unchanged = 0
  for (const { order: dated, stored } of known) {
    const { order, customer, at } = dated
    const { id, currency } = stored
    if (!written.has(id)) {
      ids.push(id)
      if (isSame(dated, stored)) unchanged += 1
      else changes.push({ id, customerId: customer.id, at, currency: order.currency, lines: order.lines, before: stored })
      continue
    }
    const problem = clash(dated, stored)
    if (problem) problems.push(...order.fileLines.map(line => ({ line, ...problem })))
    else
      changes.push({
        id,
        customerId: customer.id,
        at: Math.min(at, stored.at),
        currency,
        lines: [...stored.lines, ...order.lines],
        before: stored,
      })
  }
  return { changes, unchanged, ids, problems }
}

function isSame({ order, customer }: DatedOrder, stored: StoredOrder): boolean {
  return (
    stored.customerId === customer.id &&
    stored.currency === order.currency &&
    isSameTime(order.when, customer.zone, stored.at) &&
    stored.cents === centsOf(order.lines) &&
    fingerprint(stored.lines) === fingerprint(order.lines)
  )
}

function clash({ order, customer }: DatedOrder, stored: StoredOrder): Omit<RowProblem, 'line'> | null {
  if (stored.customerId !== customer.id)
    return { column: 'customer_external_id', reason: orderReasons.otherCustomerBefore(order.externalId) }
  if (stored.currency !== order.currency)
    return { column: 'currency', reason: orderReasons.otherCurrencyBefore(order.externalId) }
  return null
}

/** Writes the changes, and on the timeline those of an amount: what the order first said stays there too. */
export async function changeOrders(bulk: Bulk, changes: readonly OrderChange[], now: Date): Promise<void> {
  if (changes.length === 0) return
  const ids = changes.map(change => change.id)
  await bulk.run(
    `UPDATE "Order" o SET "customerId" = n.customer, "orderedAt" = n.at::timestamptz, "amount" = n.amount::numeric, "currency" = n.currency
     FROM unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::text[]) AS n(id, customer, at, amount, currency) WHERE o."id" = n.id`,
    [
      ids,
      changes.map(change => change.customerId),
      changes.map(change => new Date(change.at).toISOString()),
      changes.map(change => amountText(centsOf(change.lines))),
      changes.map(change => change.currency),
    ],
  )
  await bulk.run('DELETE FROM "OrderLine" WHERE "orderId" = ANY($1::int[])', [ids])
  const lines = changes.flatMap(change => keptLines(change.lines).map(line => lineRow(change.id, line)))
  await bulk.copy('OrderLine', lineColumns, [lines.join('')])
  const activities = changes.map(change => activityRow(change, now))
  await bulk.copy('Activity', ['customerId', 'kind', 'at', 'source', 'refId', 'data'], [activities.join('')])
}

function activityRow({ id, customerId, currency, lines, before }: OrderChange, now: Date): string {
  const data = { amount: amountText(centsOf(lines)), currency, before: amountText(before.cents), beforeCurrency: before.currency }
  return toCopyRow([customerId, 'order_changed', now, 'import', id, JSON.stringify(data)])
}
