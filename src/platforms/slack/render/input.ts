import type { InputBlock, PlainTextOption } from '@slack/types'
import { clean } from '../../../chat/clean.ts'
import { cut } from '../../../chat/cut.ts'
import { RapportError } from '../../../chat/errors.ts'
import type { Choice, Field } from '../../../chat/form.ts'
import { limits } from './limits.ts'
import { isUserId } from './mrkdwn.ts'
import { plain } from './plain.ts'

type Element = InputBlock['element']
type Of<Kind extends Field['kind']> = Extract<Field, { kind: Kind }>

/** A field's element; its kind is the action id. Values that Slack would refuse are left out. Null: a choice without options. */
export function inputElement(field: Field): Element | null {
  const action_id = field.kind
  switch (field.kind) {
    case 'text':
      return textInput(field)
    case 'number':
      return numberInput(field)
    case 'date':
      return { type: 'datepicker', action_id, ...(isDate(field.value) ? { initial_date: field.value } : {}) }
    case 'choice':
      return menu(field)
    case 'person':
      return { type: 'users_select', action_id, ...(field.value && isUserId(field.value) ? { initial_user: field.value } : {}) }
    case 'customer':
      return {
        type: 'external_select',
        action_id,
        min_query_length: 0,
        ...(field.value ? { initial_option: optionOf(field.value) } : {}),
      }
  }
}

function textInput(field: Of<'text'>): Element {
  const max = Math.min(field.maxLength ?? limits.inputText, limits.inputText)
  return {
    type: 'plain_text_input',
    action_id: field.kind,
    multiline: field.multiline ?? false,
    max_length: max,
    ...(field.value ? { initial_value: cut(clean(field.value), max) } : {}),
  }
}

function numberInput(field: Of<'number'>): Element {
  return {
    type: 'number_input',
    action_id: field.kind,
    is_decimal_allowed: field.decimal ?? false,
    ...(isNumber(field.value) ? { initial_value: field.value } : {}),
    ...(isNumber(field.min) ? { min_value: field.min } : {}),
  }
}

function menu(field: Of<'choice'>): Element | null {
  const options = optionsOf(field.options)
  if (options.length === 0) return null
  const wanted = new Set([field.value ?? []].flat())
  const chosen = options.filter(({ value }) => wanted.has(value ?? ''))
  const [first] = chosen
  if (!field.multiple)
    return { type: 'static_select', action_id: field.kind, options, ...(first ? { initial_option: first } : {}) }
  return { type: 'multi_static_select', action_id: field.kind, options, ...(first ? { initial_options: chosen } : {}) }
}

/** Menu options, each value once, as many as Slack takes. */
export function optionsOf(choices: readonly Choice[]): PlainTextOption[] {
  return [...new Map(choices.map(choice => [choice.value, optionOf(choice)])).values()].slice(0, limits.options)
}

function optionOf({ value, label }: Choice): PlainTextOption {
  if (value.length > limits.optionValue) {
    throw new RapportError(
      'option_value_too_long',
      `an option's value has ${value.length} characters`,
      'Use ids as the values of choices.',
    )
  }
  return { text: plain(label, limits.optionLabel), value }
}

/** A day that exists: `Date` reads 30 February as 2 March, and Slack refuses the whole form for it. */
const isDate = (text: string | undefined): text is string =>
  text !== undefined &&
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)
const isNumber = (text: string | undefined): text is string => text !== undefined && /^-?\d+(\.\d+)?$/.test(text)
