import { t95, z95 } from '../intervals.ts'
import { moodOf, type Questionnaire, scored } from '../questionnaire.ts'

/** What a questionnaire's answers come to: NPS points, the share who are content, a mean, or nothing but choices. */
export type Measure = 'nps' | 'share' | 'mean' | 'none'

export const measureOf = (questionnaire: Questionnaire): Measure => {
  if (questionnaire.kind === 'nps') return 'nps'
  if (questionnaire.kind === 'csat') return 'share'
  return scored(questionnaire) ? 'mean' : 'none'
}

/** How often each score was given. */
export type Scores = ReadonlyMap<number, number>

export interface Figure {
  /** NPS: points from -100 to 100; share: 0 to 1; mean: on the questionnaire's scale. */
  value: number
  /** 95 %; unset for the mean of answers that are all the same, which say nothing of how others differ. */
  interval?: readonly [low: number, high: number]
  n: number
}

/** Fewer answers mean nothing: no figure is shown. */
export const fewestAnswers = 5

/** The figure of answers; null where they are too few, or are no scores. Pure. */
export function figureOf(questionnaire: Questionnaire, scores: Scores): Figure | null {
  const n = total(scores)
  const measure = measureOf(questionnaire)
  if (n < fewestAnswers || measure === 'none') return null
  if (measure === 'mean') return meanOf(questionnaire, scores, n)
  const content = moodCount(questionnaire, scores, 'content')
  if (measure === 'share') return { value: content / n, interval: wilson(content, n), n }
  const unhappy = moodCount(questionnaire, scores, 'unhappy')
  return { value: (100 * (content - unhappy)) / n, interval: npsInterval(content, unhappy, n), n }
}

/**
 * The mean with its 95 % t interval, mean ± t s/√n with n - 1 degrees of freedom (Student 1908), cut to the scale: scores are taken as
 * measured, and the interval is about right from five answers on unless nearly all of them sit at one end.
 */
function meanOf(questionnaire: Questionnaire, scores: Scores, n: number): Figure {
  const value = sum([...scores].map(([score, count]) => score * count)) / n
  const variance = sum([...scores].map(([score, count]) => count * (score - value) ** 2)) / (n - 1)
  if (variance === 0) return { value, n }
  const reach = t95(n - 1) * Math.sqrt(variance / n)
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = scored(questionnaire) ?? {}
  return { value, interval: [Math.max(from, value - reach), Math.min(to, value + reach)], n }
}

export const moodCount = (questionnaire: Questionnaire, scores: Scores, mood: 'content' | 'neutral' | 'unhappy'): number =>
  sum([...scores].map(([score, count]) => (moodOf(questionnaire, score) === mood ? count : 0)))

export const total = (scores: Scores): number => sum([...scores.values()])

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/**
 * 95 % interval, in points, of the promoters' share minus the detractors': both come from one trinomial sample, so that the variance of
 * their difference is (p + d - (p - d)²) / n. For small samples one answer is added to each of the two (two to n), as in the adjusted Wald
 * interval for the difference of two cells of one multinomial: Bonett and Price (2012), Adjusted Wald confidence interval for a difference
 * of binomial proportions based on paired data, Journal of Educational and Behavioral Statistics 37(4), 479-488, formula for p12 - p21.
 */
export function npsInterval(promoters: number, detractors: number, n: number): readonly [number, number] {
  const p = (promoters + 1) / (n + 2)
  const d = (detractors + 1) / (n + 2)
  const reach = z95 * Math.sqrt((p + d - (p - d) ** 2) / (n + 2))
  return [100 * Math.max(-1, p - d - reach), 100 * Math.min(1, p - d + reach)]
}

/** 95 % interval of a share: Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212. */
export function wilson(count: number, n: number): readonly [number, number] {
  const [share, z] = [count / n, z95]
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const reach = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)]
}
