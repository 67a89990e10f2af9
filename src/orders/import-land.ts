import type { ImportOptions, ImportRow, Landed, RowProblem } from '../chat/import-kind.ts'
import { rowReasons } from '../customers/import/cell-messages.ts'
import { instantMs } from '../customers/import/clock.ts'
import { createCustomers, customersByExternalId, type KnownCustomer } from '../customers/import/known-customers.ts'
import type { Bulk } from '../database/bulk.ts'
import { centsOf, groupOrders, type IncomingOrder, type OrderRow } from './import-group.ts'
import { type DatedOrder, insertOrders } from './import-insert.ts'
import { changeOrders, differences, type StoredOrder, storedOrders } from './import-stored.ts'
import { recoverSql } from './recovery.ts'

/**
 * Writes a batch of rows. Rows of one order add up within a run, also across batches. An order from before the run is replaced as
 * a whole when the rows say something else, so the same file twice changes nothing.
 */
export async function landOrders(bulk: Bulk, rows: readonly ImportRow<OrderRow>[], options: ImportOptions): Promise<Landed> {
  // Every order's customer is read in this transaction, and nobody else is there to delete it: looking again for each row
  // would take a third of the time.
  if (options.alone) await bulk.run('SET LOCAL session_replication_role = replica')
  const { orders, problems } = groupOrders(rows, options.defaultCurrency)
  const { customers, created: customersCreated } = await customersOf(bulk, orders, options)
  const stored = await storedOrders(bulk, orders)
  const fresh: DatedOrder[] = []
  const known: { order: DatedOrder; stored: StoredOrder }[] = []
  for (const order of orders) {
    const customer = customers.get(order.customer)
    if (!customer) {
      problems.push(...order.fileLines.map(line => unknownCustomer(line, order.customer)))
      continue
    }
    const dated = { order, customer, at: instantMs(order.when, customer.zone), cents: centsOf(order.lines) }
    const before = stored.get(order.externalId)
    if (before) known.push({ order: dated, stored: before })
    else fresh.push(dated)
  }
  for (const id of await insertOrders(bulk, fresh, options.now)) options.written.add(id)
  const found = differences(known, options.written)
  problems.push(...found.problems)
  await changeOrders(bulk, found.changes, options.now)
  for (const id of found.ids) options.written.add(id)
  const touched = new Set([...fresh.map(({ customer }) => customer.id), ...found.changes.map(({ customerId }) => customerId)])
  await bulk.run(recoverSql, [[...touched], options.now])
  return { created: fresh.length, updated: found.changes.length, unchanged: found.unchanged, customersCreated, problems }
}

const unknownCustomer = (line: number, customer: string): RowProblem => ({
  line,
  column: 'customer_external_id',
  reason: rowReasons.unknownCustomer(customer),
})

async function customersOf(
  bulk: Bulk,
  orders: readonly IncomingOrder[],
  options: ImportOptions,
): Promise<{ customers: Map<string, KnownCustomer>; created: number }> {
  const names = [...new Set(orders.map(order => order.customer))]
  const customers = await customersByExternalId(bulk, names)
  if (!options.createCustomers) return { customers, created: 0 }
  const made = await createCustomers(
    bulk,
    names.filter(name => !customers.has(name)),
    options,
  )
  for (const [name, customer] of made) customers.set(name, customer)
  return { customers, created: made.size }
}
