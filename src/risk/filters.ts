import type { FilterField } from '../chat/filter-field.ts'
import type { Worded } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Band } from './rules/bands.ts'

const scoreOf = (column: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT ${column} FROM "RiskScore" r WHERE r."customerId" = c."id")`

/** Most to lose first, as in the digest. */
const order = Prisma.sql`${scoreOf(Prisma.sql`r."value" * r."score"`)} DESC NULLS LAST`

const inBands = (words: readonly [string, ...string[]], meaning: Worded, bands: readonly Band[]): FilterField => ({
  type: 'flag',
  name: words[0],
  words,
  meaning,
  example: { en: words[0], 'zh-CN': words.at(-1) ?? '' },
  where: () =>
    Prisma.sql`EXISTS (SELECT 1 FROM "RiskScore" r WHERE r."customerId" = c."id" AND r."band" = ANY(${[...bands]}::text[]))`,
  order,
})

/** `/customer list at-risk`, `risk>60% value>5000`. */
export const riskFilters: readonly FilterField[] = [
  inBands(['at-risk', 'atrisk', '有风险'], { en: 'may leave: at risk or critical', 'zh-CN': '可能流失：有风险或高危' }, [
    'at_risk',
    'critical',
  ]),
  inBands(['critical', '高危'], { en: 'of these, the most likely to leave', 'zh-CN': '其中最可能流失的' }, ['critical']),
  inBands(['watch', '关注'], { en: 'not at risk yet, to be watched', 'zh-CN': '尚无风险，需要留意' }, ['watch']),
  inBands(['healthy', '健康'], { en: 'no sign of leaving', 'zh-CN': '没有流失迹象' }, ['healthy']),
  {
    type: 'number',
    unit: 'percent',
    name: 'risk',
    words: ['risk', '流失风险', '风险'],
    meaning: { en: 'churn risk', 'zh-CN': '流失风险' },
    example: { en: 'risk>60%', 'zh-CN': '流失风险>60%' },
    value: () => scoreOf(Prisma.sql`(r."score" * 100)::numeric`),
    order,
  },
  {
    type: 'number',
    unit: 'money',
    name: 'value',
    words: ['value', '客户价值', '价值'],
    meaning: { en: 'what they are worth, as the digest counts it', 'zh-CN': '客户价值，与日报口径相同' },
    example: { en: 'value>5000', 'zh-CN': '客户价值>5000' },
    value: (_context, currency) =>
      currency === null
        ? scoreOf(Prisma.sql`r."value"`)
        : scoreOf(Prisma.sql`CASE WHEN r."currency" = ${currency} THEN r."value" END`),
    order: Prisma.sql`${scoreOf(Prisma.sql`r."value"`)} DESC NULLS LAST`,
  },
]
