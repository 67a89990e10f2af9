import { z } from 'zod'
import type { Column, ImportKind } from '../chat/import-kind.ts'
import { jsonName } from './names.ts'

/** What a request holds at most. */
export const mostItems = 1_000

const types = {
  text: z.string(),
  number: z.union([z.number(), z.string()]),
  date: z.string(),
  instant: z.string(),
  boolean: z.boolean(),
  list: z.array(z.string()).max(100),
} as const

const formats = {
  date: { format: 'date' },
  instant: { description: 'YYYY-MM-DD, or ISO 8601; without an offset in the zone of the customer’s team' },
} as const

/** One item of a kind, from its columns: checked by it, and described by it in the OpenAPI document. */
export function itemSchema(kind: ImportKind): z.ZodObject {
  const shape = Object.fromEntries(Object.entries(kind.fields).map(([name, column]) => [jsonName(name), fieldSchema(column)]))
  if (!kind.keepsExtra) return z.strictObject(shape)
  return z.object(shape).catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))
}

function fieldSchema({ type, required, clearable, maxLength, description }: Column) {
  const format = type === 'date' ? formats.date : {}
  const more = type === 'instant' ? `${description} (${formats.instant.description})` : description
  // Lengths and formats are checked by the column itself, after tidying, so that files and requests are judged alike.
  const described = { description: more, ...format, ...(maxLength !== undefined && type === 'text' && { maxLength }) }
  const value: z.ZodType = clearable ? types[type].nullable() : types[type]
  return required ? value.meta(described) : value.optional().meta(described)
}

/** The whole body. Items are checked one by one, so that one bad item does not cost the others. */
export const envelope = z.strictObject({ items: z.array(z.unknown()) })
