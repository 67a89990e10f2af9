import { addDays, type LocalDate, startOfDay } from '../../chat/dates/zone.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { rfmCounted, rfmTable } from './rules.ts'

/** A quintile by rank: `below` of `total` customers stand lower. */
const quintile = (below: Prisma.Sql, total: Prisma.Sql): Prisma.Sql => Prisma.sql`(1 + ((${below}) * 5) / (2 * ${total}))::int`

/** Customers of equal value share the quintile of their average rank. Twice the number below, so that halves stay whole. */
const ofAverageRank = (value: Prisma.Sql, among = Prisma.empty): Prisma.Sql =>
  quintile(
    Prisma.sql`2 * (rank() OVER (${among} ORDER BY ${value}) - 1) + count(*) OVER (${peers(among, value)}) - 1`,
    Prisma.sql`count(*) OVER (${among})`,
  )

const peers = (among: Prisma.Sql, value: Prisma.Sql): Prisma.Sql =>
  among === Prisma.empty ? Prisma.sql`PARTITION BY ${value}` : Prisma.sql`${among}, ${value}`

/** One order is the least there is: everybody who has one is in the first quintile, however many they are. */
const ofLowestRank = (value: Prisma.Sql): Prisma.Sql =>
  quintile(Prisma.sql`2 * (rank() OVER (ORDER BY ${value}) - 1)`, Prisma.sql`count(*) OVER ()`)

/**
 * Recency, frequency and spend of the team's customers as of the end of a local day, and how many came into and left each segment. Days
 * with an order are local; spend is net of returns, in the currency of the last order, and ranked among customers of that currency.
 * Customers who left, or never ordered, have no score. Cost: two passes over the team's orders and four sorts of its customers.
 */
export async function scoreRfm(tx: Tx, team: { id: number; zone: string }, date: LocalDate): Promise<void> {
  const table = rfmTable()
  const counted = rfmCounted.flatMap(({ name, segments }) => segments.map(part => [name, part] as const))
  const day = Prisma.sql`(o."orderedAt" AT TIME ZONE ${team.zone})::date`
  const orders = Prisma.sql`"Customer" c JOIN "Order" o ON o."customerId" = c."id"
    WHERE c."teamId" = ${team.id} AND c."erasedAt" IS NULL AND c."leftAt" IS NULL AND o."orderedAt" < ${startOfDay(addDays(date, 1), team.zone)}`
  await tx.$executeRaw`
    WITH bought AS (
      SELECT o."customerId", max(${day}) AS last, count(DISTINCT ${day}) AS days FROM ${orders} AND o."amount" > 0 GROUP BY 1),
    spent AS (
      SELECT DISTINCT ON ("customerId") "customerId", "currency", net FROM (
        SELECT o."customerId", o."currency", sum(o."amount") AS net, max(o."orderedAt") AS last FROM ${orders} GROUP BY 1, 2) each
      ORDER BY "customerId", last DESC, "currency"),
    ranked AS (
      SELECT "customerId", ${ofAverageRank(Prisma.sql`last`)} AS r, ${ofLowestRank(Prisma.sql`days`)} AS f,
             ${ofAverageRank(Prisma.sql`net`, Prisma.sql`PARTITION BY "currency"`)} AS m
      FROM bought JOIN spent USING ("customerId")),
    fresh AS (
      SELECT ranked.*, rule.segment FROM ranked JOIN unnest(
        ${table.map(({ recency }) => recency)}::int[], ${table.map(({ frequency }) => frequency)}::int[],
        ${table.map(({ monetary }) => monetary)}::int[], ${table.map(({ segment }) => segment)}::text[]) AS rule (r, f, m, segment) USING (r, f, m)),
    before AS (SELECT "customerId", "segment" FROM "RfmScore" WHERE "teamId" = ${team.id}),
    kept AS (
      INSERT INTO "RfmScore" AS s ("customerId", "teamId", "recency", "frequency", "monetary", "segment")
      SELECT "customerId", ${team.id}, r, f, m, segment FROM fresh
      ON CONFLICT ("customerId") DO UPDATE SET "teamId" = excluded."teamId", "recency" = excluded."recency",
        "frequency" = excluded."frequency", "monetary" = excluded."monetary", "segment" = excluded."segment"
      WHERE (s."teamId", s."recency", s."frequency", s."monetary") IS DISTINCT FROM
        (excluded."teamId", excluded."recency", excluded."frequency", excluded."monetary")),
    gone AS (
      DELETE FROM "RfmScore" s USING before
      WHERE s."customerId" = before."customerId" AND NOT EXISTS (SELECT 1 FROM fresh WHERE fresh."customerId" = s."customerId")),
    moves AS (
      SELECT fresh.segment AS now, before."segment" AS was FROM fresh FULL JOIN before USING ("customerId"))
    INSERT INTO "SegmentDay" AS d ("teamId", "segment", "day", "members", "entered", "exited")
    SELECT ${team.id}, name, ${date}::date, count(*) FILTER (WHERE moves.now = ANY(parts)),
           count(*) FILTER (WHERE moves.now = ANY(parts) AND (moves.was = ANY(parts)) IS NOT TRUE AND EXISTS (SELECT 1 FROM before)),
           count(*) FILTER (WHERE moves.was = ANY(parts) AND (moves.now = ANY(parts)) IS NOT TRUE)
    FROM (SELECT name, array_agg(part) AS parts FROM unnest(${counted.map(([name]) => name)}::text[], ${counted.map(([, part]) => part)}::text[])
            AS counted (name, part) GROUP BY name) counted
    LEFT JOIN moves ON moves.now = ANY(parts) OR moves.was = ANY(parts)
    GROUP BY name
    ON CONFLICT ("teamId", "segment", "day") DO UPDATE
    SET "members" = excluded."members", "entered" = d."entered" + excluded."entered", "exited" = d."exited" + excluded."exited"`
}
