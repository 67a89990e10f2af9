import type pg from 'pg'
import { transactionAborted } from './commit-guard.ts'

/** One connection for `work`, thrown away afterwards if it broke. */
export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
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

/** For work that may take long: a timeout of the session does not end it. */
export async function inTransaction<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0')
  try {
    const result = await work()
    const end = await client.query('COMMIT')
    if (end.command === 'ROLLBACK') throw transactionAborted()
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** Everything `work` reads is of one moment. */
export async function inSnapshot<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query(
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0',
  )
  try {
    return await work()
  } finally {
    await client.query('ROLLBACK').catch(() => {})
  }
}
