import type { KnownBlock } from '@slack/types'
import { cut } from '../../../chat/cut.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Locale } from '../../../chat/wording.ts'
import { literal } from './inline.ts'
import { limits, own } from './limits.ts'
import { shownText } from './plain.ts'
import { note } from './text.ts'

interface Table {
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** How many rows a table can have beside its header. */
export function tableCapacity(table: Table): number {
  let characters = 0
  for (const [index, row] of [table.columns, ...table.rows].entries()) {
    characters += row.slice(0, limits.tableColumns).reduce((sum, cell) => sum + Math.min(cell.length, own.cellText) + 1, 0)
    if (index >= limits.tableRows || characters > limits.tableCharacters) return Math.max(index - 1, 0)
  }
  return table.rows.length
}

/** The first `kept` rows: Slack's own table, or (`native` false) lines of text for clients and surfaces without it. */
export function tableBlocks(table: Table, kept: number, native: boolean, locale: Locale): KnownBlock[] {
  const width = table.columns.length
  if (width === 0) return []
  const rows = [table.columns, ...table.rows.slice(0, kept)].map(row => cells(row, width, locale))
  const left = table.rows.length - kept
  const more = left > 0 ? note([chatWords(locale).more(left)], locale) : []
  if (!native) return [preformatted(rows), ...more]
  return [{ type: 'table', rows: rows.map(row => row.map(text => ({ type: 'raw_text', text }))) }, ...more]
}

/** As many cells as the header; with too many columns the last one says so. */
function cells(row: readonly string[], width: number, locale: Locale): string[] {
  const shown = Array.from({ length: Math.min(width, limits.tableColumns) }, (_, index) => cell(row[index] ?? ''))
  if (width > limits.tableColumns) shown[limits.tableColumns - 1] = chatWords(locale).more(width - limits.tableColumns + 1)
  return shown
}

const cell = (text: string) => shownText(text.replaceAll('\n', ' '), own.cellText)

function preformatted(rows: string[][]): KnownBlock {
  const text = cut(rows.map(row => row.join(' | ')).join('\n'), limits.tableCharacters)
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: literal(text) }] }
}
