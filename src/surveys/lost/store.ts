import type { Context, Team } from '../../chat/context.ts'
import { startOfDay } from '../../chat/dates/zone.ts'
import { likeText } from '../../customers/query.ts'
import { type CustomerRecord, recordColumns, recordJoins, recordOf, visible } from '../../customers/store.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import type { Span } from '../period.ts'
import { lost } from '../shipped.ts'
import { type Counted, fewest } from './compare.ts'
import type { TraitName, TraitValue } from './trait.ts'

/** Whose customers, and when. */
export interface Scope {
  tx: Tx
  team: Team
  span: Span
  /** The customers `c` that the person may see, and asks for. */
  who: Prisma.Sql
}

export const scopeOf = (context: Context, team: Team, span: Span, filter: Prisma.Sql): Scope => ({
  tx: context.tx,
  team,
  span,
  who: Prisma.sql`c."teamId" = ${team.id} AND ${visible(context)} AND ${filter}`,
})

const instants = ({ span, team }: Scope) => ({ from: startOfDay(span.from, team.zone), until: startOfDay(span.until, team.zone) })

/** SQL condition: those who left in the period. */
function leftWithin(scope: Scope): Prisma.Sql {
  const { from, until } = instants(scope)
  return Prisma.sql`${scope.who} AND c."leftAt" >= ${from} AND c."leftAt" < ${until}`
}

export interface TraitCounts {
  /** Customers at the beginning of the period or come in it, and who of them left in it. */
  all: number
  left: number
  /** Values that enough customers have, and how many have too few. */
  values: Counted<TraitName>[]
  smaller: number
}

/**
 * Everybody who was a customer in the period (the first order, else the record, before its end; not left before its beginning), and how many of
 * them have each value of each trait, as it is now; products are those bought before the period, for who stayed had longer to buy. Cost: the
 * team's customers, one look-up in the index of orders for each, and the lines of all their orders before the period, hashed once.
 */
export async function countTraits(scope: Scope): Promise<TraitCounts> {
  const { from, until } = instants(scope)
  const { zone } = scope.team
  const [row] = await scope.tx.$queryRaw<TraitCounts[]>`
    WITH who AS MATERIALIZED (
      SELECT c."id", c."source", c."industry", c."region", c."tier", c."ownerId", f."orderedAt" AS first,
             coalesce(c."leftAt" < ${until}, FALSE) AS gone
      FROM "Customer" c LEFT JOIN LATERAL (
        SELECT o."orderedAt" FROM "Order" o WHERE o."customerId" = c."id" AND o."amount" > 0 ORDER BY o."orderedAt" LIMIT 1) f ON TRUE
      WHERE ${scope.who} AND (c."leftAt" IS NULL OR c."leftAt" >= ${from})
        AND least(coalesce(f."orderedAt", c."createdAt"), c."leftAt") < ${until}),
    had AS (
      SELECT t.trait, lower(btrim(t.value)) AS key, btrim(t.value) AS label, who.gone
      FROM who LEFT JOIN "Member" m ON m."id" = who."ownerId", LATERAL (VALUES
        ('source', who."source"), ('industry', who."industry"), ('region', who."region"), ('tier', who."tier"), ('owner', m."name"),
        ('first-order', to_char(who.first AT TIME ZONE ${zone}::text, 'YYYY-MM'))) AS t (trait, value)
      WHERE btrim(t.value) <> ''),
    bought AS (
      SELECT who."id", coalesce(l."sku", lower(l."name")) AS key, max(coalesce(l."name", l."sku")) AS label, bool_or(who.gone) AS gone
      FROM who JOIN "Order" o ON o."customerId" = who."id" JOIN "OrderLine" l ON l."orderId" = o."id"
      WHERE o."amount" > 0 AND o."orderedAt" < ${from} AND l."amount" > 0 AND coalesce(l."sku", l."name") <> ''
      GROUP BY 1, 2),
    counted AS (
      SELECT trait, key, max(label) AS label, count(*)::int AS everybody, (count(*) FILTER (WHERE gone))::int AS gone FROM had GROUP BY 1, 2
      UNION ALL
      SELECT 'product', key, max(label), count(*)::int, (count(*) FILTER (WHERE gone))::int FROM bought GROUP BY key)
    SELECT (SELECT count(*)::int FROM who) AS "all", (SELECT count(*)::int FROM who WHERE gone) AS "left",
           (SELECT count(*)::int FROM counted WHERE everybody < ${fewest.customers}) AS smaller,
           (SELECT coalesce(json_agg(json_build_object('trait', trait, 'label', label, 'all', everybody, 'left', gone,
                     'value', CASE WHEN trait = 'product' THEN key ELSE label END) ORDER BY trait, key), '[]')
            FROM counted WHERE everybody >= ${fewest.customers}) AS "values"`
  return row ?? { all: 0, left: 0, values: [], smaller: 0 }
}

