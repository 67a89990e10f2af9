import { type Context, teamOf } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { dayText, type LocalDate, localDate } from '../../chat/dates/zone.ts'
import type { Verb } from '../../chat/feature.ts'
import { type Message, type Part, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { reliability } from '../charts/reliability.ts'
import { type BacktestSetting, meanOf } from '../model/backtest.ts'
import { forecastParts } from './forecast-parts.ts'
import { ownBacktest, ownOrderDays } from './own.ts'
import { methodRow, panelRows } from './panel-rows.ts'
import { tooLittleText } from './too-little.ts'
import { trustLine } from './trust.ts'

const words = wording({
  en: {
    title: (team: string, days: number) => `${team}: how far the risk can be trusted, ${days} days ahead`,
    plain: (right: number, recency: number, days: number, off: string) =>
      `In plain words: of two customers not yet lost, one of whom ordered in the next ${days} days and one did not, the one who did not had the higher risk in ${right} of 100 cases (guessing: 50; by the last order alone: ${recency}). Its percentages were off by ${off} points on average.`,
    figure: 'Worked out as of',
    mean: 'Mean',
    legend:
      'Each column trains on orders up to its day alone. AUC: 1 is a perfect order, 0.5 is chance. Of Brier and calibration error less is better. In parentheses: what it has to beat, or the most there can be.',
    chart: (day: string) => `The chart: customers not lost by ${day}.`,
  },
  'zh-CN': {
    title: (team: string, days: number) => `${team}：未来 ${days} 天的流失风险有多可信`,
    plain: (right: number, recency: number, days: number, off: string) =>
      `通俗地说：任取两位尚未流失的客户，之后 ${days} 天一位下了单、一位没有，没下单的那位当时风险更高的情况占 ${right}%（瞎猜是 50%，只看最近下单日是 ${recency}%）；给出的百分比平均相差 ${off} 个百分点。`,
    figure: '计算截至',
    mean: '平均',
    legend:
      '每一列只用截至当天的订单训练。AUC：1 为排序完全正确，0.5 相当于瞎猜；Brier 和校准误差越小越好。括号内是用来比较的基准，或理论上限。',
    chart: (day: string) => `图中为截至${day}尚未流失的客户。`,
  },
})

/** `/rapport backtest`: how the risk would have done on the team's own orders, and how its forecasts did do. */
export const backtestVerb: Verb = {
  name: 'backtest',
  words: ['backtest', '回测'],
  usage: { en: '/rapport backtest', 'zh-CN': '/rapport 回测' },
  needs: 'risk.backtest',
  slow: true,
  run: async context => ({ kind: 'message', message: await backtestMessage(context) }),
}

async function backtestMessage(context: Context): Promise<Message> {
  const { tx, locale } = context
  const team = teamOf(context)
  context.demand('risk.backtest', { teamId: team.id })
  const today = localDate(context.now, team.zone)
  const found = await ownBacktest(await ownOrderDays(tx, team, today), today, team.horizonDays)
  const forecasts = await forecastParts(tx, team.id, today, locale)
  if (found.kind === 'too-little') {
    const missing = say(locale, tooLittleText(found, team, locale).join('\n'))
    return { ...missing, parts: [...missing.parts, ...forecasts] }
  }
  const title = words(locale).title(team.name, team.horizonDays)
  const trust = await trustLine(tx, team.id, today, locale)
  const plain = plainWords(found.settings, team.horizonDays, locale)
  return {
    locale,
    summary: `${title}${locale === 'en' ? '. ' : '。'}${plain}`,
    parts: [
      { kind: 'heading', text: title, priority: 10 },
      { kind: 'text', text: [plain], priority: 9 },
      { kind: 'table', ...panelTable(found.settings, today, locale), priority: 8 },
      { kind: 'note', text: [words(locale).legend], priority: 4 },
      ...chartParts(found.settings, locale),
      ...(trust ? [{ kind: 'text' as const, text: [trust], priority: 7 }] : []),
      ...forecasts,
    ],
  }
}

/** What the means say of the customers that are still worth asking about: the area under the curve is a share of pairs. */
function plainWords(settings: readonly BacktestSetting[], days: number, locale: Locale): string {
  const mean = meanOf(settings)
  const { auc, aucRecency, ece } = mean.remaining ?? mean
  return words(locale).plain(Math.round(auc * 100), Math.round(aucRecency * 100), days, (ece * 100).toFixed(1))
}

/** A column for each cutoff and one for the means. */
function panelTable(
  settings: readonly BacktestSetting[],
  today: LocalDate,
  locale: Locale,
): { columns: string[]; rows: string[][] } {
  const text = words(locale)
  const day = (cutoff: number): string => formatDate(dayText(cutoff), locale, 'UTC', 'short', new Date(`${today}T00:00:00Z`))
  const columns = [...settings.map(setting => [...panelRows(setting, locale, 3), methodRow(setting.method, locale)])]
  const means = panelRows(meanOf(settings), locale, 3)
  const labels = (columns[0] ?? []).map(([label]) => label)
  return {
    columns: [text.figure, ...settings.map(({ cutoff }) => day(cutoff)), text.mean],
    rows: labels.map((label, row) => [label, ...columns.map(column => column[row]?.[1] ?? ''), means[row]?.[1] ?? '']),
  }
}

/** Of the latest cutoff. */
function chartParts(settings: readonly BacktestSetting[], locale: Locale): Part[] {
  const latest = settings.findLast(({ remaining }) => remaining !== null)
  if (!latest?.remaining) return []
  const bins = latest.remaining.bins.map(({ count, ...bin }) => ({ ...bin, customers: count }))
  return [
    { kind: 'chart', chart: reliability(bins, locale), priority: 6 },
    { kind: 'note', text: [words(locale).chart(formatDate(dayText(latest.cutoff), locale, 'UTC', 'short'))], priority: 3 },
  ]
}
