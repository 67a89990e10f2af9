import { formatDate } from '../chat/dates/format.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
import type { Inline } from '../chat/message.ts'
import type { RiskSignal } from '../chat/risk-signal.ts'
import { type Locale, wording } from '../chat/wording.ts'
import type { Band } from './rules/bands.ts'
import type { RiskReason } from './rules/reasons.ts'
import type { Change } from './scores/replay.ts'

export const riskWords = wording({
  en: {
    title: 'Churn risk',
    healthy: 'healthy',
    watch: 'watch',
    at_risk: 'at risk',
    critical: 'critical',
    order: (days: number) => `chance of no order in the next ${days} days`,
    renewal: 'chance that the contract is not renewed',
    points: 'from signals alone: not a probability',
    blend: 'checked against what your customers did',
    buying: 'an estimate: too few past outcomes to check it against',
    early: 'an estimate: your history is shorter than it looks ahead',
    usual: 'an estimate from what is usual: your orders do not tell yet',
    ofContracts: 'an estimate from your past renewals and signals',
    none: 'Nothing is known yet: no orders, no contract, no signals.',
    left: 'Left; no risk is worked out.',
    missing: (what: readonly string[]) => `Missing: ${what.join(', ')} (counts neither way)`,
    rhythm: (cycle: number, silent: number, last: string) =>
      `usually every ${cycle} ${cycle === 1 ? 'day' : 'days'}, silent for ${silent}, last order ${last}`,
    oneOrder: (cycle: number, silent: number, last: string) =>
      `one order so far (${last}), silent for ${silent} days; others come back within ${cycle}`,
    fewOrders: (count: number, since: string) => `orders on ${count} ${count === 1 ? 'day' : 'days'} only since ${since}`,
    spend: (amount: string) => `${amount} spent in all`,
    ends: (day: string) => `renewal due ${day}: by rule at least this band until it is signed`,
    cancelled: (day: string) => `contract cancelled, ends ${day}`,
    noReason: 'orders come as usual',
    asOf: (what: string, method: string, day: string) => `${what}, as of ${day}; ${method}`,
    standing: (score: string) => `Churn risk: ${score}`,
    moved: (points: string, since: string) => `${points} since ${since}`,
    up: (points: number) => `up ${points} ${points === 1 ? 'point' : 'points'}`,
    down: (points: number) => `down ${points} ${points === 1 ? 'point' : 'points'}`,
    same: 'unchanged',
    split: (customer: string, model: string) => ` (the customer ${customer}, the model ${model})`,
    yesterday: 'yesterday',
    week: 'last week',
    join: ', ',
  },
  'zh-CN': {
    title: '流失风险',
    healthy: '健康',
    watch: '关注',
    at_risk: '有风险',
    critical: '高危',
    order: (days: number) => `未来 ${days} 天不下单的概率`,
    renewal: '到期不续约的概率',
    points: '仅由信号得出，不是概率',
    blend: '已用历史结果校验',
    buying: '估算值：历史结果太少，暂时无法校验',
    early: '估算值：历史数据短于预测期',
    usual: '估算值：订单还太少，暂用通用参数',
    ofContracts: '根据历史续约率和信号估算',
    none: '暂无数据：没有订单、合同或信号。',
    left: '已流失，不再计算风险。',
    missing: (what: readonly string[]) => `缺少：${what.join('、')}（不影响分数）`,
    rhythm: (cycle: number, silent: number, last: string) => `通常每 ${cycle} 天下单，已 ${silent} 天没有订单，上次下单 ${last}`,
    oneOrder: (cycle: number, silent: number, last: string) =>
      `只下过一单（${last}），已 ${silent} 天没有订单；其他客户一般 ${cycle} 天内回购`,
    fewOrders: (count: number, since: string) => `自${since}以来只有 ${count} 天下过单`,
    spend: (amount: string) => `累计消费 ${amount}`,
    ends: (day: string) => `合同${day}到期：续签之前，按规则至少保持这一级`,
    cancelled: (day: string) => `合同已取消，${day}终止`,
    noReason: '下单节奏正常',
    asOf: (what: string, method: string, day: string) => `${what}，截至${day}；${method}`,
    standing: (score: string) => `流失风险：${score}`,
    moved: (points: string, since: string) => `比${since}${points}`,
    up: (points: number) => `上升 ${points} 个百分点`,
    down: (points: number) => `下降 ${points} 个百分点`,
    same: '持平',
    split: (customer: string, model: string) => `（客户变化 ${customer}，模型变化 ${model}）`,
    yesterday: '昨天',
    week: '上周',
    join: '，',
  },
})

