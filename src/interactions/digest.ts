import { startOfDay } from '../chat/dates/zone.ts'
import type { DigestContext, DigestSection } from '../chat/feature.ts'
import type { Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { personInline } from '../people/store.ts'
import { doneByMember } from '../tasks/digest.ts'

const words = wording({
  en: {
    title: 'Since the last working day',
    counts: (logs: number, done: number) =>
      `: ${logs} ${logs === 1 ? 'log' : 'logs'}, ${done} ${done === 1 ? 'task' : 'tasks'} done`,
    more: (count: number) => `…and ${count} more people`,
  },
  'zh-CN': {
    title: '上个工作日以来',
    counts: (logs: number, done: number) => `：跟进 ${logs} 条，完成任务 ${done} 项`,
    more: (count: number) => `……另有 ${count} 人`,
  },
})

const shownAtMost = 12

interface Worker {
  id: number
  platform: string
  ref: string
  name: string
  logs: number
  done: number
}

/** Logs and tasks done per rep from the team's previous working day up to today. */
export const yesterdaySection: DigestSection = {
  name: 'yesterday',
  order: 60,
  async build(context) {
    const workers = await workersOf(context)
    if (workers.length === 0) return []
    const text = words(context.locale)
    const rows = workers
      .slice(0, shownAtMost)
      .map((worker): Row => ({ text: [personInline(worker), text.counts(worker.logs, worker.done)] }))
    const left = workers.length - rows.length
    return [{ kind: 'list', title: text.title, rows, ...(left > 0 ? { more: [text.more(left)] } : {}), priority: 3 }]
  },
}

async function workersOf({ tx, team, date, previous }: DigestContext): Promise<Worker[]> {
  const from = startOfDay(previous, team.zone)
  const to = startOfDay(date, team.zone)
  const done = await doneByMember(tx, team.id, from, to)
  const workers = await tx.$queryRaw<Worker[]>`
    SELECT m.id, m.platform, m.ref, m.name, coalesce(l.logs, 0) AS logs, 0 AS done
    FROM "Member" m LEFT JOIN LATERAL (
      SELECT count(*)::int AS logs FROM "Interaction" i JOIN "Customer" c ON c.id = i."customerId"
      WHERE i."memberId" = m.id AND i."createdAt" >= ${from} AND i."createdAt" < ${to} AND i."undoneAt" IS NULL AND c."teamId" = ${team.id}
    ) l ON true
    WHERE l.logs > 0 OR m.id = ANY(${[...done.keys()]}::int[])`
  return workers
    .map(worker => ({ ...worker, done: done.get(worker.id) ?? 0 }))
    .sort((a, b) => b.logs + b.done - (a.logs + a.done) || a.name.localeCompare(b.name))
}
