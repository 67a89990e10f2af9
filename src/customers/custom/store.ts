import type { Tx } from '../../database/store.ts'
import { type CustomField, type CustomType, customTypes } from './field.ts'

interface Row {
  id: number
  key: string
  label: string
  type: string
  options: string[]
  archivedAt: Date | null
}

export const fieldOf = ({ id, key, label, type, options, archivedAt }: Row): CustomField => ({
  id,
  key,
  label,
  type: customTypes.find(known => known === type) ?? 'text',
  options,
  archived: archivedAt !== null,
})

/** The company's own fields in the order in which they were added, archived ones too. At most a hundred or so. */
export async function customFields(tx: Tx): Promise<CustomField[]> {
  return (await tx.customField.findMany({ orderBy: { id: 'asc' } })).map(fieldOf)
}

/** Those people see. */
export async function activeFields(tx: Tx): Promise<CustomField[]> {
  return (await customFields(tx)).filter(field => !field.archived)
}

export async function addField(
  tx: Tx,
  field: { label: string; type: CustomType; options: string[] },
  now: Date,
): Promise<CustomField> {
  return fieldOf(await tx.customField.create({ data: { key: field.label, ...field, createdAt: now } }))
}

/** A field of text for each key that has none: what people wrote under a name of their own is a field from then on. */
export async function defineKeys(tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length === 0) return
  const data = keys.map(key => ({ key, label: key, createdAt: now }))
  await tx.customField.createMany({ data, skipDuplicates: true })
}
