import { type FilterContext, type FilterField, upToToday } from '../chat/filter-field.ts'
import { tagSpellings } from '../customers/query.ts'
import { Prisma } from '../database/generated/client.ts'

/** Each looks the customer's orders up by the index (customerId, orderedAt, amount) alone; returns (negative) are no orders. */
const ordersOf = (what: Prisma.Sql, where: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT ${what} FROM "Order" o WHERE o."customerId" = c."id" AND ${where})`

const untilNow = (context: FilterContext): Prisma.Sql => upToToday(context, Prisma.sql`o."orderedAt"`)
const bought = (context: FilterContext): Prisma.Sql => Prisma.sql`o."amount" > 0 AND ${untilNow(context)}`

const day = ({ zone }: FilterContext, instant: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${instant} AT TIME ZONE ${zone}::text)::date`

const lastCurrency = Prisma.sql`(SELECT p."currency" FROM "Order" p WHERE p."customerId" = c."id" ORDER BY p."orderedAt" DESC, p."id" DESC LIMIT 1)`

const hasNone = Prisma.sql`NOT EXISTS (SELECT 1 FROM "Order" o WHERE o."customerId" = c."id" AND o."amount" > 0)`

/** What customers bought, when, and for how much. */
export const orderFilters: readonly FilterField[] = [
  {
    type: 'number',
    name: 'orders',
    words: ['orders', '订单数', '订单', '下单天数'],
    meaning: { en: 'days with an order', 'zh-CN': '下过单的天数' },
    example: { en: 'orders>=3', 'zh-CN': '订单数>=3' },
    value: context => ordersOf(Prisma.sql`count(DISTINCT ${day(context, Prisma.sql`o."orderedAt"`)})`, bought(context)),
    none: hasNone,
  },
  {
    type: 'number',
    unit: 'money',
    name: 'spent',
    words: ['spent', '消费', '消费额'],
    meaning: {
      en: 'spent in all, net of returns, in the currency of the last order or the one named',
      'zh-CN': '累计消费净额（扣除退货），币种按最近一单或写明的币种',
    },
    example: { en: 'spent>5000', 'zh-CN': '消费>1万' },
    value: (context, currency) => {
      const which = currency === null ? lastCurrency : Prisma.sql`${currency}::text`
      return ordersOf(Prisma.sql`coalesce(sum(o."amount"), 0)`, Prisma.sql`${untilNow(context)} AND o."currency" = ${which}`)
    },
    none: hasNone,
  },
  {
    type: 'day',
    side: 'past',
    name: 'lastorder',
    words: ['lastorder', 'ordered', '上次下单', '最近下单'],
    meaning: { en: 'last order', 'zh-CN': '上次下单距今' },
    example: { en: 'lastorder>60d', 'zh-CN': '上次下单>60天' },
    value: context => day(context, ordersOf(Prisma.sql`max(o."orderedAt")`, bought(context))),
  },
  {
    type: 'day',
    side: 'past',
    name: 'firstorder',
    words: ['firstorder', '首次下单', '首单'],
    meaning: { en: 'first order', 'zh-CN': '首次下单距今' },
    example: { en: 'firstorder<90d', 'zh-CN': '首单<90天' },
    value: context => day(context, ordersOf(Prisma.sql`min(o."orderedAt")`, bought(context))),
  },
  {
    type: 'last',
    name: 'product',
    words: ['product', 'bought', '产品', '买过'],
    meaning: {
      en: 'bought a product, by number or name; with a time, how long ago',
      'zh-CN': '买过某产品（编号或名称），可加时间',
    },
    example: { en: 'product:LAMP-1<90d', 'zh-CN': '产品：LAMP-1<90天' },
    value: (context, name) =>
      day(
        context,
        ordersOf(
          Prisma.sql`max(o."orderedAt")`,
          Prisma.sql`${bought(context)} AND EXISTS (SELECT 1 FROM "OrderLine" l WHERE l."orderId" = o."id" AND l."amount" > 0
            AND (l."sku" = ANY(${tagSpellings(name)}::text[]) OR lower(l."name") = ${name.toLowerCase()}))`,
        ),
      ),
  },
]
