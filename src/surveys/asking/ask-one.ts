import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action } from '../../chat/feature.ts'
import type { Button } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { withClicked } from '../../customers/about.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { teamById } from '../../people/store.ts'
import type { SurveyParts } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { findQuestionnaire, questionnairesOf } from '../questionnaires.ts'
import { askCustomers } from './ask.ts'
import { fitting } from './fitting.ts'
import { askedMessage, blockedMessage, unfitMessage, unreachableMessage, whichMessage } from './messages.ts'
import { notTheirsMessage, personOf, takeOn } from './person.ts'
import { planAsking } from './plan.ts'

/** Whom of the customer's, if somebody was mentioned; `sure`: that they are the customer's was said already. */
export interface Meant {
  person: string | null
  sure: boolean
}

/** Asks one customer, or says what keeps us. Only when nothing does, a person mentioned becomes their contact. */
export const askOne = (
  context: Context,
  parts: SurveyParts,
  customerId: number,
  questionnaire: Questionnaire,
  meant: Meant,
): Promise<Reply> =>
  withClicked(context, customerId, 'survey.send', customer => ask(context, parts, customer, questionnaire, meant))

/** The same with what a button or form names, among the questionnaires of the customer's team. */
export const askByKind = (context: Context, parts: SurveyParts, customerId: number, kind: string, meant: Meant): Promise<Reply> =>
  withClicked(context, customerId, 'survey.send', async customer => {
    const questionnaire = await findQuestionnaire(context.tx, customer.teamId, kind)
    if (questionnaire) return ask(context, parts, customer, questionnaire, meant)
    return { kind: 'message', message: whichMessage(context.locale, await questionnairesOf(context.tx, customer.teamId)) }
  })

async function ask(
  context: Context,
  parts: SurveyParts,
  customer: CustomerRecord,
  questionnaire: Questionnaire,
  { person, sure }: Meant,
): Promise<Reply> {
  const { locale, actor, tx } = context
  const team = await teamById(tx, customer.teamId)
  if ((await fitting(context, team, questionnaire, [customer.id])).length === 0)
    return { kind: 'message', message: unfitMessage(locale, customer, questionnaire) }
  const meant = person === null ? null : await personOf(context, customer, person)
  if (meant && (meant.kind === 'ours' || meant.kind === 'elsewhere'))
    return { kind: 'message', message: notTheirsMessage(context, customer, meant) }
  const plan = await planAsking(context, parts, [customer.id])
  const [block] = plan.blocked.keys()
  if (block) return { kind: 'message', message: blockedMessage(locale, customer, block) }
  if (meant?.kind === 'new' && !sure) {
    const yes = sendButton('', customer.id, questionnaire.kind, { person, sure: true })
    return { kind: 'message', message: notTheirsMessage(context, customer, meant, yes) }
  }
  const way = meant ? await takeOn(context, customer, meant.member, 'named') : plan.ready.get(customer.id)
  if (!way) return { kind: 'message', message: unreachableMessage(locale, customer) }
  const asking = { team, questionnaire, cause: 'manual' as const, createdById: actor.memberId }
  const asked = await askCustomers(context, parts, asking, new Map([[customer.id, way]]))
  return { kind: 'message', message: askedMessage(context, customer, questionnaire, way, asked) }
}

/** Asks this customer at a click. */
export const sendButton = (label: string, customerId: number, kind: string, { person, sure }: Meant): Button => ({
  action: 'surveys.send',
  label,
  value: { customerId, kind, ...(person === null ? {} : { person }), ...(sure ? { sure } : {}) },
})

export const sendAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.send',
    needs: 'survey.send',
    value: z.strictObject({
      customerId: z.int32(),
      kind: z.string().max(200),
      person: z.string().max(100).optional(),
      sure: z.boolean().optional(),
    }),
    run: (context, { customerId, kind, person = null, sure = false }) =>
      askByKind(context, parts, customerId, kind, { person, sure }),
  })
