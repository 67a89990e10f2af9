import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry } from '../../chat/feature.ts'
import type { Field, Form } from '../../chat/form.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import { questionParts } from '../asking/question-message.ts'
import type { SurveyParts } from '../parts.ts'
import { answersShape, type Question, type Questionnaire, readAnswers } from '../questionnaire.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { lockSurvey, recordAnswer } from './answer.ts'
import { answerWords, notTakenMessage, thanksMessage } from './messages.ts'

const about = z.strictObject({ surveyId: z.int32() })

/** Whether the one who presses a button of a survey is who was asked. */
export function isAsked({ actor, place }: Pick<Context, 'actor' | 'place'>, survey: Survey): boolean {
  if (!actor.outsider || actor.memberId === null || actor.platform !== survey.platform) return false
  if (survey.memberId !== null) return survey.memberId === actor.memberId
  return survey.targetKind === 'channel' && place?.id === survey.target
}

/** The survey, if the clicker was asked; else what they are told, which says nothing about it. */
export async function askedSurvey(context: Context, surveyId: number): Promise<{ survey: Survey } | { reply: Reply }> {
  const survey = await lockSurvey(context.tx, surveyId)
  if (survey && isAsked(context, survey)) return { survey }
  const why = survey && !context.actor.outsider ? 'ours' : 'gone'
  return { reply: { kind: 'message', message: notTakenMessage(context.locale, why) } }
}

/** One click on a score or a choice: the first question is answered. */
export const answerAction = action({
  id: 'surveys.answer',
  needs: 'survey.answer',
  value: about.extend({ answer: z.union([z.int(), z.string().max(20)]) }),
  async run(context, { surveyId, answer }) {
    const asked = await askedSurvey(context, surveyId)
    if ('reply' in asked) return asked.reply
    const questionnaire = await questionnaireOf(context.tx, asked.survey)
    const [first] = questionnaire.questions
    return record(context, asked.survey, questionnaire, first ? { [first.key]: answer } : {})
  },
})

/** Opens the other questions: all on one screen. */
export const moreAction = action({
  id: 'surveys.more',
  needs: 'survey.answer',
  value: about,
  async run(context, { surveyId }) {
    const asked = await askedSurvey(context, surveyId)
    if ('reply' in asked) return asked.reply
    return { kind: 'form', form: moreForm(asked.survey, await questionnaireOf(context.tx, asked.survey)) }
  },
})

/** Shows the first question again, to answer it anew. */
export const againAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.again',
    needs: 'survey.answer',
    value: about,
    async run(context, { surveyId }) {
      const asked = await askedSurvey(context, surveyId)
      if ('reply' in asked) return asked.reply
      const locale = localeOf(asked.survey.locale)
      const [first] = (await questionnaireOf(context.tx, asked.survey)).questions
      if (!first) throw new Error('a questionnaire has a question')
      const message = say(locale, answerWords(locale).again)
      message.parts.push(...questionParts(first, { id: surveyId, locale }, parts.pageUrl(surveyId)))
      return { kind: 'replace', message }
    },
  })

export const moreSubmit = formEntry({
  id: 'surveys.more',
  needs: 'survey.answer',
  state: about,
  values: z.record(z.string().max(20), z.string().max(20_000).nullable()),
  async submit(context, values, { surveyId }) {
    const asked = await askedSurvey(context, surveyId)
    if ('reply' in asked) return asked.reply
    return record(context, asked.survey, await questionnaireOf(context.tx, asked.survey), values)
  },
})

async function record(
  context: Context,
  survey: Survey,
  questionnaire: Questionnaire,
  given: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const locale = localeOf(survey.locale)
  const read = readAnswers(questionnaire.questions, given)
  if ('wrong' in read)
    return { kind: 'invalid', errors: Object.fromEntries(read.wrong.map(key => [key, answerWords(locale).wrong])) }
  const recorded = await recordAnswer(context, survey.id, read.answers, { memberId: context.actor.memberId })
  if (recorded.kind !== 'recorded') return { kind: 'message', message: notTakenMessage(locale, recorded.kind) }
  return { kind: 'replace', message: thanksMessage(recorded.survey, recorded.questionnaire, context) }
}

/** The longest a chat's form takes. */
const longestTyped = 3_000

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

function field(question: Question, answer: number | string | undefined, locale: Locale): Field {
  const base = { name: question.key, label: question.text[locale], optional: true }
  const value = answer === undefined || String(answer).length > longestTyped ? {} : { value: String(answer) }
  if (question.kind === 'text') return { ...base, kind: 'text', multiline: true, maxLength: longestTyped, ...value }
  if (question.kind === 'choice') {
    const options = question.options.map(option => ({ value: option.value, label: option.label[locale] }))
    return { ...base, kind: 'choice', options, ...value }
  }
  const scores = Array.from({ length: question.to - question.from + 1 }, (_, index) => String(question.from + index))
  const hint = `${question.from} = ${question.low[locale]} · ${question.to} = ${question.high[locale]}`
  return { ...base, kind: 'choice', hint, options: scores.map(score => ({ value: score, label: score })), ...value }
}
