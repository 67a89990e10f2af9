import { RapportError } from '../chat/errors.ts'
import type { Adapter, AdapterTransaction } from './engine.ts'
import { sqlState } from './errors.ts'

/**
 * Postgres answers COMMIT after a failed statement with a silent rollback, so work that swallowed an error would look saved.
 * This makes such a commit an error, `transaction_aborted`, on both databases. A rollback to a savepoint clears the failure.
 */
export function guardCommits(adapter: Adapter): Adapter {
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: query => adapter.queryRaw(query),
    executeRaw: query => adapter.executeRaw(query),
    executeScript: script => adapter.executeScript(script),
    startTransaction: async level => guard(await adapter.startTransaction(level)),
    getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => adapter.dispose(),
  }
}

export function transactionAborted(): RapportError {
  return new RapportError(
    'transaction_aborted',
    'A statement of this transaction failed and the failure was swallowed; nothing of it was saved.',
    'Let the failure out of the transaction, or prevent it (ON CONFLICT DO NOTHING, skipDuplicates).',
  )
}

function guard(tx: AdapterTransaction): AdapterTransaction {
  let failed = false
  const watch = async <T>(sql: string, answer: Promise<T>): Promise<T> => {
    try {
      const result = await answer
      if (/^\s*ROLLBACK TO\b/i.test(sql)) failed = false
      return result
    } catch (error) {
      if (sqlState(error)) failed = true
      throw error
    }
  }
  const refuse = async (): Promise<never> => {
    if (!tx.options.usePhantomQuery) await tx.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] })
    throw transactionAborted()
  }
  return {
    provider: tx.provider,
    adapterName: tx.adapterName,
    options: tx.options,
    queryRaw: query => watch(query.sql, tx.queryRaw(query)),
    executeRaw: query => (failed && query.sql === 'COMMIT' ? refuse() : watch(query.sql, tx.executeRaw(query))),
    async commit() {
      if (!failed) return tx.commit()
      await tx.rollback()
      return refuse()
    },
    rollback: () => tx.rollback(),
    createSavepoint: async name => tx.createSavepoint?.(name),
    async rollbackToSavepoint(name) {
      await tx.rollbackToSavepoint?.(name)
      failed = false
    },
    releaseSavepoint: async name => tx.releaseSavepoint?.(name),
  }
}
