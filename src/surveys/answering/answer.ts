import { addActivity } from '../../customers/activity.ts'
import { Prisma, type Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
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

/**
 * Takes in answers, by question; questions left out keep what was answered before, so a score may come first and the words later. The same
 * again changes nothing. Whether `by` may answer is the caller's business, but for one thing: where a whole channel was asked, whoever
 * answered first goes on. What follows from an answer (timeline, the owner's alert and task) is written in the same transaction.
 */
export async function recordAnswer(
  run: SurveyRun,
  surveyId: number,
  answers: Answers,
  by: { memberId: number | null },
): Promise<Recorded> {
  const { tx, now } = run
  const survey = await lockSurvey(tx, surveyId)
  if (!survey) return { kind: 'gone' }
  if (!isAnswerable(survey, now)) return { kind: survey.answeredAt ? 'closed' : 'expired' }
  if (survey.answeredById !== null && survey.answeredById !== by.memberId) return { kind: 'taken' }
  const questionnaire = await questionnaireOf(tx, survey)
  const before = answersShape.parse(survey.answers)
  const after = { ...before, ...answers }
  const isSame = Object.entries(answers).every(([key, value]) => before[key] === value)
  if (isSame) return { kind: 'recorded', survey, questionnaire }
  const saved = await tx.survey.update({
    where: { id: survey.id },
    data: {
      answers: after,
      score: numberOf(after[scored(questionnaire)?.key ?? '']),
      comment: textOf(after[commented(questionnaire)?.key ?? '']),
      answeredAt: survey.answeredAt ?? now,
      answeredById: by.memberId,
      changedAt: now,
      // Answered, so it arrived, whatever delivery knows.
      sentAt: survey.sentAt ?? now,
      failedCode: null,
    },
  })
  await note(run, survey, saved, questionnaire)
  await react(run, { before: survey, after: saved }, questionnaire)
  return { kind: 'recorded', survey: saved, questionnaire }
}

const numberOf = (answer: number | string | undefined): number | null => (typeof answer === 'number' ? answer : null)
const textOf = (answer: number | string | undefined): string | null =>
  typeof answer === 'string' && answer !== '' ? answer : null

/** On the timeline: what was answered, each time that changed. */
async function note({ tx, now }: SurveyRun, before: Survey, after: Survey, questionnaire: Questionnaire): Promise<void> {
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
    memberId: null,
    source: 'chat',
    refId: after.id,
    data: { name: questionnaire.name, said, changed: before.answeredAt !== null },
  })
}
