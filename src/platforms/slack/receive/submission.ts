import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FormValues } from '../../../chat/form.ts'
import type { Incoming } from '../../../chat/platform.ts'
import { writeReplyTo } from '../reply-to.ts'
import { readViewState } from '../view-state.ts'
import { type Door, eventKey, personOf, placeOf } from './door.ts'

const chosen = z.object({ value: z.string() })
const input = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).nullish(),
})

const payload = z.object({
  user: z.object({ id: z.string(), team_id: z.string().nullish() }),
  view: z.object({
    id: z.string(),
    hash: z.string().default(''),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), input)) }),
  }),
})

/**
 * A form submitted. Pressing Submit again after a time-out sends the same values of the same view and is the same event; after an
 * answer with errors the view has the same hash too, so `round` (how often it was answered so) keeps the next attempt apart.
 */
export async function formSubmitted(door: Door, body: unknown, round: (view: string) => number): Promise<Incoming> {
  const { user, view } = payload.parse(body)
  const { state, place, home, aside } = readViewState(view.private_metadata)
  const values: FormValues = Object.fromEntries(
    Object.entries(view.state.values).map(([name, elements]) => [name, filledIn(Object.values(elements)[0])]),
  )
  const people = Object.values(view.state.values).flatMap(elements => Object.values(elements)[0]?.selected_user ?? [])
  const digest = createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16)
  return {
    kind: 'submit',
    key: eventKey(`${view.id}:${view.hash}:${round(view.id)}:${digest}`),
    platform: 'slack',
    person: personOf(user.id, user.team_id),
    place: await placeOf(door, place ?? undefined),
    ...(aside && { aside }),
    replyTo: writeReplyTo({ at: door.now().getTime(), home: home || undefined, inputs: Object.keys(view.state.values) }),
    form: view.callback_id,
    state,
    values,
    ...(people.length > 0 && { people }),
  }
}

/** Text, number and date as text, choices by their values; null where nothing was filled in. */
function filledIn(element: z.infer<typeof input> | undefined): string | string[] | null {
  if (!element) return null
  if (element.selected_options) return element.selected_options.map(({ value }) => value)
  return element.selected_option?.value ?? element.selected_date ?? element.selected_user ?? element.value ?? null
}

/** The view of a submission, for counting its rounds. */
export const submittedView = (body: unknown): string => payload.parse(body).view.id
