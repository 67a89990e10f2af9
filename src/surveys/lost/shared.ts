import type { Context } from '../../chat/context.ts'
import { bold, code, type Part, type Row } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import { wording } from '../../chat/wording.ts'
import { clip } from '../../tasks/task.ts'
import { monthsChart, sharesChart, shareText } from './chart.ts'
import { type Finding, fewest } from './compare.ts'
import type { Report } from './report.ts'
import { type TraitName, traitNames, traitText } from './trait.ts'

const words = wording({
  en: {
    shared: 'What those who left share',
    stayed: 'What those who stayed share',
    more: (lift: string, low: string, high: string) => ` · left ${lift}× as often as the others (95% interval ${low}–${high})`,
    counts: (left: number, allLeft: number, stayed: number, allStayed: number, share: string, others: string) =>
      `${left} of the ${allLeft} who left have it, ${stayed} of the ${allStayed} who stayed · left: ${share} with it, ${others} of all others`,
    act: 'Segment and tasks',
    none: 'Nothing that those who left share is more than chance would explain.',
    few: (left: number) =>
      `${left === 1 ? 'One' : left} who left: too few to say what they share; that takes ${fewest.left}. Try a longer period, such as `,
    longer: '/retention lost this year',
    tried: (tried: number, traits: number) =>
      `${tried} values of ${traits} traits tried (source, industry, region, product, tier, owner, first-order month); what is named holds after correction for all of them (Fisher, Holm, 5%).`,
    small: (count: number) =>
      ` ${count} ${count === 1 ? 'value is' : 'values are'} too small to be named: fewer than ${fewest.customers} customers, or fewer than ${fewest.leftWith} who left.`,
    careful:
      ' Shared is not the same as being why they left. Traits are as they are now; products are those bought before the period.',
  },
  'zh-CN': {
    shared: '流失客户的共同特征',
    stayed: '留存客户的共同特征',
    more: (lift: string, low: string, high: string) => ` · 流失比例是其余客户的 ${lift} 倍（95% 区间 ${low}–${high}）`,
    counts: (left: number, allLeft: number, stayed: number, allStayed: number, share: string, others: string) =>
      `${allLeft} 位流失客户中有 ${left} 位，${allStayed} 位留存客户中有 ${stayed} 位 · 流失比例：有此特征 ${share}，其余客户 ${others}`,
    act: '建分群和任务',
    none: '没有发现有统计意义的共同特征。',
    few: (left: number) => `流失 ${left} 位，人数太少，看不出共同特征（至少需要 ${fewest.left} 位）。可以放宽时间段，例如 `,
    longer: '/retention 流失 今年',
    tried: (tried: number, traits: number) =>
      `共检验 ${traits} 类特征的 ${tried} 个取值（来源、行业、地区、产品、等级、负责人、首单月份），只列出多重比较校正后仍成立的（Fisher 精确检验，Holm 校正，5%）。`,
    small: (count: number) => `另有 ${count} 个取值客户不足 ${fewest.customers} 位或流失不足 ${fewest.leftWith} 位，不予列出。`,
    careful: '共同特征不等于流失原因。特征按目前的资料，产品按该时间段之前的购买记录。',
  },
})

/** Findings shown of each side. */
const named = 6

/** What those who left have in common, or that nothing can be said of it. */
export function sharedParts(context: Context, report: Report): Part[] {
  const { locale } = context
  const text = words(locale)
  const { comparison, left, months, span } = report
  const byMonth: Part = { kind: 'chart', chart: monthsChart(months, span, locale), priority: 3 }
  if (!comparison) return [byMonth, { kind: 'text', text: [text.few(left), code(text.longer)] }]
  const { more, fewer, tried, tooSmall } = comparison
  const method = [text.tried(tried, traitNames.length), tooSmall > 0 ? text.small(tooSmall) : '', text.careful]
  const parts: Part[] = more.length ? [] : [byMonth, { kind: 'text', text: [text.none] }]
  if (more.length) {
    parts.push(findingList(context, report, text.shared, more, true))
    parts.push({ kind: 'chart', chart: sharesChart(more, locale), priority: 4 })
  }
  if (fewer.length) parts.push(findingList(context, report, text.stayed, fewer, false))
  return [...parts, { kind: 'note', text: [method.join('')], priority: 6 }]
}

function findingList(
  context: Context,
  report: Report,
  title: string,
  findings: readonly Finding<TraitName>[],
  withAct: boolean,
): Part {
  const { locale } = context
  const left = findings.length - named
  const mayAct = withAct && context.may('segment.manage', { teamId: report.team.id })
  return {
    kind: 'list',
    title,
    rows: findings.slice(0, named).map(finding => ({
      ...findingTexts(context, report, finding),
      ...(mayAct
        ? { act: [{ action: 'surveys.lost-trait', label: words(locale).act, value: buttonValue(report, finding) }] }
        : {}),
    })),
    ...(left > 0 ? { more: [chatWords(locale).more(left)] } : {}),
  }
}

function findingTexts({ locale }: Context, { all, left }: Report, finding: Finding<TraitName>): Pick<Row, 'text' | 'detail'> {
  const text = words(locale)
  const { having, leftHaving, lacking, leftLacking, ratio, low, high } = finding
  const figure = (number: number): string => number.toFixed(number < 10 ? 1 : 0)
  const shares = [shareText(leftHaving, having), shareText(leftLacking, lacking)] as const
  return {
    text: [bold(traitText(finding, locale)), text.more(figure(ratio), figure(low), figure(high))],
    detail: [text.counts(leftHaving, left, having - leftHaving, all - left, ...shares)],
  }
}

/** What the button needs to say why again: the counts of the message it stands in. */
const buttonValue = ({ team, span, all, left }: Report, { trait, value, label, having, leftHaving }: Finding<TraitName>) => ({
  teamId: team.id,
  trait,
  value,
  label: clip(label, 200),
  ...span,
  counts: [leftHaving, left, having - leftHaving, all - left],
})
