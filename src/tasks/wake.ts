import { localDate } from '../chat/dates/zone.ts'
import { bold, plainText } from '../chat/message.ts'
import type { Outbox } from '../chat/outbox.ts'
import { localeOf, wording } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import { taskActs, taskFacts } from './row.ts'
import type { TaskRecord } from './store.ts'

const words = wording({ en: { back: 'Back from snooze: ' }, 'zh-CN': { back: '推迟时间到了：' } })

const keyOf = (task: Pick<TaskRecord, 'id' | 'version'>): string => `task-wake:${task.id}:${task.version}`

/**
 * A snooze that ends on the same day is followed by a message at its end; one that ends on a later day by that day's reminder.
 * `task` is the task as it is after the snooze.
 */
export async function putWake(tx: Tx, outbox: Outbox, task: TaskRecord, now: Date): Promise<void> {
  const { assignee, snoozedUntil } = task
  if (!assignee || !snoozedUntil || localDate(snoozedUntil, assignee.zone) !== localDate(now, assignee.zone)) return
  const locale = localeOf(assignee.locale)
  const text = [words(locale).back, bold(task.title)]
  await outbox.put(tx, {
    key: keyOf(task),
    target: { platform: assignee.platform, kind: 'person', id: assignee.ref },
    message: {
      locale,
      summary: plainText(text),
      parts: [
        { kind: 'text', text },
        { kind: 'facts', facts: taskFacts(task, locale, assignee.zone, snoozedUntil) },
        { kind: 'actions', actions: taskActs(task, locale) },
      ],
    },
    notBefore: snoozedUntil,
  })
}

/** Done, snoozed again or given away before it woke: nobody is to be reminded of it. `task` is the task as it was before. */
export async function cancelWake(tx: Tx, task: Pick<TaskRecord, 'id' | 'version' | 'snoozedUntil'>): Promise<void> {
  if (task.snoozedUntil) await tx.outboxItem.deleteMany({ where: { key: keyOf(task), state: 'pending' } })
}
