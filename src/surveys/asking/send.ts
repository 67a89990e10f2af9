import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { takePerson } from '../../chat/mention.ts'
import { type Button, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { plainSpaces } from '../../chat/verbs.ts'
import { aboutWhom, withClicked, withCustomer } from '../../customers/about.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { teamById } from '../../people/store.ts'
import type { SurveyParts } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { findQuestionnaire, questionnairesOf } from '../questionnaires.ts'
import { askCustomers } from './ask.ts'
import { fitting } from './fitting.ts'
import { askedMessage, askWords, blockedMessage, unfitMessage, unreachableMessage, whichMessage } from './messages.ts'
import { externalContact } from './person.ts'
import { planAsking } from './plan.ts'
import { previewMailing } from './preview.ts'

/** `/survey send acme nps`, `/survey send "满意客户" csat`, `/survey send acme nps @anna` */
export const sendVerb = (parts: SurveyParts): Verb => ({
  name: 'send',
  words: ['send', 'ask', '发送', '发', '询问'],
  usage: {
    en: '/survey send acme nps · /survey send "segment" csat',
    'zh-CN': '/survey 发送 知客 nps · /survey 发送 "满意客户" csat',
  },
  needs: 'survey.send',
  async run(context, line) {
    const { locale } = context
    const person = takePerson(line)
    const { who, questionnaire } = await splitLine(context, person.rest)
    if (!questionnaire) {
      const known = await questionnairesOf(context.tx, context.team?.id ?? 0)
      return { kind: 'message', message: whichMessage(locale, known) }
    }
    if (!who && !context.channel?.customerId) return { kind: 'message', message: say(locale, askWords(locale).whom) }
    const asked = await aboutWhom(context, who)
    // A name that is a customer's means the customer; everything else is a segment or a filter, if it reads as one.
    if (asked.resolved.kind !== 'one' || asked.rest) {
      const mailing = await previewMailing(context, parts, who, questionnaire)
      if (mailing) return mailing
    }
    const pick = (customer: CustomerRecord): Button[] => [
      {
        action: 'surveys.send',
        label: askWords(locale).submit,
        value: { customerId: customer.id, kind: questionnaire.kind, ...(person.ref ? { person: person.ref } : {}) },
      },
    ]
    return withCustomer(context, asked, pick, customer => askOne(context, parts, customer.id, questionnaire, person.ref))
  },
})

/** The questionnaire is what the line ends with: one word or a quoted name. */
async function splitLine(context: Context, line: string): Promise<{ who: string; questionnaire: Questionnaire | null }> {
  const text = plainSpaces(line)
  const teamId = context.team?.id ?? 0
  const quoted = /^(.*?)\s*["“”「]([^"“”「」]+)["“”」]$/su.exec(text)
  const plain = /^(.*?)\s*(\S+)$/su.exec(text)
  for (const match of [quoted, plain]) {
    const found = match?.[2] ? await findQuestionnaire(context.tx, teamId, match[2]) : null
    if (match && found) return { who: match[1]?.trim() ?? '', questionnaire: found }
  }
  return { who: text, questionnaire: null }
}

const askOne = (
  context: Context,
  parts: SurveyParts,
  customerId: number,
  questionnaire: Questionnaire,
  person: string | null,
): Promise<Reply> =>
  withClicked(context, customerId, 'survey.send', async customer => {
    const { locale, actor } = context
    const team = await teamById(context.tx, customer.teamId)
    if ((await fitting(context, team, questionnaire, [customer.id])).length === 0)
      return { kind: 'message', message: unfitMessage(locale, customer, questionnaire) }
    const meant = person === null ? null : await externalContact(context, customer, person)
    if (person !== null && !meant) return { kind: 'message', message: say(locale, askWords(locale).outsider) }
    const plan = await planAsking(context, parts, [customer.id])
    const [block] = plan.blocked.keys()
    if (block) return { kind: 'message', message: blockedMessage(locale, customer, block) }
    const way = meant ?? plan.ready.get(customer.id)
    if (!way) return { kind: 'message', message: unreachableMessage(locale, customer) }
    const asking = { team, questionnaire, cause: 'manual' as const, createdById: actor.memberId }
    const asked = await askCustomers(context, parts, asking, new Map([[customer.id, way]]))
    return { kind: 'message', message: askedMessage(context, customer, questionnaire, way, asked) }
  })

export const sendAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.send',
    needs: 'survey.send',
    value: z.strictObject({ customerId: z.int32(), kind: z.string().max(200), person: z.string().max(100).optional() }),
    async run(context, { customerId, kind, person }) {
      const questionnaire = await findQuestionnaire(context.tx, context.team?.id ?? 0, kind)
      if (questionnaire) return askOne(context, parts, customerId, questionnaire, person ?? null)
      const known = await questionnairesOf(context.tx, context.team?.id ?? 0)
      return { kind: 'message', message: whichMessage(context.locale, known) }
    },
  })

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
    submit: (context, { kind }, { customerId }) =>
      withClicked(context, customerId, 'survey.send', async customer => {
        const questionnaire = await findQuestionnaire(context.tx, customer.teamId, kind)
        if (questionnaire) return askOne(context, parts, customerId, questionnaire, null)
        return { kind: 'message', message: whichMessage(context.locale, await questionnairesOf(context.tx, customer.teamId)) }
      }),
  })
