import type { DeliveryWatch } from '../../chat/delivery-watch.ts'
import type { Job } from '../../chat/job.ts'
import { unask } from '../../customers/contact-policy/blocks.ts'
import type { SurveyParts } from '../parts.ts'
import { openMs, remindAfterMs } from '../survey.ts'
import { sendByNextWay } from './next-way.ts'
import { invitationsPerMinute } from './pace.ts'
import { queueSurveys, surveyPrefix } from './queue.ts'
import { tellNotAsked } from './tell-not-asked.ts'

/** Sends what waits its turn, the earliest first; several processes take different ones. Cost: those that wait, by index. */
export const sendingJob = (parts: SurveyParts): Job => ({
  name: 'survey-sending',
  scope: 'minute',
  async run({ tx, now, outbox, rooms }) {
    const waiting = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM "Survey" WHERE "queuedAt" IS NULL AND "failedCode" IS NULL AND target IS NOT NULL
        AND "sendAt" <= ${now} AND "sendAt" > ${new Date(now.getTime() - openMs)}
      ORDER BY "sendAt", id LIMIT ${invitationsPerMinute} FOR UPDATE SKIP LOCKED`
    await queueSurveys(
      { tx, now, outbox, rooms },
      parts,
      waiting.map(({ id }) => id),
    )
  },
})

/**
 * When an invitation arrived. One that did not goes out by the next way; where there is none, the customer counts as not asked, and who asked
 * hears of it.
 */
export const surveyWatch = (parts: SurveyParts): DeliveryWatch => ({
  prefix: surveyPrefix,
  async ended(tx, key, end, { outbox, now, rooms }) {
    const id = Number(key.slice(surveyPrefix.length))
    if (end.state === 'sent') {
      const remindAt = new Date(now.getTime() + remindAfterMs)
      await tx.survey.updateMany({ where: { id, sentAt: null }, data: { sentAt: now, remindAt } })
      return true
    }
    const survey = await tx.survey.findUnique({ where: { id } })
    // Answered, so it arrived, whatever delivery knows.
    if (!survey || survey.failedCode !== null || survey.answeredAt !== null) return true
    const run = { tx, outbox, now, rooms }
    if (end.state === 'failed' && (await sendByNextWay(run, parts, survey, { key, reminder: false }))) return true
    await tx.survey.update({ where: { id }, data: { failedCode: end.code } })
    // Where nobody knows whether it arrived, it counts as asked: better one too few than one too many.
    if (end.state === 'failed') await unask(tx, [survey.customerId], survey.createdAt)
    await tellNotAsked(tx, outbox, survey, end)
    return true
  },
})
