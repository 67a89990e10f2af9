import { z } from 'zod'
import type { ImportKind } from '../chat/import-kind.ts'
import type { Task } from '../command-line/task.ts'
import { type ImportEvent, importEvent } from './event.ts'
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

/** Imports a file: its bytes are the source. */
export const importTask: Task<ImportOrder, ImportEvent> = {
  name: 'import',
  order: importOrder,
  event: importEvent,
  async *run({ store, rooms, defaults, now, batchRows }, order, source, signal) {
    let kind: ImportKind
    try {
      kind = kindNamed(rooms.importKinds, order.kind)
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error
      yield { type: 'refused', code: error.code, reason: error.reason }
      return
    }
    const { createCustomers, dryRun, key } = order
    const options = { createCustomers, defaultCurrency: defaults.currency, defaultZone: defaults.zone, now: now() }
    const map = new Map(Object.entries(order.map))
    yield* runImport(store, { kind, source, map, key, dryRun, options, batchRows, signal })
  },
}
