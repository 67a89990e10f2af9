import { z } from 'zod'
import { RapportError } from '../../chat/errors.ts'
import type { Form } from '../../chat/form.ts'
import type { Json } from '../../chat/message.ts'
import { limits } from './render/limits.ts'

/** Where a modal was opened: a channel, or the person's Home. */
export interface Origin {
  place: string | null
  home: boolean
  /** The channel is to hear nothing of it. */
  aside: boolean
}

/** What a modal carries with it: the form's state and its origin. */
const viewState = z.strictObject({
  s: z.json(),
  p: z.string().nullable(),
  h: z.literal(1).optional(),
  a: z.literal(1).optional(),
})

export function writeViewState(form: Pick<Form, 'id' | 'state'>, { place, home, aside }: Origin): string {
  const text = JSON.stringify({ s: form.state, p: place, ...(home ? { h: 1 } : {}), ...(aside ? { a: 1 } : {}) })
  if (text.length <= limits.viewState) return text
  throw new RapportError(
    'form_state_too_large',
    `the state of ${form.id} has ${text.length} characters`,
    'Keep ids in the state, not texts.',
  )
}

/** Null state for a modal of an older version: the answer is then that it is out of date. */
export function readViewState(text: string): Origin & { state: Json } {
  try {
    const { s, p, h, a } = viewState.parse(JSON.parse(text))
    return { state: s, place: p, home: h === 1, aside: a === 1 }
  } catch {
    return { state: null, place: null, home: false, aside: false }
  }
}
