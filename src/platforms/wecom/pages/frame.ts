import { type Html, html } from '../../../chat/html.ts'
import type { View } from '../../../chat/web-page.ts'
import type { Locale } from '../../../chat/wording.ts'
import { style } from './style.ts'
import { pageWords } from './words.ts'

interface Content {
  locale: Locale
  title: string
  main: Html
  /** At the end of the head. */
  head?: Html | undefined
}

/** A page of one column. */
export const frame = ({ locale, title, main, head }: Content): Html => html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><title>${title}</title>${style.element}${head}</head>
<body><main>
${main}
</main></body></html>
`

/** A page that only says something. */
export const notice = (status: number, locale: Locale, title: string, text: string, headers: View['headers'] = {}): View => ({
  status,
  headers,
  page: frame({ locale, title, main: html`<section class="sheet"><h1>${title}</h1><p>${text}</p></section>` }),
})

/** It began elsewhere, or took too long. */
export const notSignedIn = (locale: Locale, headers: View['headers'] = {}): View => {
  const { notSignedIn: title, notSignedInText: text, again } = pageWords(locale)
  const main = html`<section class="sheet"><h1>${title}</h1><p>${text}</p><p><a href="?">${again}</a></p></section>`
  return { status: 403, headers, page: frame({ locale, title, main }) }
}

/** `scripts`: may it run ours, and ask this server by them? Nothing comes from elsewhere, and no other site frames it. */
export const policyOf = (scripts: boolean): string =>
  [
    ...["default-src 'none'", `style-src ${style.source}`, "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"],
    ...(scripts ? ["script-src 'self'", "connect-src 'self'"] : []),
  ].join('; ')
