import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/database/store.ts'
import { freshPath } from '../harness/run-folder.ts'
import { runScript } from '../harness/script.ts'
import { temporaryDatabase } from '../harness/store.ts'
import { importFile } from './importing.ts'

const script = new URL('./importer-process.ts', import.meta.url)

describe('an import that is killed', () => {
  it('leaves whole orders only, and run again it completes them without one twice', async () => {
    const options = await temporaryDatabase()
    const before = await openStore(options)
    await before.db.team.create({ data: { name: 'Shop', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR' } })
    await before.close()
    const orders = 6_000
    // Two lines an order: none may be there with one.
    const rows = Array.from(
      { length: orders * 2 },
      (_, i) => `O${i >> 1},N${(i >> 1) % 700},2026-03-31,${i % 2 ? 2 : 1},P${i % 2}\n`,
    )
    const text = `external_id,customer_external_id,ordered_at,amount,product_sku\n${rows.join('')}`
    const file = freshPath('orders.csv')
    await writeFile(file, text)

    const running = runScript(script, [options.folder, options.databaseUrl ?? '', file])
    await running.line('"rows":1400')
    running.signal('SIGKILL')
    await running.ended()

    const store = await openStore(options)
    const landed = await store.db.order.count()
    expect(landed).toBeGreaterThanOrEqual(700)
    expect(landed).toBeLessThan(orders)
    expect(await store.db.order.count({ where: { amount: { not: 3 } } })).toBe(0)
    const { result } = await importFile(store, 'orders', text, { createCustomers: true, batchRows: 5_000 })
    expect(result).toMatchObject({ created: orders - landed, unchanged: landed, updated: 0, rejected: 0 })
    expect(await store.db.order.count()).toBe(orders)
    expect(await store.db.orderLine.count()).toBe(orders * 2)
    expect(await store.db.customer.count()).toBe(700)
    expect(await store.db.activity.count({ where: { kind: 'order' } })).toBe(orders)
    await store.close()
  }, 120_000)
})
