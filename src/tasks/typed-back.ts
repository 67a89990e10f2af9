import { code, type Message, type Part, say } from '../chat/message.ts'
import type { Locale } from '../chat/wording.ts'

/** A paragraph that every platform shows whole. */
const paragraph = 2_500

/** A line, and below it what the person typed, all of it, so that it can be copied and is never lost. */
export function withTyped(locale: Locale, line: string, typed: string): Message {
  const message = say(locale, line)
  message.parts.push(...typedParts(typed))
  return message
}

/** Text as paragraphs short enough to be shown whole; never cut inside a character. */
export function typedParts(typed: string): Part[] {
  const characters = [...typed]
  const parts: Part[] = []
  for (let from = 0; from < characters.length; from += paragraph)
    parts.push({ kind: 'text', text: [code(characters.slice(from, from + paragraph).join(''))], priority: 9 })
  return parts
}
