import { describe, expect, it } from 'vitest'
import { useStore } from '../harness/store.ts'
import { importFile, ordersOf, teamsAndCustomers } from './importing.ts'

const header = 'external_id,customer_external_id,ordered_at,amount,currency\n'

describe('an import', () => {
  const base = useStore()

  it('lands the good rows and names line, column and reason of each other', async () => {
    await teamsAndCustomers(base.store)
    const file = `\ufeff${header}O1,C1,2026-03-31,12.50,USD
O2,C1,31.03.2026,1,USD
O3,C9,2026-03-31,1,USD
O4,C1,2026-03-31,,USD
O5,C1,2026-03-31,ten,DOLLAR
O6,C1,2026-03-31,1
,,,,

O7,C2,2026-02-30,1,CNY
O8,C2,2026-03-31,-8,cny
`
    const { problems, result } = await importFile(base.store, 'orders', file, { batchRows: 3, pieceBytes: 11 })
    expect(problems).toEqual([
      'line 3, ordered_at: "31.03.2026" is not a date; write 2026-03-31 or 2026-03-31T14:30:00+02:00',
      'line 4, customer_external_id: there is no customer with the external id "C9"; import the customers first, or use --create-customers',
      'line 5, amount: is missing',
      'line 6, amount: "ten" is not an amount; write 1234.50, without currency sign or thousands separator',
      'line 6, currency: "DOLLAR" is not a currency; write a three-letter code such as EUR or CNY',
      'line 7: the row has 4 cells and the header 5; a cell with the delimiter in it must stand in quotes',
      'line 10, ordered_at: "2026-02-30" is a day that does not exist',
    ])
    expect(result).toMatchObject({ rows: 8, rejected: 6, created: 2, stopped: null })
    expect((await ordersOf(base.store)).map(order => `${order.id} ${order.amount} ${order.currency}`)).toEqual([
      'O1 12.50 USD',
      'O8 -8.00 CNY',
    ])
  })

  it('rejects a row with bytes that are not UTF-8 when the file is otherwise', async () => {
    await teamsAndCustomers(base.store)
    const good = `${header}${Array.from({ length: 3_000 }, (_, i) => `O${i},C1,2026-03-31,12.50,USD\n`).join('')}`
    const file = Buffer.concat([
      Buffer.from(good),
      Buffer.from([0x4f, 0xe9]),
      Buffer.from(',C1,2026-03-31,1,USD\nlast,C1,2026-03-31,1,USD\n'),
    ])
    const { problems, result } = await importFile(base.store, 'orders', file)
    expect(problems).toEqual(['line 3002, external_id: holds bytes that are not UTF-8 text'])
    expect(result).toMatchObject({ rows: 3_002, rejected: 1, created: 3_001 })
  })

  it('lands every row before the place where the file cannot be read further, and says where that is', async () => {
    await teamsAndCustomers(base.store)
    const { result } = await importFile(
      base.store,
      'orders',
      `${header}O1,C1,2026-03-31,1,USD\nO2,"C1,2026-03-31,1,USD\nO3,C1,2026-03-31,1,USD\n`,
    )
    expect(result).toMatchObject({
      rows: 1,
      created: 1,
      stopped: { code: 'csv_broken', reason: { en: expect.stringContaining('Line 3: a quote that opens here is never closed') } },
    })
  })

  it('of nothing is refused: no rows, no kind of that name, nothing in the file', async () => {
    await teamsAndCustomers(base.store)
    expect(await importFile(base.store, 'orders', header)).toMatchObject({
      refused: expect.stringContaining('header_only'),
      result: null,
    })
    expect(await importFile(base.store, 'orders', '')).toMatchObject({ refused: 'empty: The file is empty.' })
    expect(await importFile(base.store, 'order', header)).toMatchObject({
      refused:
        'kind_unknown: There is no kind "order" to import; did you mean orders? Kinds: customers, contacts, interactions, orders, events, tickets, contracts.',
    })
  })

  it('that is a dry run says what would happen and changes nothing', async () => {
    await teamsAndCustomers(base.store)
    await importFile(base.store, 'orders', `${header}O1,C1,2026-03-31,1,USD\n`)
    const before = await ordersOf(base.store)
    const file = `${header}O1,C1,2026-03-31,2,USD\nO2,C7,2026-03-31,1,USD\nO3,C1,x,1,USD\n`
    const { result, problems } = await importFile(base.store, 'orders', file, { dryRun: true, createCustomers: true })
    expect(result).toMatchObject({ dryRun: true, rows: 3, rejected: 1, created: 1, updated: 1, customersCreated: 1 })
    expect(problems).toHaveLength(1)
    expect(await ordersOf(base.store)).toEqual(before)
    expect(await base.store.db.customer.count()).toBe(2)
    expect(await base.store.db.activity.count()).toBe(1)
  })

  it('that is stopped finishes the batch at hand, says so, and goes on when run again', async () => {
    await teamsAndCustomers(base.store)
    const stopping = new AbortController()
    const rows = Array.from({ length: 40 }, (_, i) => `O${i},C1,2026-03-31,1,USD\n`)
    const file = `${header}${rows.join('')}`
    stopping.abort()
    const { result } = await importFile(base.store, 'orders', file, { batchRows: 10, signal: stopping.signal })
    expect(result).toMatchObject({ stopped: { code: 'stopping' } })
    expect(result?.created).toBeLessThan(40)
    const again = await importFile(base.store, 'orders', file, { batchRows: 10 })
    expect(again.result).toMatchObject({ rows: 40, rejected: 0, stopped: null })
    expect(await base.store.db.order.count()).toBe(40)
  })

  it('of customers keeps other columns as own fields and is found again by its external id', async () => {
    await teamsAndCustomers(base.store)
    const file = 'External ID;Name;Plan;Tags\nC1;"Acme;\nInc";Gold;vip\nC5;晨光科技;;\n'
    const { result } = await importFile(base.store, 'customers', file)
    expect(result).toMatchObject({ created: 1, updated: 1, rejected: 0 })
    const acme = await base.store.db.customer.findUniqueOrThrow({ where: { externalId: 'C1' } })
    expect(acme).toMatchObject({ name: 'Acme; Inc', custom: { Plan: 'Gold' }, tags: ['vip'] })
    expect((await importFile(base.store, 'customers', file)).result).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
  })

  it('that two processes run at once writes each record once', async () => {
    await teamsAndCustomers(base.store)
    const file = `${header}${Array.from({ length: 600 }, (_, i) => `O${i},N${i % 50},2026-03-31,1,USD\n`).join('')}`
    const asked = { batchRows: 50, createCustomers: true }
    const runs = await Promise.all([1, 2, 3].map(() => importFile(base.store, 'orders', file, asked)))
    for (const { result, problems } of runs) expect([result?.stopped, problems]).toEqual([null, []])
    expect(runs.reduce((sum, run) => sum + (run.result?.created ?? 0), 0)).toBe(600)
    expect(await base.store.db.order.count()).toBe(600)
    expect(await base.store.db.customer.count()).toBe(52)
    expect(await base.store.db.activity.count({ where: { kind: 'order' } })).toBe(600)
  })
})
