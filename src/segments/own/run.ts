import type { Team } from '../../chat/context.ts'
import type { Contributions } from '../../chat/contributions.ts'
import { localDate } from '../../chat/dates/zone.ts'
import type { Outbox } from '../../chat/outbox.ts'
import { type FilterRead, filterFields, readFilterWith } from '../../customers/filter/read.ts'
import { vocabularyOf } from '../../customers/filter/vocabulary.ts'
import type { Tx } from '../../database/store.ts'
import { inOrder, type Mover } from './loops.ts'
import { countDay, type Moved, type ReadFilter, settleMembers } from './members.ts'
import { moverOf } from './mover.ts'
import { perform } from './perform.ts'
import type { Segment } from './segment.ts'
import { segmentsOf } from './store.ts'
import { noteMoves } from './timeline.ts'

/** What segments are worked out with. */
export interface Run {
  tx: Tx
  now: Date
  outbox: Outbox
  rooms: Contributions
}

/** Reads filters as segments of a team do: on its calendar, asked by nobody. The words are looked up once. */
export async function readerFor({ tx, now, rooms }: Run, team: Team): Promise<(filter: string) => FilterRead> {
  const context = { tx, now, rooms, zone: team.zone, actor: null, team }
  const vocabulary = vocabularyOf(await filterFields(context))
  return filter => readFilterWith(context, vocabulary, filter)
}

interface Ready extends Mover {
  segment: Segment
  filter: ReadFilter
}

/**
 * Brings a team's segments up to date, for all customers or for `ids`, and does what they say for those who came and went. Writers go
 * before readers, so that what one segment changes is seen by those that ask for it within the same run; that no segment is reached
 * again is what refusing loops is for.
 */
export async function runSegments(run: Run, team: Team, ids?: readonly number[]): Promise<void> {
  const segments = await segmentsOf(run.tx, [team.id])
  if (segments.length === 0) return
  const read = await readerFor(run, team)
  const ready: Ready[] = []
  for (const segment of segments) {
    const filter = read(segment.filter)
    await markBroken(run, segment, filter.kind === 'problem')
    if (filter.kind === 'filter') ready.push({ ...moverOf(segment, filter.expression), segment, filter })
  }
  const day = localDate(run.now, team.zone)
  for (const { segment, filter } of inOrder(ready)) {
    const moved = await settleMembers(run.tx, segment, filter, run.now, ids)
    const [entered, exited] = [moved.entered.length, moved.exited.length]
    // The daily run leaves a figure for each day.
    if (ids === undefined || entered + exited > 0) await countDay(run.tx, segment, day, { entered, exited })
    if (entered + exited > 0) await tell(run, team, segment, moved)
  }
}

/** On the timeline, and with what the segment does. */
async function tell(run: Run, team: Team, segment: Segment, { entered, exited }: Moved): Promise<void> {
  await noteMoves(run, segment, 'segment.entered', entered)
  await noteMoves(run, segment, 'segment.left', exited)
  await perform(run, team, segment, 'enter', entered)
  await perform(run, team, segment, 'exit', exited)
}

async function markBroken({ tx, now }: Run, segment: Segment, isBroken: boolean): Promise<void> {
  if (isBroken === (segment.brokenAt !== null)) return
  await tx.segment.update({ where: { id: segment.id }, data: { brokenAt: isBroken ? now : null }, select: { id: true } })
}
