import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { daysBetween, type LocalDate, localTime } from '../chat/dates/zone.ts'
import { type Button, bold, type Fact, type Inline, type Row } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { awayNote, forNote } from '../people/away/note.ts'
import type { Absent } from '../people/away/store.ts'
import { personInline } from '../people/store.ts'
import { outcomeText } from './outcome.ts'
import type { ListedTask, TaskRecord } from './store.ts'
import { clip, dayOf } from './task.ts'

const words = wording({
  en: {
    due: (day: string) => `due ${day}`,
    late: (day: string, days: number) => `due ${day}, ${days === 1 ? '1 day' : `${days} days`} overdue`,
    back: (at: string) => `snoozed until ${at}`,
    nobody: 'nobody yet',
    done: 'Done',
    snooze: 'Snooze',
    reassign: 'Reassign',
    open: 'Open customer',
    customer: 'Customer',
    dueLabel: 'Due',
    assignee: 'Assigned to',
    why: 'Why',
    suggestion: 'Suggested',
    outcome: 'Outcome',
    snoozed: 'Snoozed until',
    try: 'try: ',
  },
  'zh-CN': {
    due: (day: string) => `${day}${/\d$/.test(day) ? ' ' : ''}到期`,
    late: (day: string, days: number) => `${day}${/\d$/.test(day) ? ' ' : ''}到期，已逾期 ${days} 天`,
    back: (at: string) => `推迟到 ${at}`,
    nobody: '未分配',
    done: '完成',
    snooze: '推迟',
    reassign: '转交',
    open: '打开客户',
    customer: '客户',
    dueLabel: '到期',
    assignee: '负责人',
    why: '依据',
    suggestion: '建议',
    outcome: '结果',
    snoozed: '推迟到',
    try: '建议：',
  },
})

/** A task with its customer, in one line of a form. */
export const taskName = ({ customer, title }: TaskRecord, locale: Locale): string =>
  customer ? `${customer.name}${locale === 'en' ? ': ' : '：'}${title}` : title

/** When a task is due, and how late it is when its day is past. */
export function dueText(task: ListedTask, locale: Locale, zone: string, today?: LocalDate, now?: Date): string {
  const dueOn = dayOf(task.dueOn)
  const time = task.dueTime ? ` ${task.dueTime}` : ''
  const day = `${formatDate(dueOn, locale, zone, 'weekday', now)}${time}`
  return today !== undefined && dueOn < today ? words(locale).late(day, daysBetween(dueOn, today)) : words(locale).due(day)
}

/** The end of a snooze: a day, with the clock only where the day alone does not say it. */
export function snoozeEnd(until: Date, locale: Locale, zone: string, now: Date): string {
  return formatDate(until, locale, zone, localTime(until, zone) === '00:00' ? 'weekday' : 'datetime', now)
}

/** Whether the speaker may finish, snooze or hand over a task. */
export const mayWork =
  (context: Pick<Context, 'may'>) =>
  ({ teamId, assigneeId }: Pick<ListedTask, 'teamId' | 'assigneeId'>): boolean =>
    context.may('task.complete', { teamId, ownerId: assigneeId })

export interface RowOptions {
  locale: Locale
  zone: string
  now: Date
  today: LocalDate
  /** Also says whose task it is. */
  withAssignee: boolean
  /** False on the customer's own card. */
  withCustomer: boolean
  /** Whether the reader may work on it: else only its customer can be opened. */
  may(task: ListedTask): boolean
  /** Which assignees other than the reader are away. */
  absent?: ReadonlyMap<number, Absent>
  /** Without why and what to try: for what is not due yet. */
  brief?: boolean
  /** What holds of the customer now where the evidence is of the day the task was made. */
  standing?: ReadonlyMap<number, Inline[]>
}

/** A task as a row of a list; its number means the task. */
export function taskRow(task: ListedTask, options: RowOptions): Row {
  const { locale, zone, now, today } = options
  const text: Inline[] = task.customer && options.withCustomer ? [bold(clip(task.customer.name, 80)), ' · '] : []
  text.push(clip(task.title, 160))
  const asleep = task.snoozedUntil && task.snoozedUntil > now
  const detail: Inline[] = [
    asleep && task.snoozedUntil
      ? words(locale).back(snoozeEnd(task.snoozedUntil, locale, zone, now))
      : dueText(task, locale, zone, today, now),
  ]
  const absent = options.absent?.get(task.assigneeId ?? -1)
  if (options.withAssignee)
    detail.push(' · ', task.assignee ? personInline(task.assignee) : words(locale).nobody, awayNote(absent, locale, now))
  else if (absent) detail.push(' · ', forNote(absent, locale, now))
  const row = { text, detail, act: taskActs(task, locale, options.may(task)), ref: { kind: 'task' as const, id: task.id } }
  if (options.brief) return row
  for (const reason of evidenceOf(task).slice(0, 2)) detail.push(' · ', clip(reason, 120))
  const standing = options.standing?.get(task.id)
  if (standing) detail.push(' · ', ...standing)
  if (task.suggestion) detail.push(' · ', words(locale).try, clip(task.suggestion, 140))
  return row
}

/** Everything about a task, for its own message. */
export function taskFacts(task: TaskRecord, locale: Locale, zone: string, now?: Date): Fact[] {
  const text = words(locale)
  const day = formatDate(dayOf(task.dueOn), locale, zone, 'weekday', now)
  const facts: Fact[] = []
  if (task.customer) facts.push({ label: text.customer, value: [clip(task.customer.name, 120)] })
  facts.push({ label: text.dueLabel, value: [`${day}${task.dueTime ? ` ${task.dueTime}` : ''}`] })
  if (task.snoozedUntil && now && task.snoozedUntil > now)
    facts.push({ label: text.snoozed, value: [snoozeEnd(task.snoozedUntil, locale, zone, now)] })
  facts.push({ label: text.assignee, value: [task.assignee ? personInline(task.assignee) : text.nobody] })
  const evidence = evidenceOf(task)
  if (evidence.length) facts.push({ label: text.why, value: [evidence.join(locale === 'en' ? '; ' : '；')] })
  if (task.suggestion) facts.push({ label: text.suggestion, value: [task.suggestion] })
  if (task.outcome) facts.push({ label: text.outcome, value: [outcomeText(task.outcome, locale)] })
  return facts
}

/** What can be done with an open task. The version lets a button say that somebody else was faster. */
export function taskActs(task: ListedTask, locale: Locale, mayWorkOnIt = true): Button[] {
  const text = words(locale)
  const value = { taskId: task.id, version: task.version }
  const acts: Button[] = mayWorkOnIt
    ? [
        { action: 'tasks.done', label: text.done, value },
        { action: 'tasks.snooze', label: text.snooze, value },
        { action: 'tasks.reassign', label: text.reassign, value },
      ]
    : []
  if (task.customerId !== null) acts.push({ action: 'customers.show', label: text.open, value: { customerId: task.customerId } })
  return acts
}

const evidenceShape = z.array(z.string())

function evidenceOf(task: ListedTask): string[] {
  const parsed = evidenceShape.safeParse(task.evidence)
  return parsed.success ? parsed.data : []
}
