import { type Html, html } from '../../chat/html.ts'
import type { View } from '../../chat/web-page.ts'
import type { Locale } from '../../chat/wording.ts'
import type { Question } from '../questionnaire.ts'
import { recommendWords } from '../referrals/words.ts'
import { type FormContent, surveyForm } from './form.ts'
import { frame, notice } from './frame.ts'
import { recommendForm } from './recommend-form.ts'
import { pageWords } from './words.ts'

/** Why a survey takes no answer. */
export type Over = 'expired' | 'closed' | 'taken'

interface Asking extends Omit<FormContent, 'firstRequired'> {
  token: string
  /** It was answered, and until then may be again; null: not yet. */
  until: string | null
  /** Storing failed. */
  failed?: boolean
}

/** The questions. What was answered before is not shown: whoever was forwarded the link would read it. */
export function askView({ token, until, failed = false, ...content }: Asking): View {
  const { locale, problems, given } = content
  const text = pageWords(locale)
  const isWrong = Object.keys(problems).length > 0
  const said = failed ? text.failed : isWrong ? text.problem : null
  const query = content.questions
    .filter(({ kind, key }) => kind !== 'text' && given[key])
    .map(({ key }) => `&${key}=${encodeURIComponent(given[key] ?? '')}`)
  return {
    status: failed ? 503 : isWrong ? 400 : 200,
    page: frame({
      locale,
      title: text.title,
      main: html`${said && html`<p class="problem" role="alert">${said}</p>`}
${until === null ? html`<p class="soft">${text.intro}</p>` : html`<p class="notice">${text.received(until)}</p>`}
${surveyForm({ ...content, firstRequired: until === null })}`,
      footer: stopLink(token, locale),
      query: query.join(''),
    }),
  }
}

/** `offer`: they may recommend us to others. */
export function thanksView(token: string, locale: Locale, until: string, offer: boolean): View {
  const text = pageWords(locale)
  const main = html`<p>${text.thanksText(until)}</p>
<a class="button plain" href="?lang=${locale}">${text.again}</a>${
    offer &&
    html`
<section><h2>${recommendWords(locale).title}</h2>
${recommendForm(locale, `${token}/recommend`)}</section>`
  }`
  const query = offer ? '&thanks=recommend' : '&thanks=1'
  return { status: 200, page: frame({ locale, title: text.thanks, main, footer: stopLink(token, locale), query }) }
}

/** Asks before it is done: whatever opens links changes nothing. */
export function stopView(token: string, locale: Locale): View {
  const text = pageWords(locale)
  const main = html`<p>${text.stopText}</p>
${choiceForm(locale, 'stop', text.stopButton)}
<a class="button plain" href="../${token}?lang=${locale}">${text.keep}</a>`
  return { status: 200, page: frame({ locale, title: text.stopTitle, main }) }
}

export function stoppedView(locale: Locale): View {
  const text = pageWords(locale)
  const main = html`<p>${text.stoppedText}</p>${choiceForm(locale, 'again', text.resume, 'plain')}`
  return { status: 200, page: frame({ locale, title: text.stopped, main }) }
}

export const resumedView = (locale: Locale): View => notice(200, locale, pageWords(locale).resumed, pageWords(locale).resumedText)

export const overView = (locale: Locale, why: Over): View => notice(410, locale, pageWords(locale).over, pageWords(locale)[why])

export const unknownView = (locale: Locale): View => notice(404, locale, pageWords(locale).unknown, pageWords(locale).unknownText)

export const malformedView = (locale: Locale): View =>
  notice(400, locale, pageWords(locale).malformed, pageWords(locale).malformedText)

export const busyView = (locale: Locale, seconds: number): View =>
  notice(429, locale, pageWords(locale).busy, pageWords(locale).busyText, { 'retry-after': String(seconds) })

export const failedView = (locale: Locale): View =>
  notice(503, locale, pageWords(locale).failedTitle, pageWords(locale).failedText, { 'retry-after': '60' })

/** What is said of a question that was not answered though it must be. */
export const missing = ({ kind }: Question, locale: Locale): string =>
  kind === 'text' ? pageWords(locale).write : pageWords(locale).choose

const stopLink = (token: string, locale: Locale): Html =>
  html`<a href="${token}/stop?lang=${locale}">${pageWords(locale).stop}</a>`

const choiceForm = (locale: Locale, answer: 'stop' | 'again', label: string, look = ''): Html =>
  html`<form method="post" action="?lang=${locale}"><button name="answer" value="${answer}"${look && html` class="${look}"`}>${label}</button></form>`
