import { customerSearch } from '../../src/customers/search-text.ts'
import type { Store } from '../../src/database/store.ts'

export interface NewCustomer {
  name: string
  teamId?: number
  ownerId?: number | null
  tier?: string
  lastContactAt?: Date | null
  /** Days of orders, `YYYY-MM-DD`, each at noon UTC, of `amount` each. */
  orders?: readonly string[]
  amount?: string
  currency?: string
}

/** A customer with orders, as an import would have left it; gives its id. */
export async function makeCustomer(store: Store, made: NewCustomer): Promise<number> {
  const { name, teamId = 1, ownerId = null, tier, lastContactAt = null, orders = [], amount = '100.00', currency = 'EUR' } = made
  const { id } = await store.db.customer.create({
    data: { name, ...customerSearch({ name }), teamId, ownerId, lastContactAt, ...(tier !== undefined && { tier }) },
  })
  await store.db.order.createMany({
    data: orders.map((day, index) => {
      return { externalId: `${id}-${index}`, customerId: id, orderedAt: new Date(`${day}T12:00:00Z`), amount, currency }
    }),
  })
  return id
}
