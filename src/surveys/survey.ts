import { Prisma, type Survey } from '../database/generated/client.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** How long an answer may still be changed. */
export const changeableMs = 24 * hourMs
/** An invitation nobody answered is over after so long. */
export const openMs = 14 * dayMs
/** The one reminder goes out so long after the invitation. */
export const remindAfterMs = 3 * dayMs

/**
 * `failedCode` of a survey that we did not send after all: the contact policy's block, no way to the customer any more, called back. It
 * counts neither as asked nor as not delivered.
 */
export const withheld = (why: string): string => `withheld:${why}`

/** SQL condition on the survey `s`: it went out and did not arrive, or nobody knows. */
export const undelivered = Prisma.sql`(s."failedCode" IS NOT NULL AND s."failedCode" NOT LIKE 'withheld:%')`

/** Whether an answer, the first one or another, is taken now. */
export function isAnswerable(survey: Pick<Survey, 'answeredAt' | 'expiresAt'>, now: Date): boolean {
  if (survey.answeredAt) return now.getTime() - survey.answeredAt.getTime() < changeableMs
  return survey.expiresAt > now
}
