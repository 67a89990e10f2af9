import { addDays, type LocalDate, localDate } from '../../chat/dates/zone.ts'
import type { FilterContext, FilterField } from '../../chat/filter-field.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Comparison, Expression, Operator, Term } from './expression.ts'
import { periodEnd } from './values.ts'

const operatorSql: Readonly<Record<Operator, Prisma.Sql>> = {
  '=': Prisma.sql`=`,
  '!=': Prisma.sql`<>`,
  '<': Prisma.sql`<`,
  '<=': Prisma.sql`<=`,
  '>': Prisma.sql`>`,
  '>=': Prisma.sql`>=`,
}

/**
 * SQL condition on the customer `c`. NULL (nothing to compare) is as good as false: below `not` it is made so, elsewhere a WHERE takes it so.
 * All values are parameters.
 */
export function conditionOf(context: FilterContext, expression: Expression): Prisma.Sql {
  if (expression.kind === 'term') return termSql(context, expression)
  if (expression.kind === 'not') return Prisma.sql`(${conditionOf(context, expression.part)}) IS NOT TRUE`
  const parts = expression.parts.map(part => conditionOf(context, part))
  return Prisma.sql`(${Prisma.join(parts, expression.kind === 'and' ? ' AND ' : ' OR ')})`
}

function termSql(context: FilterContext, { field, comparison, subject = '' }: Term): Prisma.Sql {
  if (field.type === 'flag') return field.where(context)
  if (!comparison) return Prisma.sql`${field.type === 'last' ? field.value(context, subject) : Prisma.sql`NULL`} IS NOT NULL`
  // Whatever is not it, also what has none, differs from it.
  if (comparison.operator === '!=')
    return Prisma.sql`(${compared(context, field, { ...comparison, operator: '=' }, subject)}) IS NOT TRUE`
  return compared(context, field, comparison, subject)
}

function compared(context: FilterContext, field: FilterField, { operator, value }: Comparison, subject: string): Prisma.Sql {
  if (value.kind === 'none') return field.none ?? Prisma.sql`${valueSql(context, field, null, subject)} IS NULL`
  if (value.kind === 'text' && field.type === 'text') return field.where(context, value.text)
  if (value.kind === 'option' && field.type === 'choice') return field.where(context, within(field, operator, value.value))
  if (value.kind === 'number')
    return Prisma.sql`${valueSql(context, field, value.currency, subject)} ${operatorSql[operator]} ${value.number}::numeric`
  const day = valueSql(context, field, null, subject)
  const today = localDate(context.now, context.zone)
  if (value.kind === 'date') return dateSql(day, operator, value)
  return value.kind === 'period' ? periodSql(day, operator, periodEnd(value, today), today, value.ahead) : Prisma.sql`FALSE`
}

function valueSql(context: FilterContext, field: FilterField, currency: string | null, subject: string): Prisma.Sql {
  if (field.type === 'number') return field.value(context, currency)
  if (field.type === 'day') return field.value(context)
  return field.type === 'last' ? field.value(context, subject) : Prisma.sql`NULL`
}

/** The options that compare so with one of them. */
function within({ options }: Extract<FilterField, { type: 'choice' }>, operator: Operator, value: string): string[] {
  const values = options.map(option => option.value)
  const at = values.indexOf(value)
  if (operator === '<' || operator === '<=') return values.slice(0, operator === '<' ? at : at + 1)
  return operator === '=' ? [value] : values.slice(operator === '>' ? at + 1 : at)
}

/** A month or year is all of its days. */
function dateSql(day: Prisma.Sql, operator: Operator, { from, to }: { from: LocalDate; to: LocalDate }): Prisma.Sql {
  if (operator === '<') return Prisma.sql`${day} < ${from}::date`
  if (operator === '>') return Prisma.sql`${day} > ${to}::date`
  if (operator === '<=') return Prisma.sql`${day} <= ${to}::date`
  return operator === '>=' ? Prisma.sql`${day} >= ${from}::date` : Prisma.sql`${day} BETWEEN ${from}::date AND ${to}::date`
}

/** `< 30d` is nearer to today than 30 days, today included, on that side of it. */
function periodSql(day: Prisma.Sql, operator: Operator, end: LocalDate, today: LocalDate, ahead: boolean): Prisma.Sql {
  if (operator === '=') return Prisma.sql`${day} = ${end}::date`
  const [first, last] = ahead ? [addDays(end, 1), addDays(end, -1)] : [addDays(end, -1), addDays(end, 1)]
  if (operator === '>' || operator === '>=') {
    const from = operator === '>' ? first : end
    return ahead ? Prisma.sql`${day} >= ${from}::date` : Prisma.sql`${day} <= ${from}::date`
  }
  const until = operator === '<' ? last : end
  return ahead
    ? Prisma.sql`${day} BETWEEN ${today}::date AND ${until}::date`
    : Prisma.sql`${day} BETWEEN ${until}::date AND ${today}::date`
}
