import type { Context, Team } from '../../chat/context.ts'
import { localDate } from '../../chat/dates/zone.ts'
import { comparable } from '../../customers/custom/field.ts'
import type { Draft } from './draft.ts'
import { countDay, type ReadFilter, settleMembers } from './members.ts'
import type { Segment } from './segment.ts'
import { segmentById } from './store.ts'

/**
 * Writes a segment as it was checked (`checkDraft`) and makes those who fit its members. That the rule changed is nothing that happened to a
 * customer: nobody moved, and nothing is done.
 */
export async function keepSegment(
  { tx, now, actor }: Context,
  team: Team,
  { teamId, segmentId, name, filter: written, onEnter, onExit }: Draft,
  filter: ReadFilter,
): Promise<Segment> {
  const data = { name, nameKey: comparable(name), filter: written, onEnter, onExit, brokenAt: null }
  const { id } =
    segmentId === null
      ? await tx.segment.create({ data: { ...data, teamId, createdById: actor.memberId, createdAt: now }, select: { id: true } })
      : await tx.segment.update({
          where: { id: segmentId },
          data: { ...data, version: { increment: 1 } },
          select: { id: true },
        })
  const segment = await segmentById(tx, id)
  if (!segment) throw new Error('a segment that was just saved is gone')
  await settleMembers(tx, segment, filter, now)
  await countDay(tx, segment, localDate(now, team.zone), { entered: 0, exited: 0 })
  return segment
}
