import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { guardCommits } from './commit-guard.ts'
import type { Engine } from './engine.ts'
import { keptName } from './kept.ts'
import { applyMigrations, type MigrationSession } from './migrations.ts'
import { poolConfig, refuseUnusable } from './postgres-address.ts'
import { bulkOf, snapshotOf } from './postgres-bulk.ts'
import { inSnapshot, inTransaction, withClient } from './postgres-session.ts'

/** Any number that no other program on the same database is likely to use. */
const migrationLock = 7_265_077_071
/** Connects to the Postgres that DATABASE_URL names and brings it up to date. */
export async function openPostgres(databaseUrl: string, migrations: string): Promise<Engine> {
  const pool = new pg.Pool(poolConfig(databaseUrl))
  // A connection that dies while idle is replaced by the pool; unheard, its error would end the process.
  pool.on('error', () => {})
  try {
    await refuseUnusable(pool, databaseUrl)
    await applyMigrations(migrationSession(pool), migrations)
  } catch (error) {
    await pool.end()
    throw error
  }
  const prisma = new PrismaPg(pool, { statementNameGenerator: query => keptName(query.sql) ?? '' })
  return {
    adapter: { provider: 'postgres', adapterName: prisma.adapterName, connect: async () => guardCommits(await prisma.connect()) },
    bulk: work => withClient(pool, client => inTransaction(client, async () => await work(bulkOf(client)))),
    // The space is given back to be overwritten; files, the log of changes and copies of them are the server's business.
    purge: () => withClient(pool, async client => void (await client.query('VACUUM'))),
    snapshot: work => withClient(pool, client => inSnapshot(client, async () => await work(snapshotOf(client)))),
    close: () => pool.end(),
  }
}

function migrationSession(pool: pg.Pool): MigrationSession {
  let session: pg.PoolClient | undefined
  const current = () => {
    if (!session) throw new Error('a migration ran outside alone()')
    return session
  }
  return {
    alone: work =>
      withClient(pool, async client => {
        session = client
        // A killed process frees the lock when the server notices: at once in the middle of a statement too, from version 14 on.
        await client.query('SET client_connection_check_interval = 1000').catch(() => {})
        // Waits as long as another process migrates.
        await client.query('SET statement_timeout = 0')
        await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
        try {
          await work()
        } finally {
          await client.query(`SELECT pg_advisory_unlock(${migrationLock}); RESET ALL`).catch(() => {})
        }
      }),
    inTransaction: work =>
      inTransaction(current(), () =>
        work({
          script: async sql => void (await current().query(sql)),
          rows: async (sql, parameters) => (await current().query<Record<string, unknown>>(sql, [...parameters])).rows,
        }),
      ),
  }
}
