import { amountText } from '../../../chat/amount-text.ts'
import { clean } from '../../../chat/clean.ts'
import { type Html, html, webAddress } from '../../../chat/html.ts'
import type { Inline } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'

type Typed = Exclude<Inline, string>

/** Inlines as HTML; line breaks stay. */
export const inlineHtml = (inlines: readonly Inline[], locale: Locale): Html =>
  html`${inlines.map(inline => pieceHtml(inline, locale))}`

function pieceHtml(inline: Inline, locale: Locale): Html {
  if (typeof inline === 'string') return lines(inline)
  const text = shown(inline, locale)
  if (inline.kind === 'bold') return html`<strong>${lines(text)}</strong>`
  if (inline.kind === 'code') return html`<code>${lines(text)}</code>`
  const address = inline.kind === 'link' ? webAddress(inline.url) : null
  return address === null ? lines(text) : html`<a href="${address}" class="link" style="color:#17695b">${lines(text)}</a>`
}

const lines = (text: string): Html =>
  html`${clean(text)
    .split('\n')
    .map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))}`

/** Inlines as text; a link's address follows its words. */
export function inlineText(inlines: readonly Inline[], locale: Locale): string {
  return inlines.map(inline => (typeof inline === 'string' ? clean(inline) : pieceText(inline, locale))).join('')
}

function pieceText(inline: Typed, locale: Locale): string {
  const text = clean(shown(inline, locale))
  const address = inline.kind === 'link' ? webAddress(inline.url) : null
  return address === null || address === text ? text : `${text} (${address})`
}

function shown(inline: Typed, locale: Locale): string {
  if (inline.kind === 'person') return inline.name
  return inline.kind === 'money' ? amountText(inline.amount, inline.currency, locale) : inline.text
}
