import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import pg from 'pg'
import { RapportError } from '../chat/errors.ts'
import { takeLock } from './lock.ts'
import { migrationsFolder, readMigrations } from './migrations.ts'
import { poolConfig, refuseUnusable } from './postgres-address.ts'

/** How a database is, found without changing anything in it. */
export interface Inspection {
  version: string
  /** Migrations that the next start applies; all of them in an empty database. */
  pending: string[]
  encoding: string
  hasTrigrams: boolean
  /** By how much its clock is ahead of this machine's. */
  aheadMs: number
}

type Query = <Row>(sql: string) => Promise<Row[]>

/**
 * Looks at the database that `openStore` would open. Null: the embedded one does not exist yet. Rejects as `openStore` does, with
 * `folder_in_use` while a bot holds the embedded one.
 */
export async function inspectDatabase(options: { folder: string; databaseUrl: string | null }): Promise<Inspection | null> {
  if (options.databaseUrl) return inspectPostgres(options.databaseUrl)
  if (!existsSync(join(options.folder, 'PG_VERSION'))) return null
  const lock = await takeLock(`${options.folder}.lock`)
  try {
    const client = await PGlite.create({ dataDir: options.folder, extensions: { pg_trgm } }).catch((cause: unknown) => {
      const message = `The embedded database in ${options.folder} cannot be opened.`
      throw new RapportError('folder_unreadable', message, 'Restore a backup into a fresh DATA_DIR.', { cause })
    })
    return await look(async <Row>(sql: string) => (await client.query<Row>(sql)).rows).finally(() => client.close())
  } finally {
    await lock.release()
  }
}

async function inspectPostgres(databaseUrl: string): Promise<Inspection> {
  const pool = new pg.Pool({ ...poolConfig(databaseUrl), max: 1 })
  pool.on('error', () => {})
  try {
    await refuseUnusable(pool, databaseUrl)
    return await look(async <Row>(sql: string) => (await pool.query(sql)).rows as Row[])
  } finally {
    await pool.end()
  }
}

async function look(query: Query): Promise<Inspection> {
  const [facts] = await query<{ version: string; encoding: string; trigrams: boolean; now: Date; history: boolean }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding, now() AS now,
       EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') OR EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') AS trigrams,
       to_regclass('"_prisma_migrations"') IS NOT NULL AS history`,
  )
  const applied = facts?.history
    ? await query<{ name: string }>('SELECT migration_name AS name FROM "_prisma_migrations" WHERE rolled_back_at IS NULL')
    : []
  const names = new Set(applied.map(({ name }) => name))
  const known = (await readMigrations(migrationsFolder())).map(({ name }) => name)
  return {
    version: facts?.version.split(' ')[0] ?? '',
    pending: known.filter(name => !names.has(name)),
    encoding: facts?.encoding ?? '',
    hasTrigrams: facts?.trigrams ?? false,
    aheadMs: facts ? facts.now.getTime() - Date.now() : 0,
  }
}
