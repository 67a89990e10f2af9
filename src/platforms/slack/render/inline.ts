import type { RichTextElement, RichTextText } from '@slack/types'
import { amountText } from '../../../chat/amount-text.ts'
import { clean } from '../../../chat/clean.ts'
import { cut } from '../../../chat/cut.ts'
import type { Inline } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import {
  code,
  date,
  epochSeconds,
  escaped,
  instantFormat,
  isUserId,
  join,
  link,
  type Mrkdwn,
  mention,
  safeUrl,
  strong,
  wouldFormat,
} from './mrkdwn.ts'

/** An inline with its text settled: what shows where nothing can be formatted. */
export type Settled = { text: string } & (
  | { kind: 'text' | 'bold' | 'code' }
  | { kind: 'person'; ref: string }
  | { kind: 'link'; url: string }
  | { kind: 'instant'; at: string }
)

/** Money gets its amount in the reader's language; persons of other platforms and broken links and dates become text. */
export function settle(inlines: readonly Inline[], locale: Locale): Settled[] {
  return inlines.map(inline => settled(inline, locale)).filter(({ text }) => text !== '')
}

function settled(inline: Inline, locale: Locale): Settled {
  if (typeof inline === 'string') return { kind: 'text', text: clean(inline) }
  if (inline.kind === 'money') return { kind: 'text', text: clean(amountText(inline.amount, inline.currency, locale)) }
  if (inline.kind === 'person') {
    const mentionable = inline.platform === 'slack' && isUserId(inline.ref)
    const text = clean(inline.name)
    return mentionable ? { kind: 'person', text: text || inline.ref, ref: inline.ref } : { kind: 'text', text }
  }
  const text = clean(inline.text)
  if (inline.kind === 'link')
    return safeUrl(inline.url) ? { kind: 'link', text: text || inline.url, url: inline.url } : { kind: 'text', text }
  if (inline.kind === 'instant')
    return epochSeconds(inline.at) === null ? { kind: 'text', text } : { kind: 'instant', text, at: inline.at }
  return { kind: inline.kind, text }
}

/** Together at most `max` characters of text; what is cut ends in "…". */
export function cutInlines(inlines: readonly Settled[], max: number): Settled[] {
  const kept: Settled[] = []
  let left = max
  for (const inline of inlines) {
    if (inline.text.length <= left) {
      kept.push(inline)
      left -= inline.text.length
      continue
    }
    kept.push({ ...inline, text: left > 1 ? cut(inline.text, left) : '…' })
    break
  }
  return kept
}

export const textOf = (inlines: readonly Settled[]): string => inlines.map(({ text }) => text).join('')

/** The inlines in Slack's markup; null when that would change what somebody typed (then show them as plain or rich text). */
export function asMrkdwn(inlines: readonly Settled[]): Mrkdwn | null {
  if (wouldFormat(textOf(inlines.filter(({ kind }) => kind !== 'code')))) return null
  const parts: Mrkdwn[] = []
  for (const [index, inline] of inlines.entries()) {
    const wrapped = inline.kind === 'bold' || inline.kind === 'code'
    const alone = standsAlone(inlines[index - 1]?.text.at(-1), inlines[index + 1]?.text.at(0)) && wrappable(inline.text)
    // Slack sees bold and code only between spaces, which Chinese does not have: there the words stay, without their look.
    parts.push(wrapped && !alone ? escaped(inline.text) : markupOf(inline))
  }
  return join(parts)
}

const standsAlone = (before: string | undefined, after: string | undefined) =>
  /^\s*$/.test(before ?? '') && /^[\s.,;:!?)]*$/.test(after ?? '')
const wrappable = (text: string) => text.trim() === text && !/[`\n]/.test(text)

function markupOf(inline: Settled): Mrkdwn {
  const text = escaped(inline.text)
  if (inline.kind === 'bold') return strong(text)
  if (inline.kind === 'code') return code(text)
  if (inline.kind === 'person') return mention(inline.ref) ?? text
  if (inline.kind === 'link') return link(inline.url, inline.text) ?? text
  if (inline.kind === 'instant') return date(inline.at, inline.text)
  return text
}

/** The inlines as rich text, which takes every text literally. */
export function asRichText(inlines: readonly Settled[]): RichTextElement[] {
  return inlines.flatMap(richOf)
}

function richOf(inline: Settled): RichTextElement[] {
  if (inline.kind === 'person') return [{ type: 'user', user_id: inline.ref }]
  if (inline.kind === 'link') return [{ type: 'link', url: safeUrl(inline.url) ?? inline.url, text: inline.text }]
  if (inline.kind === 'instant') {
    return [{ type: 'date', timestamp: epochSeconds(inline.at) ?? 0, format: instantFormat, fallback: inline.text }]
  }
  return literal(inline.text, inline.kind === 'text' ? {} : { style: { [inline.kind]: true } })
}

/**
 * Rich text needs no escaping; taken apart at `<`, the text also holds no sequence that another reader of the payload could take for markup.
 */
export function literal(text: string, style: Pick<RichTextText, 'style'> = {}): RichTextText[] {
  return text.split(/(?<=<)(?=[!@#]|https?:|mailto:)/i).map(piece => ({ type: 'text', text: piece, ...style }))
}
