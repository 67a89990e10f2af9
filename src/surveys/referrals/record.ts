import { storable } from '../../chat/typed-text.ts'
import { type ActivitySource, addActivity } from '../../customers/activity.ts'
import type { Survey } from '../../database/generated/client.ts'
import type { SurveyRun } from '../parts.ts'
import { moodOf, type Questionnaire } from '../questionnaire.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { tellReferral } from './tell.ts'

/** Characters of each field. */
export const longestReferral = 200
/** From one survey: more is no friend who is recommended, but a list. */
export const mostReferrals = 5
/** So long after an answer somebody may still think of whom to recommend us to. */
const referMs = 30 * 24 * 3_600_000

/** Whom somebody recommended us to. */
export interface Referred {
  name: string
  reach: string
}

/** What was filled in, cleaned; or the fields that are empty. Pure. */
export function readReferral(given: {
  name?: string | null
  reach?: string | null
}): { referred: Referred } | { missing: (keyof Referred)[] } {
  const [name = '', reach = ''] = [given.name, given.reach].map(value => storable(value ?? '').trim())
  const missing = [...(name ? [] : ['name' as const]), ...(reach ? [] : ['reach' as const])]
  return missing.length > 0 ? { missing } : { referred: { name, reach } }
}

/** Who may recommend us: whoever gave a content answer, for 30 days. */
export function mayRefer(survey: Pick<Survey, 'score' | 'answeredAt'>, questionnaire: Questionnaire, now: Date): boolean {
  if (survey.score === null || survey.answeredAt === null) return false
  return moodOf(questionnaire, survey.score) === 'content' && now.getTime() - survey.answeredAt.getTime() < referMs
}

/** `closed`: the answer was not content, or is too long ago. */
export type ReferralEnd = 'recorded' | 'closed' | 'too-many'

/**
 * Records who recommended whom, on the timeline too, and gives the owner a task to call. The same again changes nothing. The survey is locked
 * by `lockSurvey`, so that two at once are not more than are allowed.
 */
export async function recordReferral(
  run: SurveyRun,
  survey: Survey,
  { name, reach }: Referred,
  source: ActivitySource,
): Promise<ReferralEnd> {
  const { tx, now } = run
  if (!mayRefer(survey, await questionnaireOf(tx, survey), now)) return 'closed'
  const { customerId, id: surveyId } = survey
  if (await tx.referral.findFirst({ where: { customerId, name, reach }, select: { id: true } })) return 'recorded'
  if ((await tx.referral.count({ where: { surveyId } })) >= mostReferrals) return 'too-many'
  const referral = await tx.referral.create({ data: { customerId, surveyId, name, reach, createdAt: now } })
  const memberId = survey.answeredById
  await addActivity(tx, { customerId, kind: 'referral', at: now, memberId, source, refId: referral.id, data: { name } })
  await tellReferral(run, referral)
  return 'recorded'
}
