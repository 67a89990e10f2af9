import { z } from 'zod'
import { action, formEntry } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import { localeOf } from '../../chat/wording.ts'
import { aboutSurvey, withAsked } from '../answering/asked.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { longestReferral, mayRefer, readReferral, recordReferral } from './record.ts'
import { recommendWords } from './words.ts'

/** A content customer knows somebody. */
export const recommendAction = action({
  id: 'surveys.recommend',
  needs: 'survey.answer',
  value: aboutSurvey,
  run: (context, { surveyId }) =>
    withAsked(context, surveyId, async survey => {
      const locale = localeOf(survey.locale)
      const text = recommendWords(locale)
      const may = mayRefer(survey, await questionnaireOf(context.tx, survey), context.now)
      if (!may) return { kind: 'message', message: say(locale, text.closed) }
      return {
        kind: 'form',
        form: {
          id: 'surveys.recommend',
          title: text.title,
          submit: text.submit,
          intro: text.intro,
          fields: [
            { kind: 'text', name: 'name', label: text.name, maxLength: longestReferral },
            { kind: 'text', name: 'reach', label: text.reach, maxLength: longestReferral },
          ],
          state: { surveyId },
        },
      }
    }),
})

/** Records who recommended whom, and tells the owner. */
export const recommendSubmit = formEntry({
  id: 'surveys.recommend',
  needs: 'survey.answer',
  state: aboutSurvey,
  values: z.strictObject({ name: z.string().max(longestReferral).nullable(), reach: z.string().max(longestReferral).nullable() }),
  submit: (context, values, { surveyId }) =>
    withAsked(context, surveyId, async survey => {
      const locale = localeOf(survey.locale)
      const text = recommendWords(locale)
      const read = readReferral(values)
      if ('missing' in read)
        return { kind: 'invalid', errors: Object.fromEntries(read.missing.map(name => [name, text.required])) }
      const end = await recordReferral(context, survey, read.referred, 'chat')
      if (end !== 'recorded') return { kind: 'message', message: say(locale, text[end]) }
      return { kind: 'replace', message: say(locale, text.thanks) }
    }),
})
