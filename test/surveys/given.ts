import type { Store } from '../../src/database/store.ts'

const at = new Date('2026-09-16T09:00:00Z')

/** An unhappy answer of the customer by a person of theirs, not closed yet, and whom they recommended. */
export async function givenAnswer(
  { db }: Store,
  { customerId, taskId, memberId, words }: { customerId: number; taskId: number; memberId: number; words: string },
): Promise<{ surveyId: number; referralId: number }> {
  const survey = await db.survey.create({
    data: {
      ...{ customerId, teamId: 1, kind: 'nps', cause: 'manual', locale: 'en' },
      ...{ platform: 'test', targetKind: 'person', target: 'gone', memberId },
      ...{ createdAt: at, sendAt: at, queuedAt: at, sentAt: at, expiresAt: new Date('2026-09-30') },
      ...{ score: 2, answers: { score: 2, comment: words }, comment: words, taskId },
      ...{ answeredAt: at, changedAt: at },
    },
  })
  const referral = await db.referral.create({ data: { customerId, name: words, reach: words, createdAt: at } })
  return { surveyId: survey.id, referralId: referral.id }
}
