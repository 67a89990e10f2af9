import { amountText } from '../../../chat/amount-text.ts'
import { type Html, html, webAddress } from '../../../chat/html.ts'
import type { Inline } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'

/** Inlines as HTML; what is no address of the web is text. */
export const inlineHtml = (all: readonly Inline[], locale: Locale): Html => html`${all.map(inline => one(inline, locale))}`

function one(inline: Inline, locale: Locale): Html {
  if (typeof inline === 'string') return lines(inline)
  switch (inline.kind) {
    case 'bold':
      return html`<strong>${inline.text}</strong>`
    case 'person':
      return html`${inline.name}`
    case 'link': {
      const address = webAddress(inline.url)
      return address === null ? html`${inline.text}` : html`<a href="${address}" rel="noreferrer noopener">${inline.text}</a>`
    }
    case 'instant':
      return html`<time datetime="${inline.at}">${inline.text}</time>`
    case 'money':
      return html`${amountText(inline.amount, inline.currency, locale)}`
    case 'code':
      return html`<code>${inline.text}</code>`
  }
}

const lines = (text: string): Html => html`${text.split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`))}`
