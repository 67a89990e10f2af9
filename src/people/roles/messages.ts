import type { Role } from '../../chat/access.ts'
import type { Team } from '../../chat/context.ts'
import { type Button, bold, code, type Inline, type Message, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Member } from '../../database/generated/client.ts'
import { personInline } from '../store.ts'
import { type Grant, grantNames } from './grant-text.ts'

export const roleWords = wording({
  en: {
    granted: (role: string, team: string) => ` is now ${role} in “${team}”.`,
    removed: (team: string) => ` no longer has a role in “${team}”.`,
    hadNone: (team: string) => ` has no role in “${team}”, so there was nothing to take away.`,
    now: 'Roles now: ',
    noneNow: 'No role anywhere now: nothing is open to them.',
    byDefaultEnded: (team: string) => `The role by default in “${team}” ended with this; give it back by name if it should stay.`,
    who: (typed: string) => `I know nobody called “${typed}”. Mention the person: `,
    several: (typed: string) => `Several people match “${typed}”. Mention the one you mean: `,
    guest: ' is a guest of the workspace. Guests see no customers and cannot be given a role.',
    outside: ' is from another company and cannot be given a role.',
    left: ' is deactivated and cannot be given a role.',
    whichTeam: 'In which team?',
    noTeam: (typed: string) => `There is no team “${typed}” that you manage.`,
    teams: 'Teams: ',
    whichRole: 'Which role: manager, rep, viewer or none?',
    notARole: (typed: string) => `“${typed}” is no role; there are manager, rep, viewer and none.`,
    example: '/rapport role @person rep',
    title: 'Roles',
    nobody: 'Nobody has a role here yet.',
    more: (count: number) => `and ${count} more`,
    change: 'Change: ',
  },
  'zh-CN': {
    granted: (role: string, team: string) => ` 现在是“${team}”的${role}。`,
    removed: (team: string) => ` 在“${team}”已没有角色。`,
    hadNone: (team: string) => ` 在“${team}”没有角色，无需移除。`,
    now: '目前的角色：',
    noneNow: '目前没有任何角色，看不到任何客户。',
    byDefaultEnded: (team: string) => `原先在“${team}”的默认角色随之取消；如需保留，请再单独授予。`,
    who: (typed: string) => `没有找到“${typed}”。请直接 @ 对方：`,
    several: (typed: string) => `有好几位符合“${typed}”，请直接 @ 您要找的那位：`,
    guest: ' 是访客。访客看不到客户，也不能授予角色。',
    outside: ' 是外部公司的人，不能授予角色。',
    left: ' 的账号已停用，不能授予角色。',
    whichTeam: '哪个团队？',
    noTeam: (typed: string) => `您管理的团队里没有“${typed}”。`,
    teams: '团队：',
    whichRole: '授予哪个角色：经理、客户经理、只读，还是无？',
    notARole: (typed: string) => `没有“${typed}”这个角色，可选：经理、客户经理、只读、无。`,
    example: '/rapport 角色 @成员 客户经理',
    title: '角色',
    nobody: '这里还没有人有角色。',
    more: (count: number) => `另有 ${count} 位`,
    change: '修改：',
  },
})

const roleName = (role: Grant, locale: Locale): string => grantNames[role][locale]

/** What the person may do now, everywhere: a grant can end the role they had by default. */
export function grantedMessage(
  locale: Locale,
  member: Member,
  grant: { role: Grant; team: Team; changed: boolean; endedDefault: Team | null },
  roles: readonly { team: Team; role: Role }[],
): Message {
  const text = roleWords(locale)
  const { role, team, changed, endedDefault } = grant
  const said =
    role !== 'none'
      ? text.granted(roleName(role, locale), team.name)
      : changed
        ? text.removed(team.name)
        : text.hadNone(team.name)
  const message = say(locale, personInline(member), said)
  const all = roles.map(held => `${held.team.name} ${roleName(held.role, locale)}`).join(locale === 'en' ? ', ' : '、')
  message.parts.push({ kind: 'note', text: all ? [text.now, all] : [text.noneNow] })
  if (endedDefault) message.parts.push({ kind: 'note', text: [text.byDefaultEnded(endedDefault.name)] })
  return message
}

export function withExample(locale: Locale, ...said: Inline[]): Message {
  return say(locale, ...said, locale === 'en' ? ' ' : '', code(roleWords(locale).example))
}

/** Several teams and none named: a button for each. */
export function whichTeamMessage(locale: Locale, member: Member, role: Grant, teams: readonly Team[]): Message {
  const message = say(locale, roleWords(locale).whichTeam)
  const actions: Button[] = teams.slice(0, 10).map(team => ({
    action: 'people.grant',
    label: team.name,
    value: { memberId: member.id, teamId: team.id, role },
  }))
  message.parts.push({ kind: 'actions', actions })
  return message
}

export interface Listed {
  team: Team
  people: { member: Member; role: Role }[]
  /** People beyond those listed. */
  left: number
}

/** Who has which role, team by team. */
export function rolesMessage(locale: Locale, listed: readonly Listed[]): Message {
  const text = roleWords(locale)
  const message: Message = { locale, summary: text.title, parts: [{ kind: 'heading', text: text.title }] }
  for (const { team, people, left } of listed)
    message.parts.push({
      kind: 'list',
      title: team.name,
      rows: people.length
        ? people.map(({ member, role }) => ({ text: [personInline(member), ' ', bold(roleName(role, locale))] }))
        : [{ text: [text.nobody] }],
      ...(left > 0 ? { more: [text.more(left)] } : {}),
    })
  message.parts.push({ kind: 'note', text: [text.change, code(text.example)] })
  return message
}
