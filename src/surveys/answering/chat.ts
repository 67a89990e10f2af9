import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry } from '../../chat/feature.ts'
import { type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { withTyped } from '../../chat/typed-text.ts'
import { localeOf } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import { questionParts } from '../asking/question-message.ts'
import type { SurveyParts } from '../parts.ts'
import { answersShape, type Questionnaire, readAnswers } from '../questionnaire.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { type Given, recordAnswer } from './answer.ts'
import { aboutSurvey, withAsked, withOpen } from './asked.ts'
import { answerWords, notTakenMessage, thanksMessage } from './messages.ts'
import { clearedBy, moreForm } from './more-form.ts'

/** One click on a score or a choice: the first question is answered. */
export const answerAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.answer',
    needs: 'survey.answer',
    value: aboutSurvey.extend({ answer: z.union([z.int(), z.string().max(20)]) }),
    run: (context, { surveyId, answer }) =>
      withAsked(context, surveyId, async survey => {
        const questionnaire = await questionnaireOf(context.tx, survey)
        const [first] = questionnaire.questions
        return record(context, parts, survey, questionnaire, first ? { [first.key]: answer } : {})
      }),
  })

/** Opens the other questions: all on one screen. */
export const moreAction = action({
  id: 'surveys.more',
  needs: 'survey.answer',
  value: aboutSurvey,
  run: (context, { surveyId }) =>
    withOpen(context, surveyId, async survey => {
      return { kind: 'form', form: moreForm(survey, await questionnaireOf(context.tx, survey)) }
    }),
})

/** Shows the first question again, to answer it anew. */
export const againAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.again',
    needs: 'survey.answer',
    value: aboutSurvey,
    run: (context, { surveyId }) =>
      withOpen(context, surveyId, async survey => {
        const questionnaire = await questionnaireOf(context.tx, survey)
        return { kind: 'replace', message: questionAgain(survey, questionnaire, parts, 'again') }
      }),
  })

/** The first question with its buttons, under a line of the room's. */
export function questionAgain(
  survey: Survey,
  { questions }: Questionnaire,
  parts: SurveyParts,
  line: 'again' | 'unread',
): Message {
  const locale = localeOf(survey.locale)
  const [first] = questions
  if (!first) throw new Error('a questionnaire has a question')
  const message = say(locale, answerWords(locale)[line])
  message.parts.push(...questionParts(first, { id: survey.id, locale }, parts.pageUrl(survey.id)))
  return message
}

export const moreSubmit = (parts: SurveyParts) =>
  formEntry({
    id: 'surveys.more',
    needs: 'survey.answer',
    state: aboutSurvey,
    values: z.record(z.string().max(20), z.string().max(20_000).nullable()),
    submit: (context, values, { surveyId }) =>
      withAsked(context, surveyId, async survey =>
        record(context, parts, survey, await questionnaireOf(context.tx, survey), values),
      ),
  })

/** Checks what was clicked or filled in, takes it in, and thanks; what came too late comes back with why. */
async function record(
  context: Context,
  parts: SurveyParts,
  survey: Survey,
  questionnaire: Questionnaire,
  filled: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const locale = localeOf(survey.locale)
  const read = readAnswers(questionnaire.questions, filled)
  if ('wrong' in read)
    return { kind: 'invalid', errors: Object.fromEntries(read.wrong.map(key => [key, answerWords(locale).wrong])) }
  const cleared = clearedBy(filled, answersShape.parse(survey.answers))
  const given: Given = { ...Object.fromEntries(cleared.map(key => [key, null])), ...read.answers }
  const recorded = await recordAnswer(context, survey.id, given, { memberId: context.actor.memberId })
  if (recorded.kind === 'recorded')
    return { kind: 'replace', message: thanksMessage(recorded.survey, recorded.questionnaire, context, parts) }
  const typed = Object.values(filled).filter(value => typeof value === 'string' && value.length > 2)
  const message = notTakenMessage(locale, recorded.kind)
  return { kind: 'message', message: typed.length ? withTyped(locale, message.summary, typed.join('\n')) : message }
}
