import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'

/** Late enough not to slow a start down, and soon enough for a process that is started anew each day. */
const firstAfterMs = 15 * 60_000
const everyMs = 24 * 60 * 60_000

export interface Upkeep {
  /** Begins no further table and waits for the one at hand. */
  stop(): Promise<void>
}

/**
 * What autovacuum does on a server, which an embedded database lacks: without it dead rows pile up for ever (each night's scores, each
 * handled event), and the planner never learns how many rows there are.
 */
export function startUpkeep(client: PGlite): Upkeep {
  const stopping = new AbortController()
  let current: Promise<void> = Promise.resolve()
  const run = (): void => {
    // What fails today is tried again tomorrow; nothing depends on it.
    current = tidy(client, stopping.signal).catch(() => undefined)
    timer = setTimeout(run, everyMs).unref()
  }
  let timer = setTimeout(run, firstAfterMs).unref()
  return {
    stop() {
      clearTimeout(timer)
      stopping.abort()
      return current
    },
  }
}

/** Clears and counts one table after the other: about a second for 100,000 customers, and in between everybody has a turn. */
export async function tidy(client: PGlite, signal?: AbortSignal): Promise<void> {
  for (const name of await tables(client)) {
    if (signal?.aborted) return
    await client.exec(`VACUUM (ANALYZE) ${name}`)
    await nextTurn()
  }
}

/**
 * Leaves nothing readable of deleted and overwritten rows: each table is written anew without them, what the planner had sampled of them is
 * sampled again, and the log of changes is ended and removed. About a second, and some more for each 100,000 orders.
 */
export async function purge(client: PGlite): Promise<void> {
  for (const name of [...(await tables(client)), 'pg_statistic']) {
    await client.exec(`VACUUM (FULL, ANALYZE) ${name}`)
    await nextTurn()
  }
  // Kept for reuse, a segment would keep its old content; the second round ends the one in which the first was noted.
  await client.exec('SET wal_recycle = off')
  for (const _round of [1, 2]) await client.exec('SELECT pg_switch_wal(); CHECKPOINT')
}

async function tables(client: PGlite): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`,
  )
  return rows.map(({ name }) => name)
}
