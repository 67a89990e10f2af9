import { errorCode } from '../../chat/errors.ts'
import type { View } from '../../chat/web-page.ts'
import { stackOf } from '../../config/log.ts'
import { recordAnswer } from '../answering/answer.ts'
import { longestAnswer, readAnswers } from '../questionnaire.ts'
import { mayRefer } from '../referrals/record.ts'
import { notice } from './frame.ts'
import type { SurveyPageParts, Visit } from './page.ts'
import { type PageSurvey, untilText } from './read.ts'
import { readForm } from './request.ts'
import { askView, malformedView, missing, overView, unknownView } from './views.ts'
import { pageWords } from './words.ts'

/** Takes all answers at once, or none: what is wrong is marked, and what was typed stays. Then the browser is sent to the thanks. */
export async function answerSurvey(parts: SurveyPageParts, visit: Visit, found: PageSurvey): Promise<View> {
  const { locale, token, surveyId } = visit
  const { questions } = found.questionnaire
  const fields = await readForm(visit.request)
  if (fields === null || Object.keys(fields).some(name => !questions.some(({ key }) => key === name)))
    return malformedView(locale)
  // Browsers send line breaks as two characters, whatever was typed.
  const given = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value.replace(/\r\n?/g, '\n')]))
  const until = untilText(found, locale, parts.now())
  const form = { token, locale, questions, until, given }

  const read = readAnswers(questions, given)
  if ('wrong' in read) return askView({ ...form, problems: problemsOf(read.wrong, visit, given) })
  const [first] = questions
  const isEmpty = Object.keys(read.answers).length === 0
  if (first && (isEmpty || (until === null && read.answers[first.key] === undefined)))
    return askView({ ...form, problems: { [first.key]: missing(first, locale) } })
  let offer = '1'
  try {
    const { outbox, rooms } = parts
    const recorded = await parts.store.tx(tx =>
      recordAnswer({ tx, outbox, rooms, now: parts.now() }, surveyId, read.answers, { memberId: null }),
    )
    if (recorded.kind === 'gone') return unknownView(locale)
    if (recorded.kind !== 'recorded') return overView(locale, recorded.kind)
    // Only this browser is offered it: what was answered is not told to whoever opens the link.
    if (mayRefer(recorded.survey, recorded.questionnaire, parts.now())) offer = 'recommend'
  } catch (error) {
    parts.log('error', 'survey-page.failed', { id: surveyId, code: errorCode(error), at: stackOf(error) })
    return askView({ ...form, problems: {}, failed: true })
  }
  return notice(303, locale, pageWords(locale).thanks, '', { location: `?thanks=${offer}&lang=${locale}` })
}

function problemsOf(
  wrong: readonly string[],
  { locale }: Visit,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const text = pageWords(locale)
  return Object.fromEntries(wrong.map(key => [key, (given[key]?.length ?? 0) > longestAnswer ? text.tooLong : text.wrong]))
}
