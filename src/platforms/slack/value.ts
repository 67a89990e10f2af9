import { z } from 'zod'
import { RapportError } from '../../chat/errors.ts'
import type { Button, Json } from '../../chat/message.ts'
import { limits } from './render/limits.ts'

const pressed = z.strictObject({ a: z.string(), v: z.json() })

/** What a button or menu entry carries: which action, with what. Throws when Slack would refuse its size: values are ids. */
export function encodeValue(button: Pick<Button, 'action' | 'value'>): string {
  const value = JSON.stringify({ a: button.action, v: button.value })
  if (Buffer.byteLength(value) <= limits.buttonValue) return value
  throw new RapportError(
    'button_value_too_large',
    `the value of ${button.action} exceeds ${limits.buttonValue} bytes`,
    'Pass ids in values, not texts.',
  )
}

/** Null for what is none of ours, or of an older version: the answer is then that the button is out of date. */
export function decodeValue(text: string): { action: string; value: Json } | null {
  try {
    const parsed = pressed.safeParse(JSON.parse(text))
    return parsed.success ? { action: parsed.data.a, value: parsed.data.v } : null
  } catch {
    return null
  }
}
