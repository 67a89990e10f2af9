import { amountText } from '../customers/import/cells.ts'
import { type KnownCustomer, reserveIds } from '../customers/import/known-customers.ts'
import { type Bulk, toCopyField, toCopyRow } from '../database/bulk.ts'
import { type IncomingOrder, keptLines, type Line } from './import-group.ts'

/** An order whose customer is known, and with it the instant. */
export interface DatedOrder {
  order: IncomingOrder
  customer: KnownCustomer
  /** Instant in ms. */
  at: number
  cents: number
}

/**
 * Copies orders that are not there yet, straight into their tables: with ids taken before, the lines and activities need no
 * staging table and no join. Returns the ids.
 */
export async function insertOrders(bulk: Bulk, orders: readonly DatedOrder[], now: Date): Promise<number[]> {
  if (orders.length === 0) return []
  const ids = await reserveIds(bulk, 'Order', orders.length)
  const createdAt = now.toISOString()
  // One long text a table: a row at a time through an iterator costs as much as the copying.
  let orderRows = ''
  let lineRows = ''
  let activityRows = ''
  for (const [index, { order, customer, at, cents }] of orders.entries()) {
    const id = ids[index] ?? 0
    const orderedAt = new Date(at).toISOString()
    const amount = amountText(cents)
    orderRows += `${id}\t${toCopyField(order.externalId)}\t${customer.id}\t${orderedAt}\t${amount}\t${order.currency}\t${createdAt}\n`
    activityRows += `${customer.id}\torder\t${orderedAt}\timport\t${id}\t{"amount":"${amount}","currency":"${order.currency}"}\n`
    for (const line of keptLines(order.lines)) lineRows += lineRow(id, line)
  }
  await bulk.copy('Order', orderColumns, [orderRows])
  if (lineRows) await bulk.copy('OrderLine', lineColumns, [lineRows])
  await bulk.copy('Activity', activityColumns, [activityRows])
  return ids
}

const orderColumns = ['id', 'externalId', 'customerId', 'orderedAt', 'amount', 'currency', 'createdAt']
const activityColumns = ['customerId', 'kind', 'at', 'source', 'refId', 'data']
export const lineColumns = ['orderId', 'sku', 'name', 'quantity', 'amount']

export const lineRow = (orderId: number, { sku, name, quantity, cents }: Line): string =>
  toCopyRow([orderId, sku, name, quantity, amountText(cents)])
