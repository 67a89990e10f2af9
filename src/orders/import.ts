import { cells, importKind } from '../chat/import-kind.ts'
import { readCents, readCurrency, readId, readName, readQuantity, readWhen } from './import-cells.ts'
import type { OrderRow } from './import-group.ts'
import { landOrders } from './import-land.ts'

const required = ['external_id', 'customer_external_id', 'ordered_at', 'amount'] as const

const row = cells<OrderRow>(
  {
    external_id: readId,
    customer_external_id: readId,
    ordered_at: readWhen,
    amount: readCents,
    currency: readCurrency,
    product_sku: readId,
    product_name: readName,
    quantity: readQuantity,
  },
  required,
)

/** Orders from files: one row a line of an order, its amount the line's total, negative for a return. */
export const orderImport = importKind<OrderRow>({
  kind: 'orders',
  columns: ['external_id', 'customer_external_id', 'ordered_at', 'amount', 'currency', 'product_sku', 'product_name', 'quantity'],
  required,
  keepsExtra: false,
  row,
  land: landOrders,
})
