import type { Context, Team } from '../../chat/context.ts'
import { action } from '../../chat/feature.ts'
import { bold, code, type Inline, type Message, type Part, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { personInline, teamById } from '../../people/store.ts'
import { askedBy, type Segment } from '../../segments/own/segment.ts'
import { countsText, sharedText, type Trait, traitShape } from './evidence.ts'
import { type Group, highValueWith, type Share, segmentFor, sharesOf } from './high-value.ts'
import { makeTasks } from './tasks.ts'
import { traitText } from './trait.ts'

const words = wording({
  en: {
    title: (trait: string) => `High-value customers who share: ${trait}`,
    filter: 'Segment',
    found: 'Seen among',
    owners: 'One task each, due in 3 working days',
    customers: (count: number) => (count === 1 ? '1 customer' : `${count} customers`),
    team: 'nobody: a task of the team',
    more: (count: number) => `…and ${count} more people`,
    make: (count: number) => `Make the segment and ${count === 1 ? '1 task' : `${count} tasks`}`,
    nobody: (trait: string) =>
      `No high-value customer who is still with us shares this (${trait}): there is nobody to write about, so nothing was made.`,
    gone: 'This can no longer be asked for. Run /retention lost again.',
    made: (tasks: number) => `: the segment is there, ${tasks === 1 ? '1 task was' : `${tasks} tasks were`} made.`,
    none: ': the segment and this month’s tasks are there already; nothing new was made.',
    list: 'List',
    show: 'Show the segment',
  },
  'zh-CN': {
    title: (trait: string) => `有同样特征的高价值客户（${trait}）`,
    filter: '分群条件',
    found: '依据',
    owners: '每人一个任务，3 个工作日内完成',
    customers: (count: number) => `${count} 位客户`,
    team: '暂无负责人，作为团队任务',
    more: (count: number) => `……另有 ${count} 人`,
    make: (count: number) => `建立分群和 ${count} 个任务`,
    nobody: (trait: string) => `目前没有符合这一特征（${trait}）的高价值客户，不需要跟进，未做任何操作。`,
    gone: '这个条件已失效，请重新执行“/retention 流失”。',
    made: (tasks: number) => `：分群已建立，新建了 ${tasks} 个任务。`,
    none: '：分群和本月的任务都已存在，没有重复新建。',
    list: '名单',
    show: '查看分群',
  },
})

/** The button at a finding: what would be made, before it is. */
export const lostTraitAction = action({
  id: 'surveys.lost-trait',
  needs: 'segment.manage',
  value: traitShape,
  run: (context, trait) =>
    withGroup(context, trait, async (team, group, shares) => ({
      kind: 'message',
      message: previewMessage(context, team, trait, group, shares),
    })),
})

/** Makes the segment and a task for each owner; what is there already is not made again. */
export const makeTasksAction = action({
  id: 'surveys.lost-make',
  needs: 'segment.manage',
  value: traitShape,
  run: (context, trait) =>
    withGroup(context, trait, async (team, group, shares) => {
      const made = await segmentFor(context, team, group)
      if (made.kind === 'problem') return { kind: 'message', message: say(context.locale, made.text) }
      const tasks = await makeTasks(context, team, trait, made.segment, shares)
      return { kind: 'replace', message: madeMessage(context, made.segment, tasks) }
    }),
})

async function withGroup(
  context: Context,
  trait: Trait,
  go: (team: Team, group: Group, shares: readonly Share[]) => Promise<Reply>,
): Promise<Reply> {
  const { locale } = context
  context.demand('segment.manage', { teamId: trait.teamId })
  const team = await teamById(context.tx, trait.teamId)
  const group = await highValueWith(context, team, trait)
  if (!group) return { kind: 'message', message: say(locale, words(locale).gone) }
  const shares = await sharesOf(context, team, group)
  if (shares.length === 0) return { kind: 'message', message: say(locale, words(locale).nobody(traitText(trait, locale))) }
  return go(team, group, shares)
}

const shownOwners = 15

function previewMessage(context: Context, team: Team, trait: Trait, group: Group, shares: readonly Share[]): Message {
  const { locale } = context
  const text = words(locale)
  const title = text.title(traitText(trait, locale))
  const more = shares.length - shownOwners
  const parts: Part[] = [
    { kind: 'heading', text: title },
    {
      kind: 'facts',
      facts: [
        { label: text.found, value: [countsText(trait, locale, team)] },
        { label: text.filter, value: [code(group.written)] },
      ],
    },
    {
      kind: 'list',
      title: text.owners,
      rows: shares.slice(0, shownOwners).map(({ owner, customers }): { text: Inline[] } => ({
        text: [owner ? personInline(owner) : text.team, ` · ${text.customers(customers)}`],
      })),
      ...(more > 0 ? { more: [text.more(more)] } : {}),
    },
    { kind: 'note', text: [sharedText(locale)] },
    {
      kind: 'actions',
      actions: [{ action: makeTasksAction.id, label: text.make(shares.length), value: trait, style: 'primary' }],
      priority: 9,
    },
  ]
  return { locale, summary: title, parts }
}

function madeMessage({ locale }: Context, { id, name }: Segment, tasks: number): Message {
  const text = words(locale)
  const message = say(locale, bold(name), tasks > 0 ? text.made(tasks) : text.none)
  message.parts.push({
    kind: 'actions',
    actions: [
      { action: 'customers.list', label: text.list, value: { filter: askedBy(name)[locale], page: 0 } },
      { action: 'segments.show', label: text.show, value: { segmentId: id } },
    ],
  })
  return message
}
