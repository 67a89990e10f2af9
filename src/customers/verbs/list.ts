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
import type { CustomFilter } from '../custom/filters.ts'
import { asksForLeft, type FilterProblem, type Term, termsOf } from '../filter/expression.ts'
import { problemInlines } from '../filter/problem-text.ts'
import { type Filter, filterFields, longestFilter, readFilter } from '../filter/read.ts'
import { commandText, customerLine } from '../messages.ts'
import { pageButtons, pageNote, pageThere } from '../paging.ts'
import { customOf } from '../record.ts'
import { type CustomerRecord, recordColumns, recordJoins, recordOf, visible } from '../store.ts'

const pageSize = 10

const words = wording({
  en: {
    title: (filter: string) => `Customers: ${filter}`,
    mine: 'My customers',
    all: 'All customers',
    none: ['No customer fits ', '.'],
    noneLeft: 'Some who left do: ',
    noneMine: 'You own no customers now.',
    leftOut: 'Customers who left are not shown; see them with ',
    can: 'You can combine, with and, or, not and parentheses: ',
  },
  'zh-CN': {
    title: (filter: string) => `客户（${filter}）`,
    mine: '我的客户',
    all: '全部客户',
    none: ['没有符合“', '”的客户。'],
    noneLeft: '已流失的客户中有：',
    noneMine: '您名下还没有客户。',
    leftOut: '未包含已流失客户，查看请用 ',
    can: '可以用“且”“或”“非”和括号组合：',
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

async function listMessage(context: Context, typed: string, wanted: number): Promise<Message> {
  const { locale } = context
  const line = typed || usual(context)
  const filter = await readFilter(context, line)
  if (filter.kind === 'problem') return badFilter(context, filter.problem)
  const terms = termsOf(filter.expression)
  const withThoseLeft = asksForLeft(filter.expression)
  const shown = await namedText(context.tx, context.actor.platform, line)
  const among = Prisma.join([filter.where, visible(context)], ' AND ')
  const where = withThoseLeft ? among : Prisma.sql`${among} AND c."leftAt" IS NULL`
  const { total, left } = await counted(context, among, withThoseLeft)
  const withLeft = left ? leftCommand(context, filter, shown) : null
  if (total === 0) return emptyMessage(context, filter, shown, withLeft)
  const title = titleOf(context, filter, shown)
  const page = pageThere(wanted, pageSize, total)
  const customers = await readPage(context, where, terms.find(({ field }) => field.order)?.field.order ?? null, page)
  const hints = await readHints(context, customers)
  const rows = customers.map(customer =>
    customerLine(customer, context, customerButtons(context, customer, 'digest'), [
      ...ownValues(terms, customer, locale),
      ...(hints.get(customer.id) ?? []),
    ]),
  )
  const leftOut = withLeft ? [' · ', words(locale).leftOut, withLeft] : []
  const parts: Part[] = [
    { kind: 'heading', text: title },
    { kind: 'list', start: page * pageSize + 1, rows },
    { kind: 'note', text: [pageNote(locale, page, pageSize, total), ...leftOut] },
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

/** The name of the one field that the filter is. */
const onlyField = ({ expression }: Filter): string | null => (expression.kind === 'term' ? expression.field.name : null)

function titleOf({ locale }: Context, filter: Filter, shown: string): string {
  const text = words(locale)
  const name = onlyField(filter)
  if (name === 'mine' || name === 'all') return text[name]
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

/** The own fields that the list was asked for by. */
function ownValues(terms: readonly Term[], customer: CustomerRecord, locale: Context['locale']): Inline[] {
  const custom = customOf(customer)
  const asked = new Set(terms.flatMap(({ field }) => ('own' in field ? [(field as CustomFilter).own] : [])))
  return [...asked].flatMap(own => {
    const value = custom[own.key]
    return value === undefined ? [] : [` · ${own.label} ${shownValue(own, value, locale)}`]
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

function leftCommand({ locale }: Context, { expression }: Filter, shown: string): Inline {
  const whole = expression.kind === 'or' ? `(${shown})` : shown
  return code(commandText(locale, 'list', `${whole} ${locale === 'en' ? 'left' : '流失'}`))
}

function emptyMessage({ locale }: Context, filter: Filter, shown: string, withLeft: Inline | null): Message {
  const text = words(locale)
  const [before = '', after = ''] = text.none
  const message = onlyField(filter) === 'mine' ? say(locale, text.noneMine) : say(locale, before, code(shown), after)
  if (withLeft) message.parts.push({ kind: 'note', text: [text.noneLeft, withLeft] })
  return message
}

async function badFilter(context: Context, problem: FilterProblem): Promise<Message> {
  const { tx, locale, actor } = context
  const word = 'word' in problem ? { word: await namedText(tx, actor.platform, problem.word) } : {}
  const said = problemInlines(locale, { ...problem, ...word } as FilterProblem, near => commandText(locale, 'list', near))
  const message = say(locale, ...said)
  const examples = (await filterFields(context)).map(field => field.example[locale])
  message.parts.push({ kind: 'note', text: [words(locale).can, examples.join(' · ')] })
  return message
}
