import { formatDate } from '../../chat/dates/format.ts'
import { dayText, type LocalDate } from '../../chat/dates/zone.ts'
import type { Part } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Tx } from '../../database/store.ts'
import type { PastCheck } from './check.ts'
import { firstWaiting, outcomesBy } from './forecast.ts'
import { saidOnAverage } from './trust.ts'

const words = wording({
  en: {
    title: 'What it foretold, once the time had passed',
    row: (day: string, days: number, count: string) => `Of ${day}, ${days} days ahead, n = ${count}: `,
    said: (said: string, happened: string) => `said ${said} on average, ${happened} did not order`,
    figures: (auc: string, brier: string, base: string) => `AUC ${auc}, Brier ${brier} (base rate ${base})`,
    waiting: (made: string, scored: string) =>
      `None of its own forecasts has come due yet: the first are of ${made} and will be scored on ${scored}.`,
    none: 'No forecast of its own is waiting: a sample is kept once a week, when scores are worked out at night, and scored once its time has passed.',
  },
  'zh-CN': {
    title: '到期预测的实际结果',
    row: (day: string, days: number, count: string) => `${day}的预测（${days} 天，n = ${count}）：`,
    said: (said: string, happened: string) => `平均预测 ${said}，实际 ${happened} 没有下单`,
    figures: (auc: string, brier: string, base: string) => `AUC ${auc}，Brier ${brier}（按总体比例 ${base}）`,
    waiting: (made: string, scored: string) => `还没有到期的预测：最早一批做于${made}，将在${scored}揭晓。`,
    none: '目前没有等待揭晓的预测：夜间评分时每周会留存一批样本，到期后与实际结果对比。',
  },
})

const most = 4

/** How the latest forecasts did whose horizon has passed; when there are none, when there will be. */
export async function forecastParts(tx: Tx, teamId: number, today: LocalDate, locale: Locale): Promise<Part[]> {
  const text = words(locale)
  const day = (date: LocalDate): string => formatDate(date, locale, 'UTC', 'short')
  const outcomes = await outcomesBy(tx, teamId, today, most)
  if (outcomes.length > 0) {
    const rows = outcomes.map(outcome => ({ text: [outcomeText(outcome, locale)] }))
    return [{ kind: 'list', title: text.title, rows, priority: 5 }]
  }
  const waiting = await firstWaiting(tx, teamId)
  const line = waiting ? text.waiting(day(waiting.madeOn), day(waiting.scoredOn)) : text.none
  return [{ kind: 'note', text: [line], priority: 5 }]
}

function outcomeText({ madeOn, horizonDays, customers, auc, brier, base, bins }: PastCheck, locale: Locale): string {
  const text = words(locale)
  const said = saidOnAverage({ bins, customers })
  const percent = (share: number): string => `${Math.round(share * 100)}%`
  const exact = (value: number): string => value.toFixed(3)
  const made = text.row(formatDate(dayText(madeOn), locale, 'UTC', 'short'), horizonDays, customers.toLocaleString(locale))
  const figures = text.figures(exact(auc), exact(brier), exact(base * (1 - base)))
  return `${made}${text.said(percent(said), percent(base))}${locale === 'en' ? '; ' : '；'}${figures}`
}
