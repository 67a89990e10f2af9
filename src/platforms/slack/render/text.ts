import type { ContextBlock, KnownBlock, RichTextBlock, TextObject } from '@slack/types'
import type { Inline } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { asMrkdwn, asRichText, cutInlines, type Settled, settle, textOf } from './inline.ts'
import { limits } from './limits.ts'
import { plain } from './plain.ts'

/** Formatted when Slack's markup can hold it unchanged, else as plain text: never with somebody's asterisks read as markup. */
export function textObject(inlines: readonly Settled[], max: number): TextObject {
  const kept = cutInlines(inlines, max)
  const formatted = asMrkdwn(kept)
  if (formatted !== null && formatted.trim() !== '' && formatted.length <= max)
    return { type: 'mrkdwn', text: formatted, verbatim: true }
  return plain(textOf(kept), max)
}

export const richText = (inlines: readonly Settled[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: asRichText(inlines) }],
})

/** A paragraph; nothing when there is no text in it. */
export function paragraph(text: readonly Inline[], locale: Locale): KnownBlock[] {
  const inlines = cutInlines(settle(text, locale), limits.sectionText)
  return textOf(inlines).trim() === '' ? [] : [richText(inlines)]
}

/** A small grey line; nothing when there is no text in it. */
export function note(text: readonly Inline[], locale: Locale): ContextBlock[] {
  const inlines = settle(text, locale)
  if (textOf(inlines).trim() === '') return []
  return [{ type: 'context', elements: [textObject(inlines, limits.contextText)] }]
}
