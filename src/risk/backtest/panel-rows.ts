import { type Locale, wording } from '../../chat/wording.ts'
import type { Figures } from '../model/backtest.ts'
import type { RiskMethod } from '../model/risk-model.ts'

const words = wording({
  en: {
    customers: 'Customers (not left by then)',
    base: 'No order within the horizon',
    auc: 'AUC (recency alone, RFM sum)',
    remainingAuc: 'AUC of those not left (recency alone)',
    brier: 'Brier (base rate)',
    ece: 'Calibration error (slope)',
    remainingEce: 'Calibration error of those not left',
    top: 'Right among the top tenth',
    lift: 'Lift (highest possible)',
    method: 'Method',
    blend: 'checked against past outcomes',
    buying: 'estimate: too few past outcomes',
    early: 'estimate: learnt over a shorter time',
    usual: 'estimate: usual parameters',
  },
  'zh-CN': {
    customers: '客户数（当时未流失）',
    base: '期内未下单',
    auc: 'AUC（仅看最近下单、RFM 总分）',
    remainingAuc: '未流失客户的 AUC（仅看最近下单）',
    brier: 'Brier（按总体比例）',
    ece: '校准误差（斜率）',
    remainingEce: '未流失客户的校准误差',
    top: '风险最高一成的命中率',
    lift: '提升倍数（理论最高）',
    method: '方法',
    blend: '已用历史结果校验',
    buying: '估算：历史结果不足',
    early: '估算：历史短于预测期',
    usual: '估算：通用参数',
  },
})

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** The figures of a panel as labels and values, the baselines in parentheses; `digits` after the point. */
export function panelRows(figures: Figures, locale: Locale, digits: number): [string, string][] {
  const text = words(locale)
  const { customers, remaining, base, auc, aucRecency, aucRfm, brier, brierBase, ece, slope, precision, lift, maxLift } = figures
  const exact = (value: number): string => value.toFixed(digits)
  const count = (value: number): string => Math.round(value).toLocaleString(locale)
  return [
    [text.customers, `${count(customers)} (${count(remaining?.customers ?? 0)})`],
    [text.base, percent(base)],
    [text.auc, `${exact(auc)} (${exact(aucRecency)}, ${exact(aucRfm)})`],
    [text.remainingAuc, remaining ? `${exact(remaining.auc)} (${exact(remaining.aucRecency)})` : '–'],
    [text.brier, `${exact(brier)} (${exact(brierBase)})`],
    [text.ece, `${exact(ece)} (${slope.toFixed(2)})`],
    [text.remainingEce, remaining ? exact(remaining.ece) : '–'],
    [text.top, percent(precision)],
    [text.lift, `${lift.toFixed(2)} (${maxLift.toFixed(2)})`],
  ]
}

export const methodRow = (method: RiskMethod, locale: Locale): [string, string] => [words(locale).method, words(locale)[method]]
