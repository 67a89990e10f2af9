import type { Chart } from '../../chat/chart.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { type Mood, type Question, type Questionnaire, scored } from '../questionnaire.ts'
import { figureText } from './figure-text.ts'
import { type Figure, figureOf, measureOf, moodCount, type Scores, total } from './figures.ts'
import { type Quarter, quarterText } from './quarter.ts'

const words = wording({
  en: {
    trend: (name: string) => `${name} by quarter`,
    quarter: 'Quarter of the answer',
    nps: 'NPS (points)',
    share: 'Satisfied (4 or 5)',
    mean: 'Mean score',
    spread: (name: string) => `${name}: scores given`,
    score: 'Score',
    points: (score: number) => String(score),
    answers: 'Answers',
    content: 'Content',
    neutral: 'Neither',
    unhappy: 'Unhappy',
    promoters: 'Promoters (9–10)',
    passives: 'Passives (7–8)',
    detractors: 'Detractors (0–6)',
    part: (name: string, count: string, percent: number) => `${name}: ${count} (${percent}%)`,
    each: (quarter: string, figure: string) => `${quarter}: ${figure}`,
    option: 'Answer',
    chosen: (label: string, count: string, percent: number) => `${label} ${count} (${percent}%)`,
    comma: ', ',
    semicolon: '; ',
    end: '.',
  },
  'zh-CN': {
    trend: (name: string) => `${name}：季度走势`,
    quarter: '回复季度',
    nps: 'NPS（分）',
    share: '满意（4 或 5 分）占比',
    mean: '平均分',
    spread: (name: string) => `${name}：得分分布`,
    score: '得分',
    points: (score: number) => `${score}分`,
    answers: '回复数',
    content: '满意',
    neutral: '一般',
    unhappy: '不满意',
    promoters: '推荐者（9–10）',
    passives: '中立者（7–8）',
    detractors: '贬损者（0–6）',
    part: (name: string, count: string, percent: number) => `${name}：${count} 份（${percent}%）`,
    each: (quarter: string, figure: string) => `${quarter} ${figure}`,
    option: '选项',
    chosen: (label: string, count: string, percent: number) => `${label} ${count} 份（${percent}%）`,
    comma: '，',
    semicolon: '；',
    end: '。',
  },
})

/** The figure of each quarter, oldest first; a gap where answers are too few. Null: fewer than two have enough. */
export function trendChart(
  questionnaire: Questionnaire,
  quarters: readonly { quarter: Quarter; scores: Scores }[],
  locale: Locale,
): Chart | null {
  const text = words(locale)
  const measure = measureOf(questionnaire)
  const figures = quarters.map(({ quarter, scores }) => ({ quarter, n: total(scores), figure: figureOf(questionnaire, scores) }))
  // One quarter is no trend; it stands above.
  if (measure === 'none' || figures.filter(({ figure }) => figure).length < 2) return null
  const said = figures
    .filter(({ n }) => n > 0)
    .map(({ quarter, n, figure }) =>
      text.each(quarterText(quarter, locale), figureText(questionnaire, figure, n, locale, 'short')),
    )
  return {
    kind: 'lines',
    locale,
    title: text.trend(questionnaire.name[locale]),
    summary: `${said.join(text.semicolon)}${text.end}`,
    categories: figures.map(({ quarter }) => quarterText(quarter, locale)),
    series: [{ name: text[measure], values: figures.map(({ figure }) => rounded(figure)) }],
    x: text.quarter,
    y: { name: text[measure], format: measure === 'share' ? 'percent' : 'count' },
  }
}

const rounded = (figure: Figure | null): number | null => (figure ? Number(figure.value.toPrecision(3)) : null)

const moods: readonly Mood[] = ['content', 'neutral', 'unhappy']

/** How often each score was given, and in words what that says. Null: nobody gave one. */
export function spreadChart(questionnaire: Questionnaire, scores: Scores, locale: Locale): Chart | null {
  const text = words(locale)
  const scale = scored(questionnaire)
  const n = total(scores)
  if (!scale || n === 0) return null
  const names =
    questionnaire.kind === 'nps'
      ? { content: text.promoters, neutral: text.passives, unhappy: text.detractors }
      : { content: text.content, neutral: text.neutral, unhappy: text.unhappy }
  const said = moods.map(mood => {
    const count = moodCount(questionnaire, scores, mood)
    return text.part(names[mood], count.toLocaleString(locale), Math.round((100 * count) / n))
  })
  const all = Array.from({ length: scale.to - scale.from + 1 }, (_, index) => scale.from + index)
  return {
    kind: 'bars',
    locale,
    title: text.spread(questionnaire.name[locale]),
    summary: `${said.join(text.comma)}${text.end}`,
    categories: all.map(text.points),
    series: [{ name: text.answers, values: all.map(score => scores.get(score) ?? 0) }],
    x: text.score,
    y: { name: text.answers, format: 'count' },
  }
}

/** How often each option of a question was chosen; `counts` by option, the most frequent first. Null: nobody chose. */
export function choiceChart(question: Question, counts: ReadonlyMap<string, number>, locale: Locale): Chart | null {
  const text = words(locale)
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (n === 0) return null
  const said = [...counts].map(([label, count]) =>
    text.chosen(label, count.toLocaleString(locale), Math.round((100 * count) / n)),
  )
  return {
    kind: 'bars',
    locale,
    title: question.text[locale],
    summary: `${said.join(text.comma)}${text.end}`,
    categories: [...counts.keys()],
    series: [{ name: text.answers, values: [...counts.values()] }],
    x: text.option,
    y: { name: text.answers, format: 'count' },
  }
}
