import { chance } from './random.ts'
import { amountOf } from './shop.ts'

/** A row of the orders file that the import reads. */
export interface OrderFileRow {
  externalId: string
  customer: string
  orderedAt: string
  amount: string
  sku: string
}

export const orderSeed = 20_260_302

const firstDay = Date.UTC(2023, 0, 1)
const days = 1_000

/** Orders of customers that are in the shop, one row each, in the order of time as an export has them; the same for everybody. */
export function* orderRows(count: number, customers: number): Generator<OrderFileRow> {
  const random = chance(orderSeed)
  for (let i = 0; i < count; i++) {
    const at = new Date(firstDay + (i / count) * days * 86_400_000 + random.whole(1_000))
    const customer = 1 + random.whole(customers)
    yield {
      externalId: `IMP-${i}`,
      customer: `B${customer}`,
      orderedAt: at.toISOString(),
      amount: amountOf(customer, i),
      sku: `S${random.whole(400)}`,
    }
  }
}
