import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refused } from '../../src/playground/notices.ts'
import {
  ACME_SHARED,
  ANNA,
  BOT_USER_ID,
  CUSTOMER_CARE_ZH,
  dmOf,
  GENERAL,
  KEY_ACCOUNTS,
  MARCUS,
  SOFIA,
  XIAOWEN,
} from '../../src/playground/workspace.ts'
import { actions, button, option, plain, section, select } from './block-limit-cases.ts'
import { SIGNING_SECRET, type Stage, stage } from './bot-double.ts'

describe('what people do', () => {
  let s: Stage
  beforeEach(async () => {
    s = await stage()
  })
  afterEach(() => s.stop())

  const signature = (stamp: string, body: string) =>
    `v0=${createHmac('sha256', SIGNING_SECRET).update(`v0:${stamp}:${body}`).digest('hex')}`

  it('signs every request over its raw body, so that an altered body no longer fits', async () => {
    await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer Ac&me 客户')
    await s.slack.say(SOFIA, KEY_ACCOUNTS, 'hello')
    expect(s.received).toHaveLength(2)
    for (const { headers, body } of s.received) {
      const stamp = String(headers['x-slack-request-timestamp'])
      expect(Math.abs(Number(stamp) - Date.now() / 1000)).toBeLessThan(60)
      expect(headers['x-slack-signature']).toBe(signature(stamp, body))
      expect(headers['x-slack-signature']).not.toBe(signature(stamp, `${body} `))
      expect(headers['x-slack-signature']).not.toBe(signature(String(Number(stamp) + 1), body))
    }
  })

  it('sends a command with everything Slack sends, mentions as ids and characters escaped', async () => {
    await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer tell @Marcus Reed and @陈晓雯 in #general: R&D <b> mail@marcus.example')
    expect(s.received[0]?.path).toBe('/slack/events')
    expect(s.received[0]?.payload).toMatchObject({
      team_id: 'T0LUMEN',
      channel_id: KEY_ACCOUNTS,
      channel_name: 'key-accounts',
      user_id: SOFIA,
      user_name: 'sofia',
      command: '/customer',
      text: `tell <@${MARCUS}|marcus> and <@${XIAOWEN}|xiaowen> in <#${GENERAL}|general>: R&amp;D &lt;b&gt; mail@marcus.example`,
      is_enterprise_install: 'false',
    })
    expect(s.received[0]?.payload.trigger_id).toEqual(expect.any(String))
    expect(s.received[0]?.payload.response_url).toMatch(/\/playground\/slack\/response\//)
  })

  it('applies acknowledgement bodies: nothing, text, ephemeral and in_channel JSON', async () => {
    const bodies = ['', 'plain', { text: 'only you' }, { text: 'all', response_type: 'in_channel', blocks: [section()] }]
    for (const body of bodies) {
      s.answer(() => ({ body }))
      expect((await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer x')).notice).toBeNull()
    }
    expect(s.slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(each => each.text)).toEqual(['plain', 'only you'])
    expect(s.slack.ephemerals(KEY_ACCOUNTS, MARCUS)).toEqual([])
    expect(s.slack.messages(KEY_ACCOUNTS).map(each => each.text)).toEqual(['all'])
  })

  it('checks the blocks of an acknowledgement', async () => {
    s.answer(() => ({ body: { text: 'a', blocks: [section('x'.repeat(3001))] } }))
    const outcome = await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer x')
    expect(outcome.problem).toContain('/blocks/0/text/text')
    expect(outcome.notice).toContain('invalid_command_response')
    expect(s.slack.ephemerals(KEY_ACCOUNTS, SOFIA)).toEqual([])
  })

  it.each([
    ['an unknown command', SOFIA, KEY_ACCOUNTS, '/nothing', undefined, '/nothing is not a valid command'],
    ['a command in a thread', SOFIA, KEY_ACCOUNTS, '/customer', '1.000001', 'not supported in threads'],
    ['a command of a person from outside', ANNA, ACME_SHARED, '/customer acme', undefined, "belongs to another company's"],
    ['an unknown command in Chinese', XIAOWEN, CUSTOMER_CARE_ZH, '/没有', undefined, '不是有效的命令'],
  ])('answers %s by a notice and sends nothing', async (_name, person, channel, line, thread, notice) => {
    const outcome = await s.slack.command(person, channel, line, thread)
    expect(outcome).toMatchObject({ sent: false, status: null })
    expect(outcome.notice).toContain(notice)
    expect(s.received).toEqual([])
  })

  it.each([
    [500, 'http_service_error'],
    [401, 'http_client_error'],
  ])('shows the person that the bot answered %d', async (status, failure) => {
    s.answer(() => ({ status }))
    const outcome = await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer x')
    expect(outcome).toMatchObject({ sent: true, status })
    expect(outcome.notice).toContain(failure)
  })

  it('refuses what Slack would not offer: channels one is not in, other people’s ephemeral messages, stale buttons', async () => {
    await expect(s.slack.say(ANNA, KEY_ACCOUNTS, 'hi')).rejects.toBeInstanceOf(Refused)
    const blocks = [actions(button({ action_id: 'go' }))]
    const { message_ts: ts } = await s.api('chat.postEphemeral', { channel: KEY_ACCOUNTS, user: SOFIA, text: 'a', blocks })
    const where = { kind: 'message' as const, channel: KEY_ACCOUNTS, ts: String(ts) }
    await expect(s.slack.click(MARCUS, { where, actionId: 'go' })).rejects.toBeInstanceOf(Refused)
    await expect(s.slack.click(SOFIA, { where, actionId: 'gone' })).rejects.toBeInstanceOf(Refused)
    expect(s.received).toEqual([])
    expect((await s.slack.click(SOFIA, { where, actionId: 'go' })).status).toBe(200)
  })

  it('sends a message event, and a mention as app_mention too', async () => {
    await s.slack.say(SOFIA, KEY_ACCOUNTS, `see <@${BOT_USER_ID}> & https://a.example/x.`)
    const events = s.received.map(each => each.payload.event as Record<string, unknown>)
    expect(events.map(each => each.type).sort()).toEqual(['app_mention', 'message'])
    expect(events[0]).toMatchObject({
      user: SOFIA,
      channel: KEY_ACCOUNTS,
      text: `see <@${BOT_USER_ID}> &amp; <https://a.example/x>.`,
    })
    expect(new Set(s.received.map(each => each.payload.event_id)).size).toBe(2)
    await s.slack.say(SOFIA, dmOf(SOFIA), 'hi @Rapport')
    expect(s.received.slice(2).map(each => each.payload.event)).toMatchObject([{ type: 'message', channel_type: 'im' }])
  })

  it('carries an outsider’s click with their own team, and ours as the team', async () => {
    const { ts } = await s.api('chat.postMessage', {
      channel: ACME_SHARED,
      text: 'How are we doing?',
      blocks: [actions(button({ action_id: 'nps', value: '9' }))],
    })
    await s.slack.click(ANNA, {
      where: { kind: 'message', channel: ACME_SHARED, ts: String(ts) },
      actionId: 'nps',
      chosen: { value: 'forged' },
    })
    expect(s.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: ANNA, team_id: 'T0ACME' },
      team: { id: 'T0LUMEN' },
      container: { type: 'message', message_ts: ts, channel_id: ACME_SHARED, is_ephemeral: false },
      actions: [{ type: 'button', action_id: 'nps', value: '9' }],
    })
  })

  it('sends the whole option of a menu, only one that is offered, with the state around it', async () => {
    const blocks = [
      { ...select({ action_id: 'menu', options: [option(1), option(2)] }), block_id: 'b' },
      {
        type: 'input',
        block_id: 'i',
        label: plain('L'),
        element: { type: 'plain_text_input', action_id: 't', initial_value: 'first' },
      },
    ]
    const { ts } = await s.api('chat.postMessage', { channel: GENERAL, text: 'a', blocks })
    const where = { kind: 'message' as const, channel: GENERAL, ts: String(ts) }
    await s.slack.click(SOFIA, { where, actionId: 'menu', chosen: 'v2' })
    expect(s.received[0]?.payload).toMatchObject({
      actions: [{ type: 'static_select', block_id: 'b', selected_option: option(2) }],
      state: {
        values: {
          b: { menu: { type: 'static_select', selected_option: option(2) } },
          i: { t: { type: 'plain_text_input', value: 'first' } },
        },
      },
    })
    await expect(s.slack.click(SOFIA, { where, actionId: 'menu', chosen: 'v3' })).rejects.toBeInstanceOf(Refused)
  })

  it('keeps the Home tab from outsiders and tells the bot who opened it', async () => {
    await expect(s.slack.openHome(ANNA)).rejects.toBeInstanceOf(Refused)
    await s.slack.openHome(SOFIA)
    expect(s.received[0]?.payload.event).toMatchObject({
      type: 'app_home_opened',
      user: SOFIA,
      tab: 'home',
      channel: dmOf(SOFIA),
    })
  })

  it('tells the bot what happens in the workspace', async () => {
    await s.slack.share(GENERAL)
    await s.slack.rename(GENERAL, 'all')
    await s.slack.join(SOFIA, CUSTOMER_CARE_ZH)
    await s.slack.changePerson(SOFIA, { zone: 'America/New_York' })
    await s.slack.archive(KEY_ACCOUNTS)
    await s.slack.changeChannelId(GENERAL, 'C0NEW')
    expect(s.received.map(each => each.payload.event)).toMatchObject([
      { type: 'channel_shared', channel: GENERAL },
      { type: 'channel_rename', channel: { id: GENERAL, name: 'all' } },
      { type: 'member_joined_channel', user: SOFIA, channel: CUSTOMER_CARE_ZH },
      { type: 'user_change', user: { id: SOFIA, tz: 'America/New_York' } },
      { type: 'channel_archive', channel: KEY_ACCOUNTS },
      { type: 'channel_id_changed', old_channel_id: GENERAL, new_channel_id: 'C0NEW' },
    ])
    expect(await s.api('conversations.info', { channel: 'C0NEW' })).toMatchObject({
      channel: { is_ext_shared: true, name: 'all' },
    })
    expect(await s.api('chat.postMessage', { channel: KEY_ACCOUNTS, text: 'a' })).toMatchObject({ error: 'is_archived' })
  })
})

describe('acknowledgements that do not come', () => {
  it('tells the person that a command timed out', async () => {
    const s = await stage({ ackTimeoutMs: 50 })
    s.answer(() => ({ silent: true }))
    const outcome = await s.slack.command(SOFIA, KEY_ACCOUNTS, '/customer x')
    expect(outcome).toMatchObject({ sent: true, status: null, notice: '/customer failed with the error "operation_timeout".' })
    await s.stop()
  })

  it('redelivers an event with its number and reason until it is acknowledged, the same event_id each time', async () => {
    const s = await stage({ retryDelaysMs: [0, 0, 0] })
    s.answer(() => ({ status: s.received.length < 3 ? 500 : 200 }))
    const outcome = await s.slack.say(SOFIA, KEY_ACCOUNTS, 'hello')
    expect(outcome.status).toBe(500)
    await s.slack.idle()
    expect(s.received.map(each => [each.headers['x-slack-retry-num'], each.headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ])
    expect(new Set(s.received.map(each => each.payload.event_id)).size).toBe(1)
    await s.stop()
  })

  it('gives up after the last redelivery, and at once when the bot asks for none', async () => {
    const s = await stage({ retryDelaysMs: [0, 0, 0], ackTimeoutMs: 30 })
    s.answer(() => ({ silent: true }))
    await s.slack.say(SOFIA, KEY_ACCOUNTS, 'one')
    await s.slack.idle()
    expect(s.received.map(each => each.headers['x-slack-retry-reason'])).toEqual([
      undefined,
      'http_timeout',
      'http_timeout',
      'http_timeout',
    ])
    s.answer(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }))
    await s.slack.say(SOFIA, KEY_ACCOUNTS, 'two')
    await s.slack.idle()
    expect(s.received).toHaveLength(5)
    await s.stop()
  })
})
