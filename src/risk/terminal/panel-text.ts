import { dayText } from '../../chat/dates/calendar.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { methodRow, panelRows } from '../backtest/panel-rows.ts'
import { trustText } from '../backtest/trust.ts'
import { type BacktestSetting, meanOf } from '../model/backtest.ts'

const words = wording({
  en: {
    title: (day: string, horizon: number) => `As of ${day}, ${horizon} days ahead`,
    bins: 'Said → happened, by tenths',
    mean: (count: number) => `Mean of ${count} cutoffs`,
    worst: 'Worst calibration error',
  },
  'zh-CN': {
    title: (day: string, horizon: number) => `截至 ${day}，预测 ${horizon} 天`,
    bins: '预测 → 实际（按十等分）',
    mean: (count: number) => `${count} 个截止日的平均`,
    worst: '最大校准误差',
  },
})

const digits = 4

/** The whole panel of each setting, the mean over them, and the latest one's trust line. */
export function panelText(settings: readonly BacktestSetting[], locale: Locale): string {
  const text = words(locale)
  const all = settings.map(setting =>
    section(text.title(dayText(setting.cutoff), setting.horizonDays), [
      ...panelRows(setting, locale, digits),
      methodRow(setting.method, locale),
      [text.bins, setting.bins.map(({ said, happened }) => `${Math.round(said * 100)}→${Math.round(happened * 100)}`).join('  ')],
    ]),
  )
  const worst: [string, string] = [text.worst, Math.max(...settings.map(({ ece }) => ece)).toFixed(digits)]
  const mean = section(text.mean(settings.length), [...panelRows(meanOf(settings), locale, digits), worst])
  const trust = trustLineOf(settings, locale)
  return [...all, mean, ...(trust ? [trust] : [])].join('\n\n')
}

/** Of the latest cutoff, about those who had not left, as in the digest. */
function trustLineOf(settings: readonly BacktestSetting[], locale: Locale): string | null {
  const [latest] = settings.toSorted((a, b) => b.cutoff - a.cutoff)
  if (!latest?.remaining) return null
  const { cutoff: madeOn, horizonDays, remaining } = latest
  return trustText({ ...remaining, madeOn, horizonDays }, 'backward', locale)
}

function section(title: string, rows: readonly [string, string][]): string {
  const width = Math.max(...rows.map(([label]) => columns(label)))
  return [title, ...rows.map(([label, value]) => `  ${label}${' '.repeat(width - columns(label))}  ${value}`)].join('\n')
}

/** Terminal columns: Chinese characters and their punctuation take two. */
const columns = (label: string): number =>
  [...label].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0)
