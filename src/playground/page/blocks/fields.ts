import { type Json, record, records, string } from './json.ts'

/** A field's state in exactly the shape of Slack's `state.values[block_id][action_id]`. */
export type FieldState = Json & { type: string }
export type FieldStates = Record<string, FieldState>

/** An element that holds a value, with the ids that Slack reports it under. */
export interface Field {
  blockId: string
  actionId: string
  element: Json
  /** The input block around it; null in a section or an actions block. */
  input: Json | null
}

const texts = new Set(['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'])
const stateful: Record<string, { key: string; initial: string; many?: true }> = {
  static_select: { key: 'selected_option', initial: 'initial_option' },
  external_select: { key: 'selected_option', initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option' },
  users_select: { key: 'selected_user', initial: 'initial_user' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  checkboxes: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', many: true },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', many: true },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', many: true },
}
for (const type of texts) stateful[type] = { key: 'value', initial: 'initial_value' }

/** The name under which Slack reports what was chosen, such as `selected_option`; undefined for buttons and pictures. */
export function stateKey(type: string): string | undefined {
  return Object.hasOwn(stateful, type) ? stateful[type]?.key : undefined
}

export function blockIdOf(block: Json, index: number): string {
  return string(block.block_id) || `block-${index}`
}

export function actionIdOf(element: Json, index?: number): string {
  return string(element.action_id) || `action-${index ?? 0}`
}

/** One field's key in `FieldStates`; ids may hold any character, so they are quoted. */
export function fieldKey(blockId: string, actionId: string): string {
  return JSON.stringify([blockId, actionId])
}

export function fieldsOf(blocks: readonly unknown[]): Field[] {
  return blocks.flatMap((raw, index) => {
    const block = record(raw)
    const blockId = blockIdOf(block, index)
    const input = block.type === 'input' ? block : null
    const elements = block.type === 'actions' ? records(block.elements) : [record(input ? block.element : block.accessory)]
    return elements.flatMap((element, at) =>
      stateKey(string(element.type)) ? [{ blockId, actionId: actionIdOf(element, at), element, input }] : [],
    )
  })
}

/** What the element holds before anyone touched it. */
export function initialState(element: Json): FieldState {
  const type = string(element.type)
  const kind = stateful[type]
  if (!kind) return { type }
  const initial = element[kind.initial]
  return { type, [kind.key]: initial ?? (kind.many ? [] : null) }
}

/** The element with this chosen: text, an option, an id, a day, or a list of them. An emptied text is null, as in Slack. */
export function chosenState(element: Json, chosen: unknown): FieldState {
  const type = string(element.type)
  const key = stateKey(type)
  return key ? { type, [key]: chosen === '' ? null : chosen } : { type }
}

/** Slack's `state.values` for these blocks: what was typed where something was, the initial values elsewhere. */
export function stateValues(blocks: readonly unknown[], typed: FieldStates): Record<string, Json> {
  const values: Record<string, Json> = {}
  for (const field of fieldsOf(blocks)) {
    const known = typed[fieldKey(field.blockId, field.actionId)]
    // A view may reuse the ids for another kind of field; what was typed does not fit it then.
    const state = known?.type === field.element.type ? known : initialState(field.element)
    values[field.blockId] = { ...values[field.blockId], [field.actionId]: state }
  }
  return values
}

/** Keeps what was typed into fields that still exist: Slack does so when a view is updated under the same ids. */
export function keptStates(blocks: readonly unknown[], typed: FieldStates): FieldStates {
  const kept: FieldStates = {}
  for (const field of fieldsOf(blocks)) {
    const key = fieldKey(field.blockId, field.actionId)
    const state = typed[key]
    if (state?.type === field.element.type && state) kept[key] = state
  }
  return kept
}
