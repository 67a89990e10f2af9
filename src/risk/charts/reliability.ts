import type { Chart } from '../../chat/chart.ts'
import { type Locale, wording } from '../../chat/wording.ts'

/** Customers who were given about the same risk: the mean of what was said, the share to whom it happened (0 to 1), how many they are. */
export interface ReliabilityBin {
  said: number
  happened: number
  customers: number
}

const words = wording({
  en: {
    title: 'Said and happened',
    x: 'Risk said beforehand',
    y: 'No order afterwards',
    weight: 'Customers',
    diagonal: 'As said',
    none: 'There are no past predictions to check yet.',
    summary: (customers: string, points: string) =>
      `${customers} predictions checked: what happened was on average ${points} percentage points from what was said.`,
  },
  'zh-CN': {
    title: '预测与实际',
    x: '当时预测的风险',
    y: '之后未下单的比例',
    weight: '客户数',
    diagonal: '与预测一致',
    none: '还没有可以检验的历史预测。',
    summary: (customers: string, points: string) => `已检验 ${customers} 次预测：实际与预测平均相差 ${points} 个百分点。`,
  },
})

/**
 * Did what was said happen? The calibration error in the summary is the mean distance of the bins from the diagonal, weighted by their
 * customers (expected calibration error, Naeini et al. 2015).
 */
export function reliability(bins: readonly ReliabilityBin[], locale: Locale): Chart {
  const text = words(locale)
  const filled = bins.filter(({ customers }) => customers > 0).toSorted((a, b) => a.said - b.said)
  const customers = filled.reduce((sum, bin) => sum + bin.customers, 0)
  const error = filled.reduce((sum, bin) => sum + Math.abs(bin.said - bin.happened) * bin.customers, 0) / (customers || 1)
  return {
    kind: 'points',
    locale,
    title: text.title,
    summary: customers === 0 ? text.none : text.summary(customers.toLocaleString(locale), (error * 100).toFixed(1)),
    points: filled.map(bin => ({ x: bin.said, y: bin.happened, weight: bin.customers })),
    x: { name: text.x, format: 'percent' },
    y: { name: text.y, format: 'percent' },
    weight: { name: text.weight, format: 'count' },
    diagonal: text.diagonal,
  }
}
