import type { Survey } from '../../database/generated/client.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { readDue, targetOf, wayColumns } from './due.ts'
import { wayAfter } from './ways.ts'

/**
 * What surely did not arrive goes out by the next way to the customer, as far as the contact policy still lets, when quiet hours allow. False:
 * there is no other way, or not any more. Each way is tried once, the best first.
 */
export async function sendByNextWay(
  run: SurveyRun,
  parts: SurveyParts,
  survey: Survey,
  sent: { key: string; reminder: boolean },
): Promise<boolean> {
  const tried = targetOf(survey)
  const way = tried && (await wayAfter(run.tx, survey.customerId, parts.connected(), tried))
  if (!way) return false
  const [due] = await readDue(run, parts, [{ ...survey, ...wayColumns(way) }])
  if (due?.how.kind !== 'way') return false
  const { target } = due.how.way
  const outgoing = { key: sent.key, target, message: due.message(due.how.way, sent.reminder), notBefore: due.how.at }
  if (!(await run.outbox.again(run.tx, outgoing))) return false
  const anew = sent.reminder ? {} : { sentAt: null, remindAt: null }
  await run.tx.survey.update({ where: { id: survey.id }, data: { ...wayColumns(due.how.way), ...anew } })
  return true
}
