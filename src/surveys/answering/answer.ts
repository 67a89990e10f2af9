import { isDeepStrictEqual } from 'node:util'
import { type ActivitySource, addActivity } from '../../customers/activity.ts'
import { Prisma, type Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { forgetReminder } from '../asking/reminder.ts'
import { react } from '../closing/react.ts'
import type { SurveyRun } from '../parts.ts'
import { type Answers, answersShape, commented, type Questionnaire, scored } from '../questionnaire.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { isAnswerable } from '../survey.ts'
import { saidOf } from '../timeline.ts'

export type Recorded =
  | { kind: 'recorded'; survey: Survey; questionnaire: Questionnaire }
  /** No such survey, or its customer was erased. */
  | { kind: 'gone' }
  /** Too late: it was open for two weeks. */
  | { kind: 'expired' }
  /** Answered more than a day ago. */
  | { kind: 'closed' }
  /** Somebody else answered for this customer. */
  | { kind: 'taken' }

/** The survey, held until the transaction ends: of two answers at once the second sees the first. */
export async function lockSurvey(tx: Tx, surveyId: number): Promise<Survey | null> {
  await tx.$queryRaw(Prisma.sql`SELECT id FROM "Survey" WHERE id = ${surveyId} FOR UPDATE`)
  const survey = await tx.survey.findUnique({ where: { id: surveyId } })
  return survey?.target === null ? null : survey
}

/** Answers as they are given: null takes one back. */
export type Given = Readonly<Record<string, number | string | null>>

/**
 * Takes in answers, by question; questions left out keep what was answered before, so a score may come first and the words later. The same
 * again changes nothing. Whether `by` may answer is the caller's business (null: whoever has the link), but for one thing: where more than
 * one may answer, whoever did first goes on. What follows from an answer (timeline, the owner's alert and task) is written in the same
 * transaction.
 */
export async function recordAnswer(
  run: SurveyRun,
  surveyId: number,
  given: Given,
  by: { memberId: number | null },
): Promise<Recorded> {
  const { tx, now } = run
  const survey = await lockSurvey(tx, surveyId)
  if (!survey) return { kind: 'gone' }
  if (!isAnswerable(survey, now)) return { kind: survey.answeredAt ? 'closed' : 'expired' }
  const who = survey.memberId ?? by.memberId
  if (survey.answeredAt !== null && survey.answeredById !== who) return { kind: 'taken' }
  const questionnaire = await questionnaireOf(tx, survey)
  const before = answersShape.parse(survey.answers)
  const after = answersAfter(before, given)
  if (isDeepStrictEqual(after, before)) return { kind: 'recorded', survey, questionnaire }
  const saved = await tx.survey.update({
    where: { id: survey.id },
    data: {
      answers: after,
      score: numberOf(after[scored(questionnaire)?.key ?? '']),
      comment: textOf(after[commented(questionnaire)?.key ?? '']),
      answeredAt: survey.answeredAt ?? now,
      answeredById: who,
      changedAt: now,
      // Answered, so it arrived, whatever delivery knows.
      sentAt: survey.sentAt ?? now,
      failedCode: null,
    },
  })
  await forgetReminder(run, surveyId)
  await note(run, { before: survey, after: saved }, questionnaire, by.memberId === null ? 'page' : 'chat')
  await react(run, { before: survey, after: saved }, questionnaire)
  return { kind: 'recorded', survey: saved, questionnaire }
}

function answersAfter(before: Answers, given: Given): Answers {
  const after = { ...before }
  for (const [key, value] of Object.entries(given)) {
    if (value === null) delete after[key]
    else after[key] = value
  }
  return after
}

const numberOf = (answer: number | string | undefined): number | null => (typeof answer === 'number' ? answer : null)
const textOf = (answer: number | string | undefined): string | null =>
  typeof answer === 'string' && answer !== '' ? answer : null

/** On the timeline: what was answered, each time that changed. */
async function note(
  { tx, now }: SurveyRun,
  { before, after }: { before: Survey; after: Survey },
  questionnaire: Questionnaire,
  source: ActivitySource,
): Promise<void> {
  const was = answersShape.parse(before.answers)
  const is = answersShape.parse(after.answers)
  const said = questionnaire.questions.flatMap(question => {
    const answer = is[question.key]
    return answer === undefined || answer === was[question.key] ? [] : [saidOf(question, answer)]
  })
  await addActivity(tx, {
    customerId: after.customerId,
    kind: 'survey.answered',
    at: now,
    memberId: after.answeredById,
    source,
    refId: after.id,
    data: { name: questionnaire.name, said, changed: before.answeredAt !== null },
  })
}
