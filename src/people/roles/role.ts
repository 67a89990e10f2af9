import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { takePerson } from '../../chat/mention.ts'
import { code, type Inline, type Message, say } from '../../chat/message.ts'
import { staleMessage } from '../../chat/messages.ts'
import { nearest } from '../../chat/verbs.ts'
import type { Member } from '../../database/generated/client.ts'
import { allTeams, findMember, memberById, memberByRef, personInline, rolesOf, teamMembers } from '../store.ts'
import { giveRole } from './give.ts'
import { allGrantWords, type Grant, type GrantText, grants, readGrant } from './grant-text.ts'
import { type Listed, rolesMessage, roleWords, whichTeamMessage, withExample } from './messages.ts'

const listedAtMost = 25

/** Appoints people; without a person, lists who has which role. */
export const roleVerb: Verb = {
  name: 'role',
  words: ['role', '角色', 'roles', '授权', '任命'],
  usage: {
    en: '/rapport role @person manager|rep|viewer|none [team]',
    'zh-CN': '/rapport 角色 @成员 经理|客户经理|只读|无 [团队]',
  },
  needs: 'role.grant',
  async run(context, rest) {
    const read = readGrant(rest)
    return { kind: 'message', message: read.person === null ? await list(context) : await appoint(context, read, read.person) }
  },
}

/** The same from a button that names the team. */
export const grantAction = action({
  id: 'people.grant',
  needs: 'role.grant',
  value: z.strictObject({ memberId: z.int32(), teamId: z.int32(), role: z.enum(grants) }),
  async run(context, { memberId, teamId, role }) {
    const member = await memberById(context.tx, memberId)
    const team = (await managedTeams(context)).find(({ id }) => id === teamId)
    if (!team) context.demand('role.grant', { teamId })
    if (!member || !team || whyNot(context, member)) return { kind: 'message', message: staleMessage(context.locale) }
    return { kind: 'replace', message: await giveRole(context, member, team, role) }
  },
})

async function managedTeams(context: Context): Promise<Team[]> {
  return (await allTeams(context.tx)).filter(team => context.may('role.grant', { teamId: team.id }))
}

async function list(context: Context): Promise<Message> {
  const listed: Listed[] = []
  for (const team of await managedTeams(context)) {
    const people = await teamMembers(context.tx, team.id)
    const shown = people.slice(0, listedAtMost).map(member => ({ member, role: member.role }))
    listed.push({ team, people: shown, left: people.length - shown.length })
  }
  return rolesMessage(context.locale, listed)
}

async function appoint(context: Context, read: GrantText, person: string): Promise<Message> {
  const { locale } = context
  const text = roleWords(locale)
  const found = await findMember(context, person)
  const shown = person.slice(0, 40)
  if (found.kind === 'many') {
    const names = found.members.flatMap((member): Inline[] => [' ', personInline(member)])
    return say(locale, text.several(shown), ...names)
  }
  if (found.kind === 'none')
    return (await knownWhyNot(context, person)) ?? withExample(locale, text.who(takePerson(person).ref ?? shown))
  if (read.grant === null) return noRole(context, read.typed)
  const teams = await managedTeams(context)
  const team = read.team
    ? teamNamed(teams, read.team)
    : ((await onlyTeamToLeave(context, found.member, read.grant, teams)) ?? teamMeant(context, teams))
  if (team) return giveRole(context, found.member, team, read.grant)
  return read.team ? noTeam(context, teams, read.team) : whichTeamMessage(locale, found.member, read.grant, teams)
}

function noRole({ locale }: Context, typed: string): Message {
  const text = roleWords(locale)
  if (!typed) return withExample(locale, text.whichRole)
  const near = nearest(typed, allGrantWords)
  return withExample(locale, text.notARole(typed.slice(0, 40)), ...(near ? [' → ', code(near)] : []))
}

function noTeam({ locale }: Context, teams: readonly Team[], typed: string): Message {
  const text = roleWords(locale)
  const message = say(locale, text.noTeam(typed.slice(0, 40)))
  const names = teams
    .slice(0, 20)
    .map(team => team.name)
    .join(locale === 'en' ? ', ' : '、')
  message.parts.push({ kind: 'note', text: [text.teams, names] })
  return message
}

function teamNamed(teams: readonly Team[], typed: string): Team | undefined {
  const wanted = typed.normalize('NFKC').toLowerCase()
  const exact = teams.find(team => team.name.toLowerCase() === wanted)
  const parts = teams.filter(team => team.name.toLowerCase().includes(wanted))
  return exact ?? (parts.length === 1 ? parts[0] : undefined)
}

/** The channel's team, or the only one this person manages. */
function teamMeant(context: Context, teams: readonly Team[]): Team | undefined {
  const here = context.channel?.teamId
  if (here === null || here === undefined) return teams.length === 1 ? teams[0] : undefined
  context.demand('role.grant', { teamId: here })
  return teams.find(team => team.id === here)
}

/** Taking a role away needs no team where there is only one to take away. */
async function onlyTeamToLeave(
  context: Context,
  member: Member,
  grant: Grant,
  teams: readonly Team[],
): Promise<Team | undefined> {
  if (grant !== 'none') return undefined
  const held = await rolesOf(context.tx, member.id)
  const theirs = teams.filter(team => held.has(team.id))
  return theirs.length === 1 ? theirs[0] : undefined
}

/** Nobody to appoint, but somebody we know: says why. */
async function knownWhyNot(context: Context, person: string): Promise<Message | null> {
  const { ref } = takePerson(person)
  const member = ref === null ? null : await memberByRef(context.tx, context.actor.platform, ref)
  const why = member && whyNot(context, member)
  return member && why ? say(context.locale, personInline(member), why) : null
}

function whyNot({ locale }: Context, member: Member): string | null {
  const text = roleWords(locale)
  if (member.isExternal) return text.outside
  if (member.deactivatedAt) return text.left
  return member.isGuest ? text.guest : null
}
