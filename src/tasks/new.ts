import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { action, formEntry } from '../chat/feature.ts'
import type { Field, Form } from '../chat/form.ts'
import { personToken } from '../chat/mention.ts'
import { bold, type Inline, type Message, plainText } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { storable, withTyped } from '../chat/typed-text.ts'
import { wording } from '../chat/wording.ts'
import { pickLimit } from '../customers/find.ts'
import { goneMessage } from '../customers/messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../customers/store.ts'
import { customerChoice } from '../customers/suggest.ts'
import { awayNote } from '../people/away/note.ts'
import { absentAmong } from '../people/away/store.ts'
import { namedText } from '../people/named-text.ts'
import { findMember, type Member, memberById, memberByRef, personInline } from '../people/store.ts'
import { type About, aboutWhom } from './about.ts'
import { takeAssignee } from './assignee.ts'
import { createTask } from './create.ts'
import { mayTake } from './reassign.ts'
import { mayWork, taskActs } from './row.ts'
import { titleLength } from './task.ts'
import { readTaskText, splitAtColon, type TaskText } from './task-text.ts'

const words = wording({
  en: {
    made: 'New task: ',
    due: (day: string) => ` · due ${day}`,
    nextDay: ' (next working day, no date given)',
    notThere: (text: string) => ` (next working day: ${text} does not exist)`,
    impossible: (text: string) =>
      `“${text}” is a date that does not exist, so it is due on the next working day. Snooze it or make it anew to change that.`,
    noWho: (who: string) => `No customer matches “${who}”. Choose the customer; your text is kept.`,
    noRow: (number: number) => `Row ${number} is no longer on the list you saw last. Choose the customer; your text is kept.`,
    several: (who: string) => `Several customers match “${who}”. Choose one; your text is kept.`,
    tooLong: (length: number) => `A task holds up to ${length} characters. Your text, so that it is not lost:`,
    cannotTake: (name: string) => `${name} cannot take tasks of this team. Your text, so that it is not lost:`,
    title: 'New task',
    submit: 'Create task',
    customer: 'Customer',
    what: 'What is to be done',
    whatHint: 'A date in the text counts: “send the quote friday”',
    dueOn: 'Due',
    dueHint: 'Empty: the date in the text, else the next working day',
    assignee: 'For',
    assigneeHint: 'Empty: you',
  },
  'zh-CN': {
    made: '已新建任务：',
    due: (day: string) => `，${day}${/\d$/.test(day) ? ' ' : ''}到期`,
    nextDay: '（没写日期，默认下一个工作日）',
    notThere: (text: string) => `（${text}不存在，默认下一个工作日）`,
    impossible: (text: string) => `“${text}”这个日期不存在，暂定下一个工作日到期；可以推迟，也可以重新建一条。`,
    noWho: (who: string) => `没有找到与“${who}”匹配的客户。请选择客户，您写的内容已保留。`,
    noRow: (number: number) => `您最近看到的列表里没有第 ${number} 项。请选择客户，您写的内容已保留。`,
    several: (who: string) => `有多位客户与“${who}”匹配。请选择一位，您写的内容已保留。`,
    tooLong: (length: number) => `任务内容最多 ${length} 个字符。您写的内容如下，可以直接复制：`,
    cannotTake: (name: string) => `${name} 不能接手这个团队的任务。您写的内容如下，可以直接复制：`,
    title: '新建任务',
    submit: '新建',
    customer: '客户',
    what: '要做什么',
    whatHint: '内容里的日期会自动识别，如“周五发报价”',
    dueOn: '到期日',
    dueHint: '不填：按内容里的日期，没有则为下一个工作日',
    assignee: '负责人',
    assigneeHint: '不填：您自己',
  },
})

/** `/care new acme: send the quote friday`; without text the form. */
export async function runNew(context: Context, line: string): Promise<Reply> {
  const rest = storable(line)
  if (!rest.trim()) return { kind: 'form', form: newForm(context, {}) }
  const about = await aboutWhom(context, rest, splitAtColon(rest))
  if (about.text.length > titleLength && about.kind !== 'one')
    return {
      kind: 'message',
      message: withTyped(context.locale, words(context.locale).tooLong(titleLength), await named(context, rest)),
    }
  if (about.kind !== 'one' || !about.text)
    return { kind: 'form', form: newForm(context, { ...about, text: await named(context, about.text) }) }
  context.demand('task.create', customerResource(about.customer))
  const { ref, rest: text } = takeAssignee(about.text)
  const match = ref === null ? null : await findMember(context, personToken(ref))
  const member = match?.kind === 'one' ? match.member : null
  // Somebody nobody knows cannot take a task: their name stays in the text.
  const read = readTaskText(member ? text : about.text, context, context.workdays)
  if (!read.title) return { kind: 'form', form: newForm(context, { ...about, text: '' }) }
  return make(context, about.customer, { ...read, title: await named(context, read.title) }, member, await named(context, rest))
}

