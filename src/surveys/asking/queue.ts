import type { Message } from '../../chat/message.ts'
import type { Target } from '../../chat/platform.ts'
import { localeOf } from '../../chat/wording.ts'
import { blocked, unask } from '../../customers/contact-policy/blocks.ts'
import { nextLoudFor } from '../../customers/contact-policy/quiet-hours.ts'
import type { Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { memberById, teamById } from '../../people/store.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { openMs, withheld } from '../survey.ts'
import { questionMessage } from './question-message.ts'
import { type Way, waysTo } from './ways.ts'

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
 * The way a survey goes now: as it was meant to, while that still leads to this customer, else the best there is. Channels are linked anew,
 * people leave and addresses are corrected while it waits. Null: none is left.
 */
export async function wayNow(tx: Tx, parts: SurveyParts, survey: Survey): Promise<Way | null> {
  const meant = targetOf(survey)
  return meant && ((await waysTo(tx, [survey.customerId], parts.connected(), meant)).get(survey.customerId) ?? null)
}

/** Columns of the way. */
export const wayColumns = ({ target, memberId, locale }: Way) => ({
  ...{ platform: target.platform, targetKind: target.kind, target: target.id },
  ...{ memberId, locale },
})

/**
 * Gives a survey whose time has come to delivery. When the customer must not be written to any more, or no way leads to them, it is
 * withheld for good, and they count as not asked; in quiet hours it waits on. That they were asked lately is this very survey.
 */
export async function queueSurvey(run: SurveyRun, parts: SurveyParts, surveyId: number): Promise<void> {
  const { tx, now, rooms } = run
  const survey = await tx.survey.findUnique({ where: { id: surveyId } })
  if (!survey?.target || survey.queuedAt !== null || survey.failedCode !== null || survey.sendAt > now) return
  const block = (await blocked(tx, rooms.contactBlocks, [survey.customerId], now, ['asked-lately'])).get(survey.customerId)
  if (block) return withhold(tx, survey, block.name)
  const way = await wayNow(tx, parts, survey)
  if (!way) return withhold(tx, survey, 'no-way')
  const sendAt = nextLoudFor(way.zone, now, await teamById(tx, survey.teamId))
  if (sendAt > now) {
    const expiresAt = new Date(sendAt.getTime() + openMs)
    await tx.survey.update({ where: { id: surveyId }, data: { sendAt, expiresAt } })
    return
  }
  const queued = await tx.survey.update({ where: { id: surveyId }, data: { ...wayColumns(way), queuedAt: now } })
  const message = await invitation(tx, parts, queued, { reminder: false })
  await run.outbox.put(tx, { key: `${surveyPrefix}${surveyId}`, target: way.target, message })
}

/** Its cause may ask again, as if it had not been due yet. */
export async function withhold(tx: Tx, survey: Survey, why: string): Promise<void> {
  await tx.survey.update({ where: { id: survey.id }, data: { failedCode: withheld(why), causeKey: null } })
  await unask(tx, survey.customerId, survey.createdAt)
}
