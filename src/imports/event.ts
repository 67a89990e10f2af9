import { z } from 'zod'
import type { Worded } from '../chat/wording.ts'

const worded = z.strictObject({ en: z.string(), 'zh-CN': z.string() }) satisfies z.ZodType<Worded>
const coded = z.strictObject({ code: z.string(), reason: worded })
const count = z.int().nonnegative()

export const importResult = z.strictObject({
  kind: z.string(),
  dryRun: z.boolean(),
  /** Rows under the header that are not blank. */
  rows: count,
  rejected: count,
  /** Records, not rows: several rows may be one order. */
  created: count,
  updated: count,
  unchanged: count,
  customersCreated: count,
  /** Columns of the file that were not used. */
  ignored: z.array(z.string()),
  /** What else there is to know, such as columns that became fields. */
  notes: z.array(worded),
  /** Set when the import ended before the file did. */
  stopped: coded.nullable(),
})
export type ImportResult = z.infer<typeof importResult>

/** What an import says while it runs: one JSON line each where it runs in another process. */
export const importEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('problem'), line: count, column: z.string().optional(), reason: worded }),
  z.strictObject({ type: z.literal('progress'), rows: count, rejected: count }),
  /** Nothing was written. */
  z.strictObject({ type: z.literal('refused'), code: z.string(), reason: worded }),
  z.strictObject({ type: z.literal('done'), result: importResult }),
])
export type ImportEvent = z.infer<typeof importEvent>
