import type { ImportKind } from '../chat/import-kind.ts'
import { nearest } from '../chat/verbs.ts'
import { ImportRefused } from './fault.ts'
import { fileFaults } from './messages.ts'

export const mostColumns = 200

/** How the external id of a row is found: in its column, or made from the row itself. */
export type Key = 'columns' | 'row'

/** Which cell is what. */
export interface Columns {
  /** Number of cells a row must have. */
  width: number
  fields: { column: string; index: number }[]
  /** Kept under their own names. */
  extras: { name: string; index: number }[]
  /** Left out, because the kind keeps no others. */
  ignored: string[]
}

/**
 * Finds the kind's columns in a header by `--map` and by name. Upper case, spaces, hyphens and camelCase make no difference.
 * Throws ImportRefused with all that is wrong of one sort.
 */
export function matchColumns(header: readonly string[], kind: ImportKind, map: ReadonlyMap<string, string>, key: Key): Columns {
  const names = header.map(name => name.normalize('NFKC').trim())
  refuseUnreadable(names)
  refuseUnknownFields(kind, map, key)
  const index = new Map<string, number>()
  for (const [field, column] of map) index.set(field, columnAt(names, column))
  const taken = new Set(index.values())
  for (const [at, name] of names.entries()) {
    const field = fieldOf(name)
    if (!taken.has(at) && kind.columns.includes(field) && !index.has(field)) index.set(field, at)
  }
  if (key === 'row') index.delete('external_id')
  const missing = kind.required.filter(column => !index.has(column) && !(key === 'row' && column === 'external_id'))
  if (missing.length > 0) {
    const hints = missing.map(column => `${column}=${nearest(column, names) ?? 'COLUMN'}`)
    throw new ImportRefused('columns_missing', fileFaults.missing(missing, names, hints))
  }
  const used = new Set(index.values())
  const others = names.map((name, at) => ({ name, index: at })).filter(({ name, index: at }) => name && !used.has(at))
  return {
    width: names.length,
    fields: kind.columns.flatMap(column => {
      const at = index.get(column)
      return at === undefined ? [] : [{ column, index: at }]
    }),
    extras: kind.keepsExtra ? others : [],
    ignored: kind.keepsExtra ? [] : others.map(({ name }) => name),
  }
}

/** `External ID`, `external-id` and `externalId` are `external_id`. */
export const fieldOf = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_')

function refuseUnreadable(names: readonly string[]): void {
  if (names.length > mostColumns) throw new ImportRefused('columns_many', fileFaults.columns(names.length, mostColumns))
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const name of names) {
    // Columns without a name are what spreadsheets leave at the right edge; nobody means them.
    if (name && seen.has(fieldOf(name))) twice.add(name)
    seen.add(fieldOf(name))
  }
  if (twice.size > 0) throw new ImportRefused('columns_duplicate', fileFaults.duplicates([...twice]))
}

function refuseUnknownFields(kind: ImportKind, map: ReadonlyMap<string, string>, key: Key): void {
  for (const field of map.keys())
    if (!kind.columns.includes(field))
      throw new ImportRefused('field_unknown', fileFaults.unknownField(field, kind.columns, nearest(field, kind.columns)))
  if (key === 'row' && map.has('external_id')) throw new ImportRefused('key_mapped', fileFaults.keyMapped())
}

function columnAt(names: readonly string[], column: string): number {
  const exact = names.indexOf(column)
  if (exact >= 0) return exact
  const alike = names.findIndex(name => fieldOf(name) === fieldOf(column))
  if (alike >= 0) return alike
  throw new ImportRefused('column_unknown', fileFaults.unknownColumn(column, names, nearest(column, names)))
}
