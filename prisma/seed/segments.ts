import type { Team } from '../../src/chat/context.ts'
import type { Contributions } from '../../src/chat/contributions.ts'
import { localDate } from '../../src/chat/dates/zone.ts'
import type { Outbox } from '../../src/chat/outbox.ts'
import { comparable } from '../../src/customers/custom/field.ts'
import type { Tx } from '../../src/database/store.ts'
import { type Effects, noEffects } from '../../src/segments/own/effects.ts'
import { countDay, settleMembers } from '../../src/segments/own/members.ts'
import { readerFor } from '../../src/segments/own/run.ts'

interface SegmentLine {
  name: string
  filter: string
  onEnter: Partial<Effects>
}

const lines: Record<Team['locale'], readonly SegmentLine[]> = {
  en: [
    { name: 'Happy customers', filter: 'csat>=4 and not severity>=high', onEnter: { addTags: ['happy'] } },
    {
      name: 'Let down',
      filter: 'csat<=2 or severity>=high',
      onEnter: { task: { what: 'call and put it right within 2 days', who: 'owner' }, tell: true },
    },
  ],
  'zh-CN': [
    { name: '满意客户', filter: '满意度>=4 且 非 严重程度>=高', onEnter: { addTags: ['满意'] } },
    {
      name: '体验受损',
      filter: '满意度<=2 或 严重程度>=高',
      onEnter: { task: { what: '两天内电话致歉并跟进解决', who: 'owner' }, tell: true },
    },
  ],
}

/** Two segments of the team's own, as a manager saved them: nothing was done for who was in them already. */
export async function segments(
  run: { tx: Tx; now: Date; outbox: Outbox; rooms: Contributions },
  team: Team,
  createdById: number,
): Promise<void> {
  const read = await readerFor(run, team)
  for (const { name, filter, onEnter } of lines[team.locale]) {
    const segment = await run.tx.segment.create({
      data: {
        teamId: team.id,
        name,
        nameKey: comparable(name),
        filter,
        onEnter: { ...noEffects, ...onEnter },
        onExit: noEffects,
        createdById,
        createdAt: run.now,
      },
    })
    const found = read(filter)
    if (found.kind === 'problem') throw new Error(`the demo segment “${name}” does not read`)
    await settleMembers(run.tx, segment, found, run.now)
    await countDay(run.tx, segment, localDate(run.now, team.zone), { entered: 0, exited: 0 })
  }
}
