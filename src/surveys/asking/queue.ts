import { unask } from '../../customers/contact-policy/blocks.ts'
import type { Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { openMs, withheld } from '../survey.ts'
import { readDue, wayColumns } from './due.ts'

/** Of the keys of everything that is sent to be answered; delivery tells the room how it ended. */
export const surveyPrefix = 'survey:'

/**
 * Gives those of the surveys whose time has come to delivery. When a customer must not be written to any more, or no way leads to them, it is
 * withheld for good, and they count as not asked; in quiet hours it waits on. Cost: what `readDue` reads, and two writes for each.
 */
export async function queueSurveys(run: SurveyRun, parts: SurveyParts, surveyIds: readonly number[]): Promise<void> {
  const { tx, now } = run
  const surveys = await tx.survey.findMany({
    where: { id: { in: [...surveyIds] }, target: { not: null }, queuedAt: null, failedCode: null, sendAt: { lte: now } },
    orderBy: [{ sendAt: 'asc' }, { id: 'asc' }],
  })
  if (surveys.length === 0) return
  for (const { survey, how, message } of await readDue(run, parts, surveys)) {
    if (how.kind === 'withheld') await withhold(tx, survey, how.why)
    else if (how.at > now) {
      const expiresAt = new Date(how.at.getTime() + openMs)
      await tx.survey.update({ where: { id: survey.id }, data: { sendAt: how.at, expiresAt } })
    } else {
      await tx.survey.update({ where: { id: survey.id }, data: { ...wayColumns(how.way), queuedAt: now } })
      const { target } = how.way
      await run.outbox.put(tx, { key: `${surveyPrefix}${survey.id}`, target, message: message(how.way, false) })
    }
  }
}

/** Its cause may ask again, as if it had not been due yet. */
export async function withhold(tx: Tx, survey: Survey, why: string): Promise<void> {
  await tx.survey.update({ where: { id: survey.id }, data: { failedCode: withheld(why), causeKey: null } })
  await unask(tx, [survey.customerId], survey.createdAt)
}
