import type { ImportKind, ImportOptions, ImportRow, Landed } from '../chat/import-kind.ts'
import { isMissingReference, isUniqueViolation, isWriteConflict } from '../database/errors.ts'
import type { Store } from '../database/store.ts'
import { IdSet } from './id-set.ts'

export type LandBatch = (rows: readonly ImportRow[]) => Promise<Landed>

class DryRunEnd extends Error {
  readonly landed: Landed

  constructor(landed: Landed) {
    super('dry run')
    this.landed = landed
  }
}

const attempts = 4

/**
 * Lands batches of one run, each in a transaction of its own, so that others get their turn in between. A batch that met another
 * process writing the same records is run again. A dry run does everything and takes it back.
 */
export function batchLander(
  store: Store,
  kind: ImportKind,
  options: Omit<ImportOptions, 'written' | 'alone'>,
  dryRun: boolean,
): LandBatch {
  const ids = new IdSet()
  const once = async (rows: readonly ImportRow[]): Promise<Landed> => {
    // Kept apart until the transaction has ended: what is taken back was not written.
    const added: number[] = []
    const written = { has: (id: number) => ids.has(id), add: (id: number) => void added.push(id) }
    const landed = await store.bulk(async bulk => {
      const result = await kind.land(bulk, rows, { ...options, written, alone: store.kind === 'embedded' })
      if (dryRun) throw new DryRunEnd(result)
      return result
    })
    for (const id of added) ids.add(id)
    return landed
  }
  return async rows => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(rows)
      } catch (error) {
        if (error instanceof DryRunEnd) return error.landed
        if (attempt === attempts || !mayPass(error)) throw error
      }
    }
  }
}

/** Another process got there first; looking again finds its records. */
const mayPass = (error: unknown): boolean => isUniqueViolation(error) || isMissingReference(error) || isWriteConflict(error)
