import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { RapportError } from '../chat/errors.ts'
import { type Bulk, type CopyRows, copyStatement, wholeRows } from './bulk.ts'
import { guardCommits } from './commit-guard.ts'
import type { Adapter } from './embedded-adapter.ts'
import { sqlState } from './errors.ts'
import { applyMigrations, type MigrationSession } from './migrations.ts'

/** Any number that no other program on the same database is likely to use. */
const migrationLock = 7_265_077_071
/** Below the limit of Prisma's transactions, so that the statement is cancelled and not left running. */
const statementTimeoutMs = 30_000
const piece = 65_536

export interface PostgresEngine {
  readonly adapter: { provider: 'postgres'; adapterName: string; connect(): Promise<Adapter> }
  bulk<T>(work: (bulk: Bulk) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Connects to the Postgres that DATABASE_URL names and brings it up to date. */
export async function openPostgres(databaseUrl: string, migrations: string): Promise<PostgresEngine> {
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
  const prisma = new PrismaPg(pool)
  return {
    adapter: { provider: 'postgres', adapterName: prisma.adapterName, connect: async () => guardCommits(await prisma.connect()) },
    bulk: work => bulk(pool, work),
    close: () => pool.end(),
  }
}

/** Session settings travel as startup options, so every connection has them: instants are written in the session's zone. */
function poolConfig(databaseUrl: string): pg.PoolConfig {
  const url = parseUrl(databaseUrl)
  const given = url.searchParams.get('options') ?? ''
  // pg lets the address win over the settings beside it, so options in the address must be joined here.
  url.searchParams.delete('options')
  return {
    connectionString: url.toString(),
    options:
      `${given} -c TimeZone=UTC -c statement_timeout=${statementTimeoutMs} -c idle_in_transaction_session_timeout=60000`.trim(),
    application_name: 'rapport',
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  }
}

function parseUrl(databaseUrl: string): URL {
  try {
    const url = new URL(databaseUrl)
    if (url.protocol === 'postgres:' || url.protocol === 'postgresql:') return url
  } catch {
    // The message below says what is wrong without repeating the password in it.
  }
  throw new RapportError(
    'database_url_invalid',
    'DATABASE_URL is not a Postgres address.',
    'Write it as postgresql://user:password@host:5432/database, or remove it to use the embedded database.',
  )
}

async function refuseUnusable(pool: pg.Pool, databaseUrl: string): Promise<void> {
  let version: number
  try {
    const answer = await pool.query<{ version: number }>("SELECT current_setting('server_version_num')::int AS version")
    version = answer.rows[0]?.version ?? 0
  } catch (error) {
    throw connectionError(error, databaseUrl)
  }
  if (version < 130_000) {
    const message = `The Postgres server is version ${Math.floor(version / 10_000)}; Rapport needs 13 or later.`
    throw new RapportError(
      'database_too_old',
      message,
      'Upgrade the server, or remove DATABASE_URL to use the embedded database.',
    )
  }
}

function connectionError(error: unknown, databaseUrl: string): RapportError {
  const { hostname, port, pathname, username } = new URL(databaseUrl)
  const place = `${hostname || 'localhost'}:${port || 5432}`
  const state = sqlState(error) ?? ''
  if (state.startsWith('28')) {
    const message = `The database at ${place} refused the user ${username || '(none)'}.`
    return new RapportError('database_login_refused', message, 'Correct the user and password in DATABASE_URL.', { cause: error })
  }
  if (state === '3D000') {
    const message = `The server at ${place} has no database ${pathname.slice(1)}.`
    return new RapportError('database_missing', message, 'Create it (CREATE DATABASE) or correct its name in DATABASE_URL.', {
      cause: error,
    })
  }
  return new RapportError(
    'database_unreachable',
    `The database at ${place} does not answer.`,
    'Check the host and port in DATABASE_URL and that the server runs, or remove DATABASE_URL to use the embedded database.',
    { cause: error },
  )
}

/** One connection for `work`, thrown away afterwards if it broke. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    return await work(client)
  } finally {
    client.removeListener('error', onError)
    client.release(broken)
  }
}

async function inTransaction<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0')
  try {
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
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

async function bulk<T>(pool: pg.Pool, work: (bulk: Bulk) => Promise<T>): Promise<T> {
  return withClient(pool, client => inTransaction(client, () => work(bulkOf(client))))
}

function bulkOf(client: pg.PoolClient): Bulk {
  return {
    copy: (table, columns, rows) => copy(client, copyStatement(table, columns, 'STDIN'), rows),
    async run(sql, parameters) {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(sql, parameters && [...parameters])
      return (Array.isArray(answer) ? answer.at(-1)?.rowCount : answer.rowCount) ?? 0
    },
    async rows<Row extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) {
      return (await client.query<Row>({ text: sql, values: [...parameters], types: bulkTypes })).rows
    },
  }
}

const bulkTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === 20) return BigInt
    if (oid === 1082) return text => new Date(`${text}T00:00:00Z`)
    return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format)
  },
}

async function copy(client: pg.PoolClient, statement: string, rows: CopyRows): Promise<number> {
  const stream = client.query(copyFrom(statement))
  const done = finished(stream)
  done.catch(() => {})
  try {
    for await (const text of wholeRows(rows, piece)) {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done])
    }
    stream.end()
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
  await done
  return stream.rowCount
}
