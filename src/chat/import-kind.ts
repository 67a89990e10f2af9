import { z } from 'zod'
import type { Bulk } from '../database/store.ts'
import type { Worded } from './wording.ts'

/** One row that passed its schema, with its line in the file (or index in the request). */
export interface ImportRow<Values = Record<string, unknown>> {
  line: number
  values: Values
  /** Columns that are no field of the kind, when it `keepsExtra`: own fields of a customer. */
  extra: Record<string, string>
}

/** Why a row (or one cell of it) cannot be taken. The other rows land. */
export interface RowProblem {
  line: number
  /** A column of the kind; left out when the row as a whole is wrong. */
  column?: string
  reason: Worded
}

/** What the rows mean where they name nothing: settled by the command line or the token. One object for a whole run. */
export interface ImportOptions {
  createCustomers: boolean
  defaultCurrency: string
  /** Of a customer without a team of its own, which is rare: rows of one use the team's. */
  defaultZone: string
  now: Date
  /** Ids of the records this run has written (an order whose lines are spread over a file): later batches add to them. */
  written: { has(id: number): boolean; add(id: number): void }
}

/** What became of a batch; the first three count records, not rows. */
export interface Landed {
  created: number
  updated: number
  unchanged: number
  /** Made because a row named them (`createCustomers`). */
  customersCreated?: number
  problems: RowProblem[]
}

/** A kind of record that files and the API bring in (`customers`, `orders`...), landed batch by batch, set-based. */
export interface ImportKind<Values = Record<string, unknown>> {
  kind: string
  /** Columns in the order of DESIGN.md; the schema's keys are the same in snake_case. */
  columns: readonly string[]
  /** The header must have these (or `--map` names them). */
  required: readonly string[]
  /** Whether columns of other names are kept; else they are left out and the person is told. */
  keepsExtra: boolean
  /**
   * Checks and shapes one row. Cells come trimmed; a blank cell or an absent column comes as no key at all, so a blank cell leaves the value.
   * Build the cells with `cell` for reasons in both languages; other zod messages are shown as they are.
   */
  row: z.ZodType<Values, Record<string, string | undefined>>
  /**
   * Writes a batch in one transaction. A row whose line is in `problems` has changed nothing. It may be run again after a
   * conflict with another process, so it must not rely on having run once.
   */
  land(bulk: Bulk, rows: readonly ImportRow<Values>[], options: ImportOptions): Promise<Landed>
}

/** Keeps the values' type inside a kind and off the lists of kinds. */
export const importKind = <Values>(kind: ImportKind<Values>): ImportKind => kind as unknown as ImportKind

/** A cell read by a rule of the room: `cell(text => isEmail(text) ? { value: text } : { problem: { en, 'zh-CN' } })`. */
export function cell<Value>(read: (text: string) => { value: Value } | { problem: Worded }) {
  return z.string().transform((text, context): Value => {
    const result = read(text)
    if ('value' in result) return result.value
    context.issues.push({ code: 'custom', input: text, message: result.problem.en, params: { reason: result.problem } })
    return z.NEVER
  })
}

/** The reason in both languages that `cell` put into an issue, else zod's own words. */
export function reasonOf(issue: { message: string; params?: Record<string, unknown> | undefined }): Worded {
  const reason = z.strictObject({ en: z.string(), 'zh-CN': z.string() }).safeParse(issue.params?.['reason'])
  return reason.success ? reason.data : { en: issue.message, 'zh-CN': issue.message }
}
