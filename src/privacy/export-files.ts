import { csvLine } from '../chat/csv-line.ts'
import type { Gathered, Row } from './gather.ts'

export interface ExportFile {
  name: string
  text: string
}

/** What was gathered, as files a person can open: one JSON with all of it, and a CSV for each table, for spreadsheets. */
export function exportFiles(gathered: readonly Gathered[], at: Date): ExportFile[] {
  const tables = Object.fromEntries(gathered.map(({ table, rows }) => [table, rows]))
  const json = JSON.stringify({ exportedAt: at.toISOString(), tables }, null, 2)
  return [{ name: 'customer.json', text: `${json}\n` }, ...gathered.map(csvFile)]
}

/** Spreadsheets read UTF-8 only behind this mark. */
const mark = '\uFEFF'

function csvFile({ table, columns, rows }: Gathered): ExportFile {
  const lines = rows.map(row => csvLine(columns.map(column => cell(row[column]))))
  return { name: `${fileName(table)}.csv`, text: `${mark}${csvLine(columns)}${lines.join('')}` }
}

/** `CareTask` is `care-task`. */
const fileName = (table: string): string => table.replace(/(?<=[a-z])[A-Z]/g, letter => `-${letter}`).toLowerCase()

function cell(value: Row[string]): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
