import type { Context } from '../../chat/context.ts'
import type { Field, Form } from '../../chat/form.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { limits } from '../../customers/fields.ts'
import { longestFilter } from '../../customers/filter/read.ts'
import { memberById } from '../../people/store.ts'
import type { Draft } from '../own/draft.ts'
import type { Effects } from '../own/effects.ts'
import { longestName } from '../own/segment.ts'

const words = wording({
  en: {
    newTitle: 'New segment',
    editTitle: 'Edit segment',
    submit: 'Preview',
    name: 'Name',
    filter: 'Who is in it',
    filterHint: 'Such as: csat>=4 and (ticket.solved<30d or not tag:vip). All words: /segment help',
    enter: (what: string) => `Coming in: ${what}`,
    exit: (what: string) => `Going out: ${what}`,
    tags: 'tags',
    tagsHint: 'Such as +happy -trial',
    tier: 'set the tier',
    stage: 'set the stage',
    task: 'a task',
    taskHint: 'What is to be done; a date in it counts: “call within 3 days”',
    who: 'task for',
    person: 'or for this person',
    tell: 'tell the team’s channel',
    owner: 'The customer’s owner',
    team: 'Nobody in particular: the team’s list',
    yes: 'Yes',
    no: 'No',
  },
  'zh-CN': {
    newTitle: '新建分群',
    editTitle: '编辑分群',
    submit: '预览',
    name: '名称',
    filter: '筛选条件',
    filterHint: '例如：满意度>=4 且（工单.解决<30天 或 非 标签：VIP）。全部写法：/segment 帮助',
    enter: (what: string) => `进入时：${what}`,
    exit: (what: string) => `离开时：${what}`,
    tags: '标签',
    tagsHint: '例如 +满意 -试用',
    tier: '设置等级',
    stage: '设置阶段',
    task: '新建任务',
    taskHint: '要做什么；内容里的日期会自动识别，如“三天内回访”',
    who: '任务负责人',
    person: '或指定成员',
    tell: '通知团队频道',
    owner: '客户负责人',
    team: '暂不指定，进团队待办',
    yes: '是',
    no: '否',
  },
})

export const longestTask = 300
const moves = ['enter', 'exit'] as const

/** What the form is opened with: a segment, or what was typed. */
export interface Opened extends Draft {
  /** Why it is (still) open. */
  intro?: string
}

/** One screen for a segment: whom it means, and what happens when they come and go. */
export async function segmentForm({ tx, locale }: Context, opened: Opened): Promise<Form> {
  const text = words(locale)
  const { teamId, segmentId, version, name, filter, intro } = opened
  const effects: Field[] = []
  for (const move of moves) {
    const { task } = move === 'enter' ? opened.onEnter : opened.onExit
    const person = typeof task?.who === 'number' ? await memberById(tx, task.who) : null
    effects.push(...effectFields(locale, move, move === 'enter' ? opened.onEnter : opened.onExit, person?.ref ?? null))
  }
  return {
    id: 'segments.edit',
    title: segmentId === null ? text.newTitle : text.editTitle,
    submit: text.submit,
    ...(intro ? { intro } : {}),
    fields: [
      { kind: 'text', name: 'name', label: text.name, maxLength: longestName * 2, ...filled(name) },
      {
        kind: 'text',
        name: 'filter',
        label: text.filter,
        hint: text.filterHint,
        multiline: true,
        maxLength: longestFilter,
        ...filled(filter.slice(0, longestFilter)),
      },
      ...effects,
    ],
    state: { teamId, segmentId, version },
  }
}

const filled = (value: string | null): { value?: string } => (value ? { value } : {})

function effectFields(locale: Locale, move: (typeof moves)[number], effects: Effects, person: string | null): Field[] {
  const text = words(locale)
  const base = (name: string, label: string) => ({ name: `${move}.${name}`, label: text[move](label), optional: true })
  const { addTags, removeTags, tier, stage, task, tell } = effects
  const signed = (sign: string, tags: readonly string[]) => tags.map(tag => `${sign}${/\s/.test(tag) ? `"${tag}"` : tag}`)
  const tags = [...signed('+', addTags), ...signed('-', removeTags)].join(' ')
  const options = (['owner', 'team'] as const).map(value => ({ value, label: text[value] }))
  const yesNo = (['yes', 'no'] as const).map(value => ({ value, label: text[value] }))
  return [
    { kind: 'text', ...base('tags', text.tags), hint: text.tagsHint, maxLength: 400, ...filled(tags) },
    { kind: 'text', ...base('tier', text.tier), maxLength: limits.short, ...filled(tier) },
    { kind: 'text', ...base('stage', text.stage), maxLength: limits.short, ...filled(stage) },
    { kind: 'text', ...base('task', text.task), hint: text.taskHint, maxLength: longestTask, ...filled(task?.what ?? null) },
    { kind: 'choice', ...base('who', text.who), options, value: task?.who === 'team' ? 'team' : 'owner' },
    { kind: 'person', ...base('person', text.person), ...filled(person) },
    { kind: 'choice', ...base('tell', text.tell), options: yesNo, value: tell ? 'yes' : 'no' },
  ]
}
