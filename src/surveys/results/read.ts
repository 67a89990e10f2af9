import type { Context } from '../../chat/context.ts'
import { Prisma } from '../../database/generated/client.ts'
import { moodOf, type Questionnaire, scored } from '../questionnaire.ts'
import { undelivered } from '../survey.ts'
import type { Period, Quarter } from './quarter.ts'
import type { Asked } from './scope.ts'

/** SQL to read from: surveys `s`, each with its customer `c`. */
export const surveysWithCustomer = Prisma.sql`"Survey" s JOIN "Customer" c ON c."id" = s."customerId"`

/** SQL of the quarter, `2026-Q3`, that an instant falls in where the team is. */
export const quarterAt = (at: Prisma.Sql, zone: string): Prisma.Sql =>
  Prisma.sql`to_char(${at} AT TIME ZONE ${zone}::text, 'YYYY-"Q"Q')`

/** SQL condition: answered in the period. */
export const answeredIn = ({ from, until }: Period): Prisma.Sql =>
  Prisma.sql`s."answeredAt" >= ${from} AND s."answeredAt" < ${until}`

/** SQL condition: asked in the period. What never went out counts from when it should have. */
export const askedIn = ({ from, until }: Period): Prisma.Sql =>
  Prisma.sql`coalesce(s."sentAt", s."createdAt") >= ${from} AND coalesce(s."sentAt", s."createdAt") < ${until}`

/** SQL condition: reached the customer, as far as anybody knows; who answered was reached. */
export const reached = Prisma.sql`(s."answeredAt" IS NOT NULL OR (s."sentAt" IS NOT NULL AND s."failedCode" IS NULL))`

/** How often a score was given in a quarter; null: answered without one. */
export interface ScoreCount {
  quarter: Quarter
  score: number | null
  count: number
}

/** Cost: the answers of the trend's quarters, each with its customer, by the index on team, kind and day asked. */
export function readScores({ tx }: Context, { counts, trend, team }: Asked): Promise<ScoreCount[]> {
  return tx.$queryRaw`
    SELECT ${quarterAt(Prisma.sql`s."answeredAt"`, team.zone)} AS quarter, s."score", count(*)::int AS count
    FROM ${surveysWithCustomer} WHERE ${counts} AND ${answeredIn(trend)} GROUP BY 1, 2`
}

/** What was asked on a way in an hour of the day, and what became of it. */
export interface AskedCount {
  platform: string
  targetKind: string
  /** Local to the team; null: it never went out. */
  hour: number | null
  reached: number
  answered: number
  /** Of those reached: may still answer. */
  open: number
  failed: number
}

/** Cost: what was asked in the period, each with its customer. */
export function readAsked({ tx, now }: Context, { counts, period, team }: Asked): Promise<AskedCount[]> {
  return tx.$queryRaw`
    SELECT s."platform", s."targetKind", extract(hour FROM s."sentAt" AT TIME ZONE ${team.zone}::text)::int AS hour,
           count(*) FILTER (WHERE ${reached})::int AS reached, count(s."answeredAt")::int AS answered,
           count(*) FILTER (WHERE ${reached} AND s."answeredAt" IS NULL AND s."expiresAt" > ${now})::int AS open,
           count(*) FILTER (WHERE ${undelivered} AND s."answeredAt" IS NULL)::int AS failed
    FROM ${surveysWithCustomer} WHERE ${counts} AND ${askedIn(period)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
}

/** The unhappy answers of the period, and what was done about them. */
export interface Loop {
  unhappy: number
  closed: number
  /** From the answer to closing, of those closed; null: none is. */
  medianHours: number | null
}

/** Cost: the answers of the period. */
export async function readLoop({ tx }: Context, { questionnaire, counts, period }: Asked): Promise<Loop | null> {
  const low = unhappyScores(questionnaire)
  if (low.length === 0) return null
  const [row] = await tx.$queryRaw<Loop[]>`
    SELECT count(*)::int AS unhappy, count(s."closedAt")::int AS closed,
           (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s."closedAt" - s."answeredAt")) / 3600)::float8 AS "medianHours"
    FROM ${surveysWithCustomer} WHERE ${counts} AND ${answeredIn(period)} AND s."score" = ANY(${low}::int[])`
  return row ?? null
}

/** The scores that say that somebody is unhappy. */
export function unhappyScores(questionnaire: Questionnaire): number[] {
  const scale = scored(questionnaire)
  if (!scale) return []
  const all = Array.from({ length: scale.to - scale.from + 1 }, (_, index) => scale.from + index)
  return all.filter(score => moodOf(questionnaire, score) === 'unhappy')
}

/** How often an option was chosen, by what question and option say. */
export interface ChoiceCount {
  version: number | null
  key: string
  value: string
  count: number
}

/** Cost: the answers of the period. */
export function readChoices({ tx }: Context, { counts, period, versions }: Asked): Promise<ChoiceCount[]> {
  const keys = versions.flatMap(({ questions }) => questions.filter(({ kind }) => kind === 'choice').map(({ key }) => key))
  if (keys.length === 0) return Promise.resolve([])
  return tx.$queryRaw`
    SELECT s."questionnaireId" AS version, a.key, a.value, count(*)::int AS count
    FROM ${surveysWithCustomer} CROSS JOIN LATERAL jsonb_each_text(s."answers") a
    WHERE ${counts} AND ${answeredIn(period)} AND a.key = ANY(${keys}::text[]) GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2, 3`
}
