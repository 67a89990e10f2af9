import type { Job } from '../../chat/job.ts'
import { blocked } from '../../customers/contact-policy/blocks.ts'
import { nextLoudMoment } from '../../customers/contact-policy/quiet-hours.ts'
import { allTeams } from '../../people/store.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { remindAfterMs } from '../survey.ts'
import { invitation, targetOf } from './queue.ts'

/** A day must pass before a person of ours may remind a customer. */
const soonestMs = 24 * 3_600_000
const perMinute = 100

/**
 * Reminds those who were asked and have not answered: once each, for ever, outside quiet hours, never against the contact policy. The others
 * (answered, over, asked within a day, reminded before, or kept by a block) are refused. Gives how many of each.
 */
export async function nudge(
  run: SurveyRun,
  parts: SurveyParts,
  surveyIds: readonly number[],
): Promise<{ sent: number; refused: number }> {
  const { tx, now } = run
  const sentBefore = new Date(now.getTime() - soonestMs)
  const surveys = await tx.survey.findMany({
    where: {
      id: { in: [...surveyIds] },
      ...{ answeredAt: null, remindedAt: null, failedCode: null, target: { not: null } },
      ...{ sentAt: { lte: sentBefore }, expiresAt: { gt: now } },
    },
    orderBy: { id: 'asc' },
  })
  const kept = await blocked(
    tx,
    run.rooms.contactBlocks,
    surveys.map(({ customerId }) => customerId),
    now,
    ['asked-lately'],
  )
  const teams = new Map((await allTeams(tx)).map(team => [team.id, team]))
  let sent = 0
  for (const survey of surveys) {
    const target = targetOf(survey)
    const team = teams.get(survey.teamId)
    if (!target || !team || kept.has(survey.customerId)) continue
    // Of two at once the first takes it.
    const { count } = await tx.survey.updateMany({ where: { id: survey.id, remindedAt: null }, data: { remindedAt: now } })
    if (count === 0) continue
    const message = await invitation(tx, parts, survey, { reminder: true })
    await run.outbox.put(tx, { key: `survey-reminder:${survey.id}`, target, message, notBefore: nextLoudMoment(now, team) })
    sent += 1
  }
  return { sent, refused: surveyIds.length - sent }
}

/** The one reminder, three days after the invitation. */
export const reminderJob = (parts: SurveyParts): Job => ({
  name: 'survey-reminders',
  scope: 'minute',
  async run({ tx, now, outbox, rooms }) {
    const due = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM "Survey" WHERE "answeredAt" IS NULL AND "remindedAt" IS NULL AND "failedCode" IS NULL AND target IS NOT NULL
        AND "sentAt" <= ${new Date(now.getTime() - remindAfterMs)} AND "expiresAt" > ${now}
      ORDER BY "sentAt", id LIMIT ${perMinute} FOR UPDATE SKIP LOCKED`
    const ids = due.map(({ id }) => id)
    await nudge({ tx, now, outbox, rooms }, parts, ids)
    // Those who may not be reminded now are not looked at again every minute: they had their one reminder, which was silence.
    await tx.survey.updateMany({ where: { id: { in: ids }, remindedAt: null }, data: { remindedAt: now } })
  },
})
