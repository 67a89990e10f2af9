import { type Button, bold, code, type Inline, type Message, type Part, plainText, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { personInline } from '../../people/store.ts'
import { type Scope, sumOf, type TeamPart } from './scope.ts'

const counts = (customers: number, tasks: number): string =>
  `${customers} ${customers === 1 ? 'customer' : 'customers'} and ${tasks} open ${tasks === 1 ? 'task' : 'tasks'}`
const countsZh = (customers: number, tasks: number): string => `${customers} 位客户、${tasks} 项未完成任务`

export const successionWords = wording({
  en: {
    usage: 'Who hands over to whom? For example: ',
    example: '/customer reassign @leaver @successor',
    nobody: (typed: string) => `I know nobody called “${typed}” here.`,
    several: (typed: string, names: string) => `“${typed}” could be several people: ${names}. Mention the one you mean with @.`,
    same: 'Both are the same person.',
    filter: ' Nothing was moved.',
    nothing: (name: string) => `There is nothing of ${name}’s to hand over in the teams you manage.`,
    nothingFits: (name: string, filter: string) => `No customer of ${name}’s in the teams you manage fits “${filter}”.`,
    title: ['Hand over from ', ' to ', ''],
    only: (filter: string) => `Only customers that fit “${filter}”, and the tasks about them.`,
    part: (team: string, customers: number, tasks: number, left: number) =>
      `${team}: ${counts(customers, tasks)}${left ? ` (${left} of the customers left)` : ''}`,
    moves: 'Will move',
    stays: (name: string) => `Stays: ${name} has no role there that can own customers`,
    yours: 'You see the teams you manage.',
    go: (customers: number, tasks: number) => `Hand over ${counts(customers, tasks)}`,
    confirm: (name: string) => `Their owner will be ${name}. You can undo it for 7 days.`,
    changed: 'This has changed since you looked; these are the numbers now:',
    done: (customers: number, tasks: number) => `Handed over ${counts(customers, tasks)} from `,
    doneEnd: '. It can be undone for 7 days.',
    undo: 'Undo',
    undoConfirm: 'Everything that is still there goes back.',
    undone: (customers: number, tasks: number) => `Undone: ${counts(customers, tasks)} went back to `,
    kept: (customers: number, tasks: number) =>
      `Left as they are: ${counts(customers, tasks)}, for they were given to others, finished or deleted meanwhile.`,
    gone: 'This was undone before, or it is more than 7 days ago.',
    end: '.',
    takeOver: (by: string, customers: number, tasks: number) => `${by} made you the owner of ${counts(customers, tasks)} of `,
    backFrom: (by: string, customers: number, tasks: number) =>
      `${by} took a handover back: ${counts(customers, tasks)} went back to `,
    atRisk: 'The most at risk',
    more: 'All of yours: ',
    list: '/customer list mine',
  },
  'zh-CN': {
    usage: '由谁移交给谁？例如：',
    example: '/customer 移交 @离职同事 @接手同事',
    nobody: (typed: string) => `没有找到叫“${typed}”的同事。`,
    several: (typed: string, names: string) => `“${typed}”对应多位同事：${names}。请用 @ 指明是哪一位。`,
    same: '移交双方是同一个人。',
    filter: '没有移交任何客户。',
    nothing: (name: string) => `在您管理的团队里，${name}没有可移交的客户或任务。`,
    nothingFits: (name: string, filter: string) => `在您管理的团队里，${name}没有符合“${filter}”的客户。`,
    title: ['移交：', ' → ', ''],
    only: (filter: string) => `仅限符合“${filter}”的客户及其任务。`,
    part: (team: string, customers: number, tasks: number, left: number) =>
      `${team}：${countsZh(customers, tasks)}${left ? `（其中 ${left} 位已流失）` : ''}`,
    moves: '将会移交',
    stays: (name: string) => `不移交：${name}在这些团队没有可负责客户的角色`,
    yours: '仅包含您管理的团队。',
    go: (customers: number, tasks: number) => `移交 ${countsZh(customers, tasks)}`,
    confirm: (name: string) => `负责人将变为${name}，7 天内可以撤销。`,
    changed: '您查看之后数据有变化，最新数量如下：',
    done: (customers: number, tasks: number) => `已移交 ${countsZh(customers, tasks)}：`,
    doneEnd: '。7 天内可以撤销。',
    undo: '撤销',
    undoConfirm: '仍在对方名下的客户和任务都会退回。',
    undone: (customers: number, tasks: number) => `已撤销，${countsZh(customers, tasks)}退回给 `,
    kept: (customers: number, tasks: number) => `保持现状：${countsZh(customers, tasks)}（期间已转给他人、已完成或已删除）。`,
    gone: '这次移交之前已经撤销，或已超过 7 天。',
    end: '。',
    takeOver: (by: string, customers: number, tasks: number) => `${by}将 ${countsZh(customers, tasks)}移交给您，原负责人是 `,
    backFrom: (by: string, customers: number, tasks: number) => `${by}撤销了移交：${countsZh(customers, tasks)}退回给 `,
    atRisk: '流失风险最高的客户',
    more: '查看全部：',
    list: '/customer 列表 我的',
  },
})

type Person = Parameters<typeof personInline>[0]

/** Who hands over to whom, as one line. */
function hands(locale: Locale, leaver: Person, successor: Person): Inline[] {
  const [before = '', between = '', after = ''] = successionWords(locale).title
  return [before, personInline(leaver), between, personInline(successor), after]
}

/** What would move and what would stay, with a button that does it; `changed`: the numbers differ from those confirmed. */
export function previewMessage(locale: Locale, scope: Scope, isAdmin: boolean, changed = false): Message {
  const text = successionWords(locale)
  const { leaver, successor, filter, moves, stays } = scope
  const title = hands(locale, leaver, successor)
  const row = ({ team, customers, tasks, left }: TeamPart) => ({ text: [text.part(team, customers, tasks, left)] })
  const parts: Part[] = [{ kind: 'text', text: title.map(one => (typeof one === 'string' && one.trim() ? bold(one) : one)) }]
  if (changed) parts.unshift({ kind: 'text', text: ['⚠️ ', text.changed] })
  if (filter) parts.push({ kind: 'note', text: [text.only(filter)] })
  if (moves.length) parts.push({ kind: 'list', title: text.moves, rows: moves.map(row) })
  if (stays.length) parts.push({ kind: 'list', title: text.stays(successor.name), rows: stays.map(row) })
  if (!isAdmin) parts.push({ kind: 'note', text: [text.yours] })
  const [customers, tasks] = [sumOf(moves, 'customers'), sumOf(moves, 'tasks')]
  if (moves.length)
    parts.push({
      kind: 'actions',
      actions: [
        {
          action: 'tasks.hand-over',
          label: text.go(customers, tasks),
          value: { leaverId: leaver.id, successorId: successor.id, filter, customers, tasks },
          style: 'primary',
          confirm: text.confirm(successor.name),
        },
      ],
    })
  return { locale, summary: plainText(title), parts }
}

/** `offers`: what else goes with it. */
export function doneMessage(
  locale: Locale,
  scope: Scope,
  moved: { customers: number; tasks: number },
  id: string,
  offers: readonly Button[],
): Message {
  const text = successionWords(locale)
  const { leaver, successor } = scope
  const [, between = ''] = text.title
  const line = [text.done(moved.customers, moved.tasks), personInline(leaver), between, personInline(successor), text.doneEnd]
  const message = say(locale, ...line)
  const undo = { action: 'tasks.take-back', label: text.undo, value: { id }, confirm: text.undoConfirm }
  if (scope.stays.length)
    message.parts.push({
      kind: 'list',
      title: text.stays(successor.name),
      rows: scope.stays.map(({ team, customers, tasks, left }) => ({ text: [text.part(team, customers, tasks, left)] })),
    })
  message.parts.push({ kind: 'actions', actions: [...offers, undo] })
  return message
}

/** What a handover line without a usable pair of people is answered with. */
export function askMessage(locale: Locale, line: Inline[]): Message {
  const text = successionWords(locale)
  const message = say(locale, ...line)
  message.parts.push({ kind: 'note', text: [text.usage, code(text.example)] })
  return message
}
