import { bold, type Message, plainText } from '../chat/message.ts'
import type { Outbox } from '../chat/outbox.ts'
import { type Locale, localeOf, wording } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import { absentAmong } from '../people/away/store.ts'
import { memberById } from '../people/store.ts'
import { taskActs, taskFacts } from './row.ts'
import type { TaskRecord } from './store.ts'
import { dayOf } from './task.ts'

const words = wording({
  en: {
    from: (name: string) => `${name} gave you a task: `,
    rule: 'A task for you: ',
  },
  'zh-CN': {
    from: (name: string) => `${name} 给您安排了一项任务：`,
    rule: '您有一项新任务：',
  },
})

/**
 * A direct message to whom a task was given, unless they took it themselves; once per task and version. While they are away it goes to
 * their stand-in, if it is due before they are back.
 */
export async function tellAssignee(
  tx: Tx,
  outbox: Outbox,
  task: TaskRecord,
  actor: { memberId: number | null; name: string } | null,
  now: Date,
): Promise<void> {
  const { assignee } = task
  if (!assignee || (actor && actor.memberId === assignee.id)) return
  const absent = (await absentAmong(tx, [assignee.id], now)).get(assignee.id)
  const standIn = absent && dayOf(task.dueOn) < absent.until ? absent.standIn : null
  const member = await memberById(tx, standIn?.id ?? assignee.id)
  if (!member || member.deactivatedAt || member.isExternal || member.id === actor?.memberId) return
  await outbox.put(tx, {
    key: `task-assigned:${task.id}:${task.version}`,
    target: { platform: member.platform, kind: 'person', id: member.ref },
    message: assignedMessage(task, actor?.name ?? null, localeOf(member.locale), member.zone),
  })
}

function assignedMessage(task: TaskRecord, by: string | null, locale: Locale, zone: string): Message {
  const text = [by === null ? words(locale).rule : words(locale).from(by), bold(task.title)]
  return {
    locale,
    summary: plainText(text),
    parts: [
      { kind: 'text', text },
      { kind: 'facts', facts: taskFacts(task, locale, zone) },
      { kind: 'actions', actions: taskActs(task, locale) },
    ],
  }
}
