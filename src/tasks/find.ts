import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { type Message, say } from '../chat/message.ts'
import { shownRow } from '../chat/shown-list.ts'
import { wording } from '../chat/wording.ts'
import { memberById } from '../people/store.ts'
import { type TaskRecord, taskById } from './store.ts'

const words = wording({
  en: {
    noNumber: 'Which task? Say its number on your list, for example /care done 2. /care shows the list.',
    noRow: (number: number) =>
      `There is no task ${number} on the list you saw last here. /care shows your tasks with their numbers.`,
    gone: 'This task is no longer there.',
    doneBy: (title: string, name: string, day: string) => `“${title}” is already done: ${name}, ${day}.`,
    dropped: (title: string) => `“${title}” was taken back, nothing is left to do.`,
    moved: (title: string, name: string) => `“${title}” was given to ${name} in the meantime, so it is no longer on your list.`,
    somebody: 'somebody',
    nobody: 'nobody yet',
  },
  'zh-CN': {
    noNumber: '要处理哪一项？请带上列表里的编号，例如“/care 完成 2”。发送“/care”可以看到列表。',
    noRow: (number: number) => `您最近看到的列表里没有第 ${number} 项任务。发送“/care”可以看到任务和编号。`,
    gone: '这项任务已不存在。',
    doneBy: (title: string, name: string, day: string) => `“${title}”已由 ${name} 于 ${day} 完成。`,
    dropped: (title: string) => `“${title}”已撤销，不用再处理。`,
    moved: (title: string, name: string) => `“${title}”已转给 ${name}，不在您的列表里了。`,
    somebody: '其他人',
    nobody: '其他人',
  },
})

/** A task to work on, or what to say instead. */
export type Found = { kind: 'task'; task: TaskRecord } | { kind: 'answer'; message: Message }

/** `2 the rest`, `2，其余`, `#2`, `第2项 …`: the number a line starts with and what follows it. */
export function takeNumber(text: string): { number: number | null; rest: string } {
  const match = leadingNumber.exec(toPlainDigits(text))
  if (!match) return { number: null, rest: text.trim() }
  return { number: Number(match[1]), rest: text.slice(match[0].length).trim() }
}

const leadingNumber =
  /^\s*(?:[#＃]|第)?\s?(\d{1,3})(?!\d|[:：]\d|\/)\s?(?:项|条|个|号)?(?:[.、:：,，;；)\s]+|(?=\p{Script=Han}|@)|$)/u

/** Full-width digits as plain ones, character for character. */
const toPlainDigits = (text: string): string =>
  text.replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))

/** The open task a number of the last list means, if the speaker may work on it (or read it, for `read`). */
export async function taskByNumber(context: Context, number: number | null, purpose: 'work' | 'read' = 'work'): Promise<Found> {
  const text = words(context.locale)
  if (number === null) return { kind: 'answer', message: say(context.locale, text.noNumber) }
  const row = context.place && (await shownRow(context.tx, context.place, context.actor.memberId, number, context.now))
  if (row?.kind !== 'task') return { kind: 'answer', message: say(context.locale, text.noRow(number)) }
  return purpose === 'work' ? openTask(context, { taskId: row.id }) : readTask(context, row.id)
}

async function readTask(context: Context, id: number): Promise<Found> {
  const task = await taskById(context.tx, id)
  if (!task) return { kind: 'answer', message: say(context.locale, words(context.locale).gone) }
  context.demand('customer.read', readResource(task))
  return { kind: 'task', task }
}

/**
 * Reads a task again at the click: it may be done, taken back, given to somebody else or gone since the button was shown.
 * `version` is the button's: with it, a task that changed hands is explained instead of refused.
 */
export async function openTask(context: Context, value: { taskId: number; version?: number | undefined }): Promise<Found> {
  const task = await taskById(context.tx, value.taskId)
  const text = words(context.locale)
  const answer = (line: string): Found => ({ kind: 'answer', message: say(context.locale, line) })
  if (!task) return answer(text.gone)
  context.demand('customer.read', { teamId: task.teamId })
  const resource = { teamId: task.teamId, ownerId: task.assigneeId }
  const isStale = value.version !== undefined && value.version !== task.version
  if (task.status === 'open' && isStale && !context.may('task.complete', resource))
    return answer(text.moved(task.title, task.assignee?.name ?? text.nobody))
  if (task.status === 'open') context.demand('task.complete', resource)
  else context.demand('customer.read', readResource(task))
  if (task.status !== 'open') return answer(await endedText(context, task))
  return { kind: 'task', task }
}

/** A task may be read like its customer, and by whom it is assigned to. */
function readResource(task: TaskRecord) {
  return { teamId: task.teamId, ownerId: task.assigneeId, ownOnly: task.team.ownOnly }
}

/** Why a task that is not open cannot be worked on. */
async function endedText(context: Context, task: TaskRecord): Promise<string> {
  const text = words(context.locale)
  if (task.status === 'dropped') return text.dropped(task.title)
  const by = task.doneById === null ? null : await memberById(context.tx, task.doneById)
  const day = task.doneAt ? formatDate(task.doneAt, context.locale, context.zone, 'datetime', context.now) : ''
  return text.doneBy(task.title, by?.name ?? text.somebody, day)
}
