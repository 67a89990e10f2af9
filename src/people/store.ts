import type { Role } from '../chat/access.ts'
import type { Team } from '../chat/context.ts'
import { RapportError } from '../chat/errors.ts'
import type { Inline } from '../chat/message.ts'
import { localeOf } from '../chat/wording.ts'
import { type Member, Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { heldRoles } from './held-roles.ts'

export { findMember } from './find.ts'
export type { Member }

/** A team's row as SQL or Prisma gives it; money may come as Decimal, text or number. */
export type TeamRow = Omit<Team, 'locale' | 'digestMin'> & { locale: string; digestMin: { toString(): string } }

export function toTeam(row: TeamRow): Team {
  const { id, name, zone, currency, workdays, digestAt, ownOnly, digestBand, digestLength, horizonDays, quietFrom, quietUntil } =
    row
  const digestMin = row.digestMin.toString()
  return {
    id,
    name,
    zone,
    locale: localeOf(row.locale),
    currency,
    workdays,
    digestAt,
    ownOnly,
    digestBand,
    digestMin,
    digestLength,
    horizonDays,
    quietFrom,
    quietUntil,
  }
}

/** Throws when there is no such team: ids come from our own records. */
export async function teamById(tx: Tx, id: number): Promise<Team> {
  return toTeam(await tx.team.findUniqueOrThrow({ where: { id } }))
}

/** People who change what a team has at once do so one after the other, until their transaction ends: each sees what the other did. */
export async function lockTeam(tx: Tx, teamId: number): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS locked FROM "Team" WHERE "id" = ${teamId} FOR UPDATE`
}

/** The team that gets what names none. Main makes it at the start, the directory when somebody speaks first. */
export async function firstTeam(tx: Tx): Promise<Team> {
  const row = await tx.team.findFirst({ orderBy: { id: 'asc' } })
  if (!row)
    throw new RapportError('no_team', 'There is no team yet.', 'Say something to the bot, or run /rapport setup in a channel.')
  return toTeam(row)
}

/** In the order they were made. */
export async function allTeams(tx: Tx): Promise<Team[]> {
  return (await tx.team.findMany({ orderBy: { id: 'asc' } })).map(toTeam)
}

export async function memberByRef(tx: Tx, platform: string, ref: string): Promise<Member | null> {
  return tx.member.findUnique({ where: { platform_ref: { platform, ref } } })
}

export async function memberById(tx: Tx, id: number): Promise<Member | null> {
  return tx.member.findUnique({ where: { id } })
}

/** Who has one of these roles (any, when left out) in a team, by name; admins only if they have a role there. */
export async function teamMembers(tx: Tx, teamId: number, roles?: readonly Role[]): Promise<(Member & { role: Role })[]> {
  const wanted = roles ? Prisma.sql`AND held.role = ANY(${[...roles]})` : Prisma.empty
  return tx.$queryRaw<(Member & { role: Role })[]>`
    SELECT m.*, held.role FROM "Member" m JOIN ${heldRoles} held ON held."memberId" = m.id
    WHERE held."teamId" = ${teamId} ${wanted} ORDER BY m.name, m.id`
}

/** The roles one member has now, team by team. */
export async function rolesOf(tx: Tx, memberId: number): Promise<Map<number, Role>> {
  const rows = await tx.$queryRaw<{ teamId: number; role: Role }[]>`
    SELECT held."teamId", held.role FROM ${heldRoles} held WHERE held."memberId" = ${memberId} ORDER BY held."teamId"`
  return new Map(rows.map(row => [row.teamId, row.role]))
}

/** A member in a text, as their platform mentions them. */
export function personInline(member: Pick<Member, 'platform' | 'ref' | 'name'>): Inline {
  return { kind: 'person', platform: member.platform, ref: member.ref, name: member.name }
}
