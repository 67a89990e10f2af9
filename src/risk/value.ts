import type { Fact, Inline } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { expectationOf, lifetime, lifetimeValue } from './model/risk-model.ts'
import { valueDays } from './rules/score.ts'
import type { Replayed } from './scores/replay.ts'

const words = wording({
  en: {
    expected: 'Expected in 12 months',
    orders: (count: string) => `${count} order days, `,
    atRisk: ' at risk',
    comma: ' · ',
    lifetime: 'Lifetime value',
    terms: (years: number, discount: number) => ` over ${years} years, discounted by ${discount}% a year`,
  },
  'zh-CN': {
    expected: '未来 12 个月预期',
    orders: (count: string) => `下单 ${count} 天，`,
    atRisk: '（其中有流失风险）',
    comma: ' · ',
    lifetime: '客户终身价值',
    terms: (years: number, discount: number) => `（${years} 年，年折现率 ${discount}%）`,
  },
})

const money = (amount: number, currency: string): Inline => ({ kind: 'money', amount: amount.toFixed(0), currency })

/** What the customer is expected to bring in a year, how much of that is at risk, and over a lifetime; horizon and discount are said. */
export function valueParts({ scored, inputs, model, currency }: Replayed, locale: Locale): Fact[] {
  const text = words(locale)
  if (currency === '' || scored.value <= 0) return []
  const atRisk: Inline[] = scored.score === null ? [] : [text.comma, money(scored.score * scored.value, currency), text.atRisk]
  if (scored.target === 'renewal' || !inputs.orders)
    return [{ label: text.expected, value: [money(scored.value, currency), ...atRisk] }]
  const { orders } = expectationOf(model.risk, inputs.orders, valueDays)
  const worth = lifetimeValue(model.risk, inputs.orders)
  const expected: Fact = {
    label: text.expected,
    value: [text.orders(orders.toLocaleString(locale, { maximumFractionDigits: 1 })), money(scored.value, currency), ...atRisk],
  }
  if (worth === null) return [expected]
  const over = text.terms(lifetime.years, lifetime.discountPerYear * 100)
  return [expected, { label: text.lifetime, value: [money(worth, currency), over] }]
}
