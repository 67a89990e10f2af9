import type { Context } from '../chat/context.ts'
import type { Message } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { takeNumber, taskByNumber } from './find.ts'
import { taskActs, taskFacts } from './row.ts'
import type { TaskRecord } from './store.ts'

/** `/care show 2`: everything about one task of the last list. */
export async function runShow(context: Context, rest: string): Promise<Reply> {
  const found = await taskByNumber(context, takeNumber(rest).number, 'read')
  return { kind: 'message', message: found.kind === 'answer' ? found.message : taskMessage(context, found.task) }
}

function taskMessage(context: Context, task: TaskRecord): Message {
  const { locale, zone, now } = context
  const mayWork = context.may('task.complete', { teamId: task.teamId, ownerId: task.assigneeId })
  return {
    locale,
    summary: task.title,
    parts: [
      { kind: 'heading', text: task.title },
      { kind: 'facts', facts: taskFacts(task, locale, zone, now) },
      ...(mayWork ? [{ kind: 'actions' as const, actions: taskActs(task, locale) }] : []),
    ],
  }
}
