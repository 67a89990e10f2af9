import type { Context } from '../../chat/context.ts'
import type { FilterProblem } from '../../customers/filter/expression.ts'
import { readFilter } from '../../customers/filter/read.ts'
import { Prisma } from '../../database/generated/client.ts'
import { allTeams, type Member, rolesOf } from '../../people/store.ts'

/** What one team's part of a handover is. */
export interface TeamPart {
  teamId: number
  team: string
  customers: number
  /** Of these, who left the company as customers. */
  left: number
  tasks: number
}

/** What would be handed over. */
export interface Scope {
  leaver: Member
  successor: Member
  /** As typed; empty: everything. */
  filter: string
  /** SQL over `c`: which of the leaver's customers. */
  where: Prisma.Sql
  /** Teams in which the successor works, with something to move. */
  moves: TeamPart[]
  /** Teams in which they do not: these customers stay. */
  stays: TeamPart[]
}

export type ScopeRead = { kind: 'scope'; scope: Scope } | { kind: 'problem'; problem: FilterProblem }

/** Counts, team by team, what the actor may hand over of the leaver's: the teams they manage, all for administrators. */
export async function readScope(context: Context, leaver: Member, successor: Member, filter: string): Promise<ScopeRead> {
  const read = filter ? await readFilter(context, filter) : null
  if (read?.kind === 'problem') return read
  const where = read?.where ?? Prisma.sql`TRUE`
  const mine = (await allTeams(context.tx)).filter(team => context.may('customer.reassign', { teamId: team.id }))
  const parts = await counted(
    context,
    leaver,
    where,
    filter !== '',
    mine.map(team => team.id),
  )
  const roles = await rolesOf(context.tx, successor.id)
  const works = ({ teamId }: TeamPart): boolean => {
    const role = roles.get(teamId)
    return role === 'rep' || role === 'manager' || (context.actor.admin && context.actor.memberId === successor.id)
  }
  const moves = parts.filter(works)
  const stays = parts.filter(part => !works(part))
  return { kind: 'scope', scope: { leaver, successor, filter, where, moves, stays } }
}

/** One pass over the leaver's customers and one over their open tasks, both by index. */
async function counted(
  { tx }: Context,
  leaver: Member,
  where: Prisma.Sql,
  isFiltered: boolean,
  teams: readonly number[],
): Promise<TeamPart[]> {
  return tx.$queryRaw<TeamPart[]>`
    WITH theirs AS (
      SELECT c."id", c."teamId", c."leftAt" FROM "Customer" c
      WHERE c."ownerId" = ${leaver.id} AND c."teamId" = ANY(${[...teams]}::int[]) AND ${where}),
    owned AS (SELECT "teamId", count(*)::int AS customers, count("leftAt")::int AS gone FROM theirs GROUP BY "teamId"),
    due AS (SELECT task."teamId", count(*)::int AS tasks FROM "CareTask" task
            WHERE ${openTasksOf(leaver.id, teams, isFiltered ? Prisma.sql`SELECT "id" FROM theirs` : null)} GROUP BY task."teamId")
    SELECT t."id" AS "teamId", t."name" AS team, coalesce(owned.customers, 0) AS customers, coalesce(owned.gone, 0) AS "left",
           coalesce(due.tasks, 0) AS tasks
    FROM "Team" t LEFT JOIN owned ON owned."teamId" = t."id" LEFT JOIN due ON due."teamId" = t."id"
    WHERE owned.customers > 0 OR due.tasks > 0 ORDER BY t."id"`
}

/** SQL over `task`: the leaver's open tasks in these teams; with a filter only those about the customers it selects. */
export const openTasksOf = (leaverId: number, teams: readonly number[], customers: Prisma.Sql | null): Prisma.Sql => Prisma.sql`
  task."assigneeId" = ${leaverId} AND task."status" = 'open' AND task."teamId" = ANY(${[...teams]}::int[])
  ${customers === null ? Prisma.empty : Prisma.sql`AND task."customerId" IN (${customers})`}`

export const sumOf = (parts: readonly TeamPart[], count: 'customers' | 'tasks'): number =>
  parts.reduce((sum, part) => sum + part[count], 0)
