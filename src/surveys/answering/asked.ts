import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import type { Reply } from '../../chat/platform.ts'
import { localeOf } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import { isAnswerable } from '../survey.ts'
import { lockSurvey } from './answer.ts'
import { notTakenMessage } from './messages.ts'

/** What every button and form of a survey carries. */
export const aboutSurvey = z.strictObject({ surveyId: z.int32() })

/** Whether the one who presses a button of a survey is who was asked. */
function isAsked({ actor, place, channel }: Context, survey: Survey): boolean {
  if (!actor.outsider || actor.memberId === null || actor.platform !== survey.platform) return false
  if (survey.memberId !== null) return survey.memberId === actor.memberId
  // The channel may have become another customer's since, or ours alone.
  const isThere = survey.targetKind === 'channel' && place?.kind === 'shared' && place.id === survey.target
  return isThere && channel?.customerId === survey.customerId
}

/** Goes on for who was asked, the survey held; everybody else is told what says nothing about it. */
export async function withAsked(context: Context, surveyId: number, go: (survey: Survey) => Promise<Reply>): Promise<Reply> {
  const survey = await lockSurvey(context.tx, surveyId)
  if (survey && isAsked(context, survey)) return go(survey)
  const why = survey && !context.actor.outsider ? 'ours' : 'gone'
  return { kind: 'message', message: notTakenMessage(context.locale, why) }
}

/** The same while an answer is still taken. */
export const withOpen = (context: Context, surveyId: number, go: (survey: Survey) => Promise<Reply>): Promise<Reply> =>
  withAsked(context, surveyId, async survey => {
    if (isAnswerable(survey, context.now)) return go(survey)
    const late = notTakenMessage(localeOf(survey.locale), survey.answeredAt ? 'closed' : 'expired')
    return { kind: 'message', message: late }
  })
