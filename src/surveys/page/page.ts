import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Contributions } from '../../chat/contributions.ts'
import { errorCode } from '../../chat/errors.ts'
import type { Outbox } from '../../chat/outbox.ts'
import { createLimiter, type Rate } from '../../chat/rate-limit.ts'
import type { View } from '../../chat/web-page.ts'
import { type Locale, localeOf, locales } from '../../chat/wording.ts'
import { type Log, stackOf } from '../../config/log.ts'
import type { Store } from '../../database/store.ts'
import { answerSurvey } from './answer.ts'
import { notice } from './frame.ts'
import type { SurveyLinks } from './links.ts'
import { readSurvey, untilText } from './read.ts'
import { recommend, recommendView } from './recommend.ts'
import { addressOf, show } from './request.ts'
import { stopAsking } from './stop.ts'
import { askView, busyView, failedView, overView, stopView, thanksView, unknownView } from './views.ts'
import { pageWords } from './words.ts'

export interface SurveyPageParts {
  store: Store
  outbox: Outbox
  rooms: Pick<Contributions, 'contactBlocks'>
  links: Pick<SurveyLinks, 'read'>
  now(): Date
  log: Log
}

/** One visit: whose survey, and how the visitor wants to read. */
export interface Visit {
  surveyId: number
  token: string
  locale: Locale
  query: URLSearchParams
  request: IncomingMessage
}

/** What one address may send: a person corrects themselves a few times, and an office shares an address. */
const rate: Rate = { burst: 20, perMinute: 30 }

/**
 * `GET` and `POST` of `/s/<token>`, `/s/<token>/stop` and `/s/<token>/recommend`: a survey for who has its link. It says nothing about the customer, and only a
 * POST changes anything, so that neither a forwarded link nor a mail scanner that opens it does harm. False for other addresses.
 */
export function createSurveyPage(parts: SurveyPageParts) {
  const limiter = createLimiter(rate)
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    if (!path.startsWith('/s/')) return false
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const asked = locales.find(locale => locale === query.get('lang')) ?? null
    const { method = 'GET' } = request
    if (!['GET', 'HEAD', 'POST'].includes(method)) return show(request, response, notAllowed(asked ?? 'en'))
    const [, token = '', step = 'answer'] = /^\/s\/([\w.-]{1,120})(?:\/(stop|recommend))?$/.exec(path) ?? []
    const surveyId = parts.links.read(token)
    const reader = asked ?? localeOf(request.headers['accept-language']?.trim())
    if (surveyId === null) return show(request, response, unknownView(reader))
    const waitMs = method === 'POST' ? limiter.take(addressOf(request), parts.now().getTime()).waitMs : 0
    if (waitMs > 0) return show(request, response, busyView(reader, Math.ceil(waitMs / 1_000)))
    const visit = { surveyId, token, query, request, asked, reader }
    const view = await answer(parts, visit, step, method === 'POST').catch((error: unknown): View => {
      parts.log('error', 'survey-page.failed', { id: surveyId, code: errorCode(error), at: stackOf(error) })
      return failedView(reader)
    })
    return show(request, response, view)
  }
}

async function answer(
  parts: SurveyPageParts,
  { asked, reader, ...given }: Omit<Visit, 'locale'> & { asked: Locale | null; reader: Locale },
  step: string,
  isPost: boolean,
): Promise<View> {
  const now = parts.now()
  const found = await parts.store.tx(tx => readSurvey(tx, given.surveyId, now))
  if (!found) return unknownView(reader)
  const visit: Visit = { ...given, locale: asked ?? localeOf(found.survey.locale) }
  const { locale, token, query } = visit
  if (step === 'recommend') return isPost ? recommend(parts, visit) : recommendView(locale)
  if (step === 'stop') return isPost ? stopAsking(parts, visit, found.survey.customerId) : stopView(token, locale)
  if (found.over) return overView(locale, found.over)
  if (isPost) return answerSurvey(parts, visit, found)
  const until = untilText(found, locale, now)
  if (until !== null && query.has('thanks')) return thanksView(token, locale, until, query.get('thanks') === 'recommend')
  const { questions } = found.questionnaire
  const clicked = questions.flatMap(({ key, kind }) => (kind === 'text' ? [] : [[key, query.get(key) ?? '']]))
  return askView({ token, locale, questions, until, given: Object.fromEntries(clicked), problems: {} })
}

const notAllowed = (locale: Locale): View => ({
  ...notice(405, locale, pageWords(locale).notAllowed, pageWords(locale).notAllowedText),
  headers: { allow: 'GET, HEAD, POST' },
})