export const percent = (score: number): string => `${Math.round(score * 100)}%`

export function bandWord(band: Band, locale: Locale): string {
  return riskWords(locale)[band]
}

/** How to say a reason: whose signals there are, and as of when days are told. */
export interface Telling {
  locale: Locale
  zone: string
  now: Date
  signals: readonly RiskSignal[]
}

/** A reason as a sentence part, with its evidence. */
export function reasonText(reason: RiskReason, { locale, zone, now, signals }: Telling): string {
  const words = riskWords(locale)
  const day = (date: LocalDate): string => formatDate(date, locale, zone, 'short', now)
  switch (reason.kind) {
    case 'rhythm':
      return (reason.oneOrder ? words.oneOrder : words.rhythm)(reason.cycleDays, reason.silentDays, day(reason.lastOrder))
    case 'few-orders':
      return words.fewOrders(reason.orderDays, day(reason.firstOrder))
    case 'spend':
      return words.spend(`${reason.netSpend.toLocaleString(locale, { maximumFractionDigits: 0 })} ${reason.currency}`)
    case 'floor':
      return reason.rule === 'cancelled' ? words.cancelled(day(reason.endsOn)) : words.ends(day(reason.endsOn))
    case 'signal': {
      const { name, evidence } = reason.signal
      const signal = signals.find(each => each.name === name)
      return signal ? signal.describe(signal.evidence.parse(evidence), locale, { zone, now }) : name
    }
  }
}

const wholePoints = (chance: number): number => Math.round(chance * 100)
const signed = (points: number): string => (points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '±0')

/** `up 6 points since yesterday (the customer +7, the model −1)`; the parts only where the model moved it by a point or more. */
export function changeText(change: Change, since: string, locale: Locale): string {
  const words = riskWords(locale)
  const model = wholePoints(change.model)
  const total = wholePoints(change.customer + change.model)
  const points = total > 0 ? words.up(total) : total < 0 ? words.down(-total) : words.same
  return `${words.moved(points, since)}${model === 0 ? '' : words.split(signed(total - model), signed(model))}`
}

const suggestions = wording({
  en: {
    call: 'Call and ask what they need next',
    second: 'Ask how the first order went and offer help with the next',
    trouble: 'Settle what troubles them before anything else',
    renewal: 'Agree on the renewal now',
  },
  'zh-CN': {
    call: '打个电话，了解近期需求',
    second: '回访首单体验，协助安排下一单',
    trouble: '先解决客户反映的问题',
    renewal: '尽快敲定续约',
  },
})

/** What to do next, from what raises the risk most. */
export function suggestion(reasons: readonly RiskReason[], locale: Locale): string {
  const words = suggestions(locale)
  const [first] = reasons
  if (reasons.some(({ kind }) => kind === 'floor')) return words.renewal
  if (first?.kind === 'signal' && ['tickets', 'sentiment', 'csat'].includes(first.signal.name)) return words.trouble
  return reasons.some(reason => reason.kind === 'rhythm' && reason.oneOrder) ? words.second : words.call
}

/** `72% at risk`, `有风险 72%`; of points alone the band. */
export function standingText(score: number | null, band: Band, locale: Locale): string {
  const word = bandWord(band, locale)
  if (score === null) return word
  return locale === 'en' ? `${percent(score)} ${word}` : `${word} ${percent(score)}`
}

/** The same as it stands in lists. */
export const scoreInline = (score: number | null, band: Band, locale: Locale): Inline => ({
  kind: 'bold',
  text: standingText(score, band, locale),
})

/** Notes as sentences of one text. */
export const sentences = (notes: readonly string[], locale: Locale): string =>
  notes
    .map(note => `${note.charAt(0).toUpperCase()}${note.slice(1)}`)
    .map(note => (/[.。]$/.test(note) ? note : `${note}${locale === 'en' ? '.' : '。'}`))
    .join(locale === 'en' ? ' ' : '')
