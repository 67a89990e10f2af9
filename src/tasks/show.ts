import type { Context } from '../chat/context.ts'
import type { Message } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { takeNumber, taskByNumber } from './find.ts'
import { mayWork, taskActs, taskFacts } from './row.ts'
import { standingOf } from './standing.ts'
import type { TaskRecord } from './store.ts'

/** `/care show 2`: everything about one task of the last list. */
export async function runShow(context: Context, rest: string): Promise<Reply> {
  const found = await taskByNumber(context, takeNumber(rest).number, 'read')
  return { kind: 'message', message: found.kind === 'answer' ? found.message : await taskMessage(context, found.task) }
}

async function taskMessage(context: Context, task: TaskRecord): Promise<Message> {
  const { locale, zone, now } = context
  const acts = task.status === 'open' ? taskActs(task, locale, mayWork(context)(task)) : []
  const standing = (await standingOf(context, [task])).get(task.id)
  return {
    locale,
    summary: task.title,
    parts: [
      { kind: 'heading', text: task.title },
      { kind: 'facts', facts: taskFacts(task, locale, zone, now) },
      ...(standing ? [{ kind: 'note' as const, text: standing }] : []),
      ...(acts.length ? [{ kind: 'actions' as const, actions: acts }] : []),
    ],
  }
}
