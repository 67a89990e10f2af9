import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportKind, ImportOptions, ImportRow } from '../chat/import-kind.ts'
import type { Store } from '../database/store.ts'
import { batchLander } from '../imports/land.ts'
import { type ItemError, itemReader } from './item-row.ts'
import { jsonName } from './names.ts'

export interface LandedItems {
  accepted: number
  /** In the order of the items. */
  rejected: { index: number; errors: ItemError[] }[]
}

/** Rows a transaction: while one runs on the embedded database, chat waits. */
const pieceRows = 250

/**
 * Lands what is right of the items, by the same rules as a file, in pieces between which chat has its turn. Rejects when the database
 * fails; pieces before have landed, and sending the same again doubles nothing.
 */
export async function landItems(
  store: Store,
  kind: ImportKind,
  items: readonly unknown[],
  options: Omit<ImportOptions, 'written' | 'alone'>,
): Promise<LandedItems> {
  const read = itemReader(kind)
  const rows: ImportRow[] = []
  const errors = new Map<number, ItemError[]>()
  for (const [index, item] of items.entries()) {
    const result = read(item, index)
    if ('row' in result) rows.push(result.row)
    else errors.set(index, result.errors)
  }
  const land = batchLander(store, kind, options, false)
  for (const piece of piecesOf(rows)) {
    const { problems } = await land(piece)
    for (const { line, column, reason } of problems)
      errors.set(line, [...(errors.get(line) ?? []), { field: column === undefined ? null : fieldName(kind, column), reason }])
    await nextTurn()
  }
  const rejected = [...errors].map(([index, found]) => ({ index, errors: found })).toSorted((a, b) => a.index - b.index)
  return { accepted: items.length - rejected.length, rejected }
}

const fieldName = (kind: ImportKind, column: string): string => (kind.columns.includes(column) ? jsonName(column) : column)

/** Rows of one record stay together: an order's lines are compared as a whole with what is stored, so that a repeat changes nothing. */
function* piecesOf(rows: readonly ImportRow[]): Generator<ImportRow[]> {
  const groups = new Map<unknown, ImportRow[]>()
  for (const row of rows) {
    const group = groups.get(row.values.external_id)
    if (group) group.push(row)
    else groups.set(row.values.external_id, [row])
  }
  let piece: ImportRow[] = []
  for (const group of groups.values()) {
    if (piece.length > 0 && piece.length + group.length > pieceRows) {
      yield piece
      piece = []
    }
    piece.push(...group)
  }
  if (piece.length > 0) yield piece
}
