import { amountText } from '../../../chat/amount-text.ts'
import { cut } from '../../../chat/cut.ts'
import type { Inline } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { code, join, link, literal, type Markdown, mention, strong } from './markdown.ts'

/** Inlines as markdown, together at most `most` characters of text. */
export function inlines(all: readonly Inline[], look: { locale: Locale; mentions: boolean }, most: number): Markdown {
  const parts: Markdown[] = []
  let left = most
  for (const inline of all) {
    const text = textOf(inline, look.locale)
    if (text.length <= left) parts.push(formatted(inline, text, look.mentions))
    else {
      parts.push(literal(left > 1 ? cut(text, left) : '…'))
      break
    }
    left -= text.length
  }
  return join(parts)
}

function textOf(inline: Inline, locale: Locale): string {
  if (typeof inline === 'string') return inline
  if (inline.kind === 'person') return inline.name
  if (inline.kind === 'money') return amountText(inline.amount, inline.currency, locale)
  return inline.text
}

function formatted(inline: Inline, text: string, mentions: boolean): Markdown {
  if (typeof inline === 'string' || text === '') return literal(text)
  if (inline.kind === 'bold') return strong(text)
  if (inline.kind === 'code') return code(text)
  if (inline.kind === 'link') return link(inline.url, text) ?? literal(text)
  if (inline.kind === 'person') return (mentions && inline.platform === 'wecom' ? mention(inline.ref) : null) ?? literal(text)
  return literal(text)
}
