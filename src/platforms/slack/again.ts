import { z } from 'zod'
import { type Button, code, type Json, type Message } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import type { Incoming } from '../../chat/platform.ts'
import type { Locale } from '../../chat/wording.ts'
import { encodeValue } from './value.ts'
import { slackWords } from './words.ts'

/** The platform's own action: says again what was said, with a fresh trigger for a modal. */
export const againAction = 'slack.again'

const again = z.strictObject({ n: z.string().optional(), t: z.string() })

/** What a press of the button stands for; null when the value is none of ours. */
export function saidAgain(value: Json): { kind: 'command'; name: string; text: string } | { kind: 'text'; text: string } | null {
  const parsed = again.safeParse(value)
  if (!parsed.success) return null
  const { n: name, t: text } = parsed.data
  return name === undefined ? { kind: 'text', text } : { kind: 'command', name, text }
}

/** Instead of a form that cannot be opened now: why, and a button that opens it when one is possible. */
export function formInstead(incoming: Incoming, title: string, locale: Locale): Message {
  const why = incoming.kind === 'text' ? slackWords(locale).needsForm(title) : chatWords(locale).expired
  const button = againButton(incoming, locale)
  const typed = !button && incoming.kind === 'command' ? `/${incoming.name} ${incoming.text}`.trim() : null
  return {
    locale,
    summary: why,
    parts: [
      { kind: 'text', text: [why] },
      ...(typed ? [{ kind: 'text' as const, text: [code(typed)] }] : []),
      ...(button ? [{ kind: 'actions' as const, actions: [button] }] : []),
    ],
  }
}

function againButton(incoming: Incoming, locale: Locale): Button | null {
  const label = slackWords(locale).openForm
  const button = buttonFor(incoming, label)
  if (!button) return null
  try {
    encodeValue(button)
    return button
  } catch {
    // More was typed than a button can carry.
    return null
  }
}

function buttonFor(incoming: Incoming, label: string): Button | null {
  if (incoming.kind === 'action') return { action: incoming.action, label, value: incoming.value, style: 'primary' }
  if (incoming.kind === 'command')
    return { action: againAction, label, value: { n: incoming.name, t: incoming.text }, style: 'primary' }
  if (incoming.kind === 'text') return { action: againAction, label, value: { t: incoming.text }, style: 'primary' }
  return null
}
