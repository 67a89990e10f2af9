import { describe, expect, it } from 'vitest'
import { useStore } from '../harness/store.ts'
import { importFile, ordersOf, teamsAndCustomers } from '../imports/importing.ts'

const header = 'external_id,customer_external_id,ordered_at,amount,currency,product_sku,product_name,quantity\n'
const lines = (rows: string[]) => `${header}${rows.join('\n')}\n`

describe('imported orders', () => {
  const base = useStore()
  const activities = (kind: string) => base.store.db.activity.findMany({ where: { kind }, orderBy: { id: 'asc' } })

  it('are one per external id, their amount the sum of their lines, on the customer’s own day', async () => {
    await teamsAndCustomers(base.store)
    const file = lines([
      'O1,C1,2026-03-31T09:00:00Z,10.10,USD,A1,Pen,2',
      'O1,C1,2026-03-31T08:59:00Z,0.20,USD,B2,,1',
      'O2,C2,2026-03-31,-5,,,,3',
      'O3,C2,2026-03-31,7,,,笔,',
    ])
    expect((await importFile(base.store, 'orders', file)).result).toMatchObject({ rows: 4, created: 3, rejected: 0 })
    expect(await ordersOf(base.store)).toEqual([
      {
        id: 'O1',
        customer: 'C1',
        at: '2026-03-31T08:59:00.000Z',
        amount: '10.30',
        currency: 'USD',
        lines: ['2 A1 10.10', '1 B2 0.20'],
      },
      { id: 'O2', customer: 'C2', at: '2026-03-31T04:00:00.000Z', amount: '-5.00', currency: 'EUR', lines: [] },
      { id: 'O3', customer: 'C2', at: '2026-03-31T04:00:00.000Z', amount: '7.00', currency: 'EUR', lines: ['- 笔 7.00'] },
    ])
    const said = await activities('order')
    expect(said.map(({ at, source, data }) => [at.toISOString(), source, data])).toEqual([
      ['2026-03-31T08:59:00.000Z', 'import', { amount: '10.30', currency: 'USD' }],
      ['2026-03-31T04:00:00.000Z', 'import', { amount: '-5.00', currency: 'EUR' }],
      ['2026-03-31T04:00:00.000Z', 'import', { amount: '7.00', currency: 'EUR' }],
    ])
    const orders = await base.store.db.order.findMany({ orderBy: { externalId: 'asc' } })
    expect(said.map(activity => [activity.refId, activity.customerId])).toEqual(orders.map(order => [order.id, order.customerId]))
  })

  it('come to the same whatever the size of a batch, with lines far apart, and a second import changes nothing', async () => {
    await teamsAndCustomers(base.store)
    const near = lines([
      'O1,C1,2026-03-31,1,USD,A,,',
      'O1,C1,2026-03-31,2,USD,B,,',
      'O1,C1,2026-03-31,4,USD,C,,',
      'O2,C2,2026-03-31,8,CNY,,,',
    ])
    const first = await importFile(base.store, 'orders', near, { batchRows: 2 })
    expect(first.result).toMatchObject({ created: 2, updated: 0 })
    const expected = await ordersOf(base.store)
    expect(expected[0]).toMatchObject({ amount: '7.00', lines: ['- A 1.00', '- B 2.00', '- C 4.00'] })
    for (const batchRows of [1, 2, 3, 100]) {
      const again = await importFile(base.store, 'orders', near, { batchRows })
      expect(again.result?.created).toBe(0)
      expect(await ordersOf(base.store)).toEqual(expected)
    }
    expect((await importFile(base.store, 'orders', near)).result).toMatchObject({ unchanged: 2, updated: 0 })
    expect(await activities('order')).toHaveLength(2)
  })

  it('whose lines lie batches apart collect them all, and again without doubling one', async () => {
    await teamsAndCustomers(base.store)
    const file = lines([
      'O1,C1,2026-03-31,1,USD,,,',
      'O2,C2,2026-03-31,8,CNY,,,',
      'O1,C1,2026-03-30,2,USD,B,,',
      'O1,C1,2026-03-31,2,USD,B,,',
    ])
    for (let run = 0; run < 3; run++) {
      const { result } = await importFile(base.store, 'orders', file, { batchRows: 1 })
      expect(result).toMatchObject({ rows: 4, rejected: 0, created: run === 0 ? 2 : 0 })
      expect((await ordersOf(base.store))[0]).toEqual({
        id: 'O1',
        customer: 'C1',
        at: '2026-03-30T16:00:00.000Z',
        amount: '5.00',
        currency: 'USD',
        lines: ['- - 1.00', '- B 2.00', '- B 2.00'],
      })
    }
  })

  it('from before become what a new file says, and the timeline keeps both', async () => {
    await teamsAndCustomers(base.store)
    await importFile(
      base.store,
      'orders',
      lines(['O1,C1,2026-03-31,1,USD,A,,1', 'O1,C1,2026-03-31,2,USD,B,,1', 'O2,C1,2026-03-31,3,USD,,,']),
    )
    const { result } = await importFile(base.store, 'orders', lines(['O1,C1,2026-03-31,1,USD,A,,1', 'O2,C2,2026-04-01,4,CNY,,,']))
    expect(result).toMatchObject({ created: 0, updated: 2, unchanged: 0 })
    expect(await ordersOf(base.store)).toEqual([
      { id: 'O1', customer: 'C1', at: '2026-03-31T16:00:00.000Z', amount: '1.00', currency: 'USD', lines: ['1 A 1.00'] },
      { id: 'O2', customer: 'C2', at: '2026-04-01T04:00:00.000Z', amount: '4.00', currency: 'CNY', lines: [] },
    ])
    expect(await activities('order')).toHaveLength(2)
    expect((await activities('order_changed')).map(activity => activity.data)).toEqual([
      { amount: '1.00', currency: 'USD', before: '3.00', beforeCurrency: 'USD' },
      { amount: '4.00', currency: 'CNY', before: '3.00', beforeCurrency: 'USD' },
    ])
  })

  it('whose lines changed while their sum did not are changed too, and lines in another order are none', async () => {
    await teamsAndCustomers(base.store)
    const [a, b, c] = ['O1,C1,2026-03-31,1,USD,A,,1', 'O1,C1,2026-03-31,2,USD,B,,1', 'O1,C1,2026-03-31,2,USD,B,,3'] as const
    await importFile(base.store, 'orders', lines([a, b]))
    expect((await importFile(base.store, 'orders', lines([b, a]))).result).toMatchObject({ updated: 0, unchanged: 1 })
    expect((await importFile(base.store, 'orders', lines([a, c]))).result).toMatchObject({ updated: 1, unchanged: 0 })
    expect((await ordersOf(base.store))[0]).toMatchObject({ amount: '3.00', lines: ['1 A 1.00', '3 B 2.00'] })
  })

  it('cannot have two customers or currencies: the row that says so is rejected, in the same batch or a later one', async () => {
    await teamsAndCustomers(base.store)
    const file = lines([
      'O1,C1,2026-03-31,1,USD,,,',
      'O2,C1,2026-03-31,1,USD,,,',
      'O1,C2,2026-03-31,2,USD,,,',
      'O3,C2,2026-03-31,1,CNY,,,',
      'O1,C1,2026-03-31,2,CNY,,,',
    ])
    for (const batchRows of [1, 100]) {
      const { problems, result } = await importFile(base.store, 'orders', file, { batchRows })
      expect(problems.map(text => text.replace(/ in line 2| further up in this file/, ''))).toEqual([
        'line 4, customer_external_id: order "O1" has another customer',
        'line 6, currency: order "O1" has another currency',
      ])
      expect(result).toMatchObject({ rejected: 2 })
      expect((await ordersOf(base.store)).map(order => order.amount)).toEqual(['1.00', '1.00', '1.00'])
    }
  })

  it('of customers nobody knows are theirs once they may be created: named by the id, found by search, in the first team', async () => {
    await teamsAndCustomers(base.store)
    const file = lines(['O1,阳光-77,2026-03-31,1,USD,,,', 'O2,阳光-77,2026-03-31,1,USD,,,', 'O3,C1,2026-03-31,1,USD,,,'])
    expect((await importFile(base.store, 'orders', file)).result).toMatchObject({ created: 1, rejected: 2 })
    expect((await importFile(base.store, 'orders', file, { createCustomers: true })).result).toMatchObject({
      created: 2,
      unchanged: 1,
      customersCreated: 1,
      rejected: 0,
    })
    const made = await base.store.db.customer.findUniqueOrThrow({ where: { externalId: '阳光-77' } })
    expect(made).toMatchObject({ name: '阳光-77', teamId: 1, ownerId: null })
    expect(made.searchText).toContain('yangguang')
    expect(await activities('created')).toHaveLength(1)
  })

  it('without ids are told apart by their place among equal rows, and a second import adds none', async () => {
    await teamsAndCustomers(base.store)
    const file = 'who,day,total,shop\nC1,2026-03-31,5,a\nC1,2026-03-31,5,b\nC1,2026-04-01,5,a\nC1,2026-03-31,5,c\n'
    const asked = { key: 'row' as const, map: { customer_external_id: 'who', ordered_at: 'day', amount: 'total' }, batchRows: 2 }
    expect((await importFile(base.store, 'orders', file, asked)).result).toMatchObject({ created: 4, ignored: ['shop'] })
    const expected = await ordersOf(base.store)
    expect((await importFile(base.store, 'orders', file, asked)).result).toMatchObject({ created: 0, updated: 0, unchanged: 4 })
    const longer = `${file}C1,2026-03-31,5,d\n`
    expect((await importFile(base.store, 'orders', longer, asked)).result).toMatchObject({ created: 1, unchanged: 4 })
    expect(expected.every(order => order.id.startsWith('row-'))).toBe(true)
  })

  it('bring back a customer who had left before them', async () => {
    await teamsAndCustomers(base.store)
    await base.store.db.customer.updateMany({ data: { leftAt: new Date('2026-03-01T00:00:00Z'), leftReason: 'price' } })
    await importFile(base.store, 'orders', lines(['O1,C1,2026-03-31,1,USD,,,', 'O2,C2,2026-02-01,1,USD,,,']))
    const customers = await base.store.db.customer.findMany({ orderBy: { id: 'asc' } })
    expect(customers.map(customer => customer.leftAt === null)).toEqual([true, false])
    expect(await activities('recovered')).toHaveLength(1)
  })

  it('never stand without their customer', async () => {
    await teamsAndCustomers(base.store)
    await importFile(base.store, 'orders', lines(['O1,C1,2026-03-31,1,USD,A,,', 'O2,N1,2026-03-31,1,USD,,,']), {
      createCustomers: true,
    })
    const orphans = await base.store.db.$queryRaw<{ count: number }[]>`
      SELECT (SELECT count(*) FROM "Order" o WHERE NOT EXISTS (SELECT 1 FROM "Customer" c WHERE c.id = o."customerId"))::int
           + (SELECT count(*) FROM "Activity" a WHERE NOT EXISTS (SELECT 1 FROM "Customer" c WHERE c.id = a."customerId"))::int
           + (SELECT count(*) FROM "OrderLine" l WHERE NOT EXISTS (SELECT 1 FROM "Order" o WHERE o.id = l."orderId"))::int AS count`
    expect(orphans).toEqual([{ count: 0 }])
    // The references are checked again afterwards: leaving them out lasts for the batch alone.
    await expect(
      base.store.bulk(bulk => bulk.run(`INSERT INTO "OrderLine" ("orderId", "amount") VALUES (999999, 1)`)),
    ).rejects.toThrow()
  })
})
