import { dayText } from '../../chat/dates/calendar.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { BacktestSetting } from '../model/backtest.ts'

const words = wording({
  en: {
    title: (day: string, horizon: number, customers: string) => `As of ${day}, ${horizon} days ahead, ${customers} customers`,
    base: 'No order within the horizon',
    auc: 'AUC (recency alone, RFM sum)',
    brier: 'Brier (base rate)',
    ece: 'Calibration error (slope)',
    top: 'Right among the top tenth',
    lift: 'Lift (highest possible)',
    method: 'Method',
    bins: 'Said → happened, by tenths',
    blend: 'checked against past outcomes',
    buying: 'estimate: too few past outcomes',
    usual: 'estimate: usual parameters',
  },
  'zh-CN': {
    title: (day: string, horizon: number, customers: string) => `截至 ${day}，预测 ${horizon} 天，客户 ${customers} 位`,
    base: '期内未下单',
    auc: 'AUC（仅看最近下单、RFM 总分）',
    brier: 'Brier（按总体比例）',
    ece: '校准误差（斜率）',
    top: '风险最高一成的命中率',
    lift: '提升倍数（理论最高）',
    method: '方法',
    bins: '预测 → 实际（按十等分）',
    blend: '已用历史结果校验',
    buying: '估算：历史结果不足',
    usual: '估算：通用参数',
  },
})

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** The whole panel of each setting, for people. */
export function panelText(settings: readonly BacktestSetting[], locale: Locale): string {
  return settings.map(setting => settingText(setting, locale)).join('\n\n')
}

function settingText(setting: BacktestSetting, locale: Locale): string {
  const text = words(locale)
  const { auc, aucRecency, aucRfm, brier, brierBase, ece, slope, precision, lift, maxLift, bins, method } = setting
  const rows: [string, string][] = [
    [text.base, percent(setting.base)],
    [text.auc, `${auc.toFixed(4)} (${aucRecency.toFixed(4)}, ${aucRfm.toFixed(4)})`],
    [text.brier, `${brier.toFixed(4)} (${brierBase.toFixed(4)})`],
    [text.ece, `${ece.toFixed(4)} (${slope.toFixed(2)})`],
    [text.top, percent(precision)],
    [text.lift, `${lift.toFixed(2)} (${maxLift.toFixed(2)})`],
    [text.method, text[method]],
    [text.bins, bins.map(({ said, happened }) => `${Math.round(said * 100)}→${Math.round(happened * 100)}`).join('  ')],
  ]
  const width = Math.max(...rows.map(([label]) => columns(label)))
  const title = text.title(dayText(setting.cutoff), setting.horizonDays, setting.customers.toLocaleString(locale))
  return [title, ...rows.map(([label, value]) => `  ${label}${' '.repeat(width - columns(label))}  ${value}`)].join('\n')
}

/** Terminal columns: Chinese characters and their punctuation take two. */
const columns = (label: string): number =>
  [...label].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0)
