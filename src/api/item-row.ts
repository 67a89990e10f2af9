import type { z } from 'zod'
import { type Column, type ImportKind, type ImportRow, reasonOf } from '../chat/import-kind.ts'
import { nearest } from '../chat/verbs.ts'
import type { Worded } from '../chat/wording.ts'
import { fieldOf } from '../imports/columns.ts'
import { itemSchema } from './item-schema.ts'
import { itemFaults } from './messages.ts'
import { jsonName } from './names.ts'

/** Why an item cannot be taken; no field: the item as a whole. */
export interface ItemError {
  field: string | null
  reason: Worded
}

export type ReadItem = { row: ImportRow } | { errors: ItemError[] }

/** A reader of a kind's items. Each becomes the row that a line of a file would have become, or says what is wrong with it. */
export function itemReader(kind: ImportKind): (item: unknown, index: number) => ReadItem {
  const schema = itemSchema(kind)
  const columns = new Map(Object.entries(kind.fields).map(([name, column]) => [jsonName(name), { name, column }]))
  return (item, index) => {
    const parsed = schema.safeParse(item)
    if (!parsed.success) return { errors: parsed.error.issues.flatMap(issue => errorsOf(issue, item, columns)) }
    const cells: Record<string, string | null> = {}
    const extra: Record<string, string | null> = {}
    const errors: ItemError[] = []
    for (const [field, value] of Object.entries(item as Record<string, unknown>)) {
      const known = columns.get(field)
      const text = textOf(value)
      if (typeof text === 'object' && text !== null) errors.push({ field, reason: text })
      else if (known) cells[known.name] = text
      else if (reserved.has(field)) errors.push({ field, reason: itemFaults.unknown(null) })
      else if (misspelt(field, columns)) errors.push({ field, reason: itemFaults.unknown(misspelt(field, columns)) })
      else extra[field] = text
    }
    if (errors.length > 0) return { errors }
    return checked(kind, index, cells, extra)
  }
}

function checked(
  kind: ImportKind,
  line: number,
  cells: Record<string, string | null>,
  extra: Record<string, string | null>,
): ReadItem {
  const row = kind.row.safeParse(cells)
  if (row.success) return { row: { line, values: row.data, extra } }
  const errors = row.error.issues.map(issue => {
    const column = String(issue.path[0] ?? '')
    return { field: column ? jsonName(column) : null, reason: reasonOf(issue as Parameters<typeof reasonOf>[0]) }
  })
  return { errors }
}

/** A value as a file would write it; the reason when it is a number that JSON has already rounded, or an empty text. */
function textOf(value: unknown): string | null | Worded {
  if (value === null) return null
  if (Array.isArray(value)) return value.join(',') || null
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return itemFaults.huge()
  const text = String(value).trim()
  return text || itemFaults.blank()
}

type Columns = ReadonlyMap<string, { name: string; column: Column }>

/** Names with a meaning of their own in JavaScript, which nobody calls a field of a customer. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** `external_id` and `ExternalID` mean a field, and would else become fields of their own. */
function misspelt(field: string, columns: Columns): string | null {
  const meant = jsonName(fieldOf(field.trim()))
  return columns.has(meant) ? meant : null
}

function errorsOf(issue: z.core.$ZodIssue, item: unknown, columns: Columns): ItemError[] {
  const field = String(issue.path[0] ?? '')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 20).map(key => ({
      field: key.slice(0, 80),
      reason: itemFaults.unknown(misspelt(key, columns) ?? nearest(key, [...columns.keys()])),
    }))
  if (!field) return [{ field: null, reason: itemFaults.notAnObject() }]
  const column = columns.get(field)?.column
  const given = (item as Record<string, unknown>)[field]
  if (given === undefined) return [{ field, reason: itemFaults.missing() }]
  if (given === null) return [{ field, reason: itemFaults.notNull() }]
  return [{ field: field.slice(0, 80), reason: column ? itemFaults.type(column.type) : itemFaults.plain() }]
}
