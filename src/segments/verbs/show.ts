import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Button, code, type Fact, type Inline, type Message, say } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import type { Reply } from '../../chat/platform.ts'
import { nearest, plainSpaces } from '../../chat/verbs.ts'
import { wording } from '../../chat/wording.ts'
import { problemInlines } from '../../customers/filter/problem-text.ts'
import { quoted } from '../../customers/messages.ts'
import { unquoted } from '../../customers/query.ts'
import { memberById, personInline, teamById } from '../../people/store.ts'
import { countsOf, type Figures, movementText } from '../figures.ts'
import { readerFor } from '../own/run.ts'
import { askedBy, type Segment } from '../own/segment.ts'
import { segmentById, segmentNamed, segmentsOf } from '../own/store.ts'
import { rfmOptions } from '../rfm/filters.ts'
import { readableTeams } from '../teams.ts'
import { effectFacts } from './preview.ts'

const words = wording({
  en: {
    customers: 'Customers',
    filter: 'Who is in it',
    by: 'Made by',
    none: (name: string) => `There is no segment “${name}”.`,
    gone: 'This segment is no longer there.',
    broken: 'Its filter cannot be read any more, so nobody comes in or goes out: ',
    list: 'List',
    edit: 'Edit',
    show: 'Show',
    remove: 'Remove',
    sure: (name: string) =>
      `Remove the segment “${name}”? Its members stay customers, with the tags they have. It cannot be undone.`,
  },
  'zh-CN': {
    customers: '客户数',
    filter: '筛选条件',
    by: '创建人',
    none: (name: string) => `没有叫“${name}”的分群。`,
    gone: '这个分群已不存在。',
    broken: '条件已无法识别，成员暂停更新：',
    list: '名单',
    edit: '编辑',
    show: '详情',
    remove: '删除',
    sure: (name: string) => `确定删除分群“${name}”？客户和已有标签不受影响。删除后不能恢复。`,
  },
})

export const showVerb: Verb = {
  name: 'show',
  words: ['show', 'view', 'open', '查看', '打开'],
  usage: { en: '/segment show "Happy customers"', 'zh-CN': '/segment 查看 满意客户' },
  needs: 'customer.read',
  run: (context, rest) => showTyped(context, rest),
}

/** By name; an RFM segment is its list; else what was probably meant. */
async function showTyped(context: Context, typed: string): Promise<Reply> {
  const { tx, locale } = context
  const name = unquoted(plainSpaces(typed))
  const teams = (await readableTeams(context)).map(({ id }) => id)
  const segment = await segmentNamed(tx, teams, name)
  if (segment) return { kind: 'message', message: await showMessage(context, segment) }
  const glued = gluedVerb(context, typed)
  if (glued) return glued()
  const names = [...(await segmentsOf(tx, teams)).map(each => each.name), ...rfmOptions.flatMap(option => [...option.words])]
  const near = nearest(name, names)
  const isRfm = rfmOptions.some(({ words: spelled }) => spelled.includes(name.toLowerCase()))
  const line: Inline[] = isRfm ? [] : [words(locale).none(quoted(name)), locale === 'en' ? ' ' : '']
  const list = locale === 'en' ? '/customer list' : '/customer 列表'
  const meant = isRfm ? `${list} ${askedBy(name)[locale]}` : near ? `/segment ${near}` : '/segment'
  return {
    kind: 'message',
    message: say(locale, ...line, chatWords(locale).didYouMean, code(meant), locale === 'en' ? '?' : '？'),
  }
}

/** 编辑满意客户: a Chinese verb with the name right behind it. */
function gluedVerb(context: Context, typed: string): (() => Promise<Reply>) | null {
  const verbs = context.rooms.commands.find(({ name }) => name === 'segment')?.verbs ?? []
  for (const verb of verbs)
    for (const word of verb.words)
      if (/^\p{Script=Han}{2,}$/u.test(word) && typed.length > word.length && typed.startsWith(word))
        return () => {
          context.demand(verb.needs)
          return verb.run(context, typed.slice(word.length))
        }
  return null
}

export const showAction = action({
  id: 'segments.show',
  needs: 'customer.read',
  value: z.strictObject({ segmentId: z.int32() }),
  run: (context, { segmentId }) =>
    withSegment(context, segmentId, async segment => ({ kind: 'message', message: await showMessage(context, segment) })),
})

/** The segment of a button, if this person may know it. */
export async function withSegment(context: Context, id: number, go: (segment: Segment) => Promise<Reply>): Promise<Reply> {
  const segment = await segmentById(context.tx, id)
  if (!segment) return { kind: 'message', message: say(context.locale, words(context.locale).gone) }
  context.demand('customer.read', { teamId: segment.teamId })
  return go(segment)
}

async function showMessage(context: Context, segment: Segment): Promise<Message> {
  const { tx, locale } = context
  const text = words(locale)
  const team = await teamById(tx, segment.teamId)
  const figures = (await countsOf(context, team, [segment])).get(String(segment.id))
  const author = segment.createdById === null ? null : await memberById(tx, segment.createdById)
  const facts: Fact[] = [
    { label: text.customers, value: [figuresText(locale, figures)] },
    { label: text.filter, value: [code(segment.filter)] },
    ...(await effectFacts(context, segment)),
    ...(author ? [{ label: text.by, value: [personInline(author)] }] : []),
  ]
  const parts: Message['parts'] = [
    { kind: 'heading', text: segment.name },
    { kind: 'facts', facts, priority: 8 },
  ]
  const read = (await readerFor(context, team))(segment.filter)
  if (read.kind === 'problem') parts.push({ kind: 'text', text: ['⚠️ ', text.broken, ...problemInlines(locale, read.problem)] })
  parts.push({ kind: 'actions', actions: segmentButtons(context, segment, true), priority: 9 })
  return { locale, summary: segment.name, parts }
}

const figuresText = (locale: Context['locale'], figures: Figures | undefined): string =>
  [(figures?.members ?? 0).toLocaleString(locale), movementText(locale, figures)].filter(Boolean).join(' · ')

/** What can be done with a segment, as far as this person may. */
export function segmentButtons(context: Context, { id, name, teamId }: Segment, isShown = false): Button[] {
  const { locale } = context
  const text = words(locale)
  const list: Button = { action: 'customers.list', label: text.list, value: { filter: askedBy(name)[locale], page: 0 } }
  const show: Button = { action: 'segments.show', label: text.show, value: { segmentId: id } }
  const buttons = isShown ? [list] : [list, show]
  if (!context.may('segment.manage', { teamId })) return buttons
  buttons.push({ action: 'segments.open', label: text.edit, value: { segmentId: id } })
  if (isShown)
    buttons.push({
      action: 'segments.remove',
      label: text.remove,
      value: { segmentId: id },
      style: 'danger',
      confirm: text.sure(name),
    })
  return buttons
}
