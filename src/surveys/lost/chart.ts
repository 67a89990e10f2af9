import type { Chart } from '../../chat/chart.ts'
import { addMonths, type LocalDate } from '../../chat/dates/zone.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { clip } from '../../tasks/task.ts'
import type { Finding } from './compare.ts'
import { labelText, type TraitName } from './trait.ts'

const words = wording({
  en: {
    shares: 'Share who left, by what they share',
    shared: 'Shared by those who left',
    y: 'Left',
    having: 'With it',
    lacking: 'All others',
    share: (name: string, having: string, lacking: string) => `${name} ${having}, all others ${lacking}`,
    months: 'Customers who left, by month',
    month: 'Month',
    customers: 'Customers',
    count: (month: string, left: number) => `${month}: ${left}`,
    join: '; ',
    stop: '.',
  },
  'zh-CN': {
    shares: '按共同特征的流失比例',
    shared: '流失客户的共同特征',
    y: '流失比例',
    having: '有此特征',
    lacking: '其余客户',
    share: (name: string, having: string, lacking: string) => `${name} ${having}，其余 ${lacking}`,
    months: '每月流失客户数',
    month: '月份',
    customers: '客户数',
    count: (month: string, left: number) => `${month}：${left} 位`,
    join: '；',
    stop: '。',
  },
})

/** `24%`, below ten percent `3.5%`. */
export const shareText = (part: number, whole: number): string => {
  const percent = whole === 0 ? 0 : (part / whole) * 100
  return `${percent > 0 && percent < 9.95 ? percent.toFixed(1) : Math.round(percent)}%`
}

const shownFindings = 4
/** Names stand side by side under the bars. */
const nameLength = 12

/** Who left among those with each value, beside all others. */
export function sharesChart(findings: readonly Finding<TraitName>[], locale: Locale): Chart {
  const text = words(locale)
  const shown = findings.slice(0, shownFindings)
  const each = shown.map(one =>
    text.share(
      labelText(one, locale),
      `${shareText(one.leftHaving, one.having)} (${one.leftHaving}/${one.having})`,
      `${shareText(one.leftLacking, one.lacking)} (${one.leftLacking}/${one.lacking})`,
    ),
  )
  return {
    kind: 'bars',
    locale,
    title: text.shares,
    summary: `${each.join(text.join)}${text.stop}`,
    categories: shown.map(one => clip(labelText(one, locale), nameLength)),
    series: [
      { name: text.having, values: shown.map(one => one.leftHaving / one.having), tone: 'alarm' },
      { name: text.lacking, values: shown.map(one => one.leftLacking / one.lacking), tone: 'calm' },
    ],
    x: text.shared,
    y: { name: text.y, format: 'percent' },
  }
}

const shownMonths = 12

/** How many left in each of the last months of the period; months without any count too. `last`: its last day. */
export function monthsChart(
  counts: readonly { month: string; left: number }[],
  { from, last }: { from: LocalDate; last: LocalDate },
  locale: Locale,
): Chart {
  const text = words(locale)
  const months: string[] = []
  for (
    let day = `${last.slice(0, 7)}-01`;
    day.slice(0, 7) >= from.slice(0, 7) && months.length < shownMonths;
    day = addMonths(day, -1)
  )
    months.unshift(day.slice(0, 7))
  const values = months.map(month => counts.find(count => count.month === month)?.left ?? 0)
  return {
    kind: 'bars',
    locale,
    title: text.months,
    summary: `${months.map((month, index) => text.count(month, values[index] ?? 0)).join(text.join)}${text.stop}`,
    categories: months,
    series: [{ name: text.customers, values }],
    x: text.month,
    y: { name: text.customers, format: 'count' },
  }
}
