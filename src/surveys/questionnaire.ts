import { z } from 'zod'
import { storable } from '../chat/typed-text.ts'
import type { Locale, Worded } from '../chat/wording.ts'

const worded = z.strictObject({ en: z.string(), 'zh-CN': z.string() })
const key = z.string().regex(/^[a-z0-9-]{1,20}$/)

/** How a question is answered. `key` names its answer for ever. */
export const questionShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('score'),
    key,
    text: worded,
    from: z.int().min(0).max(1),
    to: z.int().min(2).max(10),
    /** What the two ends mean. */
    low: worded,
    high: worded,
  }),
  z.strictObject({
    kind: z.literal('choice'),
    key,
    text: worded,
    options: z
      .array(z.strictObject({ value: key, label: worded }))
      .min(2)
      .max(10),
  }),
  z.strictObject({ kind: z.literal('text'), key, text: worded }),
])
export type Question = z.infer<typeof questionShape>

/** The first question is answered by one click, if it can be; the others are optional. */
export const questionsShape = z.array(questionShape).min(1).max(8)

export interface Questionnaire {
  /** What answers are counted by: nps, csat, lost, or an own one's `nameKey`. */
  kind: string
  /** Null: a shipped one. */
  id: number | null
  name: Worded
  questions: readonly Question[]
  /** Whom it is for, in the language of filters; null: every customer. */
  filter: string | null
}

/** By question: a score, a choice's value, a text. */
export const answersShape = z.record(key, z.union([z.int(), z.string()]))
export type Answers = z.infer<typeof answersShape>

/** Characters of an answer that are kept. */
export const longestAnswer = 10_000

/** The first question with a score: what figures are made of. */
export const scored = ({ questions }: Pick<Questionnaire, 'questions'>): Extract<Question, { kind: 'score' }> | undefined =>
  questions.find(question => question.kind === 'score')

/** The first question with a text: what customers say in their own words. */
export const commented = ({ questions }: Pick<Questionnaire, 'questions'>): Extract<Question, { kind: 'text' }> | undefined =>
  questions.find(question => question.kind === 'text')

export type Mood = 'content' | 'neutral' | 'unhappy'

/**
 * What a score says. NPS: promoters 9-10, detractors 0-6; CSAT: content 4-5, unhappy 1-2; any other scale by the same shares of it: content
 * from three quarters on, unhappy up to two fifths.
 */
export function moodOf(questionnaire: Pick<Questionnaire, 'kind' | 'questions'>, score: number): Mood {
  if (questionnaire.kind === 'nps') return score >= 9 ? 'content' : score <= 6 ? 'unhappy' : 'neutral'
  const scale = scored(questionnaire)
  if (!scale) return 'neutral'
  const share = (score - scale.from) / (scale.to - scale.from)
  return share >= 0.75 ? 'content' : share <= 0.4 ? 'unhappy' : 'neutral'
}

/** An answer as people read it. */
export function answerText(question: Question, answer: number | string, locale: Locale): string {
  if (question.kind === 'score') return `${answer}/${question.to}`
  if (question.kind === 'choice') return question.options.find(({ value }) => value === answer)?.label[locale] ?? String(answer)
  return String(answer)
}

/** What was filled in: the answers, or by question what is wrong. Empty ones are left out; half characters and zero bytes are made storable. */
export type AnswersRead = { answers: Answers } | { wrong: string[] }

/** Checks raw values, as a form, a button or a page gives them, against the questions. Values of no question are wrong. Pure. */
export function readAnswers(questions: readonly Question[], given: Readonly<Record<string, unknown>>): AnswersRead {
  const answers: Answers = {}
  const wrong = Object.keys(given).filter(name => !questions.some(question => question.key === name))
  for (const question of questions) {
    const raw = given[question.key]
    if (raw === undefined || raw === null || raw === '') continue
    const answer = readAnswer(question, raw)
    if (answer === null) wrong.push(question.key)
    else if (answer !== '') answers[question.key] = answer
  }
  return wrong.length > 0 ? { wrong } : { answers }
}

function readAnswer(question: Question, raw: unknown): number | string | null {
  if (question.kind === 'score') {
    const score = typeof raw === 'number' ? raw : typeof raw === 'string' && /^\d{1,2}$/.test(raw) ? Number(raw) : Number.NaN
    return Number.isInteger(score) && score >= question.from && score <= question.to ? score : null
  }
  if (typeof raw !== 'string') return null
  if (question.kind === 'choice') return question.options.some(({ value }) => value === raw) ? raw : null
  const text = storable(raw).trim()
  return [...text].length <= longestAnswer ? text : null
}
