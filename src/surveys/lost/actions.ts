import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { isLocalDate, type LocalDate, localDate, nextWorkingDay } from '../../chat/dates/zone.ts'
import { action } from '../../chat/feature.ts'
import { bold, code, type Inline, type Message, type Part, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { personInline, teamById } from '../../people/store.ts'
import { askedBy, type Segment } from '../../segments/own/segment.ts'
import { createTask } from '../../tasks/create.ts'
import { type Group, highValueWith, type Share, segmentFor, sharesOf } from './high-value.ts'
import { traitNames, traitText } from './trait.ts'

const words = wording({
  en: {
    title: (trait: string) => `High-value customers who share: ${trait}`,
    filter: 'Segment',
    found: 'Seen among',
    counts: (left: number, allLeft: number, stayed: number, allStayed: number, from: string, to: string) =>
      `${left} of the ${allLeft} customers who left, and ${stayed} of the ${allStayed} who stayed (${from} – ${to})`,
    owners: 'One task each, due in 3 working days',
    customers: (count: number) => (count === 1 ? '1 customer' : `${count} customers`),
    team: 'nobody: a task of the team',
    more: (count: number) => `…and ${count} more people`,
    make: (count: number) => `Make the segment and ${count === 1 ? '1 task' : `${count} tasks`}`,
    nobody: (trait: string) =>
      `No high-value customer who is still with us shares this (${trait}): there is nobody to write about, so nothing was made.`,
    gone: 'This can no longer be asked for. Run /retention lost again.',
    task: (count: number, trait: string) =>
      `${count === 1 ? '1 high-value customer shares' : `${count} high-value customers share`} what those who left had: ${trait}`,
    shared: 'It is shared by those who left; that does not say that it is why they left.',
    see: (filter: string) => `See them with /customer list ${filter}, then call: what do they need, and what troubles them?`,
    made: (tasks: number) => `: the segment is there, ${tasks === 1 ? '1 task was' : `${tasks} tasks were`} made.`,
    none: ': the segment and this month’s tasks are there already; nothing new was made.',
    list: 'List',
    show: 'Show the segment',
  },
  'zh-CN': {
    title: (trait: string) => `有同样特征的高价值客户（${trait}）`,
    filter: '分群条件',
    found: '依据',
    counts: (left: number, allLeft: number, stayed: number, allStayed: number, from: string, to: string) =>
      `${allLeft} 位流失客户中有 ${left} 位，${allStayed} 位留存客户中有 ${stayed} 位（${from}至${to}）`,
    owners: '每人一个任务，3 个工作日内完成',
    customers: (count: number) => `${count} 位客户`,
    team: '暂无负责人，作为团队任务',
    more: (count: number) => `……另有 ${count} 人`,
    make: (count: number) => `建立分群和 ${count} 个任务`,
    nobody: (trait: string) => `目前没有符合这一特征（${trait}）的高价值客户，不需要跟进，未做任何操作。`,
    gone: '这个条件已失效，请重新执行“/retention 流失”。',
    task: (count: number, trait: string) => `${count} 位高价值客户与流失客户有共同特征（${trait}），请主动关怀`,
    shared: '这是流失客户的共同特征，不代表就是流失原因。',
    see: (filter: string) => `查看名单：/customer 列表 ${filter}，逐一联系，了解近期需求和不满。`,
    made: (tasks: number) => `：分群已建立，新建了 ${tasks} 个任务。`,
    none: '：分群和本月的任务都已存在，没有重复新建。',
    list: '名单',
    show: '查看分群',
  },
})

const count = z.int32().min(0)
const day = z.string().refine(isLocalDate)
const traitShape = z.strictObject({
  teamId: z.int32(),
  trait: z.enum(traitNames),
  value: z.string().min(1).max(400),
  label: z.string().min(1).max(400),
  from: day,
  last: day,
  /** Who left with it, of how many; who stayed with it, of how many. */
  counts: z.tuple([count, count, count, count]),
})
type Trait = z.infer<typeof traitShape>

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
    { kind: 'note', text: [text.shared] },
    {
      kind: 'actions',
      actions: [{ action: makeTasksAction.id, label: text.make(shares.length), value: trait, style: 'primary' }],
      priority: 9,
    },
  ]
  return { locale, summary: title, parts }
}

function countsText({ counts, from, last }: Trait, locale: Locale, { zone }: Team): string {
  const shown = (date: LocalDate): string => formatDate(date, locale, zone)
  return words(locale).counts(...counts, shown(from), shown(last))
}

/** In the team's language, for whom they are. Once a month for a trait and owner, whoever asks and however often. Returns how many were made. */
async function makeTasks(
  { tx, now, outbox, actor }: Context,
  team: Team,
  trait: Trait,
  segment: Segment,
  shares: readonly Share[],
): Promise<number> {
  const { locale } = team
  const text = words(locale)
  const today = localDate(now, team.zone)
  const inDays = (days: number): LocalDate => (days === 0 ? today : nextWorkingDay(inDays(days - 1), team.workdays))
  const key = `lost-trait:${team.id}:${trait.trait}:${trait.value.toLowerCase()}:${trait.last.slice(0, 7)}`
  let made = 0
  for (const { owner, customers } of shares) {
    const { created } = await createTask(tx, outbox, {
      // Without names of customers: a task about nobody in particular stays when one of them is erased.
      customerId: null,
      teamId: team.id,
      title: text.task(customers, traitText(trait, locale)),
      dueOn: inDays(3),
      assigneeId: owner?.id ?? null,
      cause: 'lost-trait',
      causeKey: `${key}:${owner?.id ?? 'team'}`,
      evidence: [countsText(trait, locale, team), text.shared],
      suggestion: text.see(askedBy(segment.name)[locale]),
      actor: { memberId: actor.memberId, name: actor.name },
      source: 'chat',
      now,
    })
    if (created) made += 1
  }
  return made
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
