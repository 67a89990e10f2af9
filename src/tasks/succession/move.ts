import type { Context } from '../../chat/context.ts'
import { Prisma } from '../../database/generated/client.ts'
import { openTasksOf, type Scope } from './scope.ts'

/** Ids that changed hands. */
export interface Moved {
  customers: number[]
  tasks: number[]
}

interface Hands {
  from: { id: number; name: string }
  to: { id: number; name: string }
}

/** Moves what the scope says, all or nothing, with history and timeline of each customer. Cost: one pass over what moves. */
export async function moveAll(context: Context, { leaver, successor, filter, where, moves }: Scope): Promise<Moved> {
  const hands: Hands = { from: leaver, to: successor }
  const teams = moves.map(part => part.teamId)
  const customers = await moveCustomers(context, hands, Prisma.sql`c."teamId" = ANY(${teams}::int[]) AND ${where}`)
  const only = filter ? Prisma.sql`SELECT unnest(${customers}::int[])` : null
  return { customers, tasks: await moveTasks(context, hands, openTasksOf(leaver.id, teams, only)) }
}

/** Gives back what is still with whom it was given to; what went on, was done or is gone stays as it is. */
export async function moveBack(context: Context, hands: Hands, moved: Moved): Promise<Moved> {
  const customers = await moveCustomers(context, hands, Prisma.sql`c."id" = ANY(${moved.customers}::int[])`)
  const still = Prisma.sql`task."assigneeId" = ${hands.from.id} AND task."status" = 'open' AND task."id" = ANY(${moved.tasks}::int[])`
  return { customers, tasks: await moveTasks(context, hands, still) }
}

async function moveCustomers({ tx, now, actor }: Context, { from, to }: Hands, which: Prisma.Sql): Promise<number[]> {
  const data = JSON.stringify({ before: from.name, after: to.name })
  const [row] = await tx.$queryRaw<{ ids: number[] }[]>`
    WITH moved AS (
      UPDATE "Customer" c SET "ownerId" = ${to.id}, "version" = c."version" + 1, "updatedAt" = ${now}
      WHERE c."ownerId" = ${from.id} AND ${which} RETURNING c."id"),
    history AS (
      INSERT INTO "Change" ("customerId", "at", "memberId", "source", "field", "before", "after")
      SELECT "id", ${now}, ${actor.memberId}::int, 'chat', 'owner', ${from.name}, ${to.name} FROM moved),
    facts AS (
      INSERT INTO "Activity" ("customerId", "kind", "at", "memberId", "source", "data")
      SELECT "id", 'owner', ${now}, ${actor.memberId}::int, 'chat', ${data}::jsonb FROM moved)
    SELECT coalesce(array_agg("id"), '{}') AS ids FROM moved`
  return row?.ids ?? []
}

/** A moved task is awake: its snooze was the other person's, and nobody is woken for it any more. */
async function moveTasks({ tx, now, actor }: Context, { to }: Hands, which: Prisma.Sql): Promise<number[]> {
  const [row] = await tx.$queryRaw<{ ids: number[] }[]>`
    WITH before AS (SELECT task."id", task."version", task."snoozedUntil" FROM "CareTask" task WHERE ${which} FOR UPDATE),
    moved AS (
      UPDATE "CareTask" task SET "assigneeId" = ${to.id}, "snoozedUntil" = NULL, "version" = task."version" + 1
      FROM before WHERE task."id" = before."id" RETURNING task."id", task."customerId", task."title"),
    woken AS (
      DELETE FROM "OutboxItem" item USING before
      WHERE before."snoozedUntil" IS NOT NULL AND item.state = 'pending'
        AND item.key = 'task-wake:' || before."id" || ':' || before."version"),
    facts AS (
      INSERT INTO "Activity" ("customerId", "kind", "at", "memberId", "source", "refId", "data")
      SELECT "customerId", 'task.reassigned', ${now}, ${actor.memberId}::int, 'chat', "id",
             jsonb_build_object('title', "title", 'to', ${to.name}::text)
      FROM moved WHERE "customerId" IS NOT NULL)
    SELECT coalesce(array_agg("id"), '{}') AS ids FROM moved`
  return row?.ids ?? []
}
