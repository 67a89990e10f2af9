import { comparable } from '../../customers/custom/field.ts'
import type { Segment as Row } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { effectsShape, noEffects } from './effects.ts'
import type { Segment } from './segment.ts'

function segmentOf({ onEnter, onExit, ...row }: Row): Segment {
  const { id, teamId, name, filter, createdById, version, brokenAt } = row
  const read = (effects: unknown) => effectsShape.safeParse(effects).data ?? noEffects
  return { id, teamId, name, filter, createdById, version, brokenAt, onEnter: read(onEnter), onExit: read(onExit) }
}

/** The own segments of teams, by name. At most a hundred a team. */
export async function segmentsOf(tx: Tx, teamIds: readonly number[]): Promise<Segment[]> {
  const rows = await tx.segment.findMany({
    where: { teamId: { in: [...teamIds] } },
    orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
  })
  return rows.map(segmentOf)
}

export async function segmentById(tx: Tx, id: number): Promise<Segment | null> {
  const row = await tx.segment.findUnique({ where: { id } })
  return row && segmentOf(row)
}

/** By its name, however it is spelled, in the first of these teams that has one of it. */
export async function segmentNamed(tx: Tx, teamIds: readonly number[], name: string): Promise<Segment | null> {
  const found = await tx.segment.findMany({ where: { teamId: { in: [...teamIds] }, nameKey: comparable(name) } })
  const [row] = found.toSorted((one, other) => teamIds.indexOf(one.teamId) - teamIds.indexOf(other.teamId))
  return row ? segmentOf(row) : null
}
