import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { localDate } from '../../chat/dates/zone.ts'
import { plainText } from '../../chat/message.ts'
import { problemInlines } from '../../customers/filter/problem-text.ts'
import { longestFilter, readFilter } from '../../customers/filter/read.ts'
import { visible } from '../../customers/store.ts'
import { Prisma } from '../../database/generated/client.ts'
import { allTeams } from '../../people/store.ts'
import { type Questionnaire, scored } from '../questionnaire.ts'
import { findEver, versionsOf } from '../questionnaires.ts'
import { type Period, periodUpTo, type Quarter, quarterOf, quarterShape } from './quarter.ts'

/** What results are asked for: small, for it travels in buttons. */
export const scopeShape = z.strictObject({
  kind: z.string().max(100),
  teamId: z.int32(),
  /** In the language of filters. */
  filter: z.string().max(longestFilter).nullable(),
  ownerId: z.int32().nullable(),
  /** Null: the last four, the present one first. */
  quarter: z.string().regex(quarterShape).nullable(),
})
export type Scope = z.infer<typeof scopeShape>

/** The scope of results, looked up: what all their queries work with. */
export interface Asked {
  scope: Scope
  questionnaire: Questionnaire
  /** What it was in the course of time, the latest first, as far as the scores can be compared. */
  versions: readonly Questionnaire[]
  /** Some of its past had another scale: those answers are left out. */
  otherScale: boolean
  team: Team
  /** Of these teams: the one, or all that the person may read. */
  teams: readonly Team[]
  /** What is shown first, and as a whole. */
  period: Period
  /** Up to the last quarter of the period, for the trend. */
  trend: Period
  /** On the survey `s` and the customer `c`: in scope, whenever it was. Who was erased, or is another team's by now, counts and is in no list. */
  counts: Prisma.Sql
  /** The same without who is another team's by now: whose they are there and what segments they are in is not for these teams. */
  present: Prisma.Sql
  /** The same without whom one may not name any more. */
  names: Prisma.Sql
}

const trendQuarters = 4

/** Looks the scope up, as the person may see it now; text: why it cannot be. Null: they may read no such results. */
export async function askedFor(context: Context, scope: Scope, everyTeam = false): Promise<Asked | string | null> {
  const { tx, now, locale } = context
  const readable = (await allTeams(tx)).filter(({ id }) => context.may('survey.read', { teamId: id }))
  const team = readable.find(({ id }) => id === scope.teamId)
  const questionnaire = team ? await findEver(tx, team.id, scope.kind) : null
  if (!team || !questionnaire) return null
  const filter = scope.filter === null ? null : await readFilter({ ...context, zone: team.zone }, scope.filter)
  if (filter?.kind === 'problem') return plainText(problemInlines(locale, filter.problem))
  const quarter: Quarter = scope.quarter ?? quarterOf(localDate(now, team.zone))
  // Questionnaires of a team's own are that team's.
  const teams = everyTeam && questionnaire.id === null ? readable : [team]
  const all = await versionsOf(tx, team.id, questionnaire)
  const versions = all.filter(version => scaleOf(version) === scaleOf(questionnaire))
  const { ownerId } = scope
  const about = Prisma.join(
    [
      Prisma.sql`s."teamId" = ANY(${teams.map(({ id }) => id)}::int[]) AND s."kind" = ${questionnaire.kind}`,
      ...(versions.length < all.length ? [ofVersions(versions)] : []),
      ...(filter ? [Prisma.sql`(${filter.where})`] : []),
      ...(ownerId === null ? [] : [Prisma.sql`c."ownerId" = ${ownerId}`]),
    ],
    ' AND ',
  )
  const present = Prisma.sql`${about} AND ${countable(context, readable)} AND (${visible(context)} OR c."erasedAt" IS NOT NULL)`
  return {
    ...{ scope, questionnaire, versions, otherScale: versions.length < all.length, team, teams },
    period: periodUpTo(quarter, scope.quarter === null ? trendQuarters : 1, team.zone),
    trend: periodUpTo(quarter, trendQuarters, team.zone),
    // A filter and an owner speak of customers as they are now, which is known only of those that may be read.
    counts: filter || ownerId !== null ? present : Prisma.sql`${about} AND ${countable(context, readable)}`,
    present,
    names: Prisma.sql`${about} AND ${visible(context)}`,
  }
}

/**
 * SQL condition on `s` and `c`: an answer this person may count. Of customers they may read; and of all that a team asked whose customers they
 * may all read, also those who were erased or went to another team since: what a team heard stays in its figures.
 */
export function countable(context: Context, teams: readonly Team[]): Prisma.Sql {
  const whole = teams.filter(({ id, ownOnly }) => context.may('survey.read', { teamId: id, ownerId: null, ownOnly }))
  return Prisma.sql`(${visible(context)} OR s."teamId" = ANY(${whole.map(({ id }) => id)}::int[]))`
}

const scaleOf = (questionnaire: Questionnaire): string => {
  const scale = scored(questionnaire)
  return scale ? `${scale.from}-${scale.to}` : ''
}

const ofVersions = (versions: readonly Questionnaire[]): Prisma.Sql =>
  Prisma.sql`s."questionnaireId" = ANY(${versions.flatMap(({ id }) => (id === null ? [] : [id]))}::int[])`
