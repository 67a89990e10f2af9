import { describe, expect, it } from 'vitest'
import { buttonPayload, choicePayload } from '../../../src/playground/page/blocks/action-payload.ts'
import { fieldProblems } from '../../../src/playground/page/blocks/field-problems.ts'
import {
  chosenState,
  type FieldStates,
  fieldKey,
  initialState,
  keptStates,
  stateValues,
} from '../../../src/playground/page/blocks/fields.ts'
import { wordsFor } from '../../../src/playground/page/words.ts'

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value })
const input = (blockId: string, element: Record<string, unknown>, rest = {}) => ({
  type: 'input',
  block_id: blockId,
  label: { type: 'plain_text', text: blockId },
  element: { action_id: `${blockId}-a`, ...element },
  ...rest,
})
const typed = (blockId: string, element: Record<string, unknown>, chosen: unknown): FieldStates => ({
  [fieldKey(blockId, `${blockId}-a`)]: chosenState(element, chosen),
})

describe('state.values', () => {
  it('has the shape Slack gives each element, empty and filled', () => {
    const cases: [type: string, key: string, initial: string, value: unknown, empty: unknown][] = [
      ['plain_text_input', 'value', 'initial_value', 'x', null],
      ['number_input', 'value', 'initial_value', '1.5', null],
      ['email_text_input', 'value', 'initial_value', 'a@b.co', null],
      ['url_text_input', 'value', 'initial_value', 'https://e.co', null],
      ['static_select', 'selected_option', 'initial_option', option('a'), null],
      ['external_select', 'selected_option', 'initial_option', option('a'), null],
      ['radio_buttons', 'selected_option', 'initial_option', option('a'), null],
      ['checkboxes', 'selected_options', 'initial_options', [option('a')], []],
      ['multi_static_select', 'selected_options', 'initial_options', [option('a')], []],
      ['multi_external_select', 'selected_options', 'initial_options', [option('a')], []],
      ['users_select', 'selected_user', 'initial_user', 'U1', null],
      ['multi_users_select', 'selected_users', 'initial_users', ['U1'], []],
      ['channels_select', 'selected_channel', 'initial_channel', 'C1', null],
      ['conversations_select', 'selected_conversation', 'initial_conversation', 'C1', null],
      ['datepicker', 'selected_date', 'initial_date', '2026-03-24', null],
      ['timepicker', 'selected_time', 'initial_time', '09:00', null],
    ]
    for (const [type, key, initial, value, empty] of cases) {
      expect(stateValues([input('b', { type })], {})).toEqual({ b: { 'b-a': { type, [key]: empty } } })
      expect(stateValues([input('b', { type, [initial]: value })], {})).toEqual({ b: { 'b-a': { type, [key]: value } } })
      expect(stateValues([input('b', { type })], typed('b', { type }, value))).toEqual({ b: { 'b-a': { type, [key]: value } } })
    }
  })

  it('counts menus of sections and actions, and leaves buttons out', () => {
    const values = stateValues(
      [
        { type: 'section', block_id: 's', accessory: { type: 'static_select', action_id: 'menu' } },
        {
          type: 'actions',
          block_id: 'a',
          elements: [
            { type: 'button', action_id: 'go' },
            { type: 'overflow', action_id: 'more' },
            { type: 'datepicker', action_id: 'day', initial_date: '2026-01-02' },
          ],
        },
      ],
      {},
    )
    expect(values).toEqual({
      s: { menu: { type: 'static_select', selected_option: null } },
      a: { day: { type: 'datepicker', selected_date: '2026-01-02' } },
    })
  })

  it('keeps what was typed while the ids and the kind of field stay, and forgets it otherwise', () => {
    const text = { type: 'plain_text_input' }
    const before = typed('note', text, 'half a sentence')
    expect(keptStates([input('note', { ...text, initial_value: 'new' })], before)).toEqual(before)
    expect(keptStates([input('other', text)], before)).toEqual({})
    expect(keptStates([input('note', { type: 'number_input' })], before)).toEqual({})
    expect(stateValues([input('note', { type: 'datepicker' })], before)).toEqual({
      note: { 'note-a': { type: 'datepicker', selected_date: null } },
    })
  })

  it('reports an emptied text as null, as Slack does', () => {
    expect(chosenState({ type: 'plain_text_input' }, '')).toEqual({ type: 'plain_text_input', value: null })
    expect(initialState({ type: 'checkboxes' })).toEqual({ type: 'checkboxes', selected_options: [] })
  })

  it('does not throw on malformed blocks', () => {
    expect(
      stateValues(
        [null, 7, 'x', {}, { type: 'input' }, { type: 'actions', elements: 'no' }, { type: 'actions', elements: [null] }],
        {},
      ),
    ).toEqual({})
  })
})

describe('action payloads', () => {
  it('carry what was pressed or chosen', () => {
    expect(buttonPayload({ type: 'button', value: 'v', action_id: 'x' })).toEqual({ type: 'button', value: 'v' })
    expect(choicePayload({ type: 'overflow' }, option('a'))).toEqual({ type: 'overflow', selected_option: option('a') })
    expect(choicePayload({ type: 'static_select' }, option('a'))).toEqual({ type: 'static_select', selected_option: option('a') })
    expect(choicePayload({ type: 'users_select' }, 'U1')).toEqual({ type: 'users_select', selected_user: 'U1' })
  })
})

describe('a form before it is sent', () => {
  const words = wordsFor('en')
  const problems = (element: Record<string, unknown>, chosen: unknown, rest = {}) =>
    fieldProblems([input('b', element, rest)], chosen === undefined ? {} : typed('b', element, chosen), words)

  it('refuses what is missing unless it is optional', () => {
    expect(problems({ type: 'plain_text_input' }, undefined)).toEqual({ b: words.required })
    expect(problems({ type: 'checkboxes' }, [])).toEqual({ b: words.required })
    expect(problems({ type: 'plain_text_input' }, undefined, { optional: true })).toEqual({})
  })

  it('refuses numbers out of bounds, wrong emails and lengths', () => {
    const amount = { type: 'number_input', is_decimal_allowed: true, min_value: '1', max_value: '10' }
    expect(problems(amount, 'ten')).toEqual({ b: words.notNumber })
    expect(problems(amount, '0.5')).toEqual({ b: words.tooSmall('1') })
    expect(problems(amount, '11')).toEqual({ b: words.tooLarge('10') })
    expect(problems(amount, '9.99')).toEqual({})
    expect(problems({ type: 'number_input' }, '1.5')).toEqual({ b: words.notWhole })
    expect(problems({ type: 'email_text_input' }, 'anna')).toEqual({ b: words.notEmail })
    expect(problems({ type: 'plain_text_input', min_length: 3 }, 'ab')).toEqual({ b: words.tooShort(3) })
    expect(problems({ type: 'plain_text_input', max_length: 3 }, 'abcd')).toEqual({ b: words.tooLong(3) })
  })
})
