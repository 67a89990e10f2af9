import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action } from '../../chat/feature.ts'
import { type Message, say } from '../../chat/message.ts'
import { localeOf } from '../../chat/wording.ts'
import { optIn } from '../../customers/contact-policy/opt-out.ts'
import { neverAsk } from '../asking/never-ask.ts'
import { askedSurvey } from './chat.ts'
import { answerWords } from './messages.ts'

const about = z.strictObject({ surveyId: z.int32() })

/** Never to be asked again, by a button. */
export const optOutAction = action({
  id: 'surveys.opt-out',
  needs: 'survey.answer',
  value: about,
  async run(context, { surveyId }) {
    const asked = await askedSurvey(context, surveyId)
    if ('reply' in asked) return asked.reply
    const { customerId, locale } = asked.survey
    const isNew = await neverAsk(context, customerId, context.actor)
    return { kind: 'replace', message: stoppedMessage(localeOf(locale), isNew, surveyId) }
  },
})

/** They think better of it. */
export const optInAction = action({
  id: 'surveys.opt-in',
  needs: 'survey.answer',
  value: about,
  async run(context, { surveyId }) {
    const asked = await askedSurvey(context, surveyId)
    if ('reply' in asked) return asked.reply
    await optIn(context.tx, asked.survey.customerId, { at: context.now, memberId: context.actor.memberId })
    const locale = localeOf(asked.survey.locale)
    return { kind: 'replace', message: say(locale, answerWords(locale).resumed) }
  },
})

export function stoppedMessage(locale: Context['locale'], isNew: boolean, surveyId: number | null): Message {
  const text = answerWords(locale)
  const message = say(locale, isNew ? text.stopped : text.wasStopped)
  const resume = { action: 'surveys.opt-in', label: text.resume, value: { surveyId } }
  if (surveyId !== null) message.parts.push({ kind: 'actions', actions: [resume] })
  return message
}
