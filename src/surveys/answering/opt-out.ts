import type { Context } from '../../chat/context.ts'
import { action } from '../../chat/feature.ts'
import { type Message, say } from '../../chat/message.ts'
import { localeOf } from '../../chat/wording.ts'
import { optIn } from '../../customers/contact-policy/opt-out.ts'
import { neverAsk } from '../asking/never-ask.ts'
import { aboutSurvey, withAsked } from './asked.ts'
import { answerWords } from './messages.ts'

/** Never to be asked again, by a button. */
export const optOutAction = action({
  id: 'surveys.opt-out',
  needs: 'survey.answer',
  value: aboutSurvey,
  run: (context, { surveyId }) =>
    withAsked(context, surveyId, async ({ customerId, locale }) => {
      const isNew = await neverAsk(context, customerId, context.actor)
      return { kind: 'replace', message: stoppedMessage(localeOf(locale), isNew, surveyId) }
    }),
})

/** They think better of it. */
export const optInAction = action({
  id: 'surveys.opt-in',
  needs: 'survey.answer',
  value: aboutSurvey,
  run: (context, { surveyId }) =>
    withAsked(context, surveyId, async survey => {
      await optIn(context.tx, survey.customerId, { at: context.now, memberId: context.actor.memberId })
      const locale = localeOf(survey.locale)
      return { kind: 'replace', message: say(locale, answerWords(locale).resumed) }
    }),
})

export function stoppedMessage(locale: Context['locale'], isNew: boolean, surveyId: number | null): Message {
  const text = answerWords(locale)
  const message = say(locale, isNew ? text.stopped : text.wasStopped)
  const resume = { action: 'surveys.opt-in', label: text.resume, value: { surveyId } }
  if (surveyId !== null) message.parts.push({ kind: 'actions', actions: [resume] })
  return message
}
