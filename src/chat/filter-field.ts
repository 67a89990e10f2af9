import { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import type { Actor } from './access.ts'
import { addDays, localDate, startOfDay } from './dates/zone.ts'
import type { Worded } from './wording.ts'

/** What a condition may depend on. Every `Context` is one; a segment is worked out where nobody asks. */
export interface FilterContext {
  tx: Tx
  now: Date
  /** Whose days count. */
  zone: string
  /** Who asks; null: nobody. */
  actor: Actor | null
  /** Of the place, or of the segment. */
  team: { id: number } | null
}

interface FieldBase {
  name: string
  /** What people type for it, lower case, both languages; the first of each is shown. */
  words: readonly string[]
  /** What it asks, for help. */
  meaning: Worded
  /** A whole condition as people type it. */
  example: Worded
  /** What a list asked for by it shows first (`r."score" DESC` over a subquery on `c`); by name when unset. */
  order?: Prisma.Sql
  /** SQL condition that `none` selects; unset: the value is NULL. */
  none?: Prisma.Sql
}

export interface FilterOption {
  value: string
  /** Both languages, lower case; the first of each is shown. */
  words: readonly string[]
}

/**
 * Something customers are filtered by, in `/customer list` and in segments. Its SQL is about the customer `c`; a condition may be NULL,
 * which counts as false. Days are local to the context's zone.
 */
export type FilterField =
  /** Stands alone: `at-risk`. `personal`: depends on who asks. */
  | (FieldBase & { type: 'flag'; personal?: true; where(context: FilterContext): Prisma.Sql })
  /** `tag:vip`: is it, or not. */
  | (FieldBase & { type: 'text'; personal?(text: string): boolean; where(context: FilterContext, text: string): Prisma.Sql })
  /** `severity>=high`: one of `options`; `ranked`: they go from least to most and can be compared. */
  | (FieldBase & {
      type: 'choice'
      options: readonly FilterOption[]
      ranked?: true
      where(context: FilterContext, values: readonly string[]): Prisma.Sql
    })
  /** `orders>=3`, `risk>60%` (60), `spent>5000 EUR`: SQL of a number, or NULL. */
  | (FieldBase & {
      type: 'number'
      unit?: 'percent' | 'money'
      value(context: FilterContext, currency: string | null): Prisma.Sql
    })
  /** `lastorder>60d`, `renewal<60d`, `created>=2026-01-01`: SQL of a date, or NULL, and whether it lies behind us or ahead. */
  | (FieldBase & { type: 'day'; side: 'past' | 'future' | 'either'; value(context: FilterContext): Prisma.Sql })
  /** `event:login<28d`: when something called so happened last; SQL of a date, or NULL. */
  | (FieldBase & { type: 'last'; value(context: FilterContext, name: string): Prisma.Sql })

/** Fields that records of the company make: its own fields, its segments. */
export type FilterSource = (context: FilterContext) => Promise<readonly FilterField[]>

/**
 * SQL condition: the instant is not after today. Not "not after now": what a filter finds then changes by itself at midnight alone, and
 * following facts by day is enough.
 */
export const upToToday = ({ now, zone }: FilterContext, instant: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${instant} < ${startOfDay(addDays(localDate(now, zone), 1), zone)}`
