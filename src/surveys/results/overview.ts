import type { Context } from '../../chat/context.ts'
import { bold, type Fact, type Inline, type Message, type Part, plainText } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { byChannel } from './channels.ts'
import { choiceChart, spreadChart, trendChart } from './charts.ts'
import { choicesByQuestion } from './choices.ts'
import { basisText, figureText, valueText } from './figure-text.ts'
import { fewestAnswers, figureOf, measureOf, type Scores, total } from './figures.ts'
import { type Quarter, quarterText } from './quarter.ts'
import { type AskedCount, type Loop, readAsked, readChoices, readLoop, readScores, type ScoreCount } from './read.ts'
import { rateText } from './response.ts'
import type { Asked } from './scope.ts'
import { csvButton, periodText, titleOf, viewButton } from './views.ts'

const words = wording({
  en: {
    all: (period: string) => period,
    nobody: 'Nobody was asked in this period.',
    response: 'Response',
    open: (count: string) => `${count} may still answer`,
    failed: 'Not delivered',
    loop: 'Unhappy answers',
    closed: (closed: string, percent: number) => `${closed} closed (${percent}%)`,
    median: (time: string) => `median time to close ${time}`,
    noneUnhappy: 'none',
    answers: 'Answers',
    few: `Fewer than ${fewestAnswers} answers are too few to mean anything: no score is shown.`,
    scale: 'Earlier answers on another scale are left out.',
    hours: (count: number) => `${count} ${count === 1 ? 'hour' : 'hours'}`,
    days: (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`,
  },
  'zh-CN': {
    all: (period: string) => `${period}合计`,
    nobody: '这段时间没有发过问卷。',
    response: '回复率',
    open: (count: string) => `${count} 份仍可回复`,
    failed: '未送达',
    loop: '不满意的回复',
    closed: (closed: string, percent: number) => `已闭环 ${closed} 份（${percent}%）`,
    median: (time: string) => `闭环时间中位数 ${time}`,
    noneUnhappy: '无',
    answers: '回复数',
    few: `回复少于 ${fewestAnswers} 份时没有代表性，不显示得分。`,
    scale: '早期问卷的评分范围不同，未计入。',
    hours: (count: number) => `${count} 小时`,
    days: (count: number) => `${count} 天`,
  },
})

/** The score with its trend and spread, who answered, and what became of those who are unhappy. */
export async function overview(context: Context, asked: Asked): Promise<Message> {
  const { locale } = context
  const text = words(locale)
  const { questionnaire, scope, period, trend } = asked
  const counts = await readScores(context, asked)
  const ways = await readAsked(context, asked)
  const loop = await readLoop(context, asked)
  const title = await titleOf(context, asked, 'overview')
  const facts = [...scoreFacts(asked, counts, locale), ...responseFacts(ways, locale), ...loopFacts(loop, locale)]
  const answered = counts.reduce((sum, { count }) => sum + count, 0)
  const shown = { locale, summary: `${title}: ${facts[0] ? `${facts[0].label} ${plainText(facts[0].value)}` : ''}` }
  if (answered === 0 && ways.length === 0)
    return {
      ...shown,
      summary: title,
      parts: [
        { kind: 'heading', text: title },
        { kind: 'text', text: [text.nobody] },
      ],
    }
  const quarters = trend.quarters.map(quarter => ({ quarter, scores: scoresOf(counts, [quarter]) })).toReversed()
  const charts = [
    trendChart(questionnaire, quarters, locale),
    spreadChart(questionnaire, scoresOf(counts, period.quarters), locale),
    ...(await choiceCharts(context, asked)),
  ]
  const isFew =
    measureOf(questionnaire) !== 'none' && quarters.some(({ scores }) => total(scores) > 0 && total(scores) < fewestAnswers)
  const notes = [...(isFew ? [text.few] : []), ...(asked.otherScale ? [text.scale] : [])]
  const parts: Part[] = [
    { kind: 'heading', text: title, priority: 9 },
    { kind: 'facts', facts, priority: 9 },
    ...charts.flatMap((chart): Part[] => (chart ? [{ kind: 'chart', chart }] : [])),
    ...(notes.length ? [{ kind: 'note', text: [notes.join(locale === 'en' ? ' ' : '')] } satisfies Part] : []),
    {
      kind: 'actions',
      priority: 8,
      actions: [
        ...(['owner', 'themes', 'waiting', 'response'] as const).map(view => viewButton(locale, scope, view)),
        csvButton(locale, scope),
      ],
    },
  ]
  return { ...shown, parts }
}

/** The scores of some quarters together. */
export function scoresOf(counts: readonly ScoreCount[], quarters: readonly Quarter[]): Scores {
  const scores = new Map<number, number>()
  for (const { quarter, score, count } of counts)
    if (score !== null && quarters.includes(quarter)) scores.set(score, (scores.get(score) ?? 0) + count)
  return scores
}

function scoreFacts(asked: Asked, counts: readonly ScoreCount[], locale: Locale): Fact[] {
  const text = words(locale)
  const { questionnaire, period } = asked
  if (measureOf(questionnaire) === 'none') {
    const of = counts.filter(({ quarter }) => period.quarters.includes(quarter))
    const n = of.reduce((sum, { count }) => sum + count, 0)
    return [{ label: text.answers, value: [bold(n.toLocaleString(locale)), ` · ${periodText(asked, locale)}`] }]
  }
  const fact = (label: string, quarters: readonly Quarter[]): Fact => {
    return { label, value: figureInlines(questionnaire, scoresOf(counts, quarters), locale) }
  }
  const present = period.quarters.slice(0, 1)
  const whole = period.quarters.length > 1 ? [fact(text.all(periodText(asked, locale)), period.quarters)] : []
  return [fact(quarterText(present[0] ?? '', locale), present), ...whole]
}

/** The score itself stands out. */
function figureInlines(questionnaire: Questionnaire, scores: Scores, locale: Locale): Inline[] {
  const figure = figureOf(questionnaire, scores)
  return figure
    ? [bold(valueText(questionnaire, figure.value, locale)), basisText(questionnaire, figure, locale)]
    : [figureText(questionnaire, null, total(scores), locale)]
}

function responseFacts(ways: readonly AskedCount[], locale: Locale): Fact[] {
  const text = words(locale)
  const sum = (field: 'reached' | 'answered' | 'open' | 'failed') => ways.reduce((all, way) => all + way[field], 0)
  const channels = byChannel(ways, locale).map(rate => `${rate.name} ${rateText(rate, locale)}`)
  const open = sum('open')
  const parts = [
    rateText({ reached: sum('reached'), answered: sum('answered') }, locale),
    ...(channels.length > 1 ? channels : []),
    ...(open > 0 ? [text.open(open.toLocaleString(locale))] : []),
  ]
  const failed = sum('failed')
  return [
    { label: text.response, value: [parts.join(' · ')] },
    ...(failed > 0 ? [{ label: text.failed, value: [failed.toLocaleString(locale)] }] : []),
  ]
}

function loopFacts(loop: Loop | null, locale: Locale): Fact[] {
  const text = words(locale)
  if (!loop) return []
  const { unhappy, closed, medianHours } = loop
  if (unhappy === 0) return [{ label: text.loop, value: [text.noneUnhappy] }]
  const parts = [
    unhappy.toLocaleString(locale),
    text.closed(closed.toLocaleString(locale), Math.round((100 * closed) / unhappy)),
    ...(medianHours === null ? [] : [text.median(timeText(medianHours, locale))]),
  ]
  return [{ label: text.loop, value: [parts.join(' · ')] }]
}

/** Hours up to two days, then days. */
function timeText(hours: number, locale: Locale): string {
  const text = words(locale)
  return hours < 48 ? text.hours(Math.max(1, Math.round(hours))) : text.days(Math.round(hours / 24))
}

async function choiceCharts(context: Context, asked: Asked) {
  const questions = choicesByQuestion(asked, await readChoices(context, asked), context.locale)
  return questions.map(({ question, counts }) => choiceChart(question, counts, context.locale))
}
