import { addDays, startOfDay } from '../../chat/dates/zone.ts'
import type { DigestContext } from '../../chat/feature.ts'
import { Prisma } from '../../database/generated/client.ts'
import { atLeast, type Band, bands } from '../rules/bands.ts'
import type { TeamModel } from '../rules/score.ts'

/** A customer as the digest lists them. */
export interface DigestCustomer {
  customerId: number
  name: string
  ownerId: number | null
  score: number | null
  band: Band
  /** Expected in a year; and what came in a year so far. */
  value: number
  yearly: number
  currency: string
}

/** What became of somebody since the last digest. */
export interface Moved {
  name: string
  score: number | null
}

/** Who is at risk on a day, and what changed since the digest before. Lists are bounded; the counts are whole. */
export interface DigestRisk {
  /** Most to lose first. */
  listed: DigestCustomer[]
  /** At risk and to be listed, those that had no room included. */
  count: number
  newly: Moved[]
  newlyCount: number
  recovered: Moved[]
  recoveredCount: number
  left: Moved[]
  leftCount: number
  /** At risk but not to be listed: snoozed, or worth too little. */
  quiet: number
  small: number
  /** Of the day and of the digest before, where they are not the ones that were kept. */
  models?: [TeamModel, TeamModel]
}

/** So many names of those who moved are told. */
export const namesTold = 5

/** As the scores stand today. Cost: the team's customers at risk by the index (team, band), and the history since the last digest. */
export async function riskToday(digest: DigestContext): Promise<DigestRisk> {
  const { tx, team, date } = digest
  const [counts] = await tx.$queryRaw<{ loud: number; quiet: number; small: number }[]>`
    SELECT count(*) FILTER (WHERE NOT quiet AND r."yearly" >= ${team.digestMin}::numeric)::int AS loud,
           count(*) FILTER (WHERE quiet)::int AS quiet,
           count(*) FILTER (WHERE NOT quiet AND r."yearly" < ${team.digestMin}::numeric)::int AS small
    FROM (${atRiskSql(digest)}) r`
  const listed = await tx.$queryRaw<DigestCustomer[]>`
    SELECT r."customerId", c."name", c."ownerId", r."score", r."band", r."value"::float8 AS value, r."yearly"::float8 AS yearly, r."currency"
    FROM (${atRiskSql(digest)}) r JOIN "Customer" c ON c."id" = r."customerId"
    WHERE NOT quiet AND r."yearly" >= ${team.digestMin}::numeric
    ORDER BY r."value" * r."score" DESC NULLS LAST, r."customerId" LIMIT ${team.digestLength}`
  const moved = await moves(digest)
  const left = await leftSince(digest, date)
  return {
    listed,
    count: counts?.loud ?? 0,
    quiet: counts?.quiet ?? 0,
    small: counts?.small ?? 0,
    ...moved,
    left: left.slice(0, namesTold),
    leftCount: left.length,
  }
}

/** The team's customers at risk who stay, and whether somebody asked to be left alone about them on that day. */
function atRiskSql({ team, date }: DigestContext): Prisma.Sql {
  const risky = bands.filter(band => atLeast(band, team.digestBand as Band))
  const end = startOfDay(addDays(date, 1), team.zone)
  return Prisma.sql`
    SELECT s.*, EXISTS (SELECT 1 FROM "RiskQuiet" q WHERE q."customerId" = s."customerId" AND q."until" > ${date}::date AND q."createdAt" < ${end}) AS quiet
    FROM "RiskScore" s WHERE s."teamId" = ${team.id} AND s."band" = ANY(${risky}::text[])`
}

interface Move extends Moved {
  from: Band
  band: Band
}

/** Who crossed the digest's threshold since the last one: the first step since then tells where each came from. */
async function moves(digest: DigestContext): Promise<Pick<DigestRisk, 'newly' | 'newlyCount' | 'recovered' | 'recoveredCount'>> {
  const { tx, team, date, previous } = digest
  const threshold = team.digestBand as Band
  const rows = await tx.$queryRaw<Move[]>`
    SELECT c."name", r."score", r."band", h."fromBand" AS "from"
    FROM (SELECT DISTINCT ON ("customerId") "customerId", "fromBand" FROM "RiskHistory"
          WHERE "day" > ${previous}::date AND "day" <= ${date}::date ORDER BY "customerId", "day") h
    JOIN "RiskScore" r ON r."customerId" = h."customerId" JOIN "Customer" c ON c."id" = r."customerId"
    WHERE r."teamId" = ${team.id} AND h."fromBand" IS NOT NULL
      AND (r."band" = ANY(${bands.filter(band => atLeast(band, threshold))}::text[])) <>
          (h."fromBand" = ANY(${bands.filter(band => atLeast(band, threshold))}::text[]))
      AND r."yearly" >= ${team.digestMin}::numeric
      AND NOT EXISTS (SELECT 1 FROM "RiskQuiet" q WHERE q."customerId" = c."id" AND q."until" > ${date}::date)
    ORDER BY r."value" DESC, c."id"`
  const newly = rows.filter(({ band }) => atLeast(band, threshold))
  const recovered = rows.filter(({ band }) => !atLeast(band, threshold))
  return {
    newly: newly.slice(0, namesTold),
    newlyCount: newly.length,
    recovered: recovered.slice(0, namesTold),
    recoveredCount: recovered.length,
  }
}

/** Who counts as left since the last digest, as it was known by the end of the day. */
async function leftSince({ tx, team, previous }: DigestContext, date: string): Promise<Moved[]> {
  const [from, end] = [startOfDay(addDays(previous, 1), team.zone), startOfDay(addDays(date, 1), team.zone)]
  return tx.$queryRaw<Moved[]>`
    SELECT "name", NULL::float8 AS score FROM "Customer"
    WHERE "teamId" = ${team.id} AND "erasedAt" IS NULL AND "leftAt" >= ${from} AND "leftAt" < ${end} ORDER BY "id"`
}
