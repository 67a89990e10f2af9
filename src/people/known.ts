import type { Role } from '../chat/access.ts'
import type { Team } from '../chat/context.ts'
import { type LocalDate, localDate } from '../chat/dates/zone.ts'
import type { Incoming } from '../chat/platform.ts'
import { kept } from '../database/kept.ts'
import type { Store } from '../database/store.ts'
import { isAway } from './away/away.ts'
import { heldRoles } from './held-roles.ts'
import { type TeamRow, toTeam } from './store.ts'

/** What the database says about who speaks and where. */
export interface Known {
  member: KnownMember | null
  roles: Map<number, Role>
  /** Who is away and has them as a stand-in, with the day of return. */
  standsFor: Map<number, LocalDate>
  channel: KnownChannel | null
  /** The first team, the channel's and the person's, by id. */
  teams: Team[]
}

export interface KnownMember {
  id: number
  workspace: string
  name: string
  locale: string
  zone: string
  workdays: number[]
  isExternal: boolean
  isGuest: boolean
  isPlatformAdmin: boolean
  deactivatedAt: string | null
  syncedAt: string
}

export interface KnownChannel {
  id: number
  name: string
  kind: string
  teamId: number | null
  customerId: number | null
}

type Asked = Pick<Incoming, 'platform' | 'person' | 'place'>

interface Row {
  member: KnownMember | null
  roles: { teamId: number; role: Role }[] | null
  away: { id: number; zone: string; from: LocalDate; until: LocalDate }[] | null
  channel: KnownChannel | null
  teams: TeamRow[] | null
}

/** Everything a command needs to know before it starts, in one statement: it is on the way of every single event. */
export async function readKnown(store: Store, { platform, person, place }: Asked, now: Date): Promise<Known> {
  const rows = await store.db.$queryRaw<Row[]>`${kept}
    WITH speaker AS (SELECT id, workspace, name, locale, zone, workdays, "isExternal", "isGuest", "isPlatformAdmin", "deactivatedAt", "syncedAt"
                     FROM "Member" WHERE platform = ${platform} AND ref = ${person.id}),
    here AS (SELECT id, name, kind, "teamId", "customerId" FROM "Channel" WHERE platform = ${platform} AND ref = ${place?.id ?? ''}),
    away AS (SELECT id, zone, "awayFrom" AS from, "awayUntil" AS until FROM "Member"
             WHERE "standInId" = (SELECT id FROM speaker) AND "awayUntil" IS NOT NULL AND "awayFrom" IS NOT NULL AND "deactivatedAt" IS NULL),
    held AS (SELECT held."teamId", held.role FROM ${heldRoles} held WHERE held."memberId" = (SELECT id FROM speaker)),
    near AS (SELECT id, name, zone, locale, currency, workdays, "digestAt", "ownOnly", "digestBand", "digestMin"::text, "digestLength", "horizonDays",
             "quietFrom", "quietUntil"
             FROM "Team" WHERE id = (SELECT min(id) FROM "Team") OR id = (SELECT "teamId" FROM here) OR id IN (SELECT "teamId" FROM held))
    SELECT (SELECT row_to_json(speaker) FROM speaker) AS member, (SELECT json_agg(held) FROM held) AS roles, (SELECT json_agg(away) FROM away) AS away,
           (SELECT row_to_json(here) FROM here) AS channel, (SELECT json_agg(near ORDER BY near.id) FROM near) AS teams`
  const row = rows[0]
  return {
    member: row?.member ?? null,
    roles: new Map((row?.roles ?? []).map(held => [held.teamId, held.role])),
    standsFor: new Map(
      (row?.away ?? []).filter(one => isAway(one, localDate(now, one.zone))).map(({ id, until }) => [id, until]),
    ),
    channel: row?.channel ?? null,
    teams: (row?.teams ?? []).map(toTeam),
  }
}
