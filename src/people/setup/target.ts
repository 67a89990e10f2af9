import { audit } from '../../chat/audit.ts'
import type { Context, Team } from '../../chat/context.ts'
import { type Message, say } from '../../chat/message.ts'
import { type Channel, Prisma } from '../../database/generated/client.ts'
import { lockFirstTeam } from '../first-team.ts'
import { type TeamValues, teamValues } from '../settings/team-settings.ts'
import { allTeams, teamById } from '../store.ts'
import { needsAdminMessage, setupWords } from './messages.ts'

/** What a setup is about: the channel, its team if it has one, and what is saved where nothing else is said. */
export interface SetupTarget {
  channel: Channel
  /** The channel's team; null: saving makes one. */
  team: Team | null
  /** A team that needs a channel (the first before it has one, one whose channels were shared outside): saving binds it, no new one is made. */
  adopts: Team | null
  base: TeamValues
}

/** Finds the target and holds it until the transaction ends; a message when there is nothing to set up here, or not by this person. */
export async function setupTarget(context: Context, channelId: number): Promise<SetupTarget | Message> {
  const { tx } = context
  await tx.$queryRaw(Prisma.sql`SELECT id FROM "Channel" WHERE id = ${channelId} FOR UPDATE`)
  const channel = await tx.channel.findUnique({ where: { id: channelId } })
  if (!channel || channel.kind === 'shared') return say(context.locale, setupWords(context.locale).gone)
  if (channel.teamId !== null) {
    context.demand('team.setup', { teamId: channel.teamId })
    await tx.$queryRaw(Prisma.sql`SELECT id FROM "Team" WHERE id = ${channel.teamId} FOR UPDATE`)
    const team = await teamById(tx, channel.teamId)
    return { channel, team, adopts: null, base: teamValues(team) }
  }
  const teams = await allTeams(tx)
  const stranded = await strandedTeam(context, teams)
  if (stranded) return { channel, team: null, adopts: stranded, base: teamValues(stranded) }
  if (!context.actor.admin) {
    await audit(tx, context, 'team.setup', JSON.stringify({ channelId }), 'denied', context.now)
    return needsAdminMessage(
      context.locale,
      teams.filter(team => context.may('team.setup', { teamId: team.id })),
    )
  }
  const adopts = await untouchedFirstTeam(context)
  return { channel, team: null, adopts, base: startValues(context, channel, teams, adopts) }
}

/** The team of this person that has channels but none left for its digest: all were shared outside or archived. Null when it is not one. */
async function strandedTeam(context: Context, teams: readonly Team[]): Promise<Team | null> {
  const lost = await context.tx.$queryRaw<{ teamId: number }[]>`
    SELECT "teamId" FROM "Channel" WHERE "teamId" IS NOT NULL
    GROUP BY "teamId" HAVING bool_and(kind = 'shared' OR "archivedAt" IS NOT NULL)`
  const mine = teams.filter(({ id }) => lost.some(({ teamId }) => teamId === id) && context.may('team.setup', { teamId: id }))
  const [team] = mine
  if (!team || mine.length > 1) return null
  await context.tx.$queryRaw(Prisma.sql`SELECT id FROM "Team" WHERE id = ${team.id} FOR UPDATE`)
  return team
}

async function untouchedFirstTeam({ tx }: Context): Promise<Team | null> {
  await lockFirstTeam(tx)
  const teams = await allTeams(tx)
  const bound = await tx.channel.count({ where: { teamId: { not: null } } })
  return teams.length === 1 && bound === 0 ? (teams[0] ?? null) : null
}

/** A new team is named after its channel and takes zone and language from who makes it. */
function startValues(context: Context, channel: Channel, teams: readonly Team[], adopts: Team | null): TeamValues {
  const like = adopts ?? teams[0]
  const taken = new Set(teams.filter(team => team !== adopts).map(team => team.name.toLowerCase()))
  const name = channel.name.replace(/^#/, '').slice(0, 50) || 'team'
  let free = name
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name} ${number}`
  return teamValues({
    name: free,
    zone: context.zone,
    locale: context.locale,
    currency: like?.currency ?? 'USD',
    workdays: context.workdays,
    digestAt: '09:00',
    ownOnly: false,
    digestBand: 'at_risk',
    digestMin: '0',
    digestLength: 10,
    horizonDays: 90,
    quietFrom: '18:00',
    quietUntil: '09:00',
  })
}
