import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { parseSnooze } from '../chat/dates/when.ts'
import { localDate } from '../chat/dates/zone.ts'
import { action, formEntry } from '../chat/feature.ts'
import type { Form } from '../chat/form.ts'
import { bold, type Message, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { addActivity } from '../customers/activity.ts'
import { memberById } from '../people/store.ts'
import { taskValue } from './done.ts'
import { openTask, takeNumber, taskByNumber } from './find.ts'
import { snoozeEnd, taskName } from './row.ts'
import { type TaskRecord, taskById } from './store.ts'
import { cancelWake, putWake } from './wake.ts'

const words = wording({
  en: {
    done: (until: string) => ` is snoozed until ${until}. It stays off your list until then.`,
    howLong: 'Until when? For example: /care snooze 2 1h, tomorrow, next week, friday, 2026-10-01.',
    unread: (text: string) => `I could not read “${text}” as a time. For example: 1h, tomorrow, next week, friday, 2026-10-01.`,
    impossible: (text: string) => `“${text}” is a date that does not exist. The task stays as it was.`,
    past: 'That time is already past. The task stays as it was.',
    title: 'Snooze task',
    submit: 'Snooze',
    until: 'Until',
    date: 'Date',
    hint: 'Only for “a date”',
    hour: 'In 1 hour',
    tomorrow: 'Tomorrow',
    week: 'Next week',
    day: 'A date',
    needDate: 'Please choose a day in the future.',
  },
  'zh-CN': {
    done: (until: string) => ` 已推迟到 ${until}，在那之前不会出现在您的列表里。`,
    howLong: '推迟到什么时候？例如：/care 推迟 2 1小时、明天、下周、周五、2026-10-01。',
    unread: (text: string) => `没看懂“${text}”是什么时间。可以写：1小时、明天、下周、周五、2026-10-01。`,
    impossible: (text: string) => `“${text}”这个日期不存在，任务没有改动。`,
    past: '这个时间已经过去了，任务没有改动。',
    title: '推迟任务',
    submit: '推迟',
    until: '推迟到',
    date: '日期',
    hint: '选择“指定日期”时填写',
    hour: '1 小时后',
    tomorrow: '明天',
    week: '下周',
    day: '指定日期',
    needDate: '请选择今天以后的日期。',
  },
})

const choices = ['1h', 'tomorrow', 'next-week', 'date'] as const
const choiceText: Record<Exclude<(typeof choices)[number], 'date'>, string> = {
  '1h': '1h',
  tomorrow: 'tomorrow',
  'next-week': 'next week',
}

/** `/care snooze 2 tomorrow` */
export async function runSnooze(context: Context, rest: string): Promise<Reply> {
  const { number, rest: typed } = takeNumber(rest)
  const found = await taskByNumber(context, number)
  if (found.kind === 'answer') return { kind: 'message', message: found.message }
  if (!typed) return { kind: 'message', message: say(context.locale, words(context.locale).howLong) }
  const parsed = parseSnooze(typed.replace(/^(?:(?:until|till|to)\s+|[到至]\s*)/i, ''), context, context.workdays)
  if (parsed.kind === 'until') return snooze(context, found.task, parsed.until)
  return { kind: 'message', message: say(context.locale, refusal(context.locale, parsed, typed)) }
}

function refusal(
  locale: Locale,
  parsed: { kind: 'none' | 'past' } | { kind: 'impossible'; text: string },
  typed: string,
): string {
  const text = words(locale)
  if (parsed.kind === 'impossible') return text.impossible(parsed.text)
  return parsed.kind === 'past' ? text.past : text.unread(typed.slice(0, 80))
}

export const snoozeAction = action({
  id: 'tasks.snooze',
  needs: 'task.complete',
  value: taskValue,
  async run(context, value) {
    const found = await openTask(context, value)
    if (found.kind === 'answer') return { kind: 'message', message: found.message }
    return { kind: 'form', form: snoozeForm(context, found.task) }
  },
})

export const snoozeFormEntry = formEntry({
  id: 'tasks.snooze',
  needs: 'task.complete',
  state: taskValue,
  values: z.strictObject({ until: z.enum(choices), date: z.iso.date().nullable().optional() }),
  async submit(context, { until, date }, state) {
    const typed = until === 'date' ? (date ?? '') : choiceText[until]
    const parsed = parseSnooze(typed, context, context.workdays)
    if (parsed.kind !== 'until') return { kind: 'invalid', errors: { date: words(context.locale).needDate } }
    const found = await openTask(context, state)
    if (found.kind === 'answer') return { kind: 'message', message: found.message }
    const { task } = found
    const asleep = task.snoozedUntil && task.snoozedUntil > context.now ? task.snoozedUntil : null
    // The same form sent twice, or somebody snoozed it meanwhile: what holds is said, not done again.
    if (asleep && state.version !== task.version) return { kind: 'message', message: snoozedMessage(context, task, asleep) }
    return snooze(context, task, parsed.until)
  },
})

function snoozeForm(context: Context, task: TaskRecord): Form {
  const text = words(context.locale)
  const labels = { '1h': text.hour, tomorrow: text.tomorrow, 'next-week': text.week, date: text.day }
  return {
    id: 'tasks.snooze',
    title: text.title,
    submit: text.submit,
    intro: taskName(task, context.locale),
    fields: [
      {
        kind: 'choice',
        name: 'until',
        label: text.until,
        value: 'tomorrow',
        options: choices.map(value => ({ value, label: labels[value] })),
      },
      { kind: 'date', name: 'date', label: text.date, hint: text.hint, optional: true },
    ],
    state: { taskId: task.id, version: task.version },
  }
}

async function snooze(context: Context, task: TaskRecord, until: Date): Promise<Reply> {
  const { tx, now, actor } = context
  const { count } = await tx.careTask.updateMany({
    where: { id: task.id, status: 'open', version: task.version },
    data: { snoozedUntil: until, version: { increment: 1 } },
  })
  const after = await taskById(tx, task.id)
  if (count === 0 || !after) return snoozeLost(context, task.id)
  await cancelWake(tx, task)
  const standIn = actor.standsFor?.has(after.assigneeId ?? -1) ? actor.memberId : null
  await putWake(tx, context.outbox, after, standIn === null ? after.assignee : await memberById(tx, standIn), now)
  if (task.customerId !== null)
    await addActivity(tx, {
      customerId: task.customerId,
      kind: 'task.snoozed',
      at: now,
      memberId: actor.memberId,
      source: 'chat',
      refId: task.id,
      data: { title: task.title, until: localDate(until, context.zone) },
    })
  return { kind: 'message', message: snoozedMessage(context, task, until) }
}

/** Somebody changed the task between our reading and writing it. */
async function snoozeLost(context: Context, taskId: number): Promise<Reply> {
  const found = await openTask(context, { taskId, version: -1 })
  if (found.kind === 'answer') return { kind: 'message', message: found.message }
  const { task } = found
  return { kind: 'message', message: snoozedMessage(context, task, task.snoozedUntil ?? context.now) }
}

function snoozedMessage(context: Context, task: TaskRecord, until: Date): Message {
  const { locale, zone, now } = context
  return say(locale, bold(task.title), words(locale).done(snoozeEnd(until, locale, zone, now)))
}
