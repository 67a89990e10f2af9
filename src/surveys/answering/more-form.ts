import type { Field, Form } from '../../chat/form.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import { type Answers, answersShape, type Question, type Questionnaire } from '../questionnaire.ts'
import { answerWords } from './messages.ts'

/** The longest a chat's form takes. */
const longestTyped = 3_000

const isShown = (answer: number | string | undefined): answer is number | string =>
  answer !== undefined && String(answer).length <= longestTyped

/** The questions after the first, or all where the first has no buttons; filled in with what was answered. */
export function moreForm(survey: Survey, questionnaire: Questionnaire): Form {
  const locale = localeOf(survey.locale)
  const text = answerWords(locale)
  const answers = answersShape.parse(survey.answers)
  const [first, ...rest] = questionnaire.questions
  const asked = first?.kind === 'text' ? questionnaire.questions : rest
  return {
    id: 'surveys.more',
    title: text.title,
    submit: text.submit,
    fields: asked.map(question => field(question, answers[question.key], locale)),
    state: { surveyId: survey.id },
  }
}

/** The questions whose answer stood in the form and was emptied: it is taken back. Pure. */
export const clearedBy = (filled: Readonly<Record<string, unknown>>, answers: Answers): string[] =>
  Object.keys(filled).filter(key => isEmpty(filled[key]) && isShown(answers[key]))

const isEmpty = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '')

function field(question: Question, answer: number | string | undefined, locale: Locale): Field {
  const base = { name: question.key, label: question.text[locale], optional: true }
  const value = isShown(answer) ? { value: String(answer) } : {}
  if (question.kind === 'text') return { ...base, kind: 'text', multiline: true, maxLength: longestTyped, ...value }
  if (question.kind === 'choice') {
    const options = question.options.map(option => ({ value: option.value, label: option.label[locale] }))
    return { ...base, kind: 'choice', options, ...value }
  }
  const scores = Array.from({ length: question.to - question.from + 1 }, (_, index) => String(question.from + index))
  const hint = `${question.from} = ${question.low[locale]} · ${question.to} = ${question.high[locale]}`
  return { ...base, kind: 'choice', hint, options: scores.map(score => ({ value: score, label: score })), ...value }
}
