import { code, type Message, type Part, say } from './message.ts'
import type { Incoming } from './platform.ts'
import type { Locale } from './wording.ts'

/** Text as a database takes it: without zero bytes, and with a replacement sign for half a character. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** The same for every text inside a JSON value. */
export function storableValue<T>(value: T): T {
  return JSON.parse(storableJson(value)) as T
}

/** JSON text that a database takes. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner))
}

/** What a person typed to get here, as they would copy it; null where they only pressed something. */
export function typedText(incoming: Incoming): string | null {
  if (incoming.kind === 'command') return `/${incoming.name.replace(/^\//, '')} ${incoming.text}`.trim()
  if (incoming.kind === 'text') return incoming.text
  if (incoming.kind === 'submit')
    return Object.values(incoming.values)
      .flat()
      .filter(value => typeof value === 'string' && value !== '')
      .join('\n')
  return null
}

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
