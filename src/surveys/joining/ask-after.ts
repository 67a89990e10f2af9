import { z } from 'zod'
import { action } from '../../chat/feature.ts'
import { nextLoudFor } from '../../customers/contact-policy/quiet-hours.ts'
import { memberById, teamById } from '../../people/store.ts'
import { notTakenMessage } from '../answering/messages.ts'
import { askCustomers } from '../asking/ask.ts'
import { wayTo } from '../asking/person.ts'
import type { SurveyParts } from '../parts.ts'
import { findQuestionnaire } from '../questionnaires.ts'

export const askAfterActionId = 'surveys.ask-after'

/**
 * A contact's conversation with a colleague is over: they are asked how content they were, at once or not at all, as far as the contact
 * policy lets. Who is nobody's contact is asked nothing.
 */
export const askAfterAction = (parts: SurveyParts) =>
  action({
    id: askAfterActionId,
    needs: 'survey.answer',
    value: z.strictObject({}),
    async run(context) {
      const { actor, tx, now } = context
      const nothing = { kind: 'none' as const }
      const contact = await tx.contact.findFirst({
        where: { memberId: actor.memberId ?? -1 },
        include: { customer: { select: { id: true, teamId: true } } },
        orderBy: { id: 'asc' },
      })
      const member = actor.memberId === null ? null : await memberById(tx, actor.memberId)
      if (!actor.outsider || !contact || !member) return { kind: 'message', message: notTakenMessage(context.locale, 'gone') }
      const { id, teamId } = contact.customer
      const [team, questionnaire] = [await teamById(tx, teamId), await findQuestionnaire(tx, teamId, 'csat')]
      // Tomorrow they would not know any more what is meant.
      if (!questionnaire || nextLoudFor(member.zone, now, team) > now) return nothing
      const asking = { team, questionnaire, cause: 'conversation' as const, createdById: null }
      await askCustomers(context, parts, asking, new Map([[id, wayTo(member)]]))
      return nothing
    },
  })
