import { z } from 'zod'
import { formatDate } from '../chat/dates/format.ts'
import { daysBetween, type LocalDate } from '../chat/dates/zone.ts'
import { type Button, bold, type Fact, type Inline, type Row } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
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
    try: 'try: ',
  },
  'zh-CN': {
    due: (day: string) => `${day}到期`,
    late: (day: string, days: number) => `${day}到期，已逾期 ${days} 天`,
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

export interface RowOptions {
  locale: Locale
  zone: string
  now: Date
  today: LocalDate
  /** Also says whose task it is. */
  withAssignee: boolean
  /** False on the customer's own card. */
  withCustomer: boolean
}

/** A task as a row of a list; its number means the task. */
export function taskRow(task: ListedTask, options: RowOptions): Row {
  const { locale, zone, now, today } = options
  const text: Inline[] = task.customer && options.withCustomer ? [bold(clip(task.customer.name, 80)), ' · '] : []
  text.push(clip(task.title, 160))
  const asleep = task.snoozedUntil && task.snoozedUntil > now
  const detail: Inline[] = [
    asleep && task.snoozedUntil
      ? words(locale).back(formatDate(task.snoozedUntil, locale, zone, 'datetime', now))
      : dueText(task, locale, zone, today, now),
  ]
  if (options.withAssignee) detail.push(' · ', task.assignee ? personInline(task.assignee) : words(locale).nobody)
  for (const reason of evidenceOf(task).slice(0, 2)) detail.push(' · ', clip(reason, 120))
  if (task.suggestion) detail.push(' · ', words(locale).try, clip(task.suggestion, 140))
  return { text, detail, act: taskActs(task, locale), ref: { kind: 'task', id: task.id } }
}

/** Everything about a task, for its own message. */
export function taskFacts(task: TaskRecord, locale: Locale, zone: string, now?: Date): Fact[] {
  const text = words(locale)
  const day = formatDate(dayOf(task.dueOn), locale, zone, 'weekday', now)
  const facts: Fact[] = []
  if (task.customer) facts.push({ label: text.customer, value: [clip(task.customer.name, 120)] })
  facts.push({ label: text.dueLabel, value: [`${day}${task.dueTime ? ` ${task.dueTime}` : ''}`] })
  facts.push({ label: text.assignee, value: [task.assignee ? personInline(task.assignee) : text.nobody] })
  const evidence = evidenceOf(task)
  if (evidence.length) facts.push({ label: text.why, value: [evidence.join(locale === 'en' ? '; ' : '；')] })
  if (task.suggestion) facts.push({ label: text.suggestion, value: [task.suggestion] })
  if (task.outcome) facts.push({ label: text.outcome, value: [outcomeText(task.outcome, locale)] })
  return facts
}

/** What can be done with an open task. The version lets a button say that somebody else was faster. */
export function taskActs(task: ListedTask, locale: Locale): Button[] {
  const text = words(locale)
  const value = { taskId: task.id, version: task.version }
  const acts: Button[] = [
    { action: 'tasks.done', label: text.done, value },
    { action: 'tasks.snooze', label: text.snooze, value },
    { action: 'tasks.reassign', label: text.reassign, value },
  ]
  if (task.customerId !== null) acts.push({ action: 'customers.show', label: text.open, value: { customerId: task.customerId } })
  return acts
}

const evidenceShape = z.array(z.string())

function evidenceOf(task: ListedTask): string[] {
  const parsed = evidenceShape.safeParse(task.evidence)
  return parsed.success ? parsed.data : []
}
