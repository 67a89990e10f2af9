import { clean } from '../../../chat/clean.ts'
import type { Message } from '../../../chat/message.ts'
import { mailHtml } from './html.ts'
import { mailText } from './text.ts'

const longestSubject = 150
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A message as a mail: a subject of one line, and the same content as text and as HTML. */
export function renderMail(message: Message): { subject: string; text: string; html: string } {
  const subject = subjectOf(message)
  return { subject, text: mailText(message), html: mailHtml(message, subject).markup }
}

/** Without line breaks, which would begin another header. */
function subjectOf({ summary }: Message): string {
  const line = clean(summary)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
  if (line.length <= longestSubject) return line
  const end = segmenter.segment(line.slice(0, longestSubject + 64)).containing(longestSubject - 1)?.index ?? 0
  return `${line.slice(0, end).trimEnd()}…`
}
