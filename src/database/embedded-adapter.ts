import { AsyncLocalStorage } from 'node:async_hooks'
import type { PGlite, Transaction as PGliteTransaction } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { RapportError } from '../chat/errors.ts'
import { guardCommits } from './commit-guard.ts'
import { KeptStatements, type Queries } from './embedded-kept.ts'
import type { Adapter, AdapterTransaction } from './engine.ts'

/** Set while code runs inside a transaction of the embedded database, which has one connection only. */
export const insideTransaction = new AsyncLocalStorage<{ open: boolean }>()

class RolledBack extends Error {}

/**
 * Prisma's adapter for PGlite with its gaps mended: isolation levels take effect, nested transactions get savepoints, a script
 * is awaited, a COMMIT that fails is reported, and the outer client inside a transaction is an error instead of a hang.
 */
export class EmbeddedAdapter {
  readonly provider = 'postgres'
  readonly adapterName = 'pglite-prisma-adapter'
  readonly #client: PGlite
  readonly #shadow: (() => Promise<PGlite>) | undefined

  /** `shadow` opens an empty database; only the migration tools need it. */
  constructor(client: PGlite, shadow?: () => Promise<PGlite>) {
    this.#client = client
    this.#shadow = shadow
  }

  async connect(): Promise<Adapter> {
    return connection(this.#client, async () => {})
  }

  async connectToShadowDb(): Promise<Adapter> {
    if (!this.#shadow) throw new Error('this adapter was made without a shadow database')
    const shadow = await this.#shadow()
    return connection(shadow, () => shadow.close())
  }
}

async function connection(client: PGlite, dispose: () => Promise<void>): Promise<Adapter> {
  const kept = new KeptStatements(client)
  const base = await prismaOver(kept.over(client, work => client._runExclusiveTransaction(work)))
  return guardCommits({
    provider: 'postgres',
    adapterName: base.adapterName,
    queryRaw: query => {
      refuseInsideTransaction()
      return base.queryRaw(query)
    },
    executeRaw: query => {
      refuseInsideTransaction()
      return base.executeRaw(query)
    },
    executeScript: async script => {
      await client.exec(script)
    },
    startTransaction: level => startTransaction(client, kept, level),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose,
  })
}

function refuseInsideTransaction(): void {
  if (!insideTransaction.getStore()?.open) return
  throw new RapportError(
    'outer_client_in_transaction',
    'A query went to store.db while a transaction was open; on the embedded database it would wait for itself.',
    'Pass the transaction on and use it for every query inside store.tx and store.bulk.',
  )
}

async function startTransaction(client: PGlite, kept: KeptStatements, level: string | undefined): Promise<AdapterTransaction> {
  const end = withResolvers<'commit' | 'rollback'>()
  const begun = withResolvers<PGliteTransaction>()
  const finished = client.transaction(async tx => {
    if (level) await tx.exec(`SET TRANSACTION ISOLATION LEVEL ${level}`)
    begun.resolve(tx)
    if ((await end.promise) === 'rollback') throw new RolledBack()
  })
  finished.catch(begun.reject)
  const tx = await begun.promise
  const queries = await prismaOver(kept.over(tx, work => work()))
  const run = async (sql: string) => {
    await tx.exec(sql)
  }
  return {
    provider: 'postgres',
    adapterName: queries.adapterName,
    options: { usePhantomQuery: true },
    queryRaw: query => queries.queryRaw(query),
    executeRaw: query => queries.executeRaw(query),
    commit: () => {
      end.resolve('commit')
      return finished
    },
    rollback: () => {
      end.resolve('rollback')
      return finished.catch(ignoreRollback)
    },
    createSavepoint: name => run(`SAVEPOINT ${name}`),
    rollbackToSavepoint: name => run(`ROLLBACK TO SAVEPOINT ${name}`),
    releaseSavepoint: name => run(`RELEASE SAVEPOINT ${name}`),
  }
}

function ignoreRollback(error: unknown): void {
  if (!(error instanceof RolledBack)) throw error
}

/** The adapter only calls query(); its type asks for the whole database. */
const prismaOver = (queries: Queries): Promise<Adapter> => new PrismaPGlite(queries as unknown as PGlite).connect()

/** Promise.withResolvers, which Node 20 lacks. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
