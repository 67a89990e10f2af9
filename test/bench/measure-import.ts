import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Store } from '../../src/database/store.ts'
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
  /** The same with the indexes of the orders table. */
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

/** Seconds of a bare COPY into a table without and with the orders' indexes. */
async function copies(database: BenchStore, rows: number, customers: number): Promise<{ plain: number; indexed: number }> {
  const store = await database.open()
  try {
    const columns = '("externalId" text, customer text, "orderedAt" timestamptz, amount numeric(18,2), currency text, sku text)'
    const indexes = `CREATE UNIQUE INDEX ON bench_indexed ("externalId"); CREATE INDEX ON bench_indexed (customer, "orderedAt", amount);
      ALTER TABLE bench_indexed ADD COLUMN id serial PRIMARY KEY`
    await store.bulk(bulk => bulk.run(`CREATE TABLE bench_plain ${columns}; CREATE TABLE bench_indexed ${columns}; ${indexes}`))
    const chunks = [...copyChunks(rows, customers)]
    const plain = await copyInto(store, 'bench_plain', chunks)
    const indexed = await copyInto(store, 'bench_indexed', chunks)
    await store.bulk(bulk => bulk.run('DROP TABLE bench_plain; DROP TABLE bench_indexed'))
    return { plain, indexed }
  } finally {
    await store.close()
  }
}

async function copyInto(store: Store, table: string, chunks: readonly string[]): Promise<number> {
  const columns = ['externalId', 'customer', 'orderedAt', 'amount', 'currency', 'sku']
  return (await timed(() => store.copyIn(table, columns, chunks))).seconds
}

const header = 'external_id,customer_external_id,ordered_at,amount,currency,product_sku\n'

function* csvChunks(rows: number, customers: number): Generator<string> {
  yield header
  yield* chunks(rows, customers, ',')
}

const copyChunks = (rows: number, customers: number): Generator<string> => chunks(rows, customers, '\t')

function* chunks(rows: number, customers: number, between: string): Generator<string> {
  let text = ''
  for (const row of orderRows(rows, customers)) {
    text += cellsOf(row).join(between)
    text += '\n'
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
