import type { DeliveryWatch } from '../../chat/delivery-watch.ts'
import type { Job } from '../../chat/job.ts'
import type { Message } from '../../chat/message.ts'
import { type Target, windowClosed } from '../../chat/platform.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { readDue, wayColumns } from './due.ts'
import { sendByNextWay } from './next-way.ts'

/** A day must pass before a person of ours may remind a customer. */
const soonestMs = 24 * 3_600_000
const perMinute = 100

export const reminderPrefix = 'survey-reminder:'

/** SQL condition on the survey `s`: it may get its one reminder now, as far as the survey itself tells. */
export const remindable = (
  now: Date,
): Prisma.Sql => Prisma.sql`(s."answeredAt" IS NULL AND s."failedCode" IS NULL AND s."remindedAt" IS NULL
  AND s."target" IS NOT NULL AND s."sentAt" <= ${new Date(now.getTime() - soonestMs)} AND s."expiresAt" > ${now})`

/** How many reminders go out now, when quiet hours end, or not at all. */
export interface Nudged {
  sent: number
  later: number
  refused: number
}

/**
 * Reminds those who were asked and have not answered: once each, for ever, never against the contact policy. In quiet hours the wish is noted,
 * and the job looks again when they end. The others (answered, over, asked within a day, reminded before, kept by a block, reached no
 * more) are refused.
 */
export async function nudge(run: SurveyRun, parts: SurveyParts, surveyIds: readonly number[]): Promise<Nudged> {
  const { tx, now } = run
  const may = await tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM "Survey" s WHERE s.id = ANY(${[...surveyIds]}::int[]) AND ${remindable(now)}`
  const surveys = await tx.survey.findMany({ where: { id: { in: may.map(({ id }) => id) } }, orderBy: { id: 'asc' } })
  let [sent, later] = [0, 0]
  for (const { survey, how, message } of await readDue(run, parts, surveys)) {
    if (how.kind === 'withheld') continue
    const isNow = how.at <= now
    // Of two at once the first takes it.
    const { count } = await tx.survey.updateMany({
      where: { id: survey.id, remindedAt: null, answeredAt: null },
      data: isNow ? { ...wayColumns(how.way), remindedAt: now, remindAt: null } : { remindAt: how.at },
    })
    if (count === 0) continue
    if (!isNow) later += 1
    else if (await remind(run, survey.id, how.way.target, message(how.way, true))) sent += 1
  }
  return { sent, later, refused: surveyIds.length - sent - later }
}

/** One that failed is given anew. False: it is on its way, or was. */
async function remind({ tx, outbox }: SurveyRun, surveyId: number, target: Target, message: Message): Promise<boolean> {
  const outgoing = { key: `${reminderPrefix}${surveyId}`, target, message }
  return (await outbox.put(tx, outgoing)) || (await outbox.again(tx, outgoing))
}

/** Answered: nobody is reminded any more, not even by what delivery already has and has not sent. */
export async function forgetReminder({ tx, outbox }: SurveyRun, surveyId: number): Promise<void> {
  await tx.survey.updateMany({ where: { id: surveyId, remindAt: { not: null } }, data: { remindAt: null } })
  await outbox.withdraw(tx, [`${reminderPrefix}${surveyId}`])
}

/** The one reminder, three days after the invitation. Cost: those that are due, by index. */
export const reminderJob = (parts: SurveyParts): Job => ({
  name: 'survey-reminders',
  scope: 'minute',
  async run({ tx, now, outbox, rooms }) {
    const due = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM "Survey" WHERE "remindAt" <= ${now} ORDER BY "remindAt", id LIMIT ${perMinute} FOR UPDATE SKIP LOCKED`
    const ids = due.map(({ id }) => id)
    await nudge({ tx, now, outbox, rooms }, parts, ids)
    // Those who may not be reminded now are not looked at again every minute: silence was their reminder.
    await tx.survey.updateMany({ where: { id: { in: ids }, remindAt: { lte: now } }, data: { remindAt: null } })
  },
})

/** A reminder that did not arrive goes out by the next way; where there is none, it counts as not given. */
export const reminderWatch = (parts: SurveyParts): DeliveryWatch => ({
  prefix: reminderPrefix,
  async ended(tx, key, end, { outbox, now, rooms }) {
    const survey = await tx.survey.findUnique({ where: { id: Number(key.slice(reminderPrefix.length)) } })
    if (end.state !== 'failed' || !survey || survey.answeredAt !== null) return end.state === 'sent'
    if (await sendByNextWay({ tx, outbox, now, rooms }, parts, survey, { key, reminder: true })) return true
    await tx.survey.update({ where: { id: survey.id }, data: { remindedAt: null } })
    return end.code === windowClosed
  },
})
