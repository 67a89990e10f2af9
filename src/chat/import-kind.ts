import type { z } from 'zod'
import type { Bulk } from '../database/store.ts'

/** One row that passed its schema, with its line in the file (or index in the request). */
export interface ImportRow<Values = Record<string, unknown>> {
  line: number
  values: Values
  /** Extra columns: custom fields of a customer. */
  extra: Record<string, string>
}

export interface RowProblem {
  line: number
  reason: string
}

/** What the rows mean where they name nothing: settled by the command line or the token. */
export interface ImportOptions {
  createCustomers: boolean
  defaultCurrency: string
  defaultZone: string
  now: Date
}

export interface Landed {
  created: number
  updated: number
  unchanged: number
  problems: RowProblem[]
}

/** A kind of record that files and the API bring in (`customers`, `orders`...), landed batch by batch, set-based. */
export interface ImportKind {
  kind: string
  /** Columns in the order of DESIGN.md; the schema's keys are the same in snake_case. */
  columns: readonly string[]
  row: z.ZodType<Record<string, unknown>, Record<string, string | undefined>>
  land(bulk: Bulk, rows: readonly ImportRow[], options: ImportOptions): Promise<Landed>
}
