import { describe, expect, it } from 'vitest'
import { refuseMessage } from '../../src/playground/blocks/message.ts'
import { refuseView } from '../../src/playground/blocks/view.ts'
import { actions, button, dataTable, input, LIMIT_CASES, option, plain, section, select, x } from './block-limit-cases.ts'

type Json = Record<string, unknown>

const modal = (over: Json = {}): Json => ({ type: 'modal', title: plain('T'), submit: plain('S'), blocks: [section()], ...over })
const check = (surface: 'message' | 'modal', blocks: Json[]) =>
  surface === 'message' ? refuseMessage(blocks) : refuseView(modal({ blocks }), 'modal')

describe('block limits', () => {
  it('has a case for every limit of the reference', () => {
    expect(LIMIT_CASES.length).toBeGreaterThanOrEqual(50)
    expect(new Set(LIMIT_CASES.map(each => each.limit)).size).toBe(LIMIT_CASES.length)
  })

  it.each(LIMIT_CASES)(
    '$limit ($surface): the limit is accepted, one more is refused',
    ({ surface, accepted, refused, error, pointer }) => {
      expect(check(surface, accepted)).toBeNull()
      const refusal = check(surface, refused)
      expect(refusal?.error).toBe(error)
      if (pointer) expect(refusal?.messages.join('\n')).toContain(`[json-pointer:${pointer}]`)
    },
  )
})

describe('view limits', () => {
  const cases: [string, Json, Json][] = [
    ['title 24', { title: plain(x(24)) }, { title: plain(x(25)) }],
    ['submit 24', { submit: plain(x(24)) }, { submit: plain(x(25)) }],
    ['close 24', { close: plain(x(24)) }, { close: plain(x(25)) }],
    ['private_metadata 3000', { private_metadata: x(3000) }, { private_metadata: x(3001) }],
    ['callback_id 255', { callback_id: x(255) }, { callback_id: x(256) }],
  ]
  it.each(cases)('%s: the limit is accepted, one more is refused', (_name, accepted, refused) => {
    expect(refuseView(modal(accepted), 'modal')).toBeNull()
    expect(refuseView(modal(refused), 'modal')?.error).toBe('invalid_arguments')
  })

  it('says in Slack’s words what is too long and where', () => {
    expect(refuseView(modal({ title: plain(x(25)) }), 'modal')?.messages).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ])
  })

  it('takes 100 blocks in a Home tab and refuses 101', () => {
    const home = (count: number) => ({ type: 'home', blocks: Array.from({ length: count }, () => section()) })
    expect(refuseView(home(100), 'home')).toBeNull()
    expect(refuseView(home(101), 'home')?.error).toBe('invalid_arguments')
  })

  it('needs a submit label when there is an input', () => {
    expect(refuseView({ type: 'modal', title: plain('T'), blocks: [input({})] }, 'modal')?.messages.join()).toContain(
      '/view/submit',
    )
  })

  it('allows one focused element', () => {
    const focused = input({ element: { type: 'plain_text_input', focus_on_load: true } })
    expect(refuseView(modal({ blocks: [focused] }), 'modal')).toBeNull()
    expect(refuseView(modal({ blocks: [focused, focused] }), 'modal')?.error).toBe('invalid_arguments')
  })
})

describe('block rules', () => {
  const refusals: [string, Json[], string][] = [
    [
      'the same block_id twice',
      [
        { ...section(), block_id: 'a' },
        { ...section(), block_id: 'a' },
      ],
      'block_id `a` already exists',
    ],
    ['the same action_id twice in a block', [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))], 'action_id `a`'],
    ['the same option value twice', [select({ options: [option(1), option(1)] })], 'value `v1` already exists'],
    ['an unknown block', [{ type: 'wizard' }], 'unsupported type: wizard [json-pointer:/blocks/0/type]'],
    ['an unknown element', [actions({ type: 'lever' })], 'unsupported type: lever'],
    ['an unknown property', [{ ...section(), colour: 'red' }], 'invalid additional property: colour'],
    [
      'emoji on mrkdwn',
      [{ type: 'section', text: { type: 'mrkdwn', text: 'a', emoji: true } }],
      'invalid additional property: emoji',
    ],
    ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['a section without text', [{ type: 'section' }], 'missing required field: text'],
    ['mrkdwn in a header', [{ type: 'header', text: { type: 'mrkdwn', text: 'a' } }], '[json-pointer:/blocks/0/text/type]'],
    ['an alert in a message', [{ type: 'alert', text: plain('a') }], 'unsupported type: alert'],
    ['a text input in an actions block', [actions({ type: 'plain_text_input' })], 'unsupported type: plain_text_input'],
    ['a select without options', [select({})], 'exactly one of options and option_groups'],
    ['a data table without caption', [{ ...dataTable(2, 2), caption: undefined }], 'missing required field: caption'],
    [
      'a data table with uneven rows',
      [{ type: 'data_table', caption: 'c', rows: [[{ type: 'raw_text', text: 'a' }], []] }],
      '/rows/1',
    ],
    ['an empty actions block', [actions()], 'no fewer than 1 items allowed'],
  ]
  it.each(refusals)('refuses %s', (_name, blocks, line) => {
    const refusal = refuseMessage(blocks)
    expect(refusal?.error).toBe('invalid_blocks')
    expect(refusal?.messages.join('\n')).toContain(line)
  })

  it('takes the same action_id in different blocks', () => {
    expect(refuseMessage([actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))])).toBeNull()
  })

  it('takes a chart in a message but not in a modal', () => {
    const { accepted } = LIMIT_CASES.find(each => each.limit.startsWith('chart title')) ?? { accepted: [] }
    expect(refuseMessage(accepted)).toBeNull()
    expect(refuseView(modal({ blocks: accepted }), 'modal')?.messages.join()).toContain('unsupported type: data_visualization')
  })
})
