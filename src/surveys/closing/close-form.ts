import type { Context } from '../../chat/context.ts'
import { cut } from '../../chat/cut.ts'
import type { Form } from '../../chat/form.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import type { Survey } from '../../database/generated/client.ts'
import { clip } from '../../tasks/task.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { scoreText } from './messages.ts'

const words = wording({
  en: {
    title: 'Close the loop',
    submit: 'Send and close',
    did: 'What did you do about it? The customer reads this.',
    tell: 'Tell the customer',
    yes: 'Yes: “you said, we did”',
    no: 'No, only note it',
  },
  'zh-CN': {
    title: '回复客户处理结果',
    submit: '发送并关闭',
    did: '做了哪些处理？客户会看到这段话。',
    tell: '告诉客户',
    yes: '是，把处理结果发给客户',
    no: '否，只做记录',
  },
})

/** What was done, in characters. */
const longestDid = 2_000

/** The form that closes the loop; `typed`: what was written behind the command. */
export async function openForm(context: Context, survey: Survey, customer: CustomerRecord, typed: string): Promise<Reply> {
  const text = words(context.locale)
  const questionnaire = await questionnaireOf(context.tx, survey)
  const said = survey.comment === null ? '' : ` · “${clip(survey.comment, 300)}”`
  const form: Form = {
    id: 'surveys.close',
    title: text.title,
    submit: text.submit,
    intro: `${customer.name} · ${scoreText({ survey, questionnaire }, context.locale)}${said}`,
    fields: [
      {
        ...{ kind: 'text', name: 'did', label: text.did, multiline: true, maxLength: longestDid },
        ...(typed ? { value: cut(typed, longestDid) } : {}),
      },
      {
        ...{ kind: 'choice', name: 'tell', label: text.tell, value: 'yes' },
        options: (['yes', 'no'] as const).map(value => ({ value, label: text[value] })),
      },
    ],
    state: { surveyId: survey.id },
  }
  return { kind: 'form', form }
}
