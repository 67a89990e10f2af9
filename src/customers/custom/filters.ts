import type { FilterField } from '../../chat/feature.ts'
import { Prisma } from '../../database/generated/client.ts'
import { likeText } from '../query.ts'
import { type CustomField, readValue } from './field.ts'

/** A word of `/customer list` that is a field of the company's own; lists that use it show its value. */
export interface CustomFilter extends FilterField {
  field: CustomField
}

/** `seats:>20`, `renewal:2026-12`, `plan:gold`, `trial:yes`, `plan:none`. These read every customer that the other words leave. */
export function customFilter(field: CustomField): CustomFilter {
  const names = [field.label, field.key].map(name => name.normalize('NFKC').toLowerCase().trim())
  const words = [...new Set(names.flatMap(name => [name, ...['-', '_', ''].map(between => name.replace(/[\s_-]+/g, between))]))]
  return {
    name: `custom.${field.id}`,
    words,
    field,
    where: (_context, argument) => (argument === null ? null : condition(field, argument.trim())),
  }
}

const none = ['none', 'empty', '无', '空', '没有']

function condition(field: CustomField, argument: string): Prisma.Sql | null {
  const value = Prisma.sql`(c."custom"->>${field.key}::text)`
  if (field.type !== 'yes-no' && none.includes(argument.toLowerCase())) return Prisma.sql`${value} IS NULL`
  if (field.type === 'number') return numberCondition(value, argument)
  if (field.type === 'date') return dateCondition(value, argument)
  if (field.type === 'text') return argument ? Prisma.sql`${value} ILIKE ${`%${likeText(argument)}%`}` : null
  const chosen = readValue(field, argument)
  return chosen === null ? null : Prisma.sql`${value} = ${chosen}`
}

const operators: Readonly<Record<string, Prisma.Sql>> = {
  '': Prisma.sql`=`,
  '>': Prisma.sql`>`,
  '>=': Prisma.sql`>=`,
  '≥': Prisma.sql`>=`,
  '<': Prisma.sql`<`,
  '<=': Prisma.sql`<=`,
  '≤': Prisma.sql`<=`,
}

function compared(argument: string): { operator: Prisma.Sql; isEqual: boolean; rest: string } | null {
  const match = /^(>=|<=|[<>≥≤]?)\s*(.+)$/.exec(argument.replace(/^:/, '').replace(/([<>]):?=?:/, '$1='))
  const operator = operators[match?.[1] ?? '']
  return match && operator ? { operator, isEqual: match[1] === '', rest: match[2] ?? '' } : null
}

function numberCondition(value: Prisma.Sql, argument: string): Prisma.Sql | null {
  const read = compared(argument)
  const number = read && readValue({ type: 'number', options: [] }, read.rest)
  if (!read || number === null) return null
  // A value from before the field became a number is none; CASE keeps it from being read as one.
  return Prisma.sql`(CASE WHEN ${value} ~ '^-?[0-9]+([.][0-9]+)?$' THEN ${value}::numeric END) ${read.operator} ${number}::numeric`
}

/** Days sort as text. `2026-12` and `2026` mean any day of theirs. */
function dateCondition(value: Prisma.Sql, argument: string): Prisma.Sql | null {
  const read = compared(argument)
  if (!read) return null
  const day = readValue({ type: 'date', options: [] }, read.rest)
  if (day !== null) return Prisma.sql`${value} ${read.operator} ${day}`
  return read.isEqual && /^\d{4}(-\d{2})?$/.test(read.rest) ? Prisma.sql`${value} LIKE ${`${read.rest}-%`}` : null
}
