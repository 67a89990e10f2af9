/**
 * One transaction for set-based work on many rows: COPY into a (temporary) table, then INSERT ... SELECT. All of it lands or
 * none of it. On the embedded database everything else waits meanwhile, so a long import takes many bulks of some 20,000 rows.
 */
export interface Bulk {
  /**
   * Fills a table from rows in COPY's text format, as `toCopyRow` writes them; a chunk may hold any number of rows and
   * chunks of 64 KB or more are fastest. Returns the number of rows.
   */
  copy(table: string, columns: readonly string[], rows: CopyRows): Promise<number>
  /** Runs one statement (or, without parameters, several) and returns the number of rows the last one touched. */
  run(sql: string, parameters?: readonly unknown[]): Promise<number>
  /** Reads rows: int8 as bigint, numeric as string, timestamptz and date as Date (a date at UTC midnight), json parsed. */
  rows<Row extends Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
}

export type CopyRows = AsyncIterable<string> | Iterable<string>

export type CopyValue = string | number | bigint | boolean | Date | null

/** One line of COPY's text format, with its line end. Postgres text cannot hold U+0000, so it is left out. */
export function toCopyRow(values: readonly CopyValue[]): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t'
    line += toCopyField(values[i] ?? null)
  }
  return `${line}\n`
}

/** A text[] or int[] as Postgres writes it, to be passed to `toCopyRow` as one value. */
export function toArrayLiteral(items: readonly (string | number)[]): string {
  return `{${items.map(item => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

const special = /[\\\t\n\r\0]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' }

/** One value of such a line. */
export function toCopyField(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string')
    return special.test(value) ? value.replace(/[\\\t\n\r\0]/g, found => escapes[found] ?? '') : value
  if (value instanceof Date) return value.toISOString()
  return String(value)
}

export function copyStatement(table: string, columns: readonly string[], source: string): string {
  return `COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) FROM ${source}`
}

export function copyOutStatement(table: string, columns: readonly string[], where: string | null, target: string): string {
  return `COPY (SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)}${where ? ` WHERE ${where}` : ''}) TO ${target}`
}

/** Joins small chunks and cuts large ones at a row's end, so that each piece holds whole rows of about `size` characters. */
export async function* wholeRows(rows: CopyRows, size: number): AsyncGenerator<string> {
  let waiting: string[] = []
  let length = 0
  for await (const chunk of rows) {
    waiting.push(chunk)
    length += chunk.length
    if (length < size) continue
    const text = waiting.join('')
    const end = text.lastIndexOf('\n') + 1
    if (end > 0) yield text.slice(0, end)
    waiting = [text.slice(end)]
    length = text.length - end
  }
  const rest = waiting.join('')
  if (rest) yield rest
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
