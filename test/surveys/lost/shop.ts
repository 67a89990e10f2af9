import { customerSearch } from '../../../src/customers/search-text.ts'
import type { Bot } from '../../harness/bot.ts'

const sources = ['website', 'referral', 'trade fair', 'partner']

/**
 * 240 customers of team 1, all with an order in 2025. A third of them are hotels, and 24 of these 80 left in August 2026; of the 160 others 16
 * did. Sources, regions and owners (Sofia, Tom) go round, so that they are nearly the same among both. Odd ones bought LAMP-1, even ones LAMP-2.
 */
export async function plantShop(bot: Bot): Promise<void> {
  const owners = [await bot.member('sofia'), await bot.member('tom')]
  const createdAt = new Date('2025-01-05T09:00:00Z')
  const made = await bot.store.db.customer.createManyAndReturn({
    data: Array.from({ length: 240 }, (_, index) => {
      const isHotel = index % 3 === 0
      const nth = Math.floor(index / 3)
      const left = isHotel ? nth < 24 : index % 3 === 1 && nth < 16
      const name = `Customer ${String(index).padStart(3, '0')}`
      return {
        name,
        ...customerSearch({ name }),
        teamId: 1,
        createdAt,
        ownerId: owners[nth % 2] ?? null,
        industry: isHotel ? 'Hotels' : 'Retail',
        source: sources[nth % 4] ?? null,
        region: `Region ${nth % 5}`,
        ...(left && { leftAt: new Date('2026-08-10T09:00:00Z'), leftReason: nth % 2 ? 'Price' : 'Too expensive' }),
      }
    }),
    select: { id: true, leftAt: true },
  })
  const ids = made.toSorted((one, other) => one.id - other.id)
  const orders = await bot.store.db.order.createManyAndReturn({
    data: ids.map(({ id }, index) => ({
      externalId: `O-${id}`,
      customerId: id,
      orderedAt: new Date(`2025-${String(9 + (index % 4)).padStart(2, '0')}-02T09:00:00Z`),
      amount: 100 + index,
      currency: 'EUR',
      createdAt,
    })),
    select: { id: true, customerId: true },
  })
  await bot.store.db.orderLine.createMany({
    data: orders.map(({ id, customerId }) => ({ orderId: id, sku: customerId % 2 ? 'LAMP-1' : 'LAMP-2', amount: 100 })),
  })
  // Every tenth of those who are still there is worth most.
  const worth = ids.filter(({ leftAt }, index) => !leftAt && index % 10 === 0)
  await bot.store.db.rfmScore.createMany({
    data: worth.map(({ id }) => ({ customerId: id, teamId: 1, recency: 5, frequency: 5, monetary: 5, segment: 'champions' })),
  })
}
