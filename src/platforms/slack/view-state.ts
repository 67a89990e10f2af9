import { z } from 'zod'
import { RapportError } from '../../chat/errors.ts'
import type { Form } from '../../chat/form.ts'
import type { Json } from '../../chat/message.ts'
import { limits } from './render/limits.ts'

/** What a modal carries with it: the form's state and the channel where it was opened. */
const viewState = z.strictObject({ s: z.json(), p: z.string().nullable() })

export function writeViewState(form: Form, place: string | null): string {
  const text = JSON.stringify({ s: form.state, p: place })
  if (text.length <= limits.viewState) return text
  throw new RapportError(
    'form_state_too_large',
    `the state of ${form.id} has ${text.length} characters`,
    'Keep ids in the state, not texts.',
  )
}

/** Null state for a modal of an older version: the answer is then that it is out of date. */
export function readViewState(text: string): { state: Json; place: string | null } {
  try {
    const parsed = viewState.safeParse(JSON.parse(text))
    return parsed.success ? { state: parsed.data.s, place: parsed.data.p } : { state: null, place: null }
  } catch {
    return { state: null, place: null }
  }
}
