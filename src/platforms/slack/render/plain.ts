import type { PlainTextElement } from '@slack/types'
import { clean } from '../../../chat/clean.ts'
import { cut } from '../../../chat/cut.ts'

/**
 * Text that Slack shows as it is. Nothing is parsed here; a sequence that would be markup elsewhere still loses its bracket, for the
 * day somebody copies the text into a message.
 */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: shownText(text, max), emoji: false }
}

/** The same where Slack asks for a bare string. */
export const shownText = (text: string, max: number): string =>
  visible(cut(clean(text).replace(/<(?=[!@#]|https?:|mailto:)/gi, '‹'), max))

/** Slack refuses empty text. */
export const visible = (text: string): string => (text.trim() === '' ? '–' : text)
