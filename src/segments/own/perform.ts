import type { Team } from '../../chat/context.ts'
import { changeCustomers, type ManyPatch } from '../../customers/change-many.ts'
import { limits } from '../../customers/fields.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { changedTags } from '../../customers/tags.ts'
import type { Effects } from './effects.ts'
import { makeTasks } from './make-tasks.ts'
import type { Run } from './run.ts'
import type { Segment } from './segment.ts'
import { tellChannel } from './tell-channel.ts'

export type Move = 'enter' | 'exit'

/** Does what a segment says for customers who came in or went out. */
export async function perform(run: Run, team: Team, segment: Segment, move: Move, customerIds: readonly number[]): Promise<void> {
  const effects = move === 'enter' ? segment.onEnter : segment.onExit
  if (customerIds.length === 0) return
  const { tx, now } = run
  if (changesRecord(effects)) {
    const author = { tx, now, memberId: null, source: 'segment' as const }
    await changeCustomers(author, customerIds, customer => patchOf(effects, customer))
  }
  if (effects.task) await makeTasks(run, team, segment, move, effects.task, customerIds)
  if (effects.tell) await tellChannel(run, team, segment, move, customerIds)
}

const changesRecord = ({ addTags, removeTags, tier, stage }: Effects): boolean =>
  addTags.length + removeTags.length > 0 || tier !== null || stage !== null

/** A tag too many is not added. */
function patchOf({ addTags, removeTags, tier, stage }: Effects, { tags }: CustomerRecord): ManyPatch {
  const most = Math.max(limits.tags, tags.length)
  return {
    ...(addTags.length + removeTags.length > 0 ? { tags: changedTags(tags, addTags, removeTags).slice(0, most) } : {}),
    ...(tier === null ? {} : { tier }),
    ...(stage === null ? {} : { stage }),
  }
}
