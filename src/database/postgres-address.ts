import type pg from 'pg'
import { RapportError } from '../chat/errors.ts'
import { sqlState } from './errors.ts'

/** Below the limit of Prisma's transactions, so that the statement is cancelled and not left running. */
const statementTimeoutMs = 30_000

/** Session settings travel as startup options, so every connection has them: instants are written in the session's zone. */
export function poolConfig(databaseUrl: string): pg.PoolConfig {
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

/** Says in a person's words why a Postgres cannot be used: not there, not open to us, too old. */
export async function refuseUnusable(pool: pg.Pool, databaseUrl: string): Promise<void> {
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
