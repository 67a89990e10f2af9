import { setTimeout as wait } from 'node:timers/promises'
import type { Snapshot } from './backup/dump.ts'
import type { Bulk, CopyRows } from './bulk.ts'
import { openEmbedded } from './embedded.ts'
import { insideTransaction } from './embedded-adapter.ts'
import { isMissingReference, isWriteConflict } from './errors.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { migrationsFolder } from './migrations.ts'
import { openPostgres } from './postgres.ts'

export type { Bulk, CopyRows }

export type Tx = Prisma.TransactionClient

export interface TxOptions {
  /** ReadCommitted unless told. */
  isolation?: 'ReadCommitted' | 'RepeatableRead' | 'Serializable'
  /** After so long it is given up; 30 s unless told. */
  timeoutMs?: number
}

export interface Store {
  readonly db: PrismaClient
  readonly kind: 'embedded' | 'postgres'
  /**
   * Runs `work` in one transaction. It may run several times: after a write conflict or a deadlock it starts again, so it
   * must do nothing but read and write through `tx`. The outer `db` inside it is an error on the embedded database.
   */
  tx<T>(work: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T>
  /** Runs set-based work on many rows in one transaction of its own; not repeated on conflict. */
  bulk<T>(work: (bulk: Bulk) => Promise<T>): Promise<T>
  /** Fills one table by COPY, all rows or none; returns how many. */
  copyIn(table: string, columns: readonly string[], rows: CopyRows): Promise<number>
  /** Makes deleted and overwritten rows unreadable in the database's files as well, as far as that is ours to do. */
  purge(): Promise<void>
  /** Reads one unchanging state of everything; on the embedded database everybody else waits meanwhile. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>
  /** Ends the connections, or closes the embedded database and gives its lock back. May be called again. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** Set: this Postgres. Unset: the embedded database in `folder`. */
  databaseUrl?: string
  folder: string
  /** For tests; else the project's own. */
  migrations?: string
}

const attempts = 8
const transactionLimits = { maxWait: 30_000, timeout: 30_000 }

/** Opens the database, alone if it is the embedded one, and applies what migrations are missing. Throws RapportError. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const migrations = options.migrations ?? migrationsFolder()
  const kind = options.databaseUrl ? 'postgres' : 'embedded'
  const engine = options.databaseUrl
    ? await openPostgres(options.databaseUrl, migrations)
    : await openEmbedded(options.folder, migrations)
  const db = new PrismaClient({ adapter: engine.adapter, transactionOptions: transactionLimits })
  let closing: Promise<void> | undefined
  return {
    db,
    kind,
    tx: (work, txOptions) => withRetry(() => transaction(db, kind, work, txOptions)),
    bulk: work => engine.bulk(work),
    snapshot: work => engine.snapshot(work),
    copyIn: (table, columns, rows) => engine.bulk(bulk => bulk.copy(table, columns, rows)),
    purge: () => engine.purge(),
    close() {
      closing ??= db.$disconnect().then(() => engine.close())
      return closing
    },
  }
}

async function transaction<T>(
  db: PrismaClient,
  kind: Store['kind'],
  work: (tx: Tx) => Promise<T>,
  options: TxOptions = {},
): Promise<T> {
  const isolation = options.isolation ? { isolationLevel: options.isolation } : {}
  const limits = { ...transactionLimits, ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs }), ...isolation }
  if (kind === 'postgres') return db.$transaction(work, limits)
  const state = { open: true }
  // Awaited inside: a Prisma query starts when it is awaited, so one merely returned would start outside and wait for itself.
  const guarded = (tx: Tx) => insideTransaction.run(state, async () => await work(tx))
  return db.$transaction(guarded, limits).finally(() => {
    state.open = false
  })
}

/**
 * A lost race is run again after a growing, scattered pause: one of the racers always got through, so the field thins out. What is found
 * missing was erased meanwhile: run again, the work sees that.
 */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !(isWriteConflict(error) || isMissingReference(error))) throw error
      await wait(5 * 2 ** attempt * (0.5 + Math.random()))
    }
  }
}
