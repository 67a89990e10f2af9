import { html } from '../../chat/html.ts'
import type { View } from '../../chat/web-page.ts'
import type { Locale } from '../../chat/wording.ts'
import { lockSurvey } from '../answering/answer.ts'
import { longestReferral, readReferral, recordReferral } from '../referrals/record.ts'
import { recommendWords } from '../referrals/words.ts'
import { frame, notice } from './frame.ts'
import type { SurveyPageParts, Visit } from './page.ts'
import { type Given, type Problems, recommendFields, recommendForm } from './recommend-form.ts'
import { readForm } from './request.ts'
import { malformedView, unknownView } from './views.ts'
import { pageWords } from './words.ts'

/** Takes whom a content customer recommends. Whether they may is looked up when they send it, so that opening the page tells nothing of what was answered. */
export async function recommend(parts: SurveyPageParts, { request, locale, surveyId }: Visit): Promise<View> {
  const given = await readForm(request)
  if (given === null || Object.keys(given).some(key => !recommendFields.some(field => field === key)))
    return malformedView(locale)
  const text = recommendWords(locale)
  const long = recommendFields.filter(field => [...(given[field] ?? '')].length > longestReferral)
  const read = readReferral(given)
  const missing = 'missing' in read ? read.missing : []
  if (long.length > 0 || 'missing' in read) {
    const problems = [...long.map(field => [field, text.long]), ...missing.map(field => [field, text.required])]
    return recommendView(locale, given, Object.fromEntries(problems))
  }
  const { outbox, rooms } = parts
  const end = await parts.store.tx(async tx => {
    const survey = await lockSurvey(tx, surveyId)
    return survey && recordReferral({ tx, outbox, rooms, now: parts.now() }, survey, read.referred, 'page')
  })
  if (end === null) return unknownView(locale)
  if (end === 'recorded') return notice(200, locale, pageWords(locale).thanks, text.thanks)
  return notice(410, locale, pageWords(locale).over, text[end])
}

/** The form alone; with problems it was sent before. */
export function recommendView(locale: Locale, given: Given = {}, problems: Problems = {}): View {
  const isWrong = Object.keys(problems).length > 0
  const said = isWrong && html`<p class="problem" role="alert">${pageWords(locale).problem}</p>`
  const main = html`${said}${recommendForm(locale, '', given, problems)}`
  return { status: isWrong ? 400 : 200, page: frame({ locale, title: recommendWords(locale).title, main }) }
}
