import { cut } from '../../chat/cut.ts'
import { code, type Message, type Part } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import type { Incoming } from '../../chat/platform.ts'
import type { Locale } from '../../chat/wording.ts'
import { own } from './render/limits.ts'
import { visible } from './render/plain.ts'
import { slackWords } from './words.ts'

/** A submission's errors by input block; what names no such block goes to the first, for Slack refuses the rest. */
export function errorsByInput(errors: Record<string, string>, inputs: readonly string[]): Record<string, string> | null {
  const [first] = inputs
  if (first === undefined) return null
  const placed: Record<string, string> = {}
  for (const [field, text] of Object.entries(errors)) {
    const input = inputs.includes(field) ? field : first
    placed[input] = cut(visible(placed[input] ? `${placed[input]} ${text}` : text), own.fieldError)
  }
  return Object.keys(placed).length > 0 ? placed : null
}

/** The same as a message, once the form has closed; what was typed comes back with it. */
export function invalidMessage(locale: Locale, incoming: Incoming, errors: Record<string, string>): Message {
  const { notSaved } = slackWords(locale)
  const listed = Object.entries(errors).map(([field, text]) => ({ text: [field ? `${field}: ${text}` : text] }))
  const typed = incoming.kind === 'submit' ? Object.values(incoming.values).flat().filter(Boolean).join('\n') : ''
  const parts: Part[] = [
    { kind: 'list', title: notSaved, rows: listed.length > 0 ? listed : [{ text: [chatWords(locale).checkField] }] },
  ]
  return { locale, summary: notSaved, parts: typed ? [...parts, { kind: 'text', text: [code(typed.slice(0, 2_500))] }] : parts }
}
