import { describe, expect, it } from 'vitest'
import { signedHeaders } from '../../../src/playground/signing.ts'
import {
  ACME_SHARED,
  ANNA,
  BOT_USER_ID,
  GENERAL,
  KEY_ACCOUNTS,
  MARCUS,
  SOFIA,
  TEAM_ID,
} from '../../../src/playground/workspace.ts'
import { transports } from '../../harness/process.ts'
import { type Bench, signingSecret, sofiaRuns, sofiasDm, startBench } from './bench.ts'

const nowSeconds = () => Math.floor(Date.now() / 1000)

/** A slash command as Slack posts it, signed at this second with this secret. */
function post(bench: Bench, seconds: number, secret = signingSecret, path = '/slack/events'): Promise<Response> {
  const body = new URLSearchParams({
    command: '/customer',
    text: 'acme',
    user_id: SOFIA,
    team_id: TEAM_ID,
    channel_id: KEY_ACCOUNTS,
    trigger_id: `${seconds}.1`,
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signedHeaders(secret, seconds, body) }
  return fetch(`${bench.url}${path}`, { method: 'POST', headers, body })
}

describe('a request to Slack’s address', () => {
  it('counts only when it is signed with our secret, within five minutes either way', async () => {
    const bench = await startBench('http')
    expect((await post(bench, nowSeconds(), 'another secret')).status).toBe(401)
    expect((await post(bench, nowSeconds() - 400)).status).toBe(401)
    expect((await post(bench, nowSeconds() + 400)).status).toBe(401)
    expect((await fetch(`${bench.url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(401)
    expect(bench.received).toEqual([])
    expect((await post(bench, nowSeconds() - 200)).status).toBe(200)
    expect((await post(bench, nowSeconds() + 200)).status).toBe(200)
    expect(bench.received).toHaveLength(2)
  })

  it('is refused when it is no POST or too large', async () => {
    const bench = await startBench('http')
    expect((await fetch(`${bench.url}/slack/events`)).status).toBe(404)
    const body = 'x'.repeat(1_100_000)
    const large = await fetch(`${bench.url}/slack/events`, {
      method: 'POST',
      headers: signedHeaders(signingSecret, nowSeconds(), body),
      body,
    })
    expect(large.status).toBe(413)
    expect(bench.received).toEqual([])
  })
})

describe.each(transports)('a slash command, over %s', transport => {
  it('arrives with what was typed, who typed it and where', async () => {
    const bench = await startBench(transport)
    const incoming = await sofiaRuns(bench, '/customer assign "A&B <x>" @Marcus Reed #general https://a.example/?q=1&r=2')
    expect(incoming).toMatchObject({
      kind: 'command',
      name: 'customer',
      text: `assign "A&B <x>" @[${MARCUS}] #[${GENERAL}] https://a.example/?q=1&r=2`,
      person: { platform: 'slack', id: SOFIA, workspace: TEAM_ID },
      place: { platform: 'slack', id: KEY_ACCOUNTS, kind: 'internal', name: 'key-accounts' },
    })
    expect(incoming.key).toMatch(/^slack:/)
  })

  it('arrives by its other names too', async () => {
    const bench = await startBench(transport)
    expect(await sofiaRuns(bench, '/客户 知客')).toMatchObject({ name: '客户', text: '知客' })
  })

  it('knows a direct conversation and a shared channel, also when the channel became shared a moment ago', async () => {
    const bench = await startBench(transport)
    expect((await sofiaRuns(bench, '/customer', sofiasDm)).place).toMatchObject({ kind: 'dm' })
    expect((await sofiaRuns(bench, '/customer', ACME_SHARED)).place).toMatchObject({ kind: 'shared' })
    expect((await sofiaRuns(bench, '/customer', GENERAL)).place).toMatchObject({ kind: 'internal' })
    await bench.slack.share(GENERAL)
    expect(bench.received.at(-1)).toMatchObject({
      kind: 'place-changed',
      change: 'shared',
      place: { id: GENERAL, kind: 'shared' },
    })
    expect((await sofiaRuns(bench, '/customer', GENERAL)).place).toMatchObject({ kind: 'shared' })
  })

  it('counts a channel as shared when Slack does not say', async () => {
    const bench = await startBench(transport)
    bench.slack.fault({ method: 'conversations.info', kind: 'error-before', remaining: 1 })
    expect((await sofiaRuns(bench, '/customer')).place).toMatchObject({ kind: 'shared', assumed: true })
    expect((await sofiaRuns(bench, '/customer')).place).toMatchObject({ kind: 'internal' })
  })

  it('does not wait for a Slack that hangs longer than the acknowledgement may take', async () => {
    const bench = await startBench(transport)
    bench.slack.fault({ method: 'conversations.info', kind: 'hang', remaining: 1 })
    expect((await sofiaRuns(bench, '/customer')).place).toMatchObject({ kind: 'shared' })
  })

  it('asks Slack about the same channel once a minute at most', async () => {
    const bench = await startBench(transport)
    for (const line of ['/customer a', '/customer b', '/log c']) await sofiaRuns(bench, line)
    expect(bench.slack.calls.filter(({ method }) => method === 'conversations.info')).toHaveLength(1)
  })
})

describe.each(transports)('a message, over %s', transport => {
  it('reaches the bot by mention in a channel, without the mention', async () => {
    const bench = await startBench(transport)
    await bench.slack.say(SOFIA, KEY_ACCOUNTS, '@Rapport customer acme')
    await bench.slack.say(SOFIA, KEY_ACCOUNTS, 'nothing for the bot')
    expect(bench.received).toMatchObject([{ kind: 'text', text: 'customer acme', place: { id: KEY_ACCOUNTS } }])
  })

  it('of somebody of another company says so', async () => {
    const bench = await startBench(transport)
    await bench.slack.say(ANNA, ACME_SHARED, '@Rapport customer acme')
    expect(bench.received).toMatchObject([{ person: { id: ANNA, workspace: 'T0ACME' }, place: { kind: 'shared' } }])
  })

  it('of the bot, an edit or a deletion is none', async () => {
    const bench = await startBench(transport)
    const said = { type: 'message', channel: sofiasDm, channel_type: 'im', text: 'customer acme' }
    for (const event of [
      { ...said, user: BOT_USER_ID, bot_id: 'B0RAPPORT' },
      { ...said, user: BOT_USER_ID },
      { ...said, user: SOFIA, bot_id: 'B0OTHER' },
      { ...said, subtype: 'message_changed', message: { user: SOFIA, text: 'x' } },
      { ...said, subtype: 'message_deleted' },
      { ...said, user: SOFIA, channel_type: 'channel' },
    ]) {
      expect((await bench.slack.emit(event)).status).toBe(200)
    }
    expect(bench.received).toEqual([])
  })

  it('is acknowledged only once it was taken in, and redelivered with the same key while it was not', async () => {
    const bench = await startBench(transport, { ackTimeoutMs: 300 })
    let failures = 2
    bench.reply = () => {
      if (failures-- > 0) throw new Error('the database is away')
      return { kind: 'none' }
    }
    // Each repeat is handed over anew here: the inbox, not the platform, knows what was handled.
    const keys = new Set<string>()
    const outcome = await bench.slack.say(SOFIA, sofiasDm, 'customer acme')
    await bench.slack.idle()
    for (const { key } of bench.received) keys.add(key)
    expect(outcome.status).toBe(transport === 'http' ? 500 : null)
    expect(bench.received.length).toBeGreaterThan(1)
    expect(keys.size).toBe(1)
  })
})

describe.each(transports)('what happens in the workspace, over %s', transport => {
  it('arrives as changes of places and people', async () => {
    const bench = await startBench(transport)
    const { slack } = bench
    await slack.archive(GENERAL)
    await slack.unarchive(GENERAL)
    await slack.unshare(ACME_SHARED)
    await slack.changeChannelId(KEY_ACCOUNTS, 'C0NEWID')
    await slack.changePerson(SOFIA, { name: 'Sofia Lind-Berg' })
    expect(bench.received).toMatchObject([
      { kind: 'place-changed', change: 'archived', place: { id: GENERAL } },
      { kind: 'place-changed', change: 'unarchived', place: { id: GENERAL } },
      { kind: 'place-changed', change: 'unshared', place: { id: ACME_SHARED, kind: 'internal' } },
      { kind: 'place-changed', change: 'moved', place: { id: KEY_ACCOUNTS }, newId: 'C0NEWID' },
      { kind: 'person-changed', person: { id: SOFIA, workspace: TEAM_ID } },
    ])
  })

  it('leaves a channel shared while one of two companies is still in it', async () => {
    const bench = await startBench(transport)
    await bench.slack.emit({ type: 'channel_unshared', channel: ACME_SHARED, is_ext_shared: true })
    expect(bench.received).toMatchObject([{ change: 'shared', place: { kind: 'shared' } }])
  })
})

describe.each(transports)('who somebody is, over %s', transport => {
  it('comes with language, zone and standing; guests and people who left are told apart', async () => {
    const { platform, slack } = await startBench(transport)
    expect(await platform.whoIs({ platform: 'slack', id: 'U0XIAOWEN' })).toEqual({
      ref: { platform: 'slack', id: 'U0XIAOWEN', workspace: TEAM_ID },
      name: '陈晓雯',
      locale: 'zh-CN',
      zone: 'Asia/Shanghai',
      external: false,
      guest: false,
      admin: false,
      deactivated: false,
    })
    await slack.changePerson(SOFIA, { guest: true, deleted: true })
    expect(await platform.whoIs({ platform: 'slack', id: SOFIA })).toMatchObject({ guest: true, deactivated: true })
  })

  it('is an error, not a stranger, while Slack cannot be asked', async () => {
    const { platform, slack } = await startBench(transport)
    slack.fault({ method: 'users.info', kind: 'error-before', remaining: 1 })
    await expect(platform.whoIs({ platform: 'slack', id: SOFIA })).rejects.toThrow()
  })
})
