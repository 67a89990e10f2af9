import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { RapportError } from '../chat/errors.ts'
import type { Snapshot } from './backup/dump.ts'
import { backUp } from './backup/folder.ts'
import { type Bulk, type CopyRows, copyOutStatement, copyStatement, wholeRows } from './bulk.ts'
import { syncFolder } from './durable.ts'
import { EmbeddedAdapter, insideTransaction } from './embedded-adapter.ts'
import { purge, startUpkeep } from './embedded-upkeep.ts'
import type { Engine } from './engine.ts'
import { takeLock } from './lock.ts'
import { applyMigrations, type MigrationSession } from './migrations.ts'

/** Characters per COPY: large enough to be fast, small enough that the copy beside it in the database's memory is too. */
const blobSize = 4_000_000

/** Opens (or makes) the embedded database in `folder`, alone: `<folder>.lock` keeps a second process out. */
export async function openEmbedded(folder: string, migrations: string): Promise<Engine> {
  await mkdir(dirname(folder), { recursive: true })
  const lock = await takeLock(`${folder}.lock`)
  try {
    const client = await openFolder(folder)
    try {
      await applyMigrations(migrationSession(client), migrations, () => backUpBeforeMigrating(client, folder))
    } catch (error) {
      await client.close()
      throw error
    }
    const upkeep = startUpkeep(client)
    return {
      adapter: new EmbeddedAdapter(client),
      bulk: work => bulk(client, work),
      purge: () => purge(client),
      snapshot: work => snapshot(client, work),
      async close() {
        await upkeep.stop()
        await client.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A first start killed half-way leaves a folder that nobody can open, with nobody's data in it; the mark tells, and it is moved aside. */
async function openFolder(folder: string): Promise<PGlite> {
  const mark = `${folder}.creating`
  if (existsSync(mark) && existsSync(folder)) {
    await rm(`${folder}.unfinished`, { recursive: true, force: true })
    await rename(folder, `${folder}.unfinished`)
  }
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  if (isNew) await writeFile(mark, 'The first start has not finished; this folder holds no data yet.\n', { flush: true })
  try {
    const client = await PGlite.create({ dataDir: folder, extensions: { pg_trgm } })
    await client.exec("SET TIME ZONE 'UTC'")
    if (isNew) await remove(mark)
    return client
  } catch (error) {
    throw new RapportError(
      'folder_unreadable',
      `The embedded database in ${folder} cannot be opened.`,
      `Restore ${folder} from a backup, or move it away to start empty.`,
      { cause: error },
    )
  }
}

/** Removes the mark for good before the first row is acknowledged: it must not come back after a power cut. */
async function remove(mark: string): Promise<void> {
  await rm(mark)
  await syncFolder(dirname(mark))
}

function migrationSession(client: PGlite): MigrationSession {
  return {
    alone: work => work(),
    inTransaction: work =>
      client.transaction(tx =>
        work({
          script: async sql => void (await tx.exec(sql)),
          rows: async (sql, parameters) => (await tx.query<Record<string, unknown>>(sql, [...parameters])).rows,
        }),
      ),
  }
}

/** A new version that turns out wrong can be taken back: the data as the old one knew it lies in `backups`. */
async function backUpBeforeMigrating(client: PGlite, folder: string): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM "Customer" LIMIT 1')
  if (rows.length === 0) return
  const place = { folder: join(dirname(folder), 'backups'), now: new Date() }
  await snapshot(client, taken => backUp(taken, 'before-migration', place))
}

async function bulk<T>(client: PGlite, work: (bulk: Bulk) => Promise<T>): Promise<T> {
  const state = { open: true }
  try {
    return await client.transaction(tx => insideTransaction.run(state, async () => await work(bulkOf(tx))))
  } finally {
    state.open = false
  }
}

function bulkOf(tx: Transaction): Bulk {
  return {
    copy: (table, columns, rows) => copy(tx, copyStatement(table, columns, "'/dev/blob'"), rows),
    async run(sql, parameters) {
      if (parameters) return (await tx.query(sql, [...parameters])).affectedRows ?? 0
      return (await tx.exec(sql)).at(-1)?.affectedRows ?? 0
    },
    async rows<Row extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) {
      return (await tx.query<Row>(sql, [...parameters], { parsers: { 20: BigInt, 1082: text => new Date(`${text}T00:00:00Z`) } }))
        .rows
    },
  }
}

async function copy(tx: Transaction, statement: string, rows: CopyRows): Promise<number> {
  let count = 0
  for await (const piece of wholeRows(rows, blobSize)) {
    count += (await tx.query(statement, [], { blob: new Blob([piece]) })).affectedRows ?? 0
  }
  return count
}

/** Nobody else gets the connection meanwhile: chat waits about a second for each 50 MB. */
async function snapshot<T>(client: PGlite, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const state = { open: true }
  try {
    return await client.transaction(tx => insideTransaction.run(state, async () => await work(snapshotOf(tx))))
  } finally {
    state.open = false
  }
}

/** Some 4 MB of a table: what a piece takes of the database's memory. */
const pagesAPiece = 500

function snapshotOf(tx: Transaction): Snapshot {
  return {
    rows: async <Row extends Record<string, unknown>>(sql: string) => (await tx.query<Row>(sql)).rows,
    async *copyOut(table, columns) {
      const size = `SELECT (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int AS pages`
      const pages = (await tx.query<{ pages: number }>(size, [`"${table}"`])).rows[0]?.pages ?? 0
      for (let page = 0; page < pages; page += pagesAPiece) {
        const where = `ctid >= '(${page},0)' AND ctid < '(${page + pagesAPiece},0)'`
        const { blob } = await tx.query(copyOutStatement(table, columns, where, "'/dev/blob'"))
        if (blob && blob.size > 0) yield new Uint8Array(await blob.arrayBuffer())
      }
    },
  }
}
