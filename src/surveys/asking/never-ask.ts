import { optOut } from '../../customers/contact-policy/opt-out.ts'
import type { Tx } from '../../database/store.ts'
import { closedKey } from '../closing/tell-customer.ts'
import type { SurveyRun } from '../parts.ts'
import { surveyPrefix, withhold } from './queue.ts'
import { reminderPrefix } from './reminder.ts'

/**
 * The customer is never written to again unasked: what waits is not sent, nor what delivery already has and has not sent, what was done about
 * an answer of theirs included. False: they had said so before.
 */
export async function neverAsk(run: SurveyRun, customerId: number, by: { memberId: number | null }): Promise<boolean> {
  const { tx, outbox, now } = run
  const isNew = await optOut(tx, customerId, { at: now, memberId: by.memberId })
  const surveys = await tx.survey.findMany({ where: { customerId, answeredAt: null, failedCode: null, expiresAt: { gt: now } } })
  const keys = surveys.flatMap(({ id }) => [`${surveyPrefix}${id}`, `${reminderPrefix}${id}`])
  const back = new Set(await outbox.withdraw(tx, keys))
  const isUnsent = (survey: { id: number; queuedAt: Date | null }): boolean =>
    survey.queuedAt === null || back.has(`${surveyPrefix}${survey.id}`)
  for (const survey of surveys.filter(isUnsent)) await withhold(tx, survey, 'opted-out')
  await outbox.withdraw(tx, await told(tx, customerId))
  await tx.survey.updateMany({ where: { customerId, remindAt: { not: null } }, data: { remindAt: null } })
  return isNew
}

/** Keys of what they were told about closed answers. */
async function told(tx: Tx, customerId: number): Promise<string[]> {
  const closed = await tx.survey.findMany({
    where: { customerId, closedAt: { not: null } },
    select: { id: true, closedAt: true },
  })
  return closed.flatMap(({ id, closedAt }) => (closedAt ? [closedKey(id, closedAt)] : []))
}
