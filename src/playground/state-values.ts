import { blocksWithin, elementsOf } from './blocks/uniqueness.ts'
import type { Json } from './model.ts'

/** What people typed or chose, by block_id and action_id; a plain string or list stands for the element's usual value. */
export type Typed = Record<string, Record<string, unknown>>

interface Kind {
  /** The key of the payload that carries the value. */
  key: string
  /** The key of the element that carries the first value. */
  initial: string
}

const KINDS: Record<string, Kind> = {
  plain_text_input: { key: 'value', initial: 'initial_value' },
  email_text_input: { key: 'value', initial: 'initial_value' },
  url_text_input: { key: 'value', initial: 'initial_value' },
  number_input: { key: 'value', initial: 'initial_value' },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value' },
  file_input: { key: 'files', initial: '' },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
  static_select: { key: 'selected_option', initial: 'initial_option' },
  external_select: { key: 'selected_option', initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option' },
  overflow: { key: 'selected_option', initial: '' },
  multi_static_select: { key: 'selected_options', initial: 'initial_options' },
  multi_external_select: { key: 'selected_options', initial: 'initial_options' },
  checkboxes: { key: 'selected_options', initial: 'initial_options' },
  users_select: { key: 'selected_user', initial: 'initial_user' },
  multi_users_select: { key: 'selected_users', initial: 'initial_users' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations' },
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** The options an element offers by itself; empty for external menus. */
export function ownOptions(element: Json): Json[] {
  return [...listOf(element.options), ...listOf(element.option_groups).flatMap(group => listOf(group.options))]
}

/** The whole option for a value: as the element offers it, or as it was given (external menus). */
function optionFor(element: Json, chosen: unknown): Json | null {
  const value = isObject(chosen) ? chosen.value : chosen
  const own = ownOptions(element)
  if (own.length > 0) return own.find(each => each.value === value) ?? null
  if (isObject(chosen)) return chosen
  return { text: { type: 'plain_text', text: String(value), emoji: true }, value: String(value) }
}

/** A value in the shape Slack sends for this element: `{ type, value }`, `{ type, selected_option }`, ... */
export function chosenValue(element: Json, given: unknown): Json {
  const type = String(element.type)
  const kind = KINDS[type]
  if (!kind) return { type }
  const payload = isObject(given) && (kind.key in given || given.type === type)
  const raw = payload ? given[kind.key] : given
  const empty = raw === undefined || raw === '' || raw === null
  if (kind.key === 'selected_option') return { type, selected_option: empty ? null : optionFor(element, raw) }
  if (kind.key === 'selected_options') {
    const list = Array.isArray(raw) ? raw : []
    return { type, selected_options: list.map(each => optionFor(element, each)).filter(each => each !== null) }
  }
  if (kind.key.endsWith('s') && kind.key.startsWith('selected_')) return { type, [kind.key]: Array.isArray(raw) ? raw : [] }
  return { type, [kind.key]: empty ? null : raw }
}

/** True when nothing was typed or chosen. */
export function isEmpty(value: Json): boolean {
  return Object.entries(value).every(
    ([key, each]) => key === 'type' || each === null || (Array.isArray(each) && each.length === 0),
  )
}

/** `state.values` of these blocks: what was typed, else what was there before, else the initial value. */
export function stateValues(blocks: unknown, typed: Typed, before: Record<string, Json> = {}): Record<string, Json> {
  const values: Record<string, Json> = {}
  for (const { block } of blocksWithin(blocks, '')) {
    const blockId = String(block.block_id)
    for (const { element } of elementsOf(block)) {
      const kind = KINDS[String(element.type)]
      if (!kind || element.type === 'overflow') continue
      const actionId = String(element.action_id)
      const kept = before[blockId]?.[actionId]
      const given = typed[blockId]?.[actionId] ?? (isObject(kept) && kept.type === element.type ? kept : element[kind.initial])
      values[blockId] = { ...values[blockId], [actionId]: chosenValue(element, given) }
    }
  }
  return values
}
