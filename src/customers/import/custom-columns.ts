import type { ImportRow, RowProblem } from '../../chat/import-kind.ts'
import { locales, type Worded } from '../../chat/wording.ts'
import type { Bulk } from '../../database/store.ts'
import {
  type CustomField,
  type CustomType,
  comparable,
  customTypes,
  fieldNamed,
  mostCustomFields,
  readValue,
  typeName,
  typeOf,
  whyNot,
} from '../custom/field.ts'
import { fieldOf } from '../custom/store.ts'
import { cleanText, limits } from '../fields.ts'
import { problemWorded } from '../problems.ts'

type Problem = Omit<RowProblem, 'line'>

/** What becomes of a file's other columns. */
export interface CustomColumns {
  /** A row's cells as own fields, by key; null clears one. */
  read(extra: ImportRow['extra']): { values: Record<string, string | null> } | Problem
  /** What was made of columns nobody knew. */
  notes: Worded[]
}

const declaredTypes: Readonly<Record<string, CustomType>> = {
  ...Object.fromEntries(customTypes.map(type => [comparable(type), type])),
  boolean: 'yes-no',
  文本: 'text',
  数字: 'number',
  日期: 'date',
  选项: 'choice',
  是否: 'yes-no',
}

/** `seats:number` says its type itself. */
function declared(column: string): { label: string; type: CustomType | null } {
  const match = /^(.+?)\s*[:：]\s*([^:：]+)$/u.exec(column)
  const type = declaredTypes[comparable(match?.[2] ?? '')]
  return match && type ? { label: cleanText(match[1] ?? ''), type } : { label: cleanText(column), type: null }
}

/**
 * Finds the fields of a batch's other columns and makes those that are missing, of the type that all values of the batch have.
 * Called under the import's lock, so that two imports do not make one twice.
 */
export async function customColumns(bulk: Bulk, rows: readonly Pick<ImportRow, 'extra'>[], now: Date): Promise<CustomColumns> {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row.extra)))]
  if (columns.length === 0) return { read: () => ({ values: {} }), notes: [] }
  const known = await readFields(bulk)
  const notes: Worded[] = []
  const found = new Map<string, CustomField | 'too-long' | 'many'>()
  for (const column of columns) {
    const { label, type } = declared(column)
    if (!label) continue
    const field = fieldNamed(known, label)
    if (field) found.set(column, field)
    else if ([...label].length > limits.customKey) found.set(column, 'too-long')
    else if (known.filter(each => !each.archived).length >= mostCustomFields) found.set(column, 'many')
    else {
      const values = rows.flatMap(({ extra }) => (extra[column] ? [cleanText(extra[column])] : [])).filter(Boolean)
      const made = await makeField(bulk, label, type ?? typeOf(values), values, now)
      known.push(made)
      found.set(column, made)
      notes.push({
        en: `New own field of customers: ${label} (${typeName(made.type, 'en')}).`,
        'zh-CN': `新增客户自定义字段：${label}（${typeName(made.type, 'zh-CN')}）。`,
      })
    }
  }
  return { read: extra => readCells(found, extra), notes }
}

async function readFields(bulk: Bulk): Promise<CustomField[]> {
  const rows = await bulk.rows<Parameters<typeof fieldOf>[0] & Record<string, unknown>>(
    'SELECT "id", "key", "label", "type", "options", "archivedAt" FROM "CustomField" ORDER BY "id"',
  )
  return rows.map(fieldOf)
}

async function makeField(
  bulk: Bulk,
  label: string,
  type: CustomType,
  values: readonly string[],
  now: Date,
): Promise<CustomField> {
  const options = type === 'choice' ? [...new Map(values.map(value => [comparable(value), value])).values()].slice(0, 100) : []
  const [row] = await bulk.rows<{ id: number }>(
    `INSERT INTO "CustomField" ("key", "label", "type", "options", "createdAt") VALUES ($1, $1, $2, $3::text[], $4::timestamptz)
     ON CONFLICT ("key") DO UPDATE SET "label" = "CustomField"."label" RETURNING "id"`,
    [label, type, options, now],
  )
  return { id: row?.id ?? 0, key: label, label, type, options, archived: false }
}

function readCells(
  found: ReadonlyMap<string, CustomField | 'too-long' | 'many'>,
  extra: ImportRow['extra'],
): { values: Record<string, string | null> } | Problem {
  const values: Record<string, string | null> = {}
  for (const [column, cell] of Object.entries(extra)) {
    const field = found.get(column)
    const text = cell === null ? null : cleanText(cell)
    if (field === undefined || text === '') continue
    if (field === 'too-long') return { column, reason: problemWorded('custom', 'custom-long') }
    if (field === 'many') return { column, reason: problemWorded('custom', 'custom-many') }
    // People put it away; the file that still has it changes nothing about that.
    if (field.archived) continue
    const value = text === null ? null : readValue(field, text)
    if (text !== null && value === null) return { column, reason: whyWorded(field) }
    values[field.key] = value
  }
  return { values }
}

const whyWorded = (field: CustomField): Worded =>
  Object.fromEntries(locales.map(locale => [locale, whyNot(field, locale)])) as Worded
