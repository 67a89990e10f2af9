import type { Context, Team } from '../chat/context.ts'
import { allTeams } from '../people/store.ts'

/** Teams whose customers this person may read, the place's own first. */
export async function readableTeams(context: Context): Promise<Team[]> {
  const teams = (await allTeams(context.tx)).filter(team => context.may('customer.read', { teamId: team.id }))
  return teams.toSorted((a, b) => Number(b.id === context.team?.id) - Number(a.id === context.team?.id))
}
