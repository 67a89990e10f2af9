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
import { isAnswerable } from '../survey.ts'
import { type Given, lockSurvey, recordAnswer } from './answer.ts'
import { answerWords, notTakenMessage, thanksMessage } from './messages.ts'
import { clearedBy, moreForm } from './more-form.ts'

const about = z.strictObject({ surveyId: z.int32() })

/** Whether the one who presses a button of a survey is who was asked. */
export function isAsked({ actor, place, channel }: Pick<Context, 'actor' | 'place' | 'channel'>, survey: Survey): boolean {
  if (!actor.outsider || actor.memberId === null || actor.platform !== survey.platform) return false
  if (survey.memberId !== null) return survey.memberId === actor.memberId
  // The channel may have become another customer's since, or ours alone.
  const isThere = survey.targetKind === 'channel' && place?.kind === 'shared' && place.id === survey.target
  return isThere && channel?.customerId === survey.customerId
}

/** The survey, if the clicker was asked; else what they are told, which says nothing about it. `open`: it must still take answers. */
export async function askedSurvey(
  context: Context,
  surveyId: number,
  { open = false } = {},
): Promise<{ survey: Survey } | { reply: Reply }> {
  const survey = await lockSurvey(context.tx, surveyId)
  if (!survey || !isAsked(context, survey)) {
    const why = survey && !context.actor.outsider ? 'ours' : 'gone'
    return { reply: { kind: 'message', message: notTakenMessage(context.locale, why) } }
  }
  if (!open || isAnswerable(survey, context.now)) return { survey }
  const late = notTakenMessage(localeOf(survey.locale), survey.answeredAt ? 'closed' : 'expired')
  return { reply: { kind: 'message', message: late } }
}

/** One click on a score or a choice: the first question is answered. */
export const answerAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.answer',
    needs: 'survey.answer',
    value: about.extend({ answer: z.union([z.int(), z.string().max(20)]) }),
    async run(context, { surveyId, answer }) {
      const asked = await askedSurvey(context, surveyId)
      if ('reply' in asked) return asked.reply
      const questionnaire = await questionnaireOf(context.tx, asked.survey)
      const [first] = questionnaire.questions
      return record(context, parts, asked.survey, questionnaire, first ? { [first.key]: answer } : {})
    },
  })

/** Opens the other questions: all on one screen. */
export const moreAction = action({
  id: 'surveys.more',
  needs: 'survey.answer',
  value: about,
  async run(context, { surveyId }) {
    const asked = await askedSurvey(context, surveyId, { open: true })
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
      const asked = await askedSurvey(context, surveyId, { open: true })
      if ('reply' in asked) return asked.reply
      const questionnaire = await questionnaireOf(context.tx, asked.survey)
      return { kind: 'replace', message: questionAgain(asked.survey, questionnaire, parts, 'again') }
    },
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
    state: about,
    values: z.record(z.string().max(20), z.string().max(20_000).nullable()),
    async submit(context, values, { surveyId }) {
      const asked = await askedSurvey(context, surveyId)
      if ('reply' in asked) return asked.reply
      return record(context, parts, asked.survey, await questionnaireOf(context.tx, asked.survey), values)
    },
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
