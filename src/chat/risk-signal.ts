import type { z } from 'zod'
import { Prisma } from '../database/generated/client.ts'
import type { LocalDate } from './dates/zone.ts'
import type { Locale, Worded } from './wording.ts'

/** As of when a signal is read: the end of a team's local day. Facts later than `end` are not looked at. */
export interface SignalMoment {
  date: LocalDate
  /** The instant at which that day ends. */
  end: Date
  zone: string
}

/** What one kind of fact adds, as documented to people: log-odds points, and after how many days half of them are left. */
export interface SignalRule {
  what: Worded
  points: number
  /** Null: it counts in full for as long as it is so. */
  halfLifeDays: number | null
}

/**
 * Something that makes a customer likelier to leave, found by the room whose facts tell it. Points are added to the log-odds of the churn
 * risk; they are what experts expect, not learnt from outcomes.
 */
export interface RiskSignal<Evidence = unknown> {
  name: string
  title: Worded
  rules: readonly SignalRule[]
  /**
   * A SELECT of `"customerId"`, `points` (float8, as of the moment, decay included) and `evidence` (jsonb: days and texts, nothing that
   * changes by the mere passing of days) for the customers of `which`, an SQL condition on the alias `c` of "Customer". One row for each
   * customer of whom anything is known, 0 points included; none says: missing. Points may be below 0: good news.
   */
  rows(moment: SignalMoment, which: Prisma.Sql): Prisma.Sql
  evidence: z.ZodType<Evidence>
  /** The evidence in words, as a part of a sentence, without the points. `now` is the end of the day it is told as of. */
  describe(evidence: Evidence, locale: Locale, at: { zone: string; now: Date }): string
  /** What is not on record when there is no row: "use", "tickets". Null: having none is not worth a word. */
  missing: Worded | null
}

/** Keeps the evidence's type inside a signal and off the lists of signals. */
export const riskSignal = <Evidence>(signal: RiskSignal<Evidence>): RiskSignal => signal as unknown as RiskSignal

/** SQL: how much is left at the end of the moment of what happened at `at`; 1 when it just has. */
export const leftOf = (at: Prisma.Sql, { end }: SignalMoment, halfLifeDays: number): Prisma.Sql =>
  Prisma.sql`power(0.5::float8, extract(epoch FROM ${end}::timestamptz - ${at})::float8 / 86400 / ${halfLifeDays}::float8)`

/** SQL: the local day of an instant, as evidence holds it. */
export const dayIn = (at: Prisma.Sql, { zone }: SignalMoment): Prisma.Sql =>
  Prisma.sql`to_char(${at} AT TIME ZONE ${zone}, 'YYYY-MM-DD')`
