import { localDate } from '../chat/dates/zone.ts'
import { cardSection } from '../chat/feature.ts'
import { code, type Json } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { mayWork, taskRow } from './row.ts'
import type { ListedTask } from './store.ts'
import { clip } from './task.ts'

const words = wording({
  en: { title: (count: number) => `Open tasks (${count})`, more: (count: number) => `…and ${count} more: ` },
  'zh-CN': { title: (count: number) => `待办任务（${count}）`, more: (count: number) => `……另有 ${count} 项：` },
})

const shownAtMost = 5

interface Found {
  id: number
  teamId: number
  assigneeId: number | null
  cause: string
  title: string
  dueOn: string
  dueTime: string | null
  snoozedUntil: string | null
  evidence: Json
  suggestion: string | null
  version: number
  assignee: { platform: string; ref: string; name: string } | null
  total: number
}

/** The customer's open tasks, the most urgent first; snoozed ones come last. */
export const openTasksSection = cardSection<Found>({
  name: 'tasks',
  order: 40,
  rows: ({ now }, customerId) => Prisma.sql`
    SELECT t."id", t."teamId", t."assigneeId", t."cause", t."title", t."dueOn", t."dueTime", t."snoozedUntil", t."evidence", t."suggestion", t."version",
           CASE WHEN m."id" IS NOT NULL THEN json_build_object('platform', m."platform", 'ref', m."ref", 'name', m."name") END AS assignee,
           count(*) OVER ()::int AS total
    FROM "CareTask" t LEFT JOIN "Member" m ON m."id" = t."assigneeId"
    WHERE t."customerId" = ${customerId} AND t."status" = 'open'
    ORDER BY CASE WHEN t."snoozedUntil" > ${now} THEN t."snoozedUntil" END NULLS FIRST, t."dueOn", t."dueTime", t."id"
    LIMIT ${shownAtMost}`,
  show(context, found, { id: customerId, name }) {
    const { locale, zone, now } = context
    const total = found[0]?.total ?? 0
    if (total === 0) return []
    const options = {
      locale,
      zone,
      now,
      today: localDate(now, zone),
      withAssignee: true,
      withCustomer: false,
      may: mayWork(context),
    }
    const text = words(locale)
    const more = total > found.length ? { more: [text.more(total - found.length), code(`/care ${clip(name, 60)}`)] } : {}
    const rows = found.map(task => withoutOpen(taskRow(listed(task, customerId), options)))
    return [{ kind: 'list', title: text.title(total), rows, ...more }]
  },
})

const listed = (task: Found, customerId: number): ListedTask => ({
  ...task,
  customerId,
  customer: null,
  dueOn: new Date(task.dueOn),
  snoozedUntil: task.snoozedUntil === null ? null : new Date(task.snoozedUntil),
})

/** The customer is open already. */
const withoutOpen = (row: ReturnType<typeof taskRow>) => ({
  ...row,
  act: row.act?.filter(({ action }) => action !== 'customers.show') ?? [],
})
