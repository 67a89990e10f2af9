import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { freshPath } from '../harness/run-folder.ts'
import { slackEnv } from './bot.ts'
import type { BenchStore } from './database.ts'
import { type OrderFileRow, orderRows } from './order-rows.ts'
import { project, runNode } from './processes.ts'
import { timed } from './statistics.ts'

export interface ImportFigures {
  rows: number
  /** Rows a second: `npm run rapport -- import orders`, the whole command. */
  import: number
  /** Rows a second of a bare COPY of the same cells into one table, before and after the import taken together. */
  copyPlain: number
  /** The same rows into tables like those of orders, lines and timeline: their indexes, no foreign keys. */
  copyIndexed: number
}

/** The import beside bare copies of the same rows, on a shop that is there already. The store is closed while the command runs. */
export async function measureImport(database: BenchStore, rows: number, customers: number): Promise<ImportFigures> {
  const file = freshPath('orders.csv')
  await pipeline(Readable.from(csvChunks(rows, customers)), createWriteStream(file))
  const before = await copies(database, rows, customers)
  const { seconds } = await timed(() => importFile(database, file, rows))
  const after = await copies(database, rows, customers)
  const rate = (one: number, other: number): number => (2 * rows) / (one + other)
  return {
    rows,
    import: rows / seconds,
    copyPlain: rate(before.plain, after.plain),
    copyIndexed: rate(before.indexed, after.indexed),
  }
}

async function importFile(database: BenchStore, file: string, rows: number): Promise<void> {
  const env = { ...database.env, ...slackEnv }
  const output = await runNode([join(project, 'dist/src/cli.js'), 'import', 'orders', file, '--json'], env)
  const last = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as { created?: number }
  if (last.created !== rows) throw new Error(`the import should create ${rows} orders: ${output.slice(-1_000)}`)
}

/** Seconds of a bare COPY into one table without indexes, and into tables like those the import fills, with all their indexes. */
async function copies(database: BenchStore, rows: number, customers: number): Promise<{ plain: number; indexed: number }> {
  const store = await database.open()
  try {
    await store.bulk(bulk => bulk.run(floorTables))
    const chunk = (line: (row: OrderFileRow, index: number) => string): string[] => [...chunks(rows, customers, line)]
    const lines = {
      plain: chunk(row => cellsOf(row).join('\t')),
      orders: chunk((row, index) => [index + 1, row.externalId, customerId(row), row.orderedAt, row.amount, 'EUR'].join('\t')),
      lines: chunk((row, index) => [index + 1, row.sku, row.amount].join('\t')),
      activities: chunk((row, index) => {
        const data = JSON.stringify({ amount: row.amount, currency: 'EUR' })
        return [customerId(row), 'order', row.orderedAt, 'import', index + 1, data].join('\t')
      }),
    }
    const copy = async (table: string, columns: string[], from: string[]): Promise<number> =>
      (await timed(() => store.copyIn(table, columns, from))).seconds
    const plain = await copy('bench_plain', ['externalId', 'customer', 'orderedAt', 'amount', 'currency', 'sku'], lines.plain)
    const indexed =
      (await copy('bench_orders', ['id', 'externalId', 'customerId', 'orderedAt', 'amount', 'currency'], lines.orders)) +
      (await copy('bench_lines', ['orderId', 'sku', 'amount'], lines.lines)) +
      (await copy('bench_activities', ['customerId', 'kind', 'at', 'source', 'refId', 'data'], lines.activities))
    await store.bulk(bulk =>
      bulk.run('DROP TABLE bench_plain; DROP TABLE bench_orders; DROP TABLE bench_lines; DROP TABLE bench_activities'),
    )
    return { plain, indexed }
  } finally {
    await store.close()
  }
}

const floorTables = `
  CREATE TABLE bench_plain ("externalId" text, customer text, "orderedAt" timestamptz, amount numeric(18,2), currency text, sku text);
  CREATE TABLE bench_orders (LIKE "Order" INCLUDING ALL);
  CREATE TABLE bench_lines (LIKE "OrderLine" INCLUDING ALL);
  CREATE TABLE bench_activities (LIKE "Activity" INCLUDING ALL)`

const customerId = ({ customer }: OrderFileRow): string => customer.slice(1)

const header = 'external_id,customer_external_id,ordered_at,amount,currency,product_sku\n'

function* csvChunks(rows: number, customers: number): Generator<string> {
  yield header
  yield* chunks(rows, customers, row => cellsOf(row).join(','))
}

function* chunks(rows: number, customers: number, line: (row: OrderFileRow, index: number) => string): Generator<string> {
  let text = ''
  let index = 0
  for (const row of orderRows(rows, customers)) {
    text += `${line(row, index)}\n`
    index += 1
    if (text.length < 200_000) continue
    yield text
    text = ''
  }
  if (text) yield text
}

const cellsOf = ({ externalId, customer, orderedAt, amount, sku }: OrderFileRow): string[] => [
  externalId,
  customer,
  orderedAt,
  amount,
  'EUR',
  sku,
]
