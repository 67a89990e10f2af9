import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action, formEntry } from '../chat/feature.ts'
import type { Form } from '../chat/form.ts'
import { type Button, bold, type Message, plainText } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { storable, typedParts } from '../chat/typed-text.ts'
import { wording } from '../chat/wording.ts'
import { addActivity } from '../customers/activity.ts'
import { namedText } from '../people/named-text.ts'
import { openTask, takeNumber, taskByNumber } from './find.ts'
import { type Outcome, outcomeText, readOutcome, results, resultWords, storedOutcome } from './outcome.ts'
import { taskName } from './row.ts'
import type { TaskRecord } from './store.ts'
import { cancelWake } from './wake.ts'

const words = wording({
  en: {
    done: 'Done: ',
    outcome: 'Outcome: ',
    log: 'Log a contact',
    open: 'Open customer',
    title: 'Task done',
    submit: 'Done',
    result: 'Result',
    text: 'What came out of it',
  },
  'zh-CN': {
    done: '已完成：',
    outcome: '结果：',
    log: '写跟进',
    open: '打开客户',
    title: '完成任务',
    submit: '完成',
    result: '结果',
    text: '补充说明',
  },
})

/** A task's id and the version the button was made for. */
export const taskValue = z.strictObject({ taskId: z.int32(), version: z.int32().optional() })

/** `/care done 2 reached, she renews` */
export async function runDone(context: Context, rest: string): Promise<Reply> {
  const { number, rest: typed } = takeNumber(rest)
  const found = await taskByNumber(context, number)
  const said = await namedText(context.tx, context.actor.platform, storable(typed))
  if (found.kind === 'task') return completeTask(context, found.task, readOutcome(said))
  // What was written about the outcome is not lost with the number.
  return { kind: 'message', message: { ...found.message, parts: [...found.message.parts, ...typedParts(said)] } }
}

export const doneAction = action({
  id: 'tasks.done',
  needs: 'task.complete',
  value: taskValue,
  async run(context, value) {
    const found = await openTask(context, value)
    if (found.kind === 'answer') return { kind: 'message', message: found.message }
    return { kind: 'form', form: doneForm(context, found.task) }
  },
})

export const doneFormEntry = formEntry({
  id: 'tasks.done',
  needs: 'task.complete',
  state: taskValue,
  values: z.strictObject({
    result: z.enum(results).nullable().optional(),
    text: z.string().max(3_000).nullable().optional(),
  }),
  async submit(context, { result, text }, state) {
    const found = await openTask(context, state)
    if (found.kind === 'answer') return { kind: 'message', message: found.message }
    return completeTask(context, found.task, { result: result ?? null, text: text?.trim() ?? '' })
  },
})

function doneForm(context: Context, task: TaskRecord): Form {
  const text = words(context.locale)
  const names = resultWords(context.locale)
  return {
    id: 'tasks.done',
    title: text.title,
    submit: text.submit,
    intro: taskName(task, context.locale),
    fields: [
      {
        kind: 'choice',
        name: 'result',
        label: text.result,
        optional: true,
        options: results.map(value => ({ value, label: names[value] })),
      },
      { kind: 'text', name: 'text', label: text.text, multiline: true, optional: true, maxLength: 3_000 },
    ],
    state: { taskId: task.id, version: task.version },
  }
}

/** Marks it done if it is still open: of two clicks one counts, and the other is told who was first. */
export async function completeTask(context: Context, task: TaskRecord, outcome: Outcome): Promise<Reply> {
  const { tx, now, actor } = context
  const stored = storedOutcome({ ...outcome, text: storable(outcome.text) })
  const { count } = await tx.careTask.updateMany({
    where: { id: task.id, status: 'open' },
    data: {
      status: 'done',
      outcome: stored,
      doneAt: now,
      doneById: actor.memberId,
      snoozedUntil: null,
      version: { increment: 1 },
    },
  })
  if (count === 0) return answerEnded(context, task.id)
  await cancelWake(tx, task)
  if (task.customerId !== null) {
    const data = { title: task.title, ...(stored === null ? {} : { outcome: stored }) }
    await addActivity(tx, {
      customerId: task.customerId,
      kind: 'task.done',
      at: now,
      memberId: actor.memberId,
      source: 'chat',
      refId: task.id,
      data,
    })
  }
  return { kind: 'message', message: doneMessage(context, task, stored) }
}

async function answerEnded(context: Context, taskId: number): Promise<Reply> {
  const found = await openTask(context, { taskId })
  if (found.kind === 'task') throw new Error('a task is open and not open')
  return { kind: 'message', message: found.message }
}

function doneMessage(context: Context, task: TaskRecord, outcome: string | null): Message {
  const { locale, rooms } = context
  const text = words(locale)
  const line = [text.done, bold(task.title), ...(task.customer ? [' · ', task.customer.name] : [])]
  const parts: Message['parts'] = [{ kind: 'text', text: line }]
  if (outcome !== null) parts.push({ kind: 'text', text: [text.outcome, outcomeText(outcome, locale)] })
  const value = { customerId: task.customerId }
  const offers: Button[] = [
    { action: 'interactions.log', label: text.log, value },
    { action: 'customers.show', label: text.open, value },
  ]
  const actions = task.customerId === null ? [] : offers.filter(offer => rooms.actions.some(({ id }) => id === offer.action))
  if (actions.length) parts.push({ kind: 'actions', actions })
  return { locale, summary: plainText(line), parts }
}
