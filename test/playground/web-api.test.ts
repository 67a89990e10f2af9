import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ACME_SHARED,
  ANNA,
  BOT_USER_ID,
  dmOf,
  GENERAL,
  KEY_ACCOUNTS,
  MARCUS,
  SOFIA,
  XIAOWEN,
} from '../../src/playground/workspace.ts'
import { section } from './block-limit-cases.ts'
import { BOT_TOKEN, type Stage, stage } from './bot-double.ts'

type Json = Record<string, unknown>

describe('the Web API', () => {
  let s: Stage
  beforeEach(async () => {
    s = await stage()
  })
  afterEach(() => s.stop())
  const post = (over: Json = {}) => s.api('chat.postMessage', { channel: KEY_ACCOUNTS, text: 'hello', ...over })
  const texts = async (args: Json = {}) => {
    const { messages } = await s.api('conversations.history', { channel: KEY_ACCOUNTS, ...args })
    return (messages as Json[]).map(each => each.text)
  }

  it.each([
    ['', 'not_authed'],
    ['xoxb-other', 'invalid_auth'],
  ])('refuses the token "%s" by %s, with HTTP 200', async (token, error) => {
    const response = await s.fetch('/playground/slack/api/auth.test', {
      method: 'POST',
      headers: token ? { authorization: `Bearer ${token}` } : {},
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ ok: false, error })
  })

  it('takes arguments as a form with JSON inside, and the token among them', async () => {
    const response = await s.fetch('/playground/slack/api/chat.postMessage', {
      method: 'POST',
      body: new URLSearchParams({ token: BOT_TOKEN, channel: GENERAL, text: 'a', blocks: JSON.stringify([section('b')]) }),
    })
    expect(await response.json()).toMatchObject({
      ok: true,
      channel: GENERAL,
      message: { text: 'a', blocks: [{ type: 'section' }] },
    })
    expect(JSON.stringify(s.slack.calls)).not.toContain(BOT_TOKEN)
  })

  it('knows who it is, and refuses a revoked token and unknown methods', async () => {
    expect(await s.api('auth.test')).toMatchObject({
      ok: true,
      team_id: 'T0LUMEN',
      user_id: BOT_USER_ID,
      is_enterprise_install: false,
    })
    expect(await s.api('files.dance')).toMatchObject({ ok: false, error: 'unknown_method' })
    expect(await s.api('constructor')).toMatchObject({ ok: false, error: 'unknown_method' })
    s.slack.revokeToken()
    expect(await s.api('auth.test')).toMatchObject({ ok: false, error: 'token_revoked' })
  })

  it.each<[Json, string]>([
    [{ channel: 'C0NONE' }, 'channel_not_found'],
    [{ text: '' }, 'no_text'],
    [{ text: 'x'.repeat(40_001) }, 'msg_too_long'],
    [{ blocks: 'not json' }, 'invalid_blocks_format'],
    [{ blocks: [{ type: 'wizard' }] }, 'invalid_blocks'],
    [{ metadata: { event_type: '' } }, 'invalid_metadata_schema'],
    [{ metadata: { event_type: 'a', event_payload: { a: 'x'.repeat(16_001) } } }, 'metadata_too_large'],
  ])('chat.postMessage %# is refused by %s and stores nothing', async (over, error) => {
    expect(await post(over)).toMatchObject({ ok: false, error })
    expect(s.slack.messages(KEY_ACCOUNTS)).toEqual([])
  })

  it('warns when blocks come without a text for screen readers', async () => {
    expect(await post({ text: '', blocks: [section()] })).toMatchObject({ ok: true, warning: 'missing_text_in_message' })
  })

  it('opens a direct conversation when it posts to a person, also an outsider it shares a channel with', async () => {
    expect(await post({ channel: SOFIA })).toMatchObject({ ok: true, channel: dmOf(SOFIA) })
    expect(await s.api('conversations.open', { users: ANNA })).toMatchObject({ ok: true, channel: { id: dmOf(ANNA) } })
    const other = await stage()
    await other.slack.leave(ANNA, ACME_SHARED)
    expect(await other.api('conversations.open', { users: ANNA })).toMatchObject({ error: 'user_not_visible' })
    expect(await other.api('chat.postMessage', { channel: ANNA, text: 'a' })).toMatchObject({ error: 'channel_not_found' })
    await other.stop()
  })

  it('updates and deletes its own messages only', async () => {
    const { ts } = await post({ blocks: [section()] })
    const { ts: theirs } = await s.slack.say(SOFIA, KEY_ACCOUNTS, 'mine')
    expect(await s.api('chat.update', { channel: KEY_ACCOUNTS, ts, text: 'new' })).toMatchObject({ ok: true, text: 'new' })
    expect(s.slack.messages(KEY_ACCOUNTS)[0]).toMatchObject({ text: 'new', edited: true, blocks: [{ type: 'section' }] })
    expect(await s.api('chat.update', { channel: KEY_ACCOUNTS, ts: theirs, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    })
    expect(await s.api('chat.update', { channel: KEY_ACCOUNTS, ts: '1.000000', text: 'x' })).toMatchObject({
      error: 'message_not_found',
    })
    expect(await s.api('chat.delete', { channel: KEY_ACCOUNTS, ts: theirs })).toMatchObject({ error: 'cant_delete_message' })
    expect(await s.api('chat.delete', { channel: KEY_ACCOUNTS, ts })).toMatchObject({ ok: true })
    expect(await texts()).toEqual(['mine'])
  })

  it('shows an ephemeral message to one person, never in the history, never to be updated', async () => {
    const { message_ts: ts } = await s.api('chat.postEphemeral', { channel: KEY_ACCOUNTS, user: SOFIA, text: 'whispered' })
    expect(s.slack.ephemerals(KEY_ACCOUNTS, SOFIA)).toHaveLength(1)
    expect(await texts()).toEqual([])
    expect(await s.api('chat.update', { channel: KEY_ACCOUNTS, ts, text: 'x' })).toMatchObject({ error: 'message_not_found' })
    for (const [person, sees] of [
      [SOFIA, true],
      [MARCUS, false],
    ] as const) {
      const state = await (await s.fetch(`/playground/ui/state?as=${person}`)).text()
      expect(state.includes('whispered')).toBe(sees)
    }
    expect(await s.api('chat.postEphemeral', { channel: KEY_ACCOUNTS, user: XIAOWEN, text: 'a' })).toMatchObject({
      error: 'user_not_in_channel',
    })
  })

  it('gives the history newest first, in pages, between stamps, with metadata only when asked', async () => {
    const metadata = { event_type: 'rapport_delivery', event_payload: { key: 'k' } }
    const stamps: string[] = []
    for (const text of ['a', 'b', 'c']) stamps.push(String((await post({ text, metadata })).ts))
    expect(await texts()).toEqual(['c', 'b', 'a'])
    const first = await s.api('conversations.history', { channel: KEY_ACCOUNTS, limit: 2, include_all_metadata: true })
    expect(first).toMatchObject({
      has_more: true,
      messages: [
        { text: 'c', metadata },
        { text: 'b', metadata },
      ],
    })
    const { next_cursor: cursor } = first.response_metadata as Json
    expect(await s.api('conversations.history', { channel: KEY_ACCOUNTS, limit: 2, cursor })).toMatchObject({
      has_more: false,
      messages: [{ text: 'a' }],
    })
    expect(await texts({ oldest: stamps[0] })).toEqual(['c', 'b'])
    expect(await texts({ oldest: stamps[0], latest: stamps[1], inclusive: true })).toEqual(['b', 'a'])
    const [plain] = (await s.api('conversations.history', { channel: KEY_ACCOUNTS })).messages as Json[]
    expect(plain).not.toHaveProperty('metadata')
    expect(await s.api('conversations.history', { channel: KEY_ACCOUNTS, cursor: 'bm9wZQ==' })).toMatchObject({
      error: 'invalid_cursor',
    })
  })

  it('keeps thread replies out of the history and in the thread', async () => {
    const { ts } = await post({ text: 'parent' })
    await post({ text: 'reply', thread_ts: ts })
    expect(await texts()).toEqual(['parent'])
    expect(await s.api('conversations.replies', { channel: KEY_ACCOUNTS, ts })).toMatchObject({
      messages: [{ text: 'parent' }, { text: 'reply', thread_ts: ts }],
    })
    expect(await s.api('conversations.replies', { channel: KEY_ACCOUNTS, ts: '1.000000' })).toMatchObject({
      error: 'thread_not_found',
    })
  })

  it('describes people: zone, and locale when asked, but neither for outsiders', async () => {
    const user = async (id: string, include_locale?: boolean) =>
      (await s.api('users.info', { user: id, include_locale })).user as Json
    expect(await user(XIAOWEN, true)).toMatchObject({
      tz: 'Asia/Shanghai',
      tz_offset: 28_800,
      locale: 'zh-CN',
      team_id: 'T0LUMEN',
      is_admin: false,
    })
    expect(await user(XIAOWEN)).not.toHaveProperty('locale')
    expect(await user('U0OLIVIA')).toMatchObject({ is_admin: true })
    const anna = await user(ANNA, true)
    expect(anna).toMatchObject({ team_id: 'T0ACME', is_stranger: true })
    expect(Object.keys(anna)).not.toEqual(expect.arrayContaining(['tz']))
    expect(Object.keys(anna)).not.toEqual(expect.arrayContaining(['locale']))
    expect(await s.api('users.info', { user: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' })
  })

  it('describes channels and their members', async () => {
    expect(await s.api('conversations.info', { channel: ACME_SHARED })).toMatchObject({
      channel: { is_ext_shared: true, is_im: false, is_member: true },
    })
    expect(await s.api('conversations.info', { channel: dmOf(SOFIA) })).toMatchObject({ channel: { is_im: true, user: SOFIA } })
    expect(await s.api('conversations.members', { channel: ACME_SHARED })).toMatchObject({ members: [SOFIA, ANNA, BOT_USER_ID] })
    const { channels } = await s.api('conversations.list', { types: 'public_channel,im' })
    expect((channels as Json[]).length).toBe(8)
  })

  it('limits posts to one a second and channel when switched on', async () => {
    s.slack.limitPosts(1)
    expect(await post()).toMatchObject({ ok: true })
    expect(await post()).toMatchObject({ ok: false, error: 'ratelimited', status: 429 })
    expect(await post({ channel: GENERAL })).toMatchObject({ ok: true })
    expect(s.slack.messages(KEY_ACCOUNTS)).toHaveLength(1)
  })
})

describe('faults', () => {
  let s: Stage
  beforeEach(async () => {
    s = await stage()
  })
  afterEach(() => s.stop())
  const post = (channel = KEY_ACCOUNTS) => s.api('chat.postMessage', { channel, text: 'a' })
  const stored = () => s.slack.messages(KEY_ACCOUNTS).length

  it('answers 429 with Retry-After and stores nothing, as often as it was told', async () => {
    s.slack.fault({ method: 'chat.postMessage', kind: 'ratelimited', remaining: 2, retryAfter: 7 })
    const response = await s.fetch('/playground/slack/api/chat.postMessage', { method: 'POST' })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    expect((await post()).status).toBe(429)
    expect(stored()).toBe(0)
    expect(await post()).toMatchObject({ ok: true })
  })

  it.each([
    ['error-before', 0],
    ['error-after', 1],
  ] as const)('%s answers 500 and has stored %d', async (kind, count) => {
    s.slack.fault({ method: '*', kind, remaining: 1 })
    expect((await post()).status).toBe(500)
    expect(stored()).toBe(count)
    expect(s.slack.calls.at(-1)).toMatchObject({ method: 'chat.postMessage', fault: kind })
    expect(s.slack.faults).toEqual([])
  })

  it.each([
    [false, 0],
    [true, 1],
  ])('hang never answers; it stores only when told so (%s)', async (stores, count) => {
    s.slack.fault({ method: 'chat.postMessage', kind: 'hang', remaining: 1, stores })
    const impatient = s.fetch('/playground/slack/api/chat.postMessage', {
      method: 'POST',
      body: new URLSearchParams({ token: BOT_TOKEN, channel: KEY_ACCOUNTS, text: 'a' }),
      signal: AbortSignal.timeout(100),
    })
    await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(stored()).toBe(count)
  })

  it('may hit one channel only', async () => {
    s.slack.fault({ method: 'chat.postMessage', kind: 'error-before', remaining: 5, channel: GENERAL })
    expect(await post()).toMatchObject({ ok: true })
    expect((await post(GENERAL)).status).toBe(500)
    s.slack.clearFaults()
    expect(await post(GENERAL)).toMatchObject({ ok: true })
  })
})

describe('response_url', () => {
  let s: Stage
  let clock = 1_800_000_000_000
  beforeEach(async () => {
    clock = 1_800_000_000_000
    s = await stage({ now: () => clock })
  })
  afterEach(() => s.stop())
  const ofCommand = async () => {
    await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer')
    return String(s.received.at(-1)?.payload.response_url)
  }
  const send = async (url: string, body: Json) => (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status

  it('takes five posts, seen by the person alone unless in_channel', async () => {
    const url = await ofCommand()
    for (const n of [1, 2, 3, 4]) expect(await send(url, { text: `${n}` })).toBe(200)
    expect(await send(url, { text: '5', response_type: 'in_channel' })).toBe(200)
    expect(await send(url, { text: '6' })).toBe(404)
    expect(s.slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(each => each.text)).toEqual(['1', '2', '3', '4'])
    expect(s.slack.messages(KEY_ACCOUNTS).map(each => each.text)).toEqual(['5'])
  })

  it('ends after 30 minutes', async () => {
    const url = await ofCommand()
    clock += 30 * 60_000
    expect(await send(url, { text: 'a' })).toBe(200)
    clock += 1
    expect(await send(url, { text: 'b' })).toBe(404)
    expect(await send(`${url}x`, { text: 'b' })).toBe(404)
  })

  it('replaces and deletes the message that was clicked, ephemeral ones too, and checks blocks', async () => {
    const blocks = [
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }] },
    ]
    const { message_ts } = await s.api('chat.postEphemeral', { channel: KEY_ACCOUNTS, user: SOFIA, text: 'a', blocks })
    await s.slack.click(SOFIA, { where: { kind: 'message', channel: KEY_ACCOUNTS, ts: String(message_ts) }, actionId: 'go' })
    const { response_url, message } = s.received.at(-1)?.payload ?? {}
    expect(message).toBeUndefined()
    const url = String(response_url)
    const shown = () => s.slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(each => each.text)
    expect(await send(url, { text: 'b', replace_original: true })).toBe(200)
    expect(shown()).toEqual(['b'])
    expect(await send(url, { text: 'c', replace_original: false })).toBe(200)
    expect(shown()).toEqual(['b', 'c'])
    expect(await send(url, { text: 'd', blocks: [section('x'.repeat(3001))] })).toBe(400)
    expect(await send(url, { delete_original: true })).toBe(200)
    expect(shown()).toEqual(['c'])
  })
})
