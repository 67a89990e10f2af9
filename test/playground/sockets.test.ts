import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startPlayground } from '../../src/playground/playground.ts'
import type { UiReply, UiState } from '../../src/playground/ui-contract.ts'
import { GENERAL, KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { BOT_TOKEN, type Stage, stage } from './bot-double.ts'

const APP_TOKEN = 'xapp-test'
type Frame = { type: string; envelope_id?: string; payload?: Record<string, unknown> } & Record<string, unknown>

let s: Stage
const open: WebSocket[] = []
beforeEach(async () => {
  s = await stage({ appToken: APP_TOKEN, ackTimeoutMs: 300 })
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate()
  await s.stop()
})

const address = async () => String((await s.api('apps.connections.open', {}, APP_TOKEN)).url)
const shown = async () => ((await (await s.fetch(`/playground/ui/state?as=${SOFIA}`)).json()) as UiState).app
const change = async (body: object) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as: SOFIA, ...body }) }
  return (await (await s.fetch('/playground/ui/app', init)).json()) as UiReply
}

/** A bot's socket, greeted; `answer` gives the payload of each acknowledgement, undefined for none at all. */
async function connect(answer: (frame: Frame) => object | undefined = () => ({})) {
  const socket = new WebSocket(await address())
  const frames: Frame[] = []
  open.push(socket)
  socket.on('message', data => {
    const frame = JSON.parse(String(data)) as Frame
    frames.push(frame)
    const payload = frame.envelope_id ? answer(frame) : undefined
    if (payload) socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload }))
  })
  await expect.poll(() => frames.length).toBe(1)
  return { socket, frames }
}

/** How the server ends a request for a socket that it does not grant. */
const refused = (url: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const socket = new WebSocket(url, { headers })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('open', () => reject(new Error('it was opened')))
    socket.on('error', () => undefined)
  })

describe('Socket Mode of the local Slack', () => {
  it('is opened with the app-level token and nothing else, by an address that works once', async () => {
    expect(await s.api('apps.connections.open')).toMatchObject({ ok: false, error: 'not_allowed_token_type' })
    expect(await s.api('apps.connections.open', {}, 'xapp-other')).toMatchObject({ ok: false, error: 'invalid_auth' })
    expect(await s.api('auth.test', {}, APP_TOKEN)).toMatchObject({ ok: false, error: 'not_allowed_token_type' })
    const url = await address()
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/playground\/slack\/socket\?ticket=/)
    open.push(new WebSocket(url))
    await expect.poll(() => s.slack.sockets.count()).toBe(1)
    expect(await refused(url)).toBe(403)
    expect(await refused(url.replace(/ticket=.*/, 'ticket='))).toBe(403)
  })

  it('is opened by no page in a browser, and under no other name of this machine', async () => {
    expect(await refused(await address(), { origin: 'http://evil.example' })).toBe(403)
    expect(await refused(await address(), { host: 'evil.example' })).toBe(403)
    expect(s.slack.sockets.count()).toBe(0)
  })

  it('greets, and carries what would else be a request; the answer shows', async () => {
    const { frames } = await connect(() => ({ text: 'by socket' }))
    expect(await s.slack.command(SOFIA, GENERAL, '/customer acme')).toMatchObject({ status: 200, notice: null })
    expect(s.slack.ephemerals(GENERAL, SOFIA).map(({ text }) => text)).toEqual(['by socket'])
    expect(frames).toMatchObject([
      { type: 'hello', num_connections: 1 },
      { type: 'slash_commands', accepts_response_payload: true, payload: { command: '/customer', text: 'acme' } },
    ])
    expect(s.received).toEqual([])
  })

  it('takes several connections in turn', async () => {
    const [one, two] = [await connect(), await connect()]
    for (const name of ['a', 'b', 'c', 'd']) await s.slack.command(SOFIA, GENERAL, `/customer ${name}`)
    expect([one.frames.length, two.frames.length]).toEqual([3, 3])
  })

  it('says what nobody acknowledged: in time, or before the connection ended', async () => {
    const { socket } = await connect(() => undefined)
    const late = await s.slack.command(SOFIA, GENERAL, '/customer acme')
    expect(late).toMatchObject({ status: null, problem: 'operation_timeout' })
    const lost = s.slack.command(SOFIA, GENERAL, '/customer acme')
    socket.terminate()
    expect(await lost).toMatchObject({ status: null, problem: 'dispatch_failed' })
  })

  it('delivers an event again, counted, until it is acknowledged', async () => {
    await s.stop()
    s = await stage({ appToken: APP_TOKEN, ackTimeoutMs: 100, retryDelaysMs: [0, 0] })
    const { frames } = await connect(({ retry_attempt }) => (retry_attempt === 2 ? {} : undefined))
    await s.slack.say(SOFIA, KEY_ACCOUNTS, '@Rapport hello')
    await s.slack.idle()
    const mentions = frames.filter(({ payload }) => (payload?.event as { type?: string })?.type === 'app_mention')
    expect(mentions.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
      [undefined, undefined],
      [1, 'timeout'],
      [2, 'timeout'],
    ])
  })
})

