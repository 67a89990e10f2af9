import { formatDate } from '../chat/dates/format.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
import type { Inline } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import type { Band, RiskReason } from './estimate.ts'

export const riskWords = wording({
  en: {
    title: 'Churn risk',
    healthy: 'healthy',
    watch: 'watch',
    at_risk: 'at risk',
    critical: 'critical',
    estimate: 'estimate from order rhythm and contact',
    none: 'No estimate yet: no orders on record.',
    left: 'Left; no risk is worked out.',
    missing: (what: string) => `Missing: ${what} (counts neither way)`,
    contacts: 'no contact on record',
    overdue: (cycle: number, silent: number, last: string) =>
      `usually every ${cycle} days, silent for ${silent}, last order ${last}`,
    oneOrder: (cycle: number, silent: number, last: string) =>
      `one order so far (${last}), silent for ${silent} days; others come back within ${cycle}`,
    noContact: (days: number, last: string) => `no contact for ${days} days, since ${last}`,
    noReason: 'orders come as usual',
    asOf: (method: string, day: string) => `${method}, as of ${day}`,
    because: (reasons: readonly string[]) => ` · ${reasons.join('; ')}`,
  },
  'zh-CN': {
    title: '流失风险',
    healthy: '健康',
    watch: '关注',
    at_risk: '有风险',
    critical: '高危',
    estimate: '根据下单节奏和联系情况估算',
    none: '暂无估算：还没有订单记录。',
    left: '已流失，不再计算风险。',
    missing: (what: string) => `缺少：${what}（不影响分数）`,
    contacts: '联系记录',
    overdue: (cycle: number, silent: number, last: string) => `通常每 ${cycle} 天下单，已 ${silent} 天没有订单，上次下单 ${last}`,
    oneOrder: (cycle: number, silent: number, last: string) =>
      `只下过一单（${last}），已 ${silent} 天没有订单；其他客户一般 ${cycle} 天内回购`,
    noContact: (days: number, last: string) => `自${last}起已 ${days} 天没有联系`,
    noReason: '下单节奏正常',
    asOf: (method: string, day: string) => `${method}，截至${day}`,
    because: (reasons: readonly string[]) => ` · ${reasons.join('；')}`,
  },
})

export const percent = (score: number): string => `${Math.round(score * 100)}%`

export function bandWord(band: Band, locale: Locale): string {
  return riskWords(locale)[band]
}

/** A reason as a sentence part, with its evidence. */
export function reasonText(reason: RiskReason, locale: Locale, zone: string, now?: Date): string {
  const words = riskWords(locale)
  const day = (date: LocalDate): string => formatDate(date, locale, zone, 'short', now)
  if (reason.kind === 'missing-contact') return words.missing(words.contacts)
  if (reason.kind === 'no-contact') return words.noContact(reason.silentDays, day(reason.lastContact))
  const say = reason.oneOrder ? words.oneOrder : words.overdue
  return say(reason.cycleDays, reason.silentDays, day(reason.lastOrder))
}

const suggestions = wording({
  en: {
    call: 'Call and ask what they need next',
    offer: 'Follow up the last talk with a concrete offer',
    second: 'Ask how the first order went and offer help with the next',
  },
  'zh-CN': {
    call: '打个电话，了解近期需求',
    offer: '接着上次的沟通，给出具体方案或报价',
    second: '回访首单体验，协助安排下一单',
  },
})

/** What to do next, from what raised the risk. */
export function suggestion(reasons: readonly RiskReason[], locale: Locale): string {
  const words = suggestions(locale)
  if (reasons.some(reason => reason.kind === 'overdue' && reason.oneOrder)) return words.second
  return reasons.some(reason => reason.kind === 'no-contact' || reason.kind === 'missing-contact') ? words.call : words.offer
}

/** `72% at risk`, `有风险 72%` */
export function scoreInline(score: number, band: Band, locale: Locale): Inline {
  return {
    kind: 'bold',
    text: locale === 'en' ? `${percent(score)} ${bandWord(band, locale)}` : `${bandWord(band, locale)} ${percent(score)}`,
  }
}
