import type { Message } from '../../chat/message.ts'
import type { Target } from '../../chat/platform.ts'
import { localeOf } from '../../chat/wording.ts'
import { blocked, unask } from '../../customers/contact-policy/blocks.ts'
import type { Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { memberById } from '../../people/store.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { questionMessage } from './question-message.ts'

/** Of the keys of everything that is sent to be answered; delivery tells the room how it ended. */
export const surveyPrefix = 'survey:'

/** Where a survey went; null once the customer was erased. */
export const targetOf = ({ platform, targetKind, target }: Pick<Survey, 'platform' | 'targetKind' | 'target'>): Target | null =>
  target === null ? null : { platform, kind: targetKind === 'channel' ? 'channel' : 'person', id: target }

/** What the customer gets, from the person of ours they know: the owner, else who asked. */
export async function invitation(
  tx: Tx,
  parts: SurveyParts,
  survey: Survey,
  { reminder }: { reminder: boolean },
): Promise<Message> {
  const { owner } = await tx.customer.findUniqueOrThrow({
    where: { id: survey.customerId },
    select: { owner: { select: { name: true } } },
  })
  const asker = owner ?? (survey.createdById === null ? null : await memberById(tx, survey.createdById))
  const asked = { ...survey, locale: localeOf(survey.locale) }
  const how = { url: parts.pageUrl(survey.id), from: asker?.name ?? null, reminder }
  return questionMessage(await questionnaireOf(tx, survey), asked, how)
}

/**
 * Gives a survey to delivery, unless the customer must not be written to any more: then it is withdrawn with the block's name, and they
 * count as not asked. That they were asked lately is this very survey.
 */
export async function queueSurvey(run: SurveyRun, parts: SurveyParts, surveyId: number): Promise<void> {
  const { tx, now, rooms } = run
  const survey = await tx.survey.findUnique({ where: { id: surveyId } })
  const target = survey && targetOf(survey)
  if (!target || survey.queuedAt !== null || survey.failedCode !== null) return
  const block = (await blocked(tx, rooms.contactBlocks, [survey.customerId], now, ['asked-lately'])).get(survey.customerId)
  if (block) {
    await tx.survey.update({ where: { id: surveyId }, data: { failedCode: block.name } })
    return unask(tx, survey.customerId, survey.createdAt)
  }
  const message = await invitation(tx, parts, survey, { reminder: false })
  await run.outbox.put(tx, { key: `${surveyPrefix}${surveyId}`, target, message, notBefore: survey.sendAt })
  await tx.survey.update({ where: { id: surveyId }, data: { queuedAt: now } })
}
