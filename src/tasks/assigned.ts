import { bold, type Message, plainText } from '../chat/message.ts'
import type { Outbox } from '../chat/outbox.ts'
import { type Locale, localeOf, wording } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import { memberById } from '../people/store.ts'
import { taskActs, taskFacts } from './row.ts'
import type { TaskRecord } from './store.ts'

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

/** A direct message to whom a task was given, unless they took it themselves; once per task and version. */
export async function tellAssignee(
  tx: Tx,
  outbox: Outbox,
  task: TaskRecord,
  actor: { memberId: number | null; name: string } | null,
): Promise<void> {
  const { assignee } = task
  if (!assignee || (actor && actor.memberId === assignee.id)) return
  const member = await memberById(tx, assignee.id)
  if (!member || member.deactivatedAt || member.isExternal) return
  await outbox.put(tx, {
    key: `task-assigned:${task.id}:${task.version}`,
    target: { platform: assignee.platform, kind: 'person', id: assignee.ref },
    message: assignedMessage(task, actor?.name ?? null, localeOf(assignee.locale), assignee.zone),
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
