import { asksForLeft, type Expression } from '../../customers/filter/expression.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'

/** Who came in and who went out. */
export interface Moved {
  entered: number[]
  exited: number[]
}

/** A filter as it was read for its team. */
export interface ReadFilter {
  expression: Expression
  where: Prisma.Sql
}

/** SQL condition: the customers of a team that a segment's filter means. Who left is in it only if it speaks of them. */
export function fitting(teamId: number, { expression, where }: ReadFilter): Prisma.Sql {
  const here = asksForLeft(expression) ? Prisma.empty : Prisma.sql`AND c."leftAt" IS NULL`
  return Prisma.sql`c."teamId" = ${teamId} AND c."erasedAt" IS NULL ${here} AND ${where}`
}

/**
 * Makes the members those who fit, all of them or as far as `ids` go. Cost: the filter's look-ups for each customer of the team (or of
 * `ids`), and a write for each who moves.
 */
export async function settleMembers(
  tx: Tx,
  segment: { id: number; teamId: number },
  filter: ReadFilter,
  now: Date,
  ids?: readonly number[],
): Promise<Moved> {
  const only = (column: Prisma.Sql): Prisma.Sql => (ids ? Prisma.sql`AND ${column} = ANY(${[...ids]}::int[])` : Prisma.empty)
  const [moved] = await tx.$queryRaw<Moved[]>`
    WITH fits AS MATERIALIZED (
      SELECT c."id" FROM "Customer" c WHERE ${fitting(segment.teamId, filter)} ${only(Prisma.sql`c."id"`)}),
    came AS (
      INSERT INTO "SegmentMember" ("segmentId", "customerId", "since") SELECT ${segment.id}, "id", ${now} FROM fits ORDER BY "id"
      ON CONFLICT DO NOTHING RETURNING "customerId"),
    went AS (
      DELETE FROM "SegmentMember" m WHERE m."segmentId" = ${segment.id} ${only(Prisma.sql`m."customerId"`)}
        AND NOT EXISTS (SELECT 1 FROM fits WHERE fits."id" = m."customerId") RETURNING m."customerId")
    SELECT (SELECT coalesce(array_agg("customerId" ORDER BY "customerId"), '{}') FROM came) AS entered,
           (SELECT coalesce(array_agg("customerId" ORDER BY "customerId"), '{}') FROM went) AS exited`
  return moved ?? { entered: [], exited: [] }
}

/** Adds to the day's figures of a segment. */
export async function countDay(
  tx: Tx,
  segment: { id: number; teamId: number },
  day: string,
  { entered, exited }: { entered: number; exited: number },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "SegmentDay" AS d ("teamId", "segment", "day", "members", "entered", "exited")
    SELECT ${segment.teamId}, ${String(segment.id)}, ${day}::date, count(*), ${entered}, ${exited}
    FROM "SegmentMember" WHERE "segmentId" = ${segment.id}
    ON CONFLICT ("teamId", "segment", "day") DO UPDATE
    SET "members" = excluded."members", "entered" = d."entered" + excluded."entered", "exited" = d."exited" + excluded."exited"`
}
