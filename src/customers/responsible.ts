import type { Context, Team } from '../chat/context.ts'
import type { Button } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { namedText } from '../people/named-text.ts'
import { allTeams, findMember, type Member, teamMembers } from '../people/store.ts'
import { type FieldTexts, fieldNames } from './fields.ts'
import type { CustomerRecord } from './store.ts'

/** Who a customer is to belong to: somebody, nobody, or why not. */
export type Owner = { kind: 'owner'; member: Member | null } | { kind: 'problem'; text: string; choices: Member[] }

const words = wording({
  en: {
    noOne: (who: string) => `I know nobody called “${who}” here.`,
    several: (who: string) => `“${who}” could be several people:`,
    notInTeam: (who: string, team: string) => `${who} has no role in the team “${team}” and could not see this customer there.`,
    noTeam: (team: string) => `There is no team “${team}” in which you may do this.`,
  },
  'zh-CN': {
    noOne: (who: string) => `没有找到叫“${who}”的同事。`,
    several: (who: string) => `“${who}”可能是下面几位：`,
    notInTeam: (who: string, team: string) => `${who}不在“${team}”团队，在那里看不到这位客户。`,
    noTeam: (team: string) => `没有您可以操作的“${team}”团队。`,
  },
})

const nobody = ['nobody', 'none', 'no one', 'unassigned', '-', '无', '没有', '未分配', '空']

/** Typed fields with the people and channels mentioned in them by name. */
export async function namedTexts({ tx, actor }: Context, texts: FieldTexts): Promise<FieldTexts> {
  const named: FieldTexts = { ...texts }
  for (const name of fieldNames) if (texts[name] !== undefined) named[name] = await namedText(tx, actor.platform, texts[name])
  return named
}

/** The colleague a text names, if they can care for customers of the team. */
export async function ownerNamed(context: Context, text: string, team: { id: number; name: string }): Promise<Owner> {
  const said = words(context.locale)
  const who = text.trim().slice(0, 200)
  if (nobody.includes(who.toLowerCase())) return { kind: 'owner', member: null }
  const found = await findMember(context, who)
  if (found.kind === 'none') return { kind: 'problem', text: said.noOne(who.replace(/^@\[.*\]$/, '@…')), choices: [] }
  const eligible = await teamMembers(context.tx, team.id, ['manager', 'rep'])
  const candidates = found.kind === 'one' ? [found.member] : found.members
  const fit = candidates.filter(member => eligible.some(({ id }) => id === member.id) || isSelfAdmin(context, member))
  if (fit.length === 1) return { kind: 'owner', member: fit[0] ?? null }
  if (fit.length > 1) return { kind: 'problem', text: said.several(who), choices: fit }
  return { kind: 'problem', text: said.notInTeam(candidates[0]?.name ?? who, team.name), choices: [] }
}

/** An administrator reads every team without a role in it, so they may take a customer themselves. */
const isSelfAdmin = ({ actor }: Context, member: Member): boolean => actor.admin && member.id === actor.memberId

/** Teams in which this person may create customers, the place's own first. */
export async function teamsToCreateIn(context: Context): Promise<Team[]> {
  const teams = (await allTeams(context.tx)).filter(team => context.may('customer.create', { teamId: team.id }))
  return teams.toSorted((a, b) => Number(b.id === context.team?.id) - Number(a.id === context.team?.id))
}

/** A team by its name, or the beginning of it, among these. */
export function teamNamed(context: Context, teams: readonly Team[], text: string): Team | string {
  const plain = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
  const wanted = plain(text)
  const exact = teams.find(team => plain(team.name) === wanted)
  const begins = teams.filter(team => wanted && plain(team.name).startsWith(wanted))
  return exact ?? (begins.length === 1 ? begins[0] : undefined) ?? words(context.locale).noTeam(text.slice(0, 80))
}

/** A button for each person a name could mean. */
export const assignButtons = (customer: CustomerRecord, members: readonly Member[]): Button[] =>
  members.slice(0, 5).map(member => ({
    action: 'customers.assign',
    label: member.name,
    value: { customerId: customer.id, memberId: member.id },
  }))