describe('the app’s settings', () => {
  it('show what a bot needs, and are kept over a restart in a file only its owner reads', async () => {
    expect(await shown()).toMatchObject({ botToken: BOT_TOKEN, appToken: APP_TOKEN, ownUrl: true, socketMode: true, sockets: 0 })
    const stateFile = join(await mkdtemp(join(tmpdir(), 'playground-')), 'slack.json')
    const one = await startPlayground({ commands: [], shortcuts: [], stateFile })
    await one.stop()
    const two = await startPlayground({ commands: [], shortcuts: [], stateFile })
    const { apiUrl: _one, ...before } = one.slackSettings
    const { apiUrl: _two, ...after } = two.slackSettings
    expect(after).toEqual(before)
    await two.stop()
    expect((await stat(stateFile)).mode & 0o077).toBe(0)
    expect(await readFile(stateFile, 'utf8')).toContain(before.appToken)
  })

  it('send requests to another bot on this machine once it has answered as the app, and back', async () => {
    const other = await stage()
    other.answer(({ payload }) => ({ body: payload.type === 'url_verification' ? { challenge: payload.challenge } : 'other' }))
    const url = `${other.botUrl}/slack/events`
    expect(await change({ requestUrl: url })).toEqual({ ok: true })
    expect(await shown()).toMatchObject({ requestUrl: url, ownUrl: false })
    await s.slack.command(SOFIA, GENERAL, '/customer acme')
    expect(s.received).toEqual([])
    expect(s.slack.ephemerals(GENERAL, SOFIA).map(({ text }) => text)).toEqual(['other'])
    expect(await change({ requestUrl: null })).toEqual({ ok: true })
    await s.slack.command(SOFIA, GENERAL, '/customer acme')
    expect(s.received).toHaveLength(1)
    await other.stop()
  })

  it.each([
    'https://slack.example/slack/events',
    'http://192.168.0.9/slack/events',
    'http://127.0.0.1.evil.example/',
    'http://user:pass@127.0.0.1/',
    'ftp://127.0.0.1/',
    'nonsense',
  ])('send nothing to another machine: %s', async requestUrl => {
    const before = await shown()
    expect(await change({ requestUrl })).toMatchObject({ ok: false, error: expect.stringContaining('only to this machine') })
    expect(await shown()).toEqual(before)
  })

  it('do not take an address where nobody answers as the app', async () => {
    s.answer(() => ({ status: 401 }))
    expect(await change({ requestUrl: `${s.botUrl}/elsewhere` })).toMatchObject({
      ok: false,
      error: expect.stringContaining('(401)'),
    })
    expect((await shown()).ownUrl).toBe(true)
  })

  it('switch Socket Mode off: what is open ends, what comes is told so, and the own bot hears again', async () => {
    const { frames } = await connect()
    expect((await shown()).sockets).toBe(1)
    expect(await change({ socketMode: false })).toEqual({ ok: true })
    await expect.poll(() => frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'link_disabled' })
    await s.slack.command(SOFIA, GENERAL, '/customer acme')
    expect(s.received).toHaveLength(1)
    const later = await connect()
    expect(later.frames).toMatchObject([{ type: 'disconnect', reason: 'link_disabled' }])
    expect(await shown()).toMatchObject({ socketMode: false, sockets: 0 })
    await change({ socketMode: true })
    expect((await connect()).frames).toMatchObject([{ type: 'hello' }])
  })
})
