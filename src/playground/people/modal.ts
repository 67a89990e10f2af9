import { z } from 'zod'
import type { BotAnswer } from '../bot-line.ts'
import { parseJson } from '../json.ts'
import { pushModal, showTop, updateModal } from '../modals.ts'
import type { Person, View } from '../model.ts'
import { stateValues, type Typed } from '../state-values.ts'
import { ApiError } from '../web-api/error.ts'
import type { World } from '../world.ts'
import { problemOf } from './command.ts'
import { formErrors } from './form-check.ts'
import { actor, answered, type Outcome, type SubmitOutcome, tell, unsent } from './outcome.ts'
import { interaction, type Place, placeOf } from './place.ts'

const responseSchema = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.strictObject({ response_action: z.literal('update'), view: z.looseObject({}) }),
  z.strictObject({ response_action: z.literal('push'), view: z.looseObject({}) }),
  z.strictObject({ response_action: z.literal('clear') }),
])

function drop(world: World, person: string, view: View): void {
  const stack = (world.stacks.get(person) ?? []).filter(each => each !== view)
  world.stacks.set(person, stack)
}

/** Errors are shown under their input blocks; other block_ids make Slack refuse the whole answer. */
function showErrors(view: View, place: Place, errors: Record<string, string>): void {
  const inputs = new Set(place.blocks.filter(block => block.type === 'input').map(block => block.block_id))
  const unknown = Object.keys(errors).filter(id => !inputs.has(id))
  if (Object.keys(errors).length === 0 || unknown.length > 0) {
    throw new ApiError('invalid_response_action', [`[ERROR] errors must name input blocks: ${unknown.join(', ')}`])
  }
  view.errors = errors
}

/** Carries out the answer to a submission: an empty one closes the view. Throws ApiError for what Slack would refuse. */
function applyResponse(world: World, person: Person, view: View, place: Place, answer: BotAnswer): void {
  const given = answer.body.trim() === '' ? {} : parseJson(answer.body)
  if (typeof given === 'object' && given !== null && Object.keys(given).length === 0) {
    drop(world, person.id, view)
    return
  }
  const parsed = responseSchema.safeParse(given)
  if (!parsed.success) throw new ApiError('invalid_response_action', [parsed.error.message])
  const response = parsed.data
  if (response.response_action === 'errors') showErrors(view, place, response.errors)
  else if (response.response_action === 'clear') world.stacks.set(person.id, [])
  else if (response.response_action === 'update') updateModal(world, view, response.view)
  else pushModal(world, person.id, response.view)
}

/**
 * A person submits the modal on top. Slack checks required fields first; then the bot's `response_action` (errors,
 * update, push, clear, or none: close) is carried out. After a failure the modal stays as it was.
 */
export async function submit(world: World, personId: string, viewId: string, typed: Typed): Promise<SubmitOutcome> {
  const person = actor(world, personId)
  const place = placeOf(world, person, { kind: 'view', id: viewId })
  const view = place.view as View
  view.values = stateValues(place.blocks, typed, view.values)
  view.errors = formErrors(person, place.blocks, view.values)
  if (Object.keys(view.errors).length > 0) {
    showTop(world, person.id)
    return { ...unsent, errors: view.errors }
  }
  const { container: _none, ...payload } = interaction(world, person, 'view_submission', place)
  const trigger = world.triggers.issue(person.id, view.id)
  const answer = await world.line.deliver('interactive', { ...payload, trigger_id: trigger, response_urls: [] })
  const outcome = { ...answered(answer), errors: {} }
  if (answer.failure) return { ...outcome, notice: tell(world, person, null, 'trouble') }
  try {
    applyResponse(world, person, view, place, answer)
    showTop(world, person.id)
    return { ...outcome, errors: view.errors }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { ...outcome, notice: tell(world, person, null, 'trouble'), problem: problemOf(error) }
  }
}

/** A person closes the modal on top; the bot hears of it when the view asked to (`notify_on_close`). */
export async function close(world: World, personId: string, viewId: string): Promise<Outcome> {
  const person = actor(world, personId)
  const place = placeOf(world, person, { kind: 'view', id: viewId })
  const view = place.view as View
  const cleared = view.body.clear_on_close === true
  if (cleared) world.stacks.set(person.id, [])
  else drop(world, person.id, view)
  showTop(world, person.id)
  if (view.body.notify_on_close !== true) return unsent
  const { container: _none, ...payload } = interaction(world, person, 'view_closed', place)
  return answered(await world.line.deliver('interactive', { ...payload, is_cleared: cleared }))
}
