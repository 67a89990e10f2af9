import { z } from 'zod'
import type { Said, SaidMessage } from '../../chat/platform.ts'

/** What was said, as it waits for the form: too long for the form's own state. */
export const keptWords = z.strictObject({
  /** The platform's id of the message, and of its thread. */
  id: z.string(),
  threadId: z.string().nullable(),
  at: z.iso.datetime(),
  link: z.string().nullable(),
  /** `Anna Becker: we need it by Friday` */
  text: z.string(),
  thread: z.strictObject({ messages: z.int(), more: z.boolean(), transcript: z.string(), lastAt: z.iso.datetime() }).nullable(),
  threadUnread: z.boolean(),
})
export type KeptWords = z.infer<typeof keptWords>

/** A note longer than this helps nobody; what is left out is one link away, and said. */
const longestTranscript = 12_000

/** What a shortcut hands over, with who said it in the text. Pure. */
export function wordsToKeep({ message, thread }: Said): KeptWords {
  const read = thread && thread !== 'unreadable' && thread.messages.length > 1 ? thread : null
  const last = read?.messages.at(-1)
  return {
    id: message.id,
    threadId: read?.id ?? null,
    at: message.at,
    link: message.link,
    text: lineOf(message),
    thread: read && {
      messages: read.messages.length,
      more: read.more,
      transcript: transcriptOf(read.messages),
      lastAt: last?.at ?? message.at,
    },
    threadUnread: thread === 'unreadable',
  }
}

const lineOf = ({ author, text }: SaidMessage): string => `${author}: ${text.trim()}`.trim()

function transcriptOf(messages: readonly SaidMessage[]): string {
  const lines: string[] = []
  let length = 0
  for (const [index, message] of messages.entries()) {
    const line = lineOf(message)
    length += line.length + 1
    if (length > longestTranscript) return [...lines, `[… +${messages.length - index}]`].join('\n')
    lines.push(line)
  }
  return lines.join('\n')
}
