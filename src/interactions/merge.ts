import { createHash } from 'node:crypto'

/** The fields of a log's edit form, as text. */
export const fields = ['customer', 'text', 'kind', 'sentiment', 'next', 'due'] as const
export type FieldName = (typeof fields)[number]
export type FieldValues = Record<FieldName, string>

/** What a field held when the form opened, short enough for the form's state whatever its length. */
export const markOf = (value: string): string => createHash('sha256').update(value).digest('base64url').slice(0, 12)

export interface Merged {
  values: FieldValues
  /** Fields both changed, differently: a person has to say. */
  conflicts: FieldName[]
}

/**
 * Two people had the form open: each field is taken from whoever changed it. `base` are the marks of what the form showed; a field without
 * one was not in the form. Pure.
 */
export function merge(base: Partial<Record<FieldName, string>>, mine: FieldValues, current: FieldValues): Merged {
  const values = { ...current }
  const conflicts: FieldName[] = []
  for (const field of fields) {
    const mark = base[field]
    if (mark === undefined || mark === markOf(mine[field])) continue
    values[field] = mine[field]
    if (mark !== markOf(current[field]) && mine[field] !== current[field]) conflicts.push(field)
  }
  return { values, conflicts }
}
