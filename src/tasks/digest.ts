import { formatDate } from '../chat/dates/format.ts'
import type { DigestContext, DigestSection } from '../chat/feature.ts'
import { code, type Inline, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import { awayNote } from '../people/away/note.ts'
import { type Absent, absentAmong } from '../people/away/store.ts'
import { dayOf } from './task.ts'

const words = wording({
  en: {
    title: (count: number) => `Overdue tasks by owner (${count})`,
    count: (count: number) => `${count} overdue`,
    oldest: (day: string) => `, the oldest since ${day}`,
    nobody: 'nobody',
    more: (count: number) => `…and ${count} more people: `,
    all: '/care team overdue',
    between: ': ',
  },
  'zh-CN': {
    title: (count: number) => `逾期任务（按负责人，共 ${count} 项）`,
    count: (count: number) => `逾期 ${count} 项`,
    oldest: (day: string) => `，最早 ${day}到期`,
    nobody: '未分配',
    more: (count: number) => `……另有 ${count} 人：`,
    all: '/care 团队 逾期',
    between: '：',
  },
})

const shownAtMost = 10

interface OwnerRow {
  id: number | null
  platform: string | null
  ref: string | null
  name: string | null
  count: number
  oldest: Date
  owners: number
  total: number
}

/** Who is behind with what, those with the most first; as it was at the digest's instant. */
export const overdueSection: DigestSection = {
  name: 'overdue-tasks',
  order: 50,
  async build(context) {
    const rows = await overdueByOwner(context)
    const [first] = rows
    if (!first) return []
    const text = words(context.locale)
    const absent = await absentAmong(
      context.tx,
      rows.map(({ id }) => id),
      context.asOf,
    )
    const left = first.owners - rows.length
    return [
      {
        kind: 'list',
        title: text.title(first.total),
        rows: rows.map(row => ownerRow(row, context, absent.get(row.id ?? -1))),
        ...(left > 0 ? { more: [text.more(left), code(text.all)] } : {}),
        priority: 4,
      },
    ]
  },
}

async function overdueByOwner({ tx, team, date, asOf }: DigestContext): Promise<OwnerRow[]> {
  return tx.$queryRaw<OwnerRow[]>`
    WITH late AS (
      SELECT t."assigneeId", count(*)::int AS count, min(t."dueOn") AS oldest FROM "CareTask" t
      WHERE t."teamId" = ${team.id} AND t."dueOn" < ${date}::date AND t."createdAt" <= ${asOf}
        AND (t.status = 'open' AND (t."snoozedUntil" IS NULL OR t."snoozedUntil" <= ${asOf}) OR t.status = 'done' AND t."doneAt" > ${asOf})
      GROUP BY t."assigneeId")
    SELECT m.id, m.platform, m.ref, m.name, late.count, late.oldest,
           (SELECT count(*)::int FROM late) AS owners, (SELECT sum(count)::int FROM late) AS total
    FROM late LEFT JOIN "Member" m ON m.id = late."assigneeId"
    ORDER BY late.count DESC, late.oldest, m.name LIMIT ${shownAtMost}`
}

function ownerRow(row: OwnerRow, { locale, team, asOf }: DigestContext, absent: Absent | undefined): Row {
  const text = words(locale)
  const who: Inline =
    row.platform && row.ref ? { kind: 'person', platform: row.platform, ref: row.ref, name: row.name ?? '' } : text.nobody
  const oldest = formatDate(dayOf(row.oldest), locale, team.zone, 'short', asOf)
  return { text: [who, awayNote(absent, locale, asOf), text.between, text.count(row.count), text.oldest(oldest)] }
}

/** How many tasks each member finished in a team within an interval of instants, by member id. */
export async function doneByMember(tx: Tx, teamId: number, from: Date, to: Date): Promise<Map<number, number>> {
  const rows = await tx.$queryRaw<{ memberId: number; count: number }[]>`
    SELECT "doneById" AS "memberId", count(*)::int AS count FROM "CareTask"
    WHERE "teamId" = ${teamId} AND status = 'done' AND "doneAt" >= ${from} AND "doneAt" < ${to} AND "doneById" IS NOT NULL
    GROUP BY "doneById"`
  return new Map(rows.map(row => [row.memberId, row.count]))
}
