import { type ImportKind, type ImportRow, type RowProblem, reasonOf } from '../chat/import-kind.ts'
import type { Columns, Key } from './columns.ts'
import type { CsvRecord } from './csv.ts'
import { rowFaults } from './messages.ts'
import { createRowKeys } from './row-key.ts'

export type ReadRow = { row: ImportRow } | { problems: RowProblem[] } | null

/** Makes a reader of a file's rows: each becomes a checked row, its problems, or null when it is blank. */
export function rowReader(kind: ImportKind, columns: Columns, key: Key): (record: CsvRecord) => ReadRow {
  const keyOf = key === 'row' ? createRowKeys() : null
  const { width, fields, extras } = columns
  return ({ line, cells }) => {
    const texts: Record<string, string> = {}
    const content: (string | undefined)[] | null = keyOf ? [] : null
    let broken = ''
    for (const { column, index } of fields) {
      const text = cells[index]?.trim()
      if (text) texts[column] = text
      content?.push(text)
      if (text?.includes('\ufffd')) broken ||= column
    }
    const extra: Record<string, string> = {}
    for (const { name, index } of extras) {
      const text = cells[index]?.trim()
      if (text) extra[name] = text
      if (text?.includes('\ufffd')) broken ||= name
    }
    if (cells.length !== width) {
      if (cells.every(text => !text.trim())) return null
      return { problems: [{ line, reason: rowFaults.width(cells.length, width) }] }
    }
    if (isEmpty(texts) && cells.every(text => !text.trim())) return null
    if (broken) return { problems: [{ line, column: broken, reason: rowFaults.notUtf8() }] }
    if (keyOf && content) texts.external_id = keyOf(content)
    return checked(kind, line, texts, extra)
  }
}

function checked(kind: ImportKind, line: number, texts: Record<string, string>, extra: Record<string, string>): ReadRow {
  const result = kind.row.safeParse(texts)
  if (result.success) return { row: { line, values: result.data, extra } }
  return {
    problems: result.error.issues.map(issue => {
      const column = String(issue.path[0] ?? '')
      const reason = column && !(column in texts) ? rowFaults.missing() : reasonOf(issue as Parameters<typeof reasonOf>[0])
      return { line, ...(column && { column }), reason }
    }),
  }
}

function isEmpty(texts: Record<string, string>): boolean {
  for (const _column in texts) return false
  return true
}
