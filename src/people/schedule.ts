import type { Team } from '../chat/context.ts'
import type { JobMember } from '../chat/job.ts'
import { localeOf } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import { heldRoles } from './held-roles.ts'
import { toTeam } from './store.ts'

/** All teams with the instant each exists since: no job of theirs is due for a time before. */
export async function scheduledTeams(tx: Tx): Promise<(Team & { since: Date })[]> {
  const rows = await tx.team.findMany({ orderBy: { id: 'asc' } })
  return rows.map(row => ({ ...toTeam(row), since: row.createdAt }))
}

/** Everybody who may get reminders: people of the company who work here and have a role or are administrators. */
export async function scheduledMembers(tx: Tx): Promise<(JobMember & { since: Date })[]> {
  const rows = await tx.$queryRaw<(JobMember & { locale: string; since: Date })[]>`
    SELECT m.id, m.platform, m.ref, m.name, m.locale, m.zone, m.workdays, m."remindAt", m."createdAt" AS since FROM "Member" m
    WHERE NOT m."isExternal" AND NOT m."isGuest" AND m."deactivatedAt" IS NULL
      AND (m."isPlatformAdmin" OR EXISTS (SELECT 1 FROM ${heldRoles} held WHERE held."memberId" = m.id)
           OR EXISTS (SELECT 1 FROM "CareTask" task WHERE task."assigneeId" = m.id AND task.status = 'open'))
    ORDER BY m.id`
  return rows.map(row => ({ ...row, locale: localeOf(row.locale) }))
}
