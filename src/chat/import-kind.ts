import { z } from 'zod'
import type { Bulk } from '../database/store.ts'
import type { Worded } from './wording.ts'

/** One row that passed its schema, with its line in the file (or index in the request). */
export interface ImportRow<Values = Record<string, unknown>> {
  line: number
  values: Values
  /** Columns that are no field of the kind, when it `keepsExtra`: own fields of a customer. Null (from JSON) clears one. */
  extra: Record<string, string | null>
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
  /** What else the person should know: columns that became fields. */
  notes?: Worded[]
}

/** What a column holds; JSON writes `number`, `boolean` and `list` as such, the others as text. */
export type ColumnType = 'text' | 'number' | 'date' | 'instant' | 'boolean' | 'list'

/** One column of a kind: how a cell is read, and what is said about it to whoever writes the file or the request. */
export interface Column<Value = unknown> {
  type: ColumnType
  /** Every row needs a value; without it the header (or `--map`) must have the column. */
  required?: true
  /** Whether null, which only JSON can say, clears the value. A blank cell never does. */
  clearable?: true
  /** In characters. */
  maxLength?: number
  /** English, for the API's description. */
  description: string
  read(text: string): CellRead<Value>
}

/** A kind of record that files and the API bring in (`customers`, `orders`...), landed batch by batch, set-based. */
export interface ImportKind<Values = Record<string, unknown>> {
  kind: string
  /** What it is called in sentences. */
  title: Worded
  /** By column name in snake_case, in the order of DESIGN.md. */
  fields: Readonly<Record<string, Column>>
  /** The names of `fields`. */
  columns: readonly string[]
  /** Those the header must have (or `--map` names them). */
  required: readonly string[]
  /** Whether columns of other names are kept; else they are left out and the person is told. */
  keepsExtra: boolean
  /**
   * Checks and shapes one row. Cells come trimmed; a blank cell or an absent column comes as no key at all and leaves the value. Null
   * clears it, where the column is `clearable`.
   */
  row: z.ZodType<Values, Record<string, string | null | undefined>>
  /**
   * Writes a batch in one transaction. A row whose line is in `problems` has changed nothing. It may be run again after a
   * conflict with another process, so it must not rely on having run once.
   */
  land(bulk: Bulk, rows: readonly ImportRow<Values>[], options: ImportOptions): Promise<Landed>
}

type Columns<Values> = {
  [Name in keyof Values & string]-?: Column<NonNullable<Values[Name]>> &
    (null extends Values[Name] ? { clearable: true } : { clearable?: never })
}

/** A kind from its columns; keeps the values' type inside it and off the lists of kinds. A column is `clearable` when its value may be null. */
export function importKind<Values>(
  kind: Pick<ImportKind<Values>, 'kind' | 'title' | 'keepsExtra' | 'land'> & { fields: Columns<Values> },
): ImportKind {
  const fields = kind.fields as Readonly<Record<string, Column>>
  const columns = Object.keys(fields)
  const required = columns.filter(name => fields[name]?.required)
  return { ...kind, fields, columns, required, row: rowSchema(fields) } as unknown as ImportKind
}

/** What a rule of a room makes of a cell's text. */
export type CellRead<Value> = { value: Value } | { problem: Worded }

/** One strict object with one transformation: a tenth of the time of a schema per cell, which counts when a file has millions of rows. */
function rowSchema(fields: Readonly<Record<string, Column>>) {
  const columns = Object.entries(fields)
  const text = z.string().nullable()
  const texts = z.strictObject(
    Object.fromEntries(columns.map(([name, { required }]) => [name, required ? text : text.optional()])),
  )
  return texts.transform((row, context): Record<string, unknown> => {
    const values: Record<string, unknown> = {}
    for (const [name, column] of columns) {
      const given = row[name]
      if (given === undefined) continue
      const result: CellRead<unknown> = given !== null ? column.read(given) : column.clearable ? { value: null } : notCleared
      if ('value' in result) values[name] = result.value
      else context.issues.push(issueOf(given, result.problem, [name]))
    }
    return values
  })
}

const notCleared = { problem: { en: 'cannot be empty', 'zh-CN': '不能为空' } }

const issueOf = (input: string | null, reason: Worded, path: string[]) => ({
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
