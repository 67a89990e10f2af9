import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { withClicked } from '../../customers/about.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import type { SurveyParts } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { questionnairesOf } from '../questionnaires.ts'
import { askByKind } from './ask-one.ts'
import { askWords } from './messages.ts'

/** From the card: which questionnaire. */
export const askAction = action({
  id: 'surveys.ask',
  needs: 'survey.send',
  value: z.strictObject({ customerId: z.int32() }),
  run: (context, { customerId }) =>
    withClicked(context, customerId, 'survey.send', async customer => ({
      kind: 'form',
      form: askForm(context, customer, await questionnairesOf(context.tx, customer.teamId)),
    })),
})

function askForm({ locale }: Context, customer: CustomerRecord, questionnaires: readonly Questionnaire[]): Form {
  const text = askWords(locale)
  const options = questionnaires.map(({ kind, name }) => ({ value: kind, label: name[locale] }))
  return {
    id: 'surveys.ask',
    title: text.form,
    submit: text.submit,
    intro: customer.name,
    fields: [{ kind: 'choice', name: 'kind', label: text.which, options, value: 'nps' }],
    state: { customerId: customer.id },
  }
}

export const askSubmit = (parts: SurveyParts) =>
  formEntry({
    id: 'surveys.ask',
    needs: 'survey.send',
    state: z.strictObject({ customerId: z.int32() }),
    values: z.strictObject({ kind: z.string().max(200) }),
    submit: (context, { kind }, { customerId }) => askByKind(context, parts, customerId, kind, { person: null, sure: false }),
  })
