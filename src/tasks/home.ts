import type { Context } from '../chat/context.ts'
import { localDate } from '../chat/dates/zone.ts'
import type { HomeSection } from '../chat/feature.ts'
import { code, type Inline, type Part } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { absentOthers, bucketCommand, listCommands } from './list.ts'
import { listingWhere } from './listing.ts'
import { mayWork, taskRow } from './row.ts'
import { standingOf } from './standing.ts'
import { bucketTasks } from './store.ts'
import type { Bucket } from './task.ts'

const words = wording({
  en: {
    overdue: (count: number) => `Overdue (${count})`,
    today: (count: number) => `Due today (${count})`,
    coming: (count: number) => `Next (${count})`,
    free: 'Nothing is due today.',
    none: 'You have no open tasks. A new one: ',
    more: (count: number) => `…and ${count} more: `,
  },
  'zh-CN': {
    overdue: (count: number) => `已逾期（${count}）`,
    today: (count: number) => `今天到期（${count}）`,
    coming: (count: number) => `接下来（${count}）`,
    free: '今天没有到期的任务。',
    none: '您没有待办任务。新建任务：',
    more: (count: number) => `……另有 ${count} 项：`,
  },
})

const shownOf = { overdue: 6, today: 6, coming: 3 } as const satisfies Partial<Record<Bucket, number>>

/** The person's own tasks, each with what can be done with it. */
export const homeTasks: HomeSection = {
  name: 'tasks',
  order: 10,
  async build(context) {
    const text = words(context.locale)
    const overdue = await bucketPart(context, 'overdue')
    const today = await bucketPart(context, 'today')
    const coming = await bucketPart(context, 'coming')
    const parts = [...overdue, ...today, ...coming]
    if (parts.length === 0) return [{ kind: 'text', text: [text.none, code(listCommands(context.locale).newTask)] }]
    return overdue.length + today.length > 0 ? parts : [{ kind: 'text', text: [text.free] }, ...parts]
  },
}

async function bucketPart(context: Context, bucket: keyof typeof shownOf): Promise<Part[]> {
  const { locale, zone, now } = context
  const where = listingWhere(context, { whose: 'mine', person: '', bucket, page: 1 }, null)
  const { tasks, total } = await bucketTasks(context, bucket, where, { take: shownOf[bucket] })
  if (tasks.length === 0) return []
  const standing = await standingOf(context, tasks)
  const absent = await absentOthers(context, tasks)
  const options = {
    locale,
    zone,
    now,
    today: localDate(now, zone),
    withAssignee: false,
    withCustomer: true,
    standing,
    absent,
    brief: bucket === 'coming',
  }
  const rows = tasks.map(task => taskRow(task, { ...options, may: mayWork(context) }))
  const left = total - tasks.length
  const more: Inline[] = [words(locale).more(left), code(bucketCommand('mine', bucket, locale))]
  return [{ kind: 'list', title: words(locale)[bucket](total), rows, priority: 8, ...(left > 0 ? { more } : {}) }]
}
