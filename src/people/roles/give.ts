import { audit } from '../../chat/audit.ts'
import type { Context, Team } from '../../chat/context.ts'
import type { Message } from '../../chat/message.ts'
import type { Member } from '../../database/generated/client.ts'
import { allTeams, rolesOf } from '../store.ts'
import type { Grant } from './grant-text.ts'
import { grantedMessage } from './messages.ts'

/** Gives a role in a team, or takes it away; written down for the audit. The caller checked who may be appointed. */
export async function giveRole(context: Context, member: Member, team: Team, role: Grant): Promise<Message> {
  const { tx, now, locale } = context
  context.demand('role.grant', { teamId: team.id })
  const before = await rolesOf(tx, member.id)
  // Taking away what is not there writes nothing: a row would end the role they have by default elsewhere.
  const changed = (before.get(team.id) ?? 'none') !== role
  if (changed || role !== 'none') {
    const key = { memberId: member.id, teamId: team.id }
    await tx.teamRole.upsert({ where: { memberId_teamId: key }, create: { ...key, role }, update: { role } })
    await audit(tx, context, 'role.grant', JSON.stringify({ ...key, role }), 'granted', now)
  }
  const after = await rolesOf(tx, member.id)
  const teams = await allTeams(tx)
  const endedDefault = teams.find(({ id }) => id !== team.id && before.has(id) && !after.has(id)) ?? null
  const held = teams.flatMap(of => {
    const has = after.get(of.id)
    return has ? [{ team: of, role: has }] : []
  })
  return grantedMessage(locale, member, { role, team, changed, endedDefault }, held)
}
