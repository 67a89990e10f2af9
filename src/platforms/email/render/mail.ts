import { clean } from '../../../chat/clean.ts'
import { cut } from '../../../chat/cut.ts'
import type { Message } from '../../../chat/message.ts'
import { mailHtml } from './html.ts'
import { mailText } from './text.ts'

const longestSubject = 150

/** A message as a mail: a subject of one line, and the same content as text and as HTML. */
export function renderMail(message: Message): { subject: string; text: string; html: string } {
  const subject = subjectOf(message)
  return { subject, text: mailText(message), html: mailHtml(message, subject).markup }
}

/** Without line breaks, which would begin another header. */
function subjectOf({ summary }: Message): string {
  const line = clean(summary).replace(/[\s\u2028\u2029]+/g, ' ')
  return cut(line.trim(), longestSubject)
}
