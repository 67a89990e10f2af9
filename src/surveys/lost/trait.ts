import type { FilterField } from '../../chat/filter-field.ts'
import { type Locale, type Worded, wording } from '../../chat/wording.ts'
import { quotedText, wordIn } from '../../customers/filter/print.ts'

/** What customers are compared by, each with the field that filters by it. */
export const traitFields = {
  source: 'source',
  industry: 'industry',
  region: 'region',
  product: 'product',
  tier: 'tier',
  owner: 'owner',
  'first-order': 'firstorder',
} as const
export type TraitName = keyof typeof traitFields
export const traitNames = Object.keys(traitFields) as [TraitName, ...TraitName[]]

export interface TraitValue {
  trait: TraitName
  value: string
  /** What people call it: a product's name, else the value. */
  label: string
}

const names: Record<TraitName, Worded> = {
  source: { en: 'Source', 'zh-CN': '来源' },
  industry: { en: 'Industry', 'zh-CN': '行业' },
  region: { en: 'Region', 'zh-CN': '地区' },
  product: { en: 'Bought', 'zh-CN': '买过' },
  tier: { en: 'Tier', 'zh-CN': '等级' },
  owner: { en: 'Owner', 'zh-CN': '负责人' },
  'first-order': { en: 'First order in', 'zh-CN': '首单月份' },
}

const words = wording({
  en: { text: (name: string, value: string) => `${name}: ${value}`, month: (year: string, month: string) => `${year}-${month}` },
  'zh-CN': {
    text: (name: string, value: string) => `${name}：${value}`,
    month: (year: string, month: string) => `${year}年${Number(month)}月`,
  },
})

/** `Industry: Hospitality`, `首单月份：2026年3月`. */
export const traitText = ({ trait, label }: TraitValue, locale: Locale): string =>
  words(locale).text(names[trait][locale], labelText({ trait, label }, locale))

/** `Hospitality`, `2026年3月`. */
export function labelText({ trait, label }: Pick<TraitValue, 'trait' | 'label'>, locale: Locale): string {
  const [year, month] = label.split('-')
  return trait === 'first-order' && year && month ? words(locale).month(year, month) : label
}

/**
 * The trait in the language of filters: `industry:"Hotel" not industry:"Hotel chain"`. A part of a free text is enough for its field, so
 * values that only contain this one (`others`) are taken out. Pure.
 */
export function traitFilter(
  { trait, value }: TraitValue,
  others: readonly string[],
  fields: readonly FilterField[],
  locale: Locale,
): string {
  const field = fields.find(({ name }) => name === traitFields[trait])
  const is = (text: string): string =>
    `${wordIn(field?.words ?? [traitFields[trait]], locale)}${locale === 'en' ? ':' : '：'}${trait === 'first-order' ? text : quotedText(text)}`
  const not = locale === 'en' ? 'not' : '非'
  return [is(value), ...others.map(other => `${not} ${is(other)}`)].join(' ')
}
