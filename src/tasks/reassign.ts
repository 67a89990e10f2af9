import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action, formEntry } from '../chat/feature.ts'
import type { Form } from '../chat/form.ts'
import { bold, type Inline, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { wording } from '../chat/wording.ts'
import { addActivity } from '../customers/activity.ts'
import { awayNote } from '../people/away/note.ts'
import { absentAmong } from '../people/away/store.ts'
import { findMember, type Member, memberByRef, personInline, rolesOf } from '../people/store.ts'
import { tellAssignee } from './assigned.ts'
import { taskValue } from './done.ts'
import { openTask, takeNumber, taskByNumber } from './find.ts'
import { taskName } from './row.ts'
import { type TaskRecord, taskById } from './store.ts'
import { cancelWake } from './wake.ts'

const words = wording({
  en: {
    given: ' is now with ',
    told: '. They got a message.',
    mine: ' is now yours.',
    already: ' is already with ',
    who: 'To whom? For example: /care reassign 2 @anna',
    nobody: (text: string) => `I know nobody called “${text}” here.`,
    several: (text: string, names: string) => `Several people match “${text}”: ${names}. Mention the one you mean with @.`,
    notThere: (name: string, team: string) => `${name} has no role in ${team}, so this task cannot go there.`,
    title: 'Reassign task',
    submit: 'Reassign',
    person: 'New assignee',
    changed: 'Somebody changed this task at the same moment; it is not reassigned. Open the list again with /care.',
    end: '.',
  },
  'zh-CN': {
    given: ' 已转交给 ',
    told: '，并已通知对方。',
    mine: ' 现在由您负责。',
    already: ' 的负责人已经是 ',
    who: '要转给谁？例如：/care 转交 2 @小王',
    nobody: (text: string) => `没有找到叫“${text}”的同事。`,
    several: (text: string, names: string) => `“${text}”对应多位同事：${names}。请用 @ 指明是哪一位。`,
    notThere: (name: string, team: string) => `${name} 在“${team}”没有角色，不能接手这项任务。`,
    title: '转交任务',
    submit: '转交',
    person: '新的负责人',
    changed: '刚刚有人改动了这项任务，没有转交。请发送“/care”重新打开列表。',
    end: '。',
  },
})

/** `/care reassign 2 @person` */
export async function runReassign(context: Context, rest: string): Promise<Reply> {
  const { number, rest: typed } = takeNumber(rest)
  const found = await taskByNumber(context, number)
  if (found.kind === 'answer') return { kind: 'message', message: found.message }
  const text = words(context.locale)
  const name = typed.replace(/^(?:to\s+|给\s*)/i, '')
  if (!name) return { kind: 'message', message: say(context.locale, text.who) }
  const match = await findMember(context, name)
  if (match.kind === 'one') return reassign(context, found.task, match.member)
  if (match.kind === 'none') return { kind: 'message', message: say(context.locale, text.nobody(name.slice(0, 80))) }
  const names = match.members.map(member => member.name).join(context.locale === 'en' ? ', ' : '、')
  return { kind: 'message', message: say(context.locale, text.several(name.slice(0, 80), names)) }
}

export const reassignAction = action({
  id: 'tasks.reassign',
  needs: 'task.complete',
  value: taskValue,
  async run(context, value) {
    const found = await openTask(context, value)
    if (found.kind === 'answer') return { kind: 'message', message: found.message }
    return { kind: 'form', form: reassignForm(context, found.task) }
  },
})

export const reassignFormEntry = formEntry({
  id: 'tasks.reassign',
  needs: 'task.complete',
  state: taskValue,
  values: z.strictObject({ person: z.string().min(1) }),
  async submit(context, { person }, state) {
    const found = await openTask(context, state)
    if (found.kind === 'answer') return { kind: 'message', message: found.message }
    const member = await memberByRef(context.tx, context.actor.platform, person)
    if (member) return reassign(context, found.task, member)
    return { kind: 'invalid', errors: { person: words(context.locale).nobody(person.slice(0, 80)) } }
  },
})

function reassignForm(context: Context, task: TaskRecord): Form {
  const text = words(context.locale)
  return {
    id: 'tasks.reassign',
    title: text.title,
    submit: text.submit,
    intro: taskName(task, context.locale),
    fields: [{ kind: 'person', name: 'person', label: text.person }],
    state: { taskId: task.id, version: task.version },
  }
}

/** Whether this person may work on tasks of the team: it holds customer data. */
export async function mayTake(context: Context, member: Member, teamId: number): Promise<boolean> {
  if (member.id === context.actor.memberId && context.actor.admin) return true
  if (member.isExternal || member.isGuest || member.deactivatedAt) return false
  if (member.isPlatformAdmin) return true
  const role = (await rolesOf(context.tx, member.id)).get(teamId)
  return role === 'rep' || role === 'manager'
}

async function reassign(context: Context, task: TaskRecord, member: Member): Promise<Reply> {
  const { tx, now, actor, locale } = context
  const text = words(locale)
  const answer = (...line: Inline[]): Reply => ({ kind: 'message', message: say(locale, ...line) })
  if (task.assigneeId === member.id) return answer(bold(task.title), text.already, personInline(member), text.end)
  if (!(await mayTake(context, member, task.teamId))) return answer(text.notThere(member.name, task.team.name))
  const { count } = await tx.careTask.updateMany({
    where: { id: task.id, status: 'open', version: task.version },
    data: { assigneeId: member.id, snoozedUntil: null, version: { increment: 1 } },
  })
  const after = await taskById(tx, task.id)
  if (count === 0 || !after) return answer(text.changed)
  await cancelWake(tx, task)
  await tellAssignee(tx, context.outbox, after, actor, now)
  if (task.customerId !== null)
    await addActivity(tx, {
      customerId: task.customerId,
      kind: 'task.reassigned',
      at: now,
      memberId: actor.memberId,
      source: 'chat',
      refId: task.id,
      data: { title: task.title, to: member.name },
    })
  if (member.id === actor.memberId) return answer(bold(task.title), text.mine)
  const absent = (await absentAmong(tx, [member.id], now)).get(member.id)
  return answer(bold(task.title), text.given, personInline(member), absent ? awayNote(absent, locale, now) : text.told)
}
