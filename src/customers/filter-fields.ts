import type { FilterContext, FilterField } from '../chat/filter-field.ts'
import { takePerson } from '../chat/mention.ts'
import type { Worded } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { likeText, tagSpellings } from './query.ts'

/** A word alone. */
const flag = (
  name: string,
  words: readonly string[],
  meaning: Worded,
  where: (context: FilterContext) => Prisma.Sql,
  more: { personal?: true } = {},
): FilterField => ({
  type: 'flag',
  name,
  words,
  meaning,
  example: { en: words[0] ?? '', 'zh-CN': words.at(-1) ?? '' },
  where,
  ...more,
})

/** A column of short words, in their usual spellings, so that its index serves. */
const wordColumn = (name: string, words: readonly string[], meaning: Worded, example: Worded): FilterField => ({
  type: 'text',
  name,
  words,
  meaning,
  example,
  where: (_context, text) => Prisma.sql`${columnOf(name)} = ANY(${tagSpellings(text)}::text[])`,
  none: Prisma.sql`${columnOf(name)} IS NULL`,
})

/** A column of free text, of which a part is enough. */
const textColumn = (name: string, words: readonly string[], meaning: Worded, example: Worded): FilterField => ({
  type: 'text',
  name,
  words,
  meaning,
  example,
  where: (_context, text) => Prisma.sql`${columnOf(name)} ILIKE ${`%${likeText(text)}%`}`,
  none: Prisma.sql`${columnOf(name)} IS NULL`,
})

const columnOf = (name: string): Prisma.Sql => Prisma.raw(`c."${name}"`)

const dayOf = (column: string, { zone }: FilterContext): Prisma.Sql =>
  Prisma.sql`(${columnOf(column)} AT TIME ZONE ${zone}::text)::date`

const contactsWith = (condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM "Contact" k WHERE k."customerId" = c."id" AND ${condition})`

/** What this room knows customers by. */
export const customerFilters: readonly FilterField[] = [
  flag(
    'mine',
    ['mine', 'my', '我的'],
    { en: 'your own customers', 'zh-CN': '您负责的客户' },
    ({ actor }) => Prisma.sql`c."ownerId" = ${actor?.memberId ?? null}::int`,
    { personal: true },
  ),
  {
    type: 'text',
    name: 'tag',
    words: ['tag', '标签'],
    meaning: { en: 'has the tag', 'zh-CN': '带有该标签' },
    example: { en: 'tag:vip', 'zh-CN': '标签：VIP' },
    where: (_context, text) => Prisma.sql`c."tags" && ${tagSpellings(text)}::text[]`,
    none: Prisma.sql`c."tags" = '{}'`,
  },
  wordColumn('tier', ['tier', '等级', '级别'], { en: 'tier', 'zh-CN': '客户等级' }, { en: 'tier:A', 'zh-CN': '等级：A' }),
  wordColumn(
    'stage',
    ['stage', '阶段'],
    { en: 'stage', 'zh-CN': '销售阶段' },
    { en: 'stage:negotiation', 'zh-CN': '阶段：谈判中' },
  ),
  {
    type: 'text',
    name: 'owner',
    words: ['owner', '负责人'],
    meaning: { en: 'who cares for them', 'zh-CN': '负责的同事' },
    example: { en: 'owner:Sofia', 'zh-CN': '负责人：陈晓雯' },
    personal: text => isSelf(text),
    where: ({ actor }, text) => ownedBy(actor, text),
    none: Prisma.sql`c."ownerId" IS NULL`,
  },
  textColumn(
    'region',
    ['region', '地区', '区域'],
    { en: 'region, or a part of it', 'zh-CN': '地区，写一部分即可' },
    { en: 'region:Berlin', 'zh-CN': '地区：上海' },
  ),
  textColumn(
    'industry',
    ['industry', '行业'],
    { en: 'industry, or a part of it', 'zh-CN': '行业，写一部分即可' },
    { en: 'industry:retail', 'zh-CN': '行业：零售' },
  ),
  textColumn(
    'source',
    ['source', '来源'],
    { en: 'where they came from', 'zh-CN': '客户来源' },
    { en: 'source:"trade fair"', 'zh-CN': '来源：展会' },
  ),
  {
    type: 'text',
    name: 'preference',
    words: ['preference', 'prefers', '偏好'],
    meaning: { en: 'what a contact prefers', 'zh-CN': '联系人的偏好' },
    example: { en: 'preference:phone', 'zh-CN': '偏好：微信' },
    where: (_context, text) => contactsWith(Prisma.sql`k."preferences" ILIKE ${`%${likeText(text)}%`}`),
    none: Prisma.sql`NOT ${contactsWith(Prisma.sql`k."preferences" IS NOT NULL`)}`,
  },
  {
    type: 'day',
    name: 'contact',
    words: ['contact', 'lastcontact', '联系', '上次联系'],
    side: 'past',
    meaning: { en: 'last contact', 'zh-CN': '上次联系距今' },
    example: { en: 'contact>30d', 'zh-CN': '联系>30天' },
    value: context => dayOf('lastContactAt', context),
  },
  {
    type: 'day',
    name: 'created',
    words: ['created', '建档'],
    side: 'past',
    meaning: { en: 'put on record', 'zh-CN': '建档距今' },
    example: { en: 'created<30d', 'zh-CN': '建档<30天' },
    value: context => dayOf('createdAt', context),
  },
  {
    type: 'day',
    name: 'lefton',
    words: ['lefton', '流失日期'],
    side: 'past',
    meaning: { en: 'left', 'zh-CN': '流失距今' },
    example: { en: 'lefton<90d', 'zh-CN': '流失日期<90天' },
    value: context => dayOf('leftAt', context),
  },
  flag(
    'left',
    ['left', 'lost', '流失', '已流失'],
    { en: 'left; else those who left are not shown', 'zh-CN': '已流失的客户，默认不显示' },
    () => Prisma.sql`c."leftAt" IS NOT NULL`,
  ),
  flag(
    'unassigned',
    ['unassigned', 'unowned', '未分配', '无负责人'],
    { en: 'nobody cares for them', 'zh-CN': '没有负责人' },
    () => Prisma.sql`c."ownerId" IS NULL`,
  ),
  flag(
    'all',
    ['all', 'everyone', '全部', '所有', '全部客户', '所有客户'],
    { en: 'everybody, also who left', 'zh-CN': '全部，含已流失' },
    () => Prisma.sql`TRUE`,
  ),
]

const isSelf = (text: string): boolean => ['me', 'myself', '我', '自己'].includes(text.toLowerCase())

function ownedBy(actor: FilterContext['actor'], named: string): Prisma.Sql {
  if (isSelf(named)) return Prisma.sql`c."ownerId" = ${actor?.memberId ?? null}::int`
  const { ref } = takePerson(named)
  // Where nobody asks the platform is not known; ids of two platforms do not look alike.
  if (ref !== null)
    return Prisma.sql`c."ownerId" IN (SELECT "id" FROM "Member" WHERE "ref" = ${ref} AND coalesce("platform" = ${actor?.platform ?? null}::text, TRUE))`
  const name = `%${likeText(named.replace(/^[@＠]/, '').toLowerCase())}%`
  return Prisma.sql`c."ownerId" IN (SELECT "id" FROM "Member" WHERE lower("name") LIKE ${name})`
}
