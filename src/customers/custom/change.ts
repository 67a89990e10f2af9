import type { Tx } from '../../database/store.ts'
import { type CustomField, readValue } from './field.ts'

/** More different values than this are not turned into another type at once. */
const mostValues = 50_000

export type Changed = { kind: 'changed' } | { kind: 'misfits'; customers: number; example: string } | { kind: 'too-many' }

/**
 * Gives a field another name, type or options. Values become what the new type makes of them; with one that is none of it, nothing
 * changes. Reads each different value once.
 */
export async function changeField(
  tx: Tx,
  field: CustomField,
  to: Pick<CustomField, 'label' | 'type' | 'options'>,
): Promise<Changed> {
  if (to.type !== field.type || to.type === 'choice') {
    const values = await tx.$queryRaw<{ value: string; customers: number }[]>`
      SELECT c."custom"->>${field.key}::text AS value, count(*)::int AS customers FROM "Customer" c
      WHERE c."custom"->>${field.key}::text IS NOT NULL GROUP BY 1 LIMIT ${mostValues + 1}`
    if (values.length > mostValues) return { kind: 'too-many' }
    const read = values.map(({ value, customers }) => ({ value, customers, becomes: readValue(to, value) }))
    const misfits = read.filter(({ becomes }) => becomes === null)
    const [first] = misfits
    if (first)
      return { kind: 'misfits', customers: misfits.reduce((sum, { customers }) => sum + customers, 0), example: first.value }
    const other = read.filter(({ value, becomes }) => becomes !== value)
    if (other.length)
      await tx.$executeRaw`
        UPDATE "Customer" c SET "custom" = jsonb_set(c."custom", ARRAY[${field.key}::text], to_jsonb(n.becomes))
        FROM unnest(${other.map(({ value }) => value)}::text[], ${other.map(({ becomes }) => becomes ?? '')}::text[]) AS n(value, becomes)
        WHERE c."custom"->>${field.key}::text = n.value`
  }
  await tx.customField.update({ where: { id: field.id }, data: { label: to.label, type: to.type, options: to.options } })
  return { kind: 'changed' }
}
