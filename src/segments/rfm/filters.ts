import type { FilterField, FilterOption } from '../../chat/filter-field.ts'
import type { Worded } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'
import { type RfmSegment, rfmCounted, rfmGroupNames, rfmGroups, rfmSegments } from './rules.ts'
import { groups, rfmName } from './words.ts'

/** A segment's names, or those of a group which is more than one segment. */
export const rfmOptions: readonly FilterOption[] = [
  ...rfmSegments.map(value => ({ value, words: spellings(rfmName(value, 'en'), rfmName(value, 'zh-CN')) })),
  ...rfmGroupNames
    .filter(group => rfmGroups[group].length > 1)
    .map(value => ({ value, words: spellings(groups[value].name.en, groups[value].name['zh-CN']) })),
]

/** 高价值 and 高价值客户, 核心 and 核心客户. */
function spellings(en: string, chinese: string): string[] {
  const short = chinese.replace(/客户$/, '')
  return [en.toLowerCase(), ...new Set([chinese, short, `${short}客户`])]
}

/** The segments that an option means. */
const segmentsOf = (option: string): readonly RfmSegment[] => rfmCounted.find(({ name }) => name === option)?.segments ?? []

export const inRfm = (options: readonly string[]): Prisma.Sql => Prisma.sql`EXISTS (SELECT 1 FROM "RfmScore" s
  WHERE s."customerId" = c."id" AND s."segment" = ANY(${options.flatMap(option => [...segmentsOf(option)])}::text[]))`

const score = (words: readonly string[], column: 'recency' | 'frequency' | 'monetary', meaning: Worded): FilterField => ({
  type: 'number',
  name: column,
  words,
  meaning,
  example: { en: `${words[0]}>=4`, 'zh-CN': `${words.at(-1)}>=4` },
  value: () => Prisma.sql`(SELECT s.${Prisma.raw(`"${column}"`)} FROM "RfmScore" s WHERE s."customerId" = c."id")`,
})

/** `rfm:champions`, `rfm:高价值`, `r>=4`. */
export const rfmFilters: readonly FilterField[] = [
  {
    type: 'choice',
    name: 'rfm',
    words: ['rfm', '价值分层', '分层'],
    options: rfmOptions,
    meaning: { en: 'RFM segment, worked out each night', 'zh-CN': 'RFM 分层，每晚更新' },
    example: { en: 'rfm:champions', 'zh-CN': '分层：高价值' },
    where: (_context, values) => inRfm(values),
    none: Prisma.sql`NOT EXISTS (SELECT 1 FROM "RfmScore" s WHERE s."customerId" = c."id")`,
  },
  score(['r', 'recency', '近度'], 'recency', { en: 'how lately they ordered, 1 to 5', 'zh-CN': '最近下单得分（1 到 5）' }),
  score(['f', 'frequency', '频度'], 'frequency', { en: 'how often they ordered, 1 to 5', 'zh-CN': '下单频率得分（1 到 5）' }),
  score(['m', 'monetary', '额度'], 'monetary', { en: 'how much they spent, 1 to 5', 'zh-CN': '消费金额得分（1 到 5）' }),
]
