import type { Team } from '../../chat/context.ts'
import type { Job, JobContext } from '../../chat/job.ts'
import type { SurveyTrigger } from '../../database/generated/client.ts'
import { askCustomers, type TriggerCause, triggerCauses } from '../asking/ask.ts'
import { fitting } from '../asking/fitting.ts'
import { planAsking } from '../asking/plan.ts'
import type { SurveyParts } from '../parts.ts'
import { findQuestionnaire } from '../questionnaires.ts'
import { candidates } from './candidates.ts'

const placeOf = ({ cause }: SurveyTrigger): number => triggerCauses.indexOf(cause as TriggerCause)

/** Asks whom the team's triggers name today, once a working day, when quiet hours end. */
export const triggersJob = (parts: SurveyParts): Job => ({
  name: 'survey-triggers',
  title: { en: 'Surveys by trigger', 'zh-CN': '自动问卷' },
  scope: 'team',
  dueAt: team => (team.quietFrom > team.quietUntil ? team.quietUntil : '09:00'),
  workdaysOnly: true,
  async run(context, team) {
    const triggers = await context.tx.surveyTrigger.findMany({ where: { teamId: team.id } })
    const byOrder = triggers.toSorted((a, b) => placeOf(a) - placeOf(b))
    for (const trigger of byOrder) await fire(context, parts, team, trigger)
  },
})

/**
 * The contact policy holds here as everywhere. Who may not be written to now is looked at again on the next days, as long as the cause is not
 * older than the week that `candidates` looks back.
 */
async function fire(context: JobContext, parts: SurveyParts, team: Team, trigger: SurveyTrigger): Promise<void> {
  const questionnaire = await findQuestionnaire(context.tx, team.id, trigger.kind)
  if (!questionnaire) return
  const due = await candidates(context.tx, team, trigger, context.date)
  const wanted = await fitting(
    context,
    team,
    questionnaire,
    due.map(({ customerId }) => customerId),
  )
  const { ready } = await planAsking(context, parts, wanted)
  const causeKeys = new Map(due.map(({ customerId, causeKey }) => [customerId, causeKey]))
  const asking = { team, questionnaire, cause: trigger.cause as TriggerCause, causeKeys, createdById: null }
  await askCustomers(context, parts, asking, ready)
}
