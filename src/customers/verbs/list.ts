import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { code, type Inline, type Message, type Part, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'
import { namedText } from '../../people/named-text.ts'
import { customerButtons } from '../card.ts'
import { shownValue } from '../custom/field.ts'
import { type Filter, readFilter } from '../filter.ts'
import { commandText, customerLine } from '../messages.ts'
import { pageButtons, pageNote, pageThere } from '../paging.ts'
import { customOf } from '../record.ts'
import { type CustomerRecord, recordColumns, recordJoins, recordOf, visible } from '../store.ts'

const pageSize = 10
/** Travels in the buttons. */
const longestFilter = 300

const words = wording({
  en: {
    title: (filter: string) => `Customers: ${filter}`,
    mine: 'My customers',
    all: 'All customers',
    none: ['No customer fits ', '.'],
    noneLeft: 'Some who left do: ',
    noneMine: 'You own no customers now.',
    leftOut: 'Customers who left are not shown; see them with ',
    unknown: (word: string) => `I cannot filter by “${word}”.`,
    argument: (word: string) => `“${word}” is not complete, or cannot be combined like this.`,
    didYouMean: 'Did you mean ',
    can: 'You can combine: ',
    examples: 'mine · tag:vip · stage:negotiation · tier:A · owner:Sofia · unassigned · left · all, and own fields (seats:>20)',
    tooLong: 'This filter is too long.',
  },
  'zh-CN': {
    title: (filter: string) => `客户（${filter}）`,
    mine: '我的客户',
    all: '全部客户',
    none: ['没有符合“', '”的客户。'],
    noneLeft: '已流失的客户中有：',
    noneMine: '您名下还没有客户。',
    leftOut: '未包含已流失客户，查看请用 ',
    unknown: (word: string) => `无法按“${word}”筛选。`,
    argument: (word: string) => `“${word}”不完整，或不能这样组合。`,
    didYouMean: '您是不是想用 ',
    can: '可以组合使用：',
    examples: '我的 · 标签：VIP · 阶段：谈判中 · 等级：A · 负责人：陈晓雯 · 未分配 · 流失 · 全部，以及自定义字段（席位：>20）',
    tooLong: '筛选条件太长了。',
  },
})

export const listVerb: Verb = {
  name: 'list',
  words: ['list', '列表', '名单'],
  usage: { en: '/customer list mine|at-risk|tag:vip|stage:…', 'zh-CN': '/customer 列表 我的|有风险|标签：VIP|阶段：…' },
  needs: 'customer.read',
  run: async (context, rest) => ({ kind: 'message', message: await listMessage(context, rest.trim(), 0) }),
}

export const listAction = action({
  id: 'customers.list',
  needs: 'customer.read',
  value: z.strictObject({ filter: z.string().max(longestFilter), page: z.int32().min(0).max(100_000) }),
  run: async (context, { filter, page }): Promise<Reply> => ({
    kind: 'replace',
    message: await listMessage(context, filter, page),
  }),
})

/** Reps look at their own customers first, everybody else at all. */
function usual({ actor, locale }: Context): string {
  const isRep = [...actor.roles.values()].includes('rep') && !actor.admin
  return locale === 'en' ? (isRep ? 'mine' : 'all') : isRep ? '我的' : '全部'
}

type Chosen = Extract<Filter, { kind: 'filter' }>

async function listMessage(context: Context, typed: string, wanted: number): Promise<Message> {
  const { locale } = context
  if (typed.length > longestFilter) return say(locale, words(locale).tooLong)
  const line = typed || usual(context)
  const filter = await readFilter(context, line)
  if (filter.kind !== 'filter')
    return badFilter(context, { ...filter, word: await namedText(context.tx, context.actor.platform, filter.word) })
  const shown = await namedText(context.tx, context.actor.platform, line)
  const among = Prisma.join([...filter.where, visible(context)], ' AND ')
  const where = showsLeft(filter) ? among : Prisma.sql`${among} AND c."leftAt" IS NULL`
  const { total, left } = await counted(context, among, showsLeft(filter))
  const leftOut = left ? [words(locale).leftOut, leftCommand(context, shown)] : []
  if (total === 0) return emptyMessage(context, filter, shown, left)
  const title = titleOf(context, filter, shown)
  const page = pageThere(wanted, pageSize, total)
  const customers = await readPage(context, where, filter.order, page)
  const hints = await readHints(context, customers)
  const rows = customers.map(customer =>
    customerLine(customer, context, customerButtons(context, customer, 'digest'), [
      ...ownValues(filter, customer, locale),
      ...(hints.get(customer.id) ?? []),
    ]),
  )
  const parts: Part[] = [
    { kind: 'heading', text: title },
    { kind: 'list', start: page * pageSize + 1, rows },
    { kind: 'note', text: [pageNote(locale, page, pageSize, total), ...(leftOut.length ? [' · ', ...leftOut] : [])] },
  ]
  const actions = pageButtons(locale, 'customers.list', { filter: line }, page, pageSize, total)
  if (actions.length) parts.push({ kind: 'actions', actions })
  return { locale, summary: `${title} (${total})`, parts }
}

/** How many the list has, and whether anybody who left would be on it but for having left. */
async function counted(context: Context, among: Prisma.Sql, isAll: boolean): Promise<{ total: number; left: boolean }> {
  const [row] = await context.tx.$queryRaw<{ total: number; gone: number }[]>`
    SELECT count(*)::int AS total, count(c."leftAt")::int AS gone FROM "Customer" c WHERE ${among}`
  const { total, gone } = row ?? { total: 0, gone: 0 }
  return isAll ? { total, left: false } : { total: total - gone, left: gone > 0 }
}

function titleOf({ locale }: Context, { names }: Chosen, shown: string): string {
  const text = words(locale)
  const [name, ...others] = names
  if (others.length === 0 && (name === 'mine' || name === 'all')) return text[name]
  const characters = [...shown]
  return text.title(characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : shown)
}

/** What the rooms say beside each customer, one statement a room. */
async function readHints(context: Context, customers: readonly CustomerRecord[]): Promise<Map<number, Inline[]>> {
  const ids = customers.map(({ id }) => id)
  const all = new Map<number, Inline[]>()
  for (const hint of context.rooms.customerHints)
    for (const [id, inlines] of await hint.read(context, ids)) all.set(id, [...(all.get(id) ?? []), ' · ', ...inlines])
  return all
}

/** What the list was asked for by. */
function ownValues({ shown }: Chosen, customer: CustomerRecord, locale: Context['locale']): Inline[] {
  const custom = customOf(customer)
  return shown.flatMap(field => {
    const value = custom[field.key]
    return value === undefined ? [] : [` · ${field.label} ${shownValue(field, value, locale)}`]
  })
}

async function readPage(context: Context, where: Prisma.Sql, order: Prisma.Sql | null, page: number) {
  // No Chinese collation everywhere: names with Han sort by their pinyin.
  const byName = Prisma.sql`CASE WHEN c."pinyin" <> '' THEN c."pinyin" ELSE ltrim(c."searchText") END, c."id"`
  const by = order ? Prisma.sql`${order}, ${byName}` : byName
  const rows = await context.tx.$queryRaw<Parameters<typeof recordOf>[0][]>`
    SELECT ${recordColumns} FROM "Customer" c ${recordJoins} WHERE ${where} ORDER BY ${by} LIMIT ${pageSize} OFFSET ${page * pageSize}`
  return rows.map(recordOf)
}

const showsLeft = ({ names }: Chosen): boolean => names.some(name => name === 'left' || name === 'all')

const leftCommand = ({ locale }: Context, shown: string): Inline =>
  code(commandText(locale, 'list', `${shown} ${locale === 'en' ? 'left' : '流失'}`))

function emptyMessage(context: Context, { names }: Chosen, shown: string, left: boolean): Message {
  const { locale } = context
  const text = words(locale)
  const isMine = names.length === 1 && names[0] === 'mine'
  const [before = '', after = ''] = text.none
  const message = isMine ? say(locale, text.noneMine) : say(locale, before, code(shown), after)
  if (left) message.parts.push({ kind: 'note', text: [text.noneLeft, leftCommand(context, shown)] })
  return message
}

function badFilter({ locale }: Context, filter: Exclude<Filter, { kind: 'filter' }>): Message {
  const text = words(locale)
  const word = [...filter.word].slice(0, 40).join('')
  const said: Inline[] = [filter.kind === 'unknown' ? text.unknown(word) : text.argument(word)]
  if (filter.kind === 'unknown' && filter.nearest)
    said.push(
      locale === 'en' ? ' ' : '',
      text.didYouMean,
      code(commandText(locale, 'list', filter.nearest)),
      locale === 'en' ? '?' : '？',
    )
  const message = say(locale, ...said)
  message.parts.push({ kind: 'note', text: [text.can, text.examples] })
  return message
}
