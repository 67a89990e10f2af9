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
  /** Nobody else writes to this database meanwhile (it is the embedded one), so what a batch has looked up cannot vanish. */
  alone?: boolean
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

/** What a rule of a room makes of a cell's text. */
export type CellRead<Value> = { value: Value } | { problem: Worded }

/** A cell read by a rule: `cell(text => isEmail(text) ? { value: text } : { problem: { en, 'zh-CN' } })`. */
export function cell<Value>(read: (text: string) => CellRead<Value>) {
  return z.string().transform((text, context): Value => {
    const result = read(text)
    if ('value' in result) return result.value
    context.issues.push(issueOf(text, result.problem, []))
    return z.NEVER
  })
}

type Readers<Values> = { [Column in keyof Values & string]-?: (text: string) => CellRead<NonNullable<Values[Column]>> }

/**
 * A whole row of such cells, as one strict object with one transformation: a tenth of the time of a schema per cell, which
 * counts when a file has millions of rows.
 */
export function cells<Values>(
  readers: Readers<Values>,
  required: readonly (keyof Values & string)[],
): z.ZodType<Values, Record<string, string | undefined>> {
  const columns = Object.keys(readers) as (keyof Values & string)[]
  const text = (column: keyof Values & string) => (required.includes(column) ? z.string() : z.string().optional())
  const texts = z.strictObject(Object.fromEntries(columns.map(column => [column, text(column)])))
  return texts.transform((row, context): Values => {
    const values: Partial<Record<string, unknown>> = {}
    for (const column of columns) {
      const given = row[column]
      if (given === undefined) continue
      const result = readers[column](given)
      if ('value' in result) values[column] = result.value
      else context.issues.push(issueOf(given, result.problem, [column]))
    }
    return values as Values
  }) as unknown as z.ZodType<Values, Record<string, string | undefined>>
}

const issueOf = (input: string, reason: Worded, path: string[]) => ({
  code: 'custom' as const,
  input,
  path,
  message: reason.en,
  params: { reason },
})

const worded = z.strictObject({ en: z.string(), 'zh-CN': z.string() })

/** The reason in both languages that a rule put into an issue, else zod's own words. */
export function reasonOf(issue: { message: string; params?: Record<string, unknown> | undefined }): Worded {
  const reason = worded.safeParse(issue.params?.reason)
  return reason.success ? reason.data : { en: issue.message, 'zh-CN': issue.message }
}
