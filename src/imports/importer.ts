import { z } from 'zod'
import type { ImportKind } from '../chat/import-kind.ts'
import type { Store } from '../database/store.ts'
import type { ImportEvent } from './event.ts'
import { ImportRefused } from './fault.ts'
import { kindNamed } from './kinds.ts'
import { runImport } from './run.ts'

/** What is asked of an import, beside the file: travels to a running bot as JSON. */
export const importOrder = z.strictObject({
  kind: z.string().max(60),
  map: z.record(z.string().max(60), z.string().max(300)),
  key: z.enum(['columns', 'row']),
  createCustomers: z.boolean(),
  dryRun: z.boolean(),
})
export type ImportOrder = z.infer<typeof importOrder>

export type Importer = (order: ImportOrder, source: AsyncIterable<Uint8Array>, signal: AbortSignal) => AsyncIterable<ImportEvent>

export interface ImporterParts {
  store: Store
  kinds: readonly ImportKind[]
  defaults: { currency: string; zone: string }
  now(): Date
  /**
   * Rows a transaction. 20,000 is fastest; in a bot on the embedded database fewer, because chat waits while one runs.
   */
  batchRows: number
}

/** Carries out imports on a store, in the bot as in the command line itself. */
export function createImporter({ store, kinds, defaults, now, batchRows }: ImporterParts): Importer {
  return async function* (order, source, signal) {
    let kind: ImportKind
    try {
      kind = kindNamed(kinds, order.kind)
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error
      yield { type: 'refused', code: error.code, reason: error.reason }
      return
    }
    const { createCustomers, dryRun, key } = order
    const options = { createCustomers, defaultCurrency: defaults.currency, defaultZone: defaults.zone, now: now() }
    const map = new Map(Object.entries(order.map))
    yield* runImport(store, { kind, source, map, key, dryRun, options, batchRows, signal })
  }
}
