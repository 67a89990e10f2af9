import type { LocalDate } from '../../chat/dates/zone.ts'
import type { FilterField } from '../../chat/filter-field.ts'

export const operators = ['=', '!=', '<', '<=', '>', '>='] as const
export type Operator = (typeof operators)[number]

/** What a field is compared with, in the form of its type. */
export type Value =
  /** The customer has none of it. */
  | { kind: 'none' }
  | { kind: 'text'; text: string }
  | { kind: 'option'; value: string }
  /** Exact decimal text; `currency` as it was named. */
  | { kind: 'number'; number: string; currency: string | null }
  /** So long before today, or (`ahead`) after it. */
  | { kind: 'period'; count: number; unit: 'day' | 'month'; ahead: boolean }
  /** A day, month or year by its first and last day. */
  | { kind: 'date'; from: LocalDate; to: LocalDate }

export interface Comparison {
  operator: Operator
  value: Value
}

/** One condition about one field. */
export interface Term {
  kind: 'term'
  field: FilterField
  /** Unset: the field stands alone, or (type last) it happened at any time. */
  comparison?: Comparison
  /** Type last: what happened. */
  subject?: string
}

/** A filter, read. */
export type Expression = Term | { kind: 'and' | 'or'; parts: readonly Expression[] } | { kind: 'not'; part: Expression }

/** Every condition in it, from left to right. */
export function termsOf(expression: Expression): Term[] {
  if (expression.kind === 'term') return [expression]
  return expression.kind === 'not' ? termsOf(expression.part) : expression.parts.flatMap(termsOf)
}

/** Whether it speaks of customers who left: else they are left out. */
export const asksForLeft = (expression: Expression): boolean =>
  termsOf(expression).some(({ field }) => ['left', 'lefton', 'all'].includes(field.name))

/** Why a text is no filter. `word` is what of it, as it was typed. */
export type FilterProblem =
  | { kind: 'empty' }
  | { kind: 'too-long'; most: number }
  | { kind: 'too-many'; most: number }
  | { kind: 'unknown'; word: string; nearest: string | null }
  /** A field without what it is to be compared with. */
  | { kind: 'incomplete'; word: string; field: FilterField }
  /** Not a value of the field. */
  | { kind: 'value'; word: string; field: FilterField; nearest: string | null }
  /** The field cannot be compared this way. */
  | { kind: 'operator'; word: string; field: FilterField }
  /** It depends on who asks, and nobody does. */
  | { kind: 'personal'; field: FilterField; text: string }
  | { kind: 'quote'; word: string }
  | { kind: 'parenthesis'; word: '(' | ')' }
  /** `and` with nothing before or behind it, or a sign that belongs to nothing. */
  | { kind: 'dangling'; word: string }
