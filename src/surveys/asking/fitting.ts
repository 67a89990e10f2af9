import type { Team } from '../../chat/context.ts'
import type { Contributions } from '../../chat/contributions.ts'
import { type FilterRead, readFilter } from '../../customers/filter/read.ts'
import type { Tx } from '../../database/store.ts'
import type { Questionnaire } from '../questionnaire.ts'

interface Reader {
  tx: Tx
  now: Date
  rooms: Pick<Contributions, 'filterFields' | 'filterSources'>
}

/** A team's filter, read as when nobody in particular asks. */
export const readTeamFilter = (context: Reader, team: Team, filter: string): Promise<FilterRead> =>
  readFilter({ ...context, team, zone: team.zone, actor: null }, filter)

/** Those of the customers a questionnaire is meant for. A filter that can be read no more means nobody. Cost: its look-ups for each. */
export async function fitting(
  context: Reader,
  team: Team,
  questionnaire: Questionnaire,
  customerIds: readonly number[],
): Promise<number[]> {
  if (questionnaire.filter === null || customerIds.length === 0) return [...customerIds]
  const filter = await readTeamFilter(context, team, questionnaire.filter)
  if (filter.kind === 'problem') return []
  const rows = await context.tx.$queryRaw<{ id: number }[]>`
    SELECT c."id" FROM "Customer" c WHERE c."id" = ANY(${[...customerIds]}::int[]) AND ${filter.where}`
  return rows.map(({ id }) => id)
}
