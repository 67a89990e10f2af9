import type { Json } from '../model.ts'
import { Refused } from '../notices.ts'
import { chosenValue, ownOptions, stateValues, type Typed } from '../state-values.ts'
import type { World } from '../world.ts'
import { actor, answered, type Outcome, tell } from './outcome.ts'
import { elementAt, interaction, placeOf, type Where } from './place.ts'

export interface Click {
  where: Where
  actionId: string
  /** Needed only when two blocks use the same action_id. */
  blockId?: string
  /** What was chosen: Slack's action payload, or simply an option's value, a date, a person's id... Nothing for a button. */
  chosen?: unknown
  /** What stands in the inputs around it. */
  values?: Typed
}

const BUTTONS = new Set(['button', 'icon_button', 'workflow_button'])

/** The action as Slack reports it; a button's value is the element's own, never the caller's. */
function actionOf(world: World, block: Json, element: Json, chosen: unknown): Json {
  const base = { action_id: element.action_id, block_id: block.block_id, action_ts: world.ids.ts() }
  if (BUTTONS.has(String(element.type))) {
    return { ...base, type: element.type, text: element.text, ...('value' in element ? { value: element.value } : {}) }
  }
  if (element.type === 'feedback_buttons') {
    const value = typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : chosen
    return { ...base, type: element.type, value }
  }
  return {
    ...base,
    ...chosenValue(element, chosen),
    ...(element.placeholder === undefined ? {} : { placeholder: element.placeholder }),
  }
}

/** True when a menu with options of its own was given something it does not offer. */
function notOffered(element: Json, action: Json, chosen: unknown): boolean {
  return ownOptions(element).length > 0 && 'selected_option' in action && action.selected_option === null && chosen !== undefined
}

/** A person uses a button, menu, picker or checkbox of a message, modal or Home tab: a `block_actions` request. */
export async function click(world: World, personId: string, used: Click): Promise<Outcome> {
  const person = actor(world, personId)
  const place = placeOf(world, person, used.where)
  const { block, element } = elementAt(place, person, used.actionId, used.blockId)
  const action = actionOf(world, block, element, used.chosen)
  if (notOffered(element, action, used.chosen)) throw new Refused(person, 'gone')

  const typed: Typed = { ...used.values }
  if (used.chosen !== undefined) {
    typed[String(block.block_id)] = { ...typed[String(block.block_id)], [used.actionId]: used.chosen }
  }
  const values = stateValues(place.blocks, typed, place.view?.values)
  if (place.view) place.view.values = values
  const { channel, message, view } = place
  const answer = await world.line.deliver('interactive', {
    ...interaction(world, person, 'block_actions', place),
    trigger_id: world.triggers.issue(person.id, view?.id ?? null),
    ...(channel && message
      ? { response_url: world.responseUrls.issue({ person: person.id, channel: channel.id, ts: message.ts }) }
      : {}),
    ...(view ? {} : { state: { values } }),
    actions: [action],
  })
  const outcome = answered(answer)
  return answer.failure ? { ...outcome, notice: tell(world, person, channel?.id ?? null, 'element') } : outcome
}
