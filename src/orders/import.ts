import { importKind } from '../chat/import-kind.ts'
import {
  longestId,
  longestName,
  readCents,
  readCurrency,
  readId,
  readName,
  readQuantity,
  readWhen,
} from '../customers/import/cells.ts'
import { customerColumn, idColumn } from '../customers/import/columns.ts'
import type { OrderRow } from './import-group.ts'
import { landOrders } from './import-land.ts'

/** Orders from files: one row a line of an order, its amount the line's total, negative for a return. */
export const orderImport = importKind<OrderRow>({
  kind: 'orders',
  title: { en: 'orders', 'zh-CN': '订单' },
  fields: {
    external_id: { ...idColumn, description: 'Your number of the order; rows with the same one are its lines' },
    customer_external_id: { ...customerColumn, required: true },
    ordered_at: { type: 'instant', required: true, description: 'When it was ordered', read: readWhen },
    amount: {
      type: 'number',
      required: true,
      description: "The line's total, as a decimal; negative for a return",
      read: readCents,
    },
    currency: { type: 'text', maxLength: 3, description: 'ISO 4217; DEFAULT_CURRENCY when left out', read: readCurrency },
    product_sku: { type: 'text', maxLength: longestId, description: "The product's number", read: readId },
    product_name: { type: 'text', maxLength: longestName, description: "The product's name", read: readName },
    quantity: { type: 'number', description: 'How many, with up to three decimals', read: readQuantity },
  },
  keepsExtra: false,
  land: landOrders,
})