const named = ({ tx, actor }: Context, text: string): Promise<string> => namedText(tx, actor.platform, text)

export const newAction = action({
  id: 'tasks.new',
  needs: 'task.create',
  value: z.strictObject({ customerId: z.int32() }),
  async run(context, { customerId }) {
    const customer = await customerById(context.tx, customerId)
    if (!customer) return { kind: 'message', message: goneMessage(context.locale) }
    context.demand('task.create', customerResource(customer))
    return { kind: 'form', form: newForm(context, { kind: 'one', customer, text: '' }) }
  },
})

export const newFormEntry = formEntry({
  id: 'tasks.new',
  needs: 'task.create',
  state: z.strictObject({}),
  values: z.strictObject({
    customer: z.string().regex(/^\d{1,9}$/),
    what: z.string().trim().min(1).max(3_000),
    due: z.iso.date().nullable().optional(),
    person: z.string().nullable().optional(),
  }),
  async submit(context, { customer: id, what: typed, due, person }) {
    const what = storable(typed)
    const customer = await customerById(context.tx, Number(id))
    if (!customer) return { kind: 'message', message: withTyped(context.locale, goneMessage(context.locale).summary, what) }
    context.demand('task.create', customerResource(customer))
    const read = readTaskText(what, context, context.workdays)
    const text: TaskText = due ? { title: what, dueOn: due, dueTime: null, dueFrom: 'text', impossible: null } : read
    const member = person ? await memberByRef(context.tx, context.actor.platform, person) : null
    return make(context, customer, text, member, what)
  },
})

async function make(
  context: Context,
  customer: CustomerRecord,
  read: TaskText,
  member: Member | null,
  typed: string,
): Promise<Reply> {
  const { tx, now, actor, outbox } = context
  const text = words(context.locale)
  if (read.title.length > titleLength)
    return { kind: 'message', message: withTyped(context.locale, text.tooLong(titleLength), typed) }
  const assignee = member ?? (actor.memberId === null ? null : await memberById(tx, actor.memberId))
  if (member && !(await mayTake(context, member, customer.teamId)))
    return { kind: 'message', message: withTyped(context.locale, text.cannotTake(member.name), typed) }
  const { task } = await createTask(tx, outbox, {
    customerId: customer.id,
    teamId: customer.teamId,
    title: read.title,
    dueOn: read.dueOn,
    dueTime: read.dueTime,
    assigneeId: assignee?.id ?? null,
    cause: 'manual',
    actor,
    source: 'chat',
    now,
  })
  const day = `${formatDate(read.dueOn, context.locale, context.zone, 'weekday', now)}${read.dueTime ? ` ${read.dueTime}` : ''}`
  const line: Inline[] = [text.made, bold(read.title), ' · ', customer.name, text.due(day)]
  if (read.dueFrom === 'next-working-day') line.push(read.impossible ? text.notThere(read.impossible) : text.nextDay)
  if (member && member.id !== actor.memberId) {
    const absent = (await absentAmong(tx, [member.id], now)).get(member.id)
    line.push(' · ', personInline(member), awayNote(absent, context.locale, now))
  }
  const parts: Message['parts'] = [{ kind: 'text', text: line }]
  if (read.impossible) parts.push({ kind: 'note', text: [text.impossible(read.impossible)] })
  parts.push({ kind: 'actions', actions: taskActs(task, context.locale, mayWork(context)(task)) })
  return { kind: 'message', message: { locale: context.locale, summary: plainText(line), parts } }
}

/** The form, with what is known filled in; several matching customers become a choice. */
function newForm(context: Context, about: About | { kind?: undefined }): Form {
  const text = words(context.locale)
  const typed = about.kind ? about.text : ''
  return {
    id: 'tasks.new',
    title: text.title,
    submit: text.submit,
    ...(introOf(context, about) ? { intro: introOf(context, about) } : {}),
    fields: [
      customerField(text.customer, about),
      { kind: 'text', name: 'what', label: text.what, hint: text.whatHint, value: typed, multiline: true, maxLength: 3_000 },
      { kind: 'date', name: 'due', label: text.dueOn, hint: text.dueHint, optional: true },
      { kind: 'person', name: 'person', label: text.assignee, hint: text.assigneeHint, optional: true },
    ],
    state: {},
  }
}

function introOf(context: Context, about: About | { kind?: undefined }): string {
  const text = words(context.locale)
  if (about.kind === 'none' && about.who) return text.noWho(about.who.slice(0, 80))
  if (about.kind === 'row-gone') return text.noRow(about.number)
  return about.kind === 'many' ? text.several(about.who.slice(0, 80)) : ''
}

/** A customer by type-ahead, or one of those that match. */
export function customerField(label: string, about: About | { kind?: undefined }): Field {
  if (about.kind === 'many') {
    return { kind: 'choice', name: 'customer', label, options: about.customers.slice(0, pickLimit).map(customerChoice) }
  }
  return { kind: 'customer', name: 'customer', label, ...(about.kind === 'one' ? { value: customerChoice(about.customer) } : {}) }
}
