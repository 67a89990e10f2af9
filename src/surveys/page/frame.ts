import { type Html, html } from '../../chat/html.ts'
import type { View } from '../../chat/web-page.ts'
import type { Locale } from '../../chat/wording.ts'
import { style } from './style.ts'
import { pageWords } from './words.ts'

interface Content {
  locale: Locale
  title: string
  main: Html
  /** Below the sheet. */
  footer?: Html | undefined
  /** How the address of the same page in the other language continues; without it there is no such link. */
  query?: string
}

/** A page of one sheet. Addresses in it are relative: the bot need not know under which path a proxy serves it. */
export function frame({ locale, title, main, footer, query = '' }: Content): Html {
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en'
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><title>${title}</title>${style.element}</head>
<body><div class="page">
<header><a href="?lang=${other}${query}" lang="${other}" hreflang="${other}">${pageWords(locale).other}</a></header>
<main><h1>${title}</h1>
${main}
</main>
${footer && html`<footer>${footer}</footer>`}
</div></body></html>
`
}

/** A page that only says something. */
export function notice(status: number, locale: Locale, title: string, text: string, headers: Record<string, string> = {}): View {
  return { status, headers, page: frame({ locale, title, main: html`<p>${text}</p>` }) }
}