export interface Leaver {
  customer: CustomerRecord
  /** What they brought in the 12 months before they left, in the currency of their last order then; null: nothing. */
  brought: { amount: string; currency: string } | null
}

/**
 * Those who left in the period, who brought most in the 12 months before first; the team's own currency goes before others, which cannot be
 * compared with it. Cost: the team's customers, and one look-up in the index of orders for each who left.
 */
export async function leavers(scope: Scope, most: number): Promise<Leaver[]> {
  const rows = await scope.tx.$queryRaw<
    (Parameters<typeof recordOf>[0] & { brought: string | null; broughtIn: string | null })[]
  >`
    SELECT ${recordColumns}, v.net::text AS brought, v."currency" AS "broughtIn"
    FROM "Customer" c ${recordJoins} LEFT JOIN LATERAL (
      SELECT p."currency", sum(p."amount") AS net FROM "Order" p
      WHERE p."customerId" = c."id" AND p."orderedAt" > c."leftAt" - interval '12 months' AND p."orderedAt" <= c."leftAt"
      GROUP BY 1 ORDER BY max(p."orderedAt") DESC, 1 LIMIT 1) v ON TRUE
    WHERE ${leftWithin(scope)}
    ORDER BY (v."currency" = ${scope.team.currency}) DESC NULLS LAST, v.net DESC NULLS LAST, c."leftAt" DESC, c."id" LIMIT ${most}`
  return rows.map(row => {
    const { brought, broughtIn, ...customer } = recordOf(row)
    return { customer, brought: brought === null || broughtIn === null ? null : { amount: brought, currency: broughtIn } }
  })
}

/** How many left in each month of the period that had any, `YYYY-MM`, oldest first. Cost: the team's customers once. */
export const leaversByMonth = (scope: Scope): Promise<{ month: string; left: number }[]> =>
  scope.tx.$queryRaw`
    SELECT to_char(c."leftAt" AT TIME ZONE ${scope.team.zone}::text, 'YYYY-MM') AS month, count(*)::int AS left
    FROM "Customer" c WHERE ${leftWithin(scope)} GROUP BY 1 ORDER BY 1`

/** What is on record as the reason of each who left, with how many have it. Cost: the team's customers once. */
export const writtenReasons = (scope: Scope): Promise<{ text: string | null; count: number }[]> =>
  scope.tx.$queryRaw`
    SELECT max(c."leftReason") AS text, count(*)::int AS count FROM "Customer" c WHERE ${leftWithin(scope)}
    GROUP BY lower(btrim(c."leftReason")) ORDER BY 2 DESC, 1`

export interface LostAnswer {
  name: string
  choice: string | null
  comment: string | null
}

/** What those who left in the period answered when they were asked why, each one's last answer, newest first. Cost: their surveys. */
export const lostAnswers = (scope: Scope): Promise<LostAnswer[]> =>
  scope.tx.$queryRaw`
    SELECT c."name", s."answers"->>'reason' AS choice, s."comment" FROM "Customer" c JOIN LATERAL (
      SELECT a."answers", a."comment", a."answeredAt" FROM "Survey" a
      WHERE a."customerId" = c."id" AND a."kind" = ${lost.kind} AND a."answeredAt" IS NOT NULL ORDER BY a."answeredAt" DESC LIMIT 1) s ON TRUE
    WHERE ${leftWithin(scope)} ORDER BY s."answeredAt" DESC`

const freeText: Partial<Record<TraitName, Prisma.Sql>> = {
  source: Prisma.sql`c."source"`,
  industry: Prisma.sql`c."industry"`,
  region: Prisma.sql`c."region"`,
  owner: Prisma.sql`(SELECT m."name" FROM "Member" m WHERE m."id" = c."ownerId")`,
}

/** Values of the team's customers that contain this one without being it, of traits that a filter finds by a part. */
export async function longerValues(tx: Tx, teamId: number, { trait, value }: TraitValue, most: number): Promise<string[]> {
  const column = freeText[trait]
  if (!column) return []
  const rows = await tx.$queryRaw<{ value: string }[]>`
    SELECT DISTINCT btrim(${column}) AS value FROM "Customer" c
    WHERE c."teamId" = ${teamId} AND c."erasedAt" IS NULL AND ${column} ILIKE ${`%${likeText(value)}%`} AND lower(btrim(${column})) <> ${value.toLowerCase()}
    ORDER BY 1 LIMIT ${most}`
  return rows.map(row => row.value)
}
