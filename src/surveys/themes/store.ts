import type { Team } from '../../chat/context.ts'
import type { Tx } from '../../database/store.ts'
import type { Theme } from './match.ts'
import { shippedThemes } from './shipped.ts'

/** What a team's comments are counted by: its own themes, or the shipped ones in its language until it has some. */
export async function themesOf(tx: Tx, team: Pick<Team, 'id' | 'locale'>): Promise<Theme[]> {
  const own = await tx.surveyTheme.findMany({ where: { teamId: team.id }, orderBy: { id: 'asc' } })
  return own.length > 0 ? own : shippedThemes.map(({ name, words }) => ({ name: name[team.locale], words }))
}

/** The team's themes become its own, so that changing one leaves the others as they are. The team is locked (`lockTeam`). */
export async function ownThemes(tx: Tx, team: Pick<Team, 'id' | 'locale'>): Promise<void> {
  if ((await tx.surveyTheme.count({ where: { teamId: team.id } })) > 0) return
  const data = (await themesOf(tx, team)).map(({ name, words }) => ({ teamId: team.id, name, words: [...words] }))
  await tx.surveyTheme.createMany({ data })
}
