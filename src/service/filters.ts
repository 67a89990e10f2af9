import { localDate } from '../chat/dates/zone.ts'
import { type FilterContext, type FilterField, upToToday } from '../chat/filter-field.ts'
import { Prisma } from '../database/generated/client.ts'
import { severityName } from './messages.ts'
import { severities, severityWords } from './words.ts'

const ticketsOf = (what: Prisma.Sql, where: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT ${what} FROM "Ticket" t WHERE t."customerId" = c."id" AND ${where})`

const isOpen = Prisma.sql`t."closedAt" IS NULL`

const day = ({ zone }: FilterContext, instant: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${instant} AT TIME ZONE ${zone}::text)::date`

const worstOpen = ticketsOf(
  Prisma.sql`t."severity"`,
  Prisma.sql`${isOpen} ORDER BY array_position(${[...severities]}::text[], t."severity") DESC NULLS LAST LIMIT 1`,
)

/** From least to most, each with what help desks call it. */
const severityOptions = severities.map(value => ({
  value,
  words: [value, severityName(value, 'zh-CN'), ...Object.keys(severityWords).filter(word => severityWords[word] === value)],
}))

/** What customers complain about, use and have signed. */
export const serviceFilters: readonly FilterField[] = [
  {
    type: 'number',
    name: 'tickets',
    words: ['tickets', '工单', '未解决工单'],
    meaning: { en: 'open tickets', 'zh-CN': '未解决的工单数' },
    example: { en: 'tickets>0', 'zh-CN': '工单>0' },
    value: () => ticketsOf(Prisma.sql`count(*)`, isOpen),
    none: Prisma.sql`NOT EXISTS ${ticketsOf(Prisma.sql`1`, isOpen)}`,
  },
  {
    type: 'day',
    side: 'past',
    name: 'ticket.opened',
    words: ['ticket.opened', '工单.提交', '提交工单'],
    meaning: { en: 'last ticket opened', 'zh-CN': '最近一次提交工单距今' },
    example: { en: 'ticket.opened<7d', 'zh-CN': '工单.提交<7天' },
    value: context => day(context, ticketsOf(Prisma.sql`max(t."openedAt")`, upToToday(context, Prisma.sql`t."openedAt"`))),
  },
  {
    type: 'day',
    side: 'past',
    name: 'ticket.solved',
    words: ['ticket.solved', '工单.解决', '解决工单'],
    meaning: { en: 'last ticket solved', 'zh-CN': '最近一次解决工单距今' },
    example: { en: 'ticket.solved<30d', 'zh-CN': '工单.解决<30天' },
    value: context => day(context, ticketsOf(Prisma.sql`max(t."closedAt")`, upToToday(context, Prisma.sql`t."closedAt"`))),
  },
  {
    type: 'choice',
    ranked: true,
    name: 'severity',
    words: ['severity', '严重程度'],
    options: severityOptions,
    meaning: { en: 'worst open ticket', 'zh-CN': '未解决工单中最严重的' },
    example: { en: 'severity>=high', 'zh-CN': '严重程度>=高' },
    where: (_context, values) => Prisma.sql`${worstOpen} = ANY(${[...values]}::text[])`,
    none: Prisma.sql`${worstOpen} IS NULL`,
  },
  {
    type: 'number',
    name: 'csat',
    words: ['csat', '满意度'],
    meaning: { en: 'rating of the last rated ticket, 1 to 5', 'zh-CN': '最近一次工单评分（1 到 5）' },
    example: { en: 'csat>=4', 'zh-CN': '满意度>=4' },
    value: () =>
      ticketsOf(
        Prisma.sql`t."csat"`,
        Prisma.sql`t."csat" IS NOT NULL ORDER BY coalesce(t."closedAt", t."openedAt") DESC, t."id" DESC LIMIT 1`,
      ),
  },
  {
    type: 'last',
    name: 'event',
    words: ['event', 'did', '事件'],
    meaning: { en: 'did something; with a time, how long ago last', 'zh-CN': '发生过某事件，可加距上次的时间' },
    example: { en: 'event:login<28d', 'zh-CN': '事件：登录<28天' },
    value: (context, name) =>
      day(
        context,
        Prisma.sql`(SELECT max(e."at") FROM "UsageEvent" e
          WHERE e."customerId" = c."id" AND lower(e."name") = ${name.toLowerCase()} AND ${upToToday(context, Prisma.sql`e."at"`)})`,
      ),
  },
  {
    type: 'day',
    side: 'future',
    name: 'renewal',
    words: ['renewal', 'contract.ends', '续约', '合同到期'],
    meaning: { en: 'the running contract ends', 'zh-CN': '当前合同距到期' },
    example: { en: 'renewal<60d', 'zh-CN': '续约<60天' },
    value: ({ now, zone }) => Prisma.sql`(SELECT max(k."endsAt") FROM "Contract" k
      WHERE k."customerId" = c."id" AND k."status" = 'active' AND k."endsAt" >= ${localDate(now, zone)}::date)`,
  },
]
