import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refused } from '../../src/playground/notices.ts'
import { KEY_ACCOUNTS, MARCUS, SOFIA } from '../../src/playground/workspace.ts'
import { actions, button, plain, section } from './block-limit-cases.ts'
import { type Stage, stage } from './bot-double.ts'

type Json = Record<string, unknown>

const field = (over: Json = {}, element: Json = {}): Json => ({
  type: 'input',
  block_id: 'note',
  label: plain('Note'),
  element: { type: 'plain_text_input', action_id: 'text', ...element },
  ...over,
})
const form = (over: Json = {}): Json => ({
  type: 'modal',
  title: plain('Log'),
  submit: plain('Save'),
  blocks: [field()],
  ...over,
})

describe('modals', () => {
  let s: Stage
  let clock = 1_800_000_000_000
  beforeEach(async () => {
    clock = 1_800_000_000_000
    s = await stage({ now: () => clock })
  })
  afterEach(() => s.stop())

  async function trigger(): Promise<string> {
    await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer')
    return String(s.received.at(-1)?.payload.trigger_id)
  }
  const open = async (view: Json = form()) => (await s.api('views.open', { trigger_id: await trigger(), view })).view as Json
  const depth = () => s.slack.world.stacks.get(SOFIA)?.length ?? 0
  const top = () => s.slack.world.stacks.get(SOFIA)?.at(-1)

  it('a trigger is good for one view', async () => {
    const trigger_id = await trigger()
    expect(await s.api('views.open', { trigger_id, view: form() })).toMatchObject({ ok: true })
    expect(await s.api('views.open', { trigger_id, view: form() })).toMatchObject({
      ok: false,
      error: 'exchanged_trigger_id',
      status: 200,
    })
    expect(await s.api('views.open', { trigger_id: 'made.up', view: form() })).toMatchObject({ error: 'invalid_trigger_id' })
  })

  it('a trigger lives 3 seconds, to the millisecond', async () => {
    const early = await trigger()
    clock += 3_000
    expect(await s.api('views.open', { trigger_id: early, view: form() })).toMatchObject({ ok: true })
    const late = await trigger()
    clock += 3_001
    expect(await s.api('views.open', { trigger_id: late, view: form() })).toMatchObject({ error: 'expired_trigger_id' })
  })

  it('a refused view does not spend the trigger', async () => {
    const trigger_id = await trigger()
    const refused = await s.api('views.open', { trigger_id, view: form({ title: plain('x'.repeat(25)) }) })
    expect(refused).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    })
    expect(await s.api('views.open', { trigger_id, view: form() })).toMatchObject({ ok: true })
  })

  it('at most three modals stack', async () => {
    await open()
    for (const expected of [2, 3]) {
      expect(await s.api('views.push', { trigger_id: await trigger(), view: form() })).toMatchObject({ ok: true })
      expect(depth()).toBe(expected)
    }
    expect(await s.api('views.push', { trigger_id: await trigger(), view: form() })).toMatchObject({
      error: 'push_limit_reached',
    })
    expect(depth()).toBe(3)
  })

  it('an update with an old hash is a conflict and changes nothing', async () => {
    const { id, hash } = await open()
    const changed = await s.api('views.update', { view_id: id, hash, view: form({ title: plain('Second') }) })
    expect(changed).toMatchObject({ ok: true })
    expect(await s.api('views.update', { view_id: id, hash, view: form({ title: plain('Third') }) })).toMatchObject({
      error: 'hash_conflict',
    })
    expect(top()?.body.title).toEqual(plain('Second'))
    expect(await s.api('views.update', { view_id: 'V0NONE', view: form() })).toMatchObject({ error: 'not_found' })
  })

  it('an update keeps what was typed where block_id and action_id stay', async () => {
    const go = actions(button({ action_id: 'go' }))
    const { id } = await open(form({ blocks: [field(), go] }))
    await s.slack.click(SOFIA, { where: { kind: 'view', id: String(id) }, actionId: 'go', values: { note: { text: 'typed' } } })
    expect(s.received.at(-1)?.payload).toMatchObject({
      container: { type: 'view', view_id: id },
      view: { state: { values: { note: { text: { value: 'typed' } } } } },
    })
    const kept = await s.api('views.update', { view_id: id, view: form({ blocks: [field({ label: plain('Other') }), go] }) })
    expect(kept).toMatchObject({ view: { state: { values: { note: { text: { value: 'typed' } } } } } })
    const fresh = await s.api('views.update', { view_id: id, view: form({ blocks: [field({}, { action_id: 'text2' })] }) })
    expect(fresh).toMatchObject({ view: { state: { values: { note: { text2: { value: null } } } } } })
  })

  it('Slack itself asks for required fields and lengths before the bot hears of it', async () => {
    const { id } = await open(form({ blocks: [field({}, { min_length: 3 })] }))
    const before = s.received.length
    expect(await s.slack.submit(SOFIA, String(id), {})).toMatchObject({
      sent: false,
      errors: { note: 'Please complete this required field.' },
    })
    expect(await s.slack.submit(SOFIA, String(id), { note: { text: 'ab' } })).toMatchObject({ sent: false })
    expect(s.received).toHaveLength(before)
    expect(await s.slack.submit(SOFIA, String(id), { note: { text: 'abc' } })).toMatchObject({ sent: true, errors: {} })
    expect(s.received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      user: { id: SOFIA },
      view: { id, callback_id: '', state: { values: { note: { text: { type: 'plain_text_input', value: 'abc' } } } } },
    })
    expect(depth()).toBe(0)
  })

  it('carries out errors, update, push and clear', async () => {
    const { id } = await open()
    const submit = () => s.slack.submit(SOFIA, String(top()?.id), { note: { text: 'abc' } })
    s.answer(() => ({ body: { response_action: 'errors', errors: { note: 'no' } } }))
    expect((await submit()).errors).toEqual({ note: 'no' })
    s.answer(() => ({ body: { response_action: 'update', view: form({ title: plain('New') }) } }))
    expect((await submit()).errors).toEqual({})
    expect(top()).toMatchObject({ id, body: { title: plain('New') } })
    s.answer(() => ({ body: { response_action: 'push', view: form({ title: plain('Above') }) } }))
    await submit()
    expect(depth()).toBe(2)
    expect(top()).toMatchObject({ previousId: id, rootId: id })
    s.answer(() => ({ body: { response_action: 'clear' } }))
    await submit()
    expect(depth()).toBe(0)
  })

  it.each<[string, Json | string]>([
    ['errors for a block that is no input', { response_action: 'errors', errors: { other: 'x' } }],
    ['a view over a limit', { response_action: 'update', view: form({ title: plain('x'.repeat(25)) }) }],
    ['an unknown action', { response_action: 'dance' }],
    ['no JSON', 'thanks'],
  ])('leaves the modal open after %s and says that something went wrong', async (_name, body) => {
    const { id } = await open()
    s.answer(() => ({ body }))
    const outcome = await s.slack.submit(SOFIA, String(id), { note: { text: 'abc' } })
    expect(outcome.notice).toBe('We had some trouble connecting. Try again?')
    expect(outcome.problem).not.toBeNull()
    expect(top()?.id).toBe(id)
  })

  it('tells of closing only when the view asked for it', async () => {
    const quiet = await open()
    const before = s.received.length
    expect(await s.slack.close(SOFIA, String(quiet.id))).toMatchObject({ sent: false })
    expect(s.received).toHaveLength(before)
    const loud = await open(form({ notify_on_close: true }))
    await s.slack.close(SOFIA, String(loud.id))
    expect(s.received.at(-1)?.payload).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: loud.id } })
    expect(depth()).toBe(0)
  })

  it('only its person can use a modal', async () => {
    const { id } = await open()
    await expect(s.slack.submit(MARCUS, String(id), {})).rejects.toBeInstanceOf(Refused)
  })

  it('asks for suggestions from min_query_length on, and refuses more than 100', async () => {
    const pick = field({}, { type: 'external_select', min_query_length: 2 })
    const { id } = await open(form({ blocks: [pick] }))
    const ask = (query: string) => s.slack.suggest(SOFIA, { where: { kind: 'view', id: String(id) }, actionId: 'text', query })
    const options = (count: number) => Array.from({ length: count }, (_, i) => ({ text: plain(`o${i}`), value: `v${i}` }))
    expect(await ask('a')).toMatchObject({ sent: false, options: [] })
    s.answer(() => ({ body: { options: options(100) } }))
    expect((await ask('ac')).options[0]?.options).toHaveLength(100)
    expect(s.received.at(-1)?.payload).toMatchObject({
      type: 'block_suggestion',
      value: 'ac',
      action_id: 'text',
      block_id: 'note',
    })
    s.answer(() => ({ body: { options: options(101) } }))
    expect(await ask('ac')).toMatchObject({ options: [], notice: 'We had some trouble connecting. Try again?' })
    s.answer(() => ({ body: { option_groups: [{ label: plain('G'), options: options(1) }] } }))
    expect((await ask('ac')).options).toMatchObject([{ label: 'G', options: [{ value: 'v0' }] }])
  })

  it('publishes a Home tab with a hash check', async () => {
    const home = (text: string) => ({ type: 'home', blocks: [section(text)] })
    const first = (await s.api('views.publish', { user_id: SOFIA, view: home('a') })).view as Json
    expect(await s.api('views.publish', { user_id: SOFIA, hash: first.hash, view: home('b') })).toMatchObject({ ok: true })
    expect(await s.api('views.publish', { user_id: SOFIA, hash: first.hash, view: home('c') })).toMatchObject({
      error: 'hash_conflict',
    })
    expect(await s.api('views.publish', { user_id: 'U0ANNA', view: home('a') })).toMatchObject({ error: 'user_not_found' })
  })
})
