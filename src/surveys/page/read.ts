import { formatDate } from '../../chat/dates/format.ts'
import type { Locale } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { changeableMs, isAnswerable } from '../survey.ts'
import type { Over } from './views.ts'

/** A survey as its page knows it: nothing of the customer but who they are. */
export interface PageSurvey {
  survey: Survey
  questionnaire: Questionnaire
  /** The team's. */
  zone: string
  /** Why it takes no answer; null: it does. */
  over: Over | null
}

/** Null: there is none, or its customer was erased. */
export async function readSurvey(tx: Tx, id: number, now: Date): Promise<PageSurvey | null> {
  const survey = await tx.survey.findUnique({ where: { id } })
  if (!survey || survey.target === null) return null
  const team = await tx.team.findUniqueOrThrow({ where: { id: survey.teamId }, select: { zone: true } })
  return { survey, questionnaire: await questionnaireOf(tx, survey), zone: team.zone, over: overOf(survey, now) }
}

function overOf(survey: Survey, now: Date): Over | null {
  // Many were asked, and one of them answered in chat, where only they can change it. Where one person was asked, chat and page are theirs.
  if (survey.answeredById !== survey.memberId && survey.answeredById !== null) return 'taken'
  if (isAnswerable(survey, now)) return null
  return survey.answeredAt ? 'closed' : 'expired'
}

/** Until when an answer can be changed, with the zone, for nobody knows where it is read; null: there is none yet. */
export function untilText({ survey: { answeredAt }, zone }: PageSurvey, locale: Locale, now: Date): string | null {
  if (!answeredAt) return null
  const until = new Date(answeredAt.getTime() + changeableMs)
  const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts(until)
    .find(({ type }) => type === 'timeZoneName')
  const moment = formatDate(until, locale, zone, 'datetime', now)
  return locale === 'en' ? `${moment} (${offset?.value})` : `${moment}（${offset?.value}）`
}
