import { localDate, nextWorkingDay } from '../../chat/dates/zone.ts'
import type { Message } from '../../chat/message.ts'
import { localeOf } from '../../chat/wording.ts'
import { type CustomerRecord, customerById } from '../../customers/store.ts'
import type { Survey } from '../../database/generated/client.ts'
import { absentAmong } from '../../people/away/store.ts'
import { type Member, memberById, teamById, teamMembers } from '../../people/store.ts'
import { dropTask } from '../../tasks/change.ts'
import { createTask } from '../../tasks/create.ts'
import { clip } from '../../tasks/task.ts'
import type { SurveyRun } from '../parts.ts'
import { moodOf, type Questionnaire } from '../questionnaire.ts'
import { isHighValue } from './high-value.ts'
import { addedMessage, answeredMessage, taskWords } from './messages.ts'

/** What an answer changed. */
export interface Change {
  before: Pick<Survey, 'score' | 'comment' | 'answeredAt'>
  after: Survey
}

/**
 * What follows from an answer, at once. Unhappy: the owner is told and gets a task, due the next working day; the managers hear of it too if
 * the customer is of high value or nobody's. What is added or changed later is told to the same people: unhappy words after the loop was
 * closed open it again, and who is no longer unhappy needs no task. Content or neutral: it is on the timeline, and nobody is interrupted.
 */
export async function react(run: SurveyRun, { before, after }: Change, questionnaire: Questionnaire): Promise<void> {
  const customer = await customerById(run.tx, after.customerId)
  if (!customer) return
  const mood = after.score === null ? 'neutral' : moodOf(questionnaire, after.score)
  const isOpen = after.taskId !== null && after.closedAt === null
  if (mood !== 'unhappy') return isOpen ? calmDown(run, customer, { before, after }, questionnaire) : undefined
  if (isOpen) return tellAdded(run, customer, { before, after }, questionnaire)
  const taskId = await makeTask(run, customer, after, questionnaire)
  const data = { taskId, closedAt: null, closedById: null, closedText: null }
  await run.tx.survey.update({ where: { id: after.id }, data })
  for (const person of await listeners(run, customer))
    await tell(run, person, `survey-unhappy:${after.id}:${taskId}:${person.id}`, locale =>
      answeredMessage({ customer, survey: after, questionnaire }, locale),
    )
}

/** They thought better of it: nobody needs to see to it, and whoever was told is told. */
async function calmDown(run: SurveyRun, customer: CustomerRecord, change: Change, questionnaire: Questionnaire): Promise<void> {
  const { after } = change
  const task = after.taskId === null ? null : await run.tx.careTask.findUnique({ where: { id: after.taskId } })
  if (task) await dropTask(run.tx, task, null, run.now)
  await run.tx.survey.update({ where: { id: after.id }, data: { taskId: null } })
  await tellAdded(run, customer, change, questionnaire)
}

/** The owner, or who stands in; of customers of high value or nobody's the managers too. */
export async function listeners({ tx, now }: Pick<SurveyRun, 'tx' | 'now'>, customer: CustomerRecord): Promise<Member[]> {
  const { ownerId } = customer
  const standIn = ownerId === null ? null : (await absentAmong(tx, [ownerId], now)).get(ownerId)?.standIn
  const owner = ownerId === null ? null : await memberById(tx, standIn?.id ?? ownerId)
  const here = owner && !owner.deactivatedAt && !owner.isExternal ? [owner] : []
  const withManagers = here.length === 0 || (await isHighValue(tx, customer.id))
  const managers = withManagers ? await teamMembers(tx, customer.teamId, ['manager']) : []
  return [...here, ...managers.filter(({ id, deactivatedAt }) => id !== owner?.id && !deactivatedAt)]
}

/** Enough of a comment to see what it is about. */
const longestEvidence = 500

async function makeTask(run: SurveyRun, customer: CustomerRecord, survey: Survey, questionnaire: Questionnaire): Promise<number> {
  const { tx, now } = run
  const team = await teamById(tx, customer.teamId)
  const text = taskWords(team.locale)
  const { task } = await createTask(tx, run.outbox, {
    customerId: customer.id,
    teamId: customer.teamId,
    title: text.title(questionnaire.name[team.locale], survey.score ?? 0),
    dueOn: nextWorkingDay(localDate(now, team.zone), team.workdays),
    assigneeId: customer.ownerId,
    cause: 'survey',
    // One task for each time they became unhappy.
    causeKey: `survey:${survey.id}:${survey.changedAt?.getTime() ?? 0}`,
    evidence: survey.comment === null ? [] : [clip(survey.comment, longestEvidence)],
    suggestion: text.suggestion(customer.name),
    actor: null,
    source: 'chat',
    now,
    // The alert says more, and has the button that closes the loop.
    silent: true,
  })
  return task.id
}

async function tellAdded(run: SurveyRun, customer: CustomerRecord, change: Change, questionnaire: Questionnaire): Promise<void> {
  const { before, after } = change
  for (const person of await listeners(run, customer))
    await tell(run, person, `survey-added:${after.id}:${after.changedAt?.getTime()}:${person.id}`, locale =>
      addedMessage({ customer, survey: after, questionnaire }, before, locale),
    )
}

async function tell(
  run: SurveyRun,
  person: Member,
  key: string,
  message: (locale: ReturnType<typeof localeOf>) => Message,
): Promise<void> {
  const target = { platform: person.platform, kind: 'person' as const, id: person.ref }
  await run.outbox.put(run.tx, { key, target, message: message(localeOf(person.locale)) })
}
