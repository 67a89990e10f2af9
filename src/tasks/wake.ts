import { localDate } from '../chat/dates/zone.ts'
import { bold, plainText } from '../chat/message.ts'
import type { Outbox } from '../chat/outbox.ts'
import { localeOf, wording } from '../chat/wording.ts'
import type { Member } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { taskActs, taskFacts } from './row.ts'
import type { TaskRecord } from './store.ts'

const words = wording({ en: { back: 'Back from snooze: ' }, 'zh-CN': { back: '推迟时间到了：' } })

type Woken = Pick<Member, 'platform' | 'ref' | 'locale' | 'zone'>

const keyOf = (task: Pick<TaskRecord, 'id' | 'version'>): string => `task-wake:${task.id}:${task.version}`

/**
 * A snooze that ends on the same day is followed by a message at its end; one that ends on a later day by that day's reminder.
 * `task` is the task as it is after the snooze; `to` whoever it is woken for, the assignee or their stand-in.
 */
export async function putWake(tx: Tx, outbox: Outbox, task: TaskRecord, to: Woken | null, now: Date): Promise<void> {
  const { snoozedUntil } = task
  if (!to || !snoozedUntil || localDate(snoozedUntil, to.zone) !== localDate(now, to.zone)) return
  const locale = localeOf(to.locale)
  const text = [words(locale).back, bold(task.title)]
  await outbox.put(tx, {
    key: keyOf(task),
    target: { platform: to.platform, kind: 'person', id: to.ref },
    message: {
      locale,
      summary: plainText(text),
      parts: [
        { kind: 'text', text },
        { kind: 'facts', facts: taskFacts(task, locale, to.zone, snoozedUntil) },
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
