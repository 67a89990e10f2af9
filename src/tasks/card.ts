import { localDate } from '../chat/dates/zone.ts'
import type { CardSection } from '../chat/feature.ts'
import { wording } from '../chat/wording.ts'
import { taskRow } from './row.ts'
import { bucketTasks } from './store.ts'
import { buckets } from './task.ts'

const words = wording({
  en: { title: (count: number) => `Open tasks (${count})`, more: (count: number) => `…and ${count} more` },
  'zh-CN': { title: (count: number) => `待办任务（${count}）`, more: (count: number) => `……另有 ${count} 项` },
})

const shownAtMost = 5

/** The customer's open tasks, the most urgent first. */
export const openTasksSection: CardSection = {
  name: 'tasks',
  order: 40,
  async build(context, customerId) {
    const { locale, zone, now } = context
    const found = []
    for (const bucket of buckets) found.push(await bucketTasks(context, bucket, { customerId }, { take: shownAtMost }))
    const total = found.reduce((sum, part) => sum + part.total, 0)
    if (total === 0) return []
    const options = { locale, zone, now, today: localDate(now, zone), withAssignee: true, withCustomer: false }
    const rows = found.flatMap(part => part.tasks).slice(0, shownAtMost)
    const text = words(locale)
    const more = total > rows.length ? { more: [text.more(total - rows.length)] } : {}
    return [{ kind: 'list', title: text.title(total), rows: rows.map(task => withoutOpen(taskRow(task, options))), ...more }]
  },
}

/** The customer is open already. */
const withoutOpen = (row: ReturnType<typeof taskRow>) => ({
  ...row,
  act: row.act?.filter(({ action }) => action !== 'customers.show') ?? [],
})
