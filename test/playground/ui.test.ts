import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPlayground } from '../../src/playground/playground.ts'
import { fileWithin } from '../../src/playground/ui/assets.ts'
import type { UiEvent, UiReply, UiState } from '../../src/playground/ui-contract.ts'
import { ACME_SHARED, ANNA, GENERAL, KEY_ACCOUNTS, MARCUS, SOFIA } from '../../src/playground/workspace.ts'
import { actions, button } from './block-limit-cases.ts'
import { type Stage, stage } from './bot-double.ts'

let s: Stage
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'playground-'))
  s = await stage({ pageDir: join(dir, 'page') })
})
afterEach(async () => {
  await s.stop()
  await rm(dir, { recursive: true })
})

const origin = () => s.fetch('/playground/ui/state').then(response => new URL(response.url).origin)
const act = async (action: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await s.fetch(`/playground/ui/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, text, reply: (text.startsWith('{') ? JSON.parse(text) : {}) as UiReply }
}
const state = async (as: string) => (await (await s.fetch(`/playground/ui/state?as=${as}`)).json()) as UiState

/** A request with headers that fetch would not let one set. */
async function bare(headers: Record<string, string>, path = '/playground/ui/state?as=U0SOFIA'): Promise<number> {
  const { port } = new URL(await origin())
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, res => {
      res.resume()
      resolve(res.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

/** Collects what a person's page hears. */
async function listen(as: string): Promise<{ heard: UiEvent[]; end: () => void }> {
  const abort = new AbortController()
  const response = await s.fetch(`/playground/ui/stream?as=${as}`, { signal: abort.signal })
  const heard: UiEvent[] = []
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const pump = async () => {
    let rest = ''
    for (;;) {
      const { done, value } = (await reader?.read().catch(() => undefined)) ?? { done: true, value: undefined }
      if (done) return
      rest += value
      const parts = rest.split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) if (part.startsWith('data: ')) heard.push(JSON.parse(part.slice(6)) as UiEvent)
    }
  }
  void pump()
  return { heard, end: () => abort.abort() }
}

describe('the page’s side', () => {
  it('shows each person only their channels; an outsider sees the shared one, no commands', async () => {
    await s.slack.say(SOFIA, KEY_ACCOUNTS, 'internal')
    const anna = await state(ANNA)
    expect(anna.channels.map(each => each.id)).toEqual([ACME_SHARED])
    expect(anna).toMatchObject({ me: ANNA, messages: [], commands: [], view: null, home: null })
    const marcus = await state(MARCUS)
    expect(marcus.messages.map(each => each.text)).toEqual(['internal'])
    expect(marcus.people.map(each => [each.name, each.external])).toContainEqual(['Anna Becker', true])
    expect(marcus.commands.length).toBeGreaterThan(0)
  })

  it('acts: say, command, click, submit, close, home, direct message', async () => {
    expect((await act('say', { as: SOFIA, channel: GENERAL, text: 'hi' })).reply).toEqual({ ok: true })
    expect((await act('command', { as: SOFIA, channel: GENERAL, text: '/customer a' })).reply).toEqual({ ok: true })
    const blocks = [{ ...actions(button({ action_id: 'go' })), block_id: 'b' }]
    const { ts } = await s.api('chat.postMessage', { channel: GENERAL, text: 'a', blocks })
    const where = { kind: 'message', channel: GENERAL, ts }
    const click = { as: SOFIA, where, blockId: 'b', actionId: 'go', action: { type: 'button' }, values: {} }
    expect((await act('click', click)).reply).toEqual({ ok: true })
    const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] }
    await s.api('views.open', { trigger_id: s.received.at(-1)?.payload.trigger_id, view })
    const open = (await state(SOFIA)).view
    expect(open).toMatchObject({ depth: 1, errors: {} })
    expect((await act('submit', { as: SOFIA, viewId: open?.id, values: {} })).reply).toEqual({ ok: true })
    expect((await state(SOFIA)).view).toBeNull()
    expect((await act('open-home', { as: SOFIA })).reply).toEqual({ ok: true })
    expect((await act('open-dm', { as: SOFIA })).reply).toEqual({ ok: true, channel: 'D0SOFIA' })
    expect((await act('close', { as: SOFIA, viewId: 'V0' })).reply).toMatchObject({ ok: false })
  })

  it('says what is wrong: a notice once, a refusal in the person’s language', async () => {
    const { heard, end } = await listen(ANNA)
    const { reply } = await act('command', { as: ANNA, channel: ACME_SHARED, text: '/customer acme' })
    expect(reply).toMatchObject({ ok: false, noticed: true })
    await expect.poll(() => heard).toEqual([{ type: 'notice', channel: ACME_SHARED, text: reply.error }])
    end()
    expect((await act('say', { as: 'U0XIAOWEN', channel: KEY_ACCOUNTS, text: 'a' })).reply.error).toContain('你不在这个会话里')
  })

  it('streams to each person only what they may see', async () => {
    const sofia = await listen(SOFIA)
    const anna = await listen(ANNA)
    await s.api('chat.postMessage', { channel: KEY_ACCOUNTS, text: 'internal' })
    await s.api('chat.postEphemeral', { channel: ACME_SHARED, user: SOFIA, text: 'for Sofia' })
    await s.api('chat.postMessage', { channel: ACME_SHARED, text: 'for both' })
    const said = (events: UiEvent[]) => events.flatMap(each => (each.type === 'message' ? [each.message.text] : []))
    await expect.poll(() => said(anna.heard)).toEqual(['for both'])
    await expect.poll(() => said(sofia.heard)).toEqual(['internal', 'for Sofia', 'for both'])
    sofia.end()
    anna.end()
  })

  it('sets and clears faults, and everyone hears of it', async () => {
    const { heard, end } = await listen(SOFIA)
    await act('fault', { method: 'chat.postMessage', kind: 'error-before', remaining: 2 })
    expect((await s.api('chat.postMessage', { channel: GENERAL, text: 'a' })).status).toBe(500)
    await act('fault', { method: 'chat.postMessage', kind: 'error-before', remaining: 0 })
    expect((await s.api('chat.postMessage', { channel: GENERAL, text: 'a' })).ok).toBe(true)
    const counts = () => heard.flatMap(each => (each.type === 'faults' ? [each.faults.map(fault => fault.remaining)] : []))
    await expect.poll(counts).toEqual([[2], [1], []])
    end()
  })

  it.each<[string, string, unknown]>([
    ['an unknown field', 'say', { as: SOFIA, channel: GENERAL, text: 'a', admin: true }],
    ['a missing field', 'say', { as: SOFIA }],
    ['no object', 'say', 'x'],
    ['nobody', 'say', { as: 'U0NOBODY', channel: GENERAL, text: 'a' }],
  ])('refuses %s', async (_name, action, body) => {
    expect((await act(action, body)).status).toBe(400)
  })
})

describe('who may use it', () => {
  it('answers only under a local name', async () => {
    expect(await bare({ host: 'evil.example' })).toBe(403)
    expect(await bare({ host: 'localhost.evil.example:80' })).toBe(403)
    expect(await bare({ host: 'localhost:1' })).toBe(200)
    expect(await bare({ host: '[::1]:1' })).toBe(200)
    expect(await bare({ host: 'evil.example' }, '/playground/slack/api/auth.test')).toBe(403)
    expect(await bare({ host: 'evil.example' }, '/playground')).toBe(403)
  })

  it('takes actions only from its own page', async () => {
    const body = { as: SOFIA, channel: GENERAL, text: 'a' }
    expect((await act('say', body, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await act('say', body, { origin: 'null' })).status).toBe(403)
    expect((await act('say', body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await act('say', body, { 'content-type': 'text/plain' })).status).toBe(403)
    expect((await act('say', body, { origin: await origin() })).status).toBe(200)
    expect(s.slack.messages(GENERAL)).toHaveLength(1)
  })

  it('limits the size of what it reads', async () => {
    expect((await act('say', { as: SOFIA, channel: GENERAL, text: 'x'.repeat(400_000) })).status).toBe(413)
    expect((await act('say', { as: SOFIA, channel: GENERAL, text: 'x'.repeat(40_001) })).status).toBe(400)
  })

  it('leaves other addresses to others, and has no others under its own', async () => {
    const { status } = await s.fetch('/somewhere')
    expect(status).toBe(404)
    expect((await s.fetch('/playground/ui/nothing?as=U0SOFIA')).status).toBe(404)
  })
})

describe('the page', () => {
  it('says so when it is not built, then serves files of its folder and no others', async () => {
    const missing = await s.fetch('/playground')
    expect([missing.status, await missing.text()]).toEqual([
      404,
      "The playground's page has not been built yet: `npm start` builds it.",
    ])
    await mkdir(join(dir, 'page', 'assets'), { recursive: true })
    await writeFile(join(dir, 'page', 'index.html'), '<title>Slack</title>')
    await writeFile(join(dir, 'page', 'assets', 'a.js'), '1')
    await writeFile(join(dir, 'secret.txt'), 'secret')
    for (const path of ['/playground', '/playground/']) {
      const page = await s.fetch(path)
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    }
    expect((await s.fetch('/playground/assets/a.js')).headers.get('cache-control')).toContain('immutable')
    for (const path of [
      '/playground/..%2fsecret.txt',
      '/playground/assets/..%2f..%2fsecret.txt',
      '/playground/%2e%2e/secret.txt',
      '/playground/%ff',
    ]) {
      expect(await (await s.fetch(path)).text()).not.toContain('secret')
    }
  })
})

describe('a path of the page', () => {
  it.each(['/../secret.txt', '/assets/../../secret.txt', '/../page-other/a.js', '/a\0.js'])(
    'never leaves the folder: %j',
    path => {
      expect(fileWithin('/srv/page', path)).toBeNull()
    },
  )

  it('may climb inside it', () => {
    expect(fileWithin('/srv/page', '/assets/../index.html')).toBe('/srv/page/index.html')
  })
})

describe('a restart', () => {
  it('keeps messages, channels and stamps; ephemeral messages are gone', async () => {
    const stateFile = join(dir, 'state', 'slack.json')
    const first = await stage({ stateFile, saveDebounceMs: 1 })
    await first.slack.say(SOFIA, KEY_ACCOUNTS, 'kept')
    const metadata = { event_type: 'rapport_delivery', event_payload: { key: 'k' } }
    const { ts } = await first.api('chat.postMessage', { channel: ANNA, text: 'kept too', metadata })
    await first.api('chat.postEphemeral', { channel: KEY_ACCOUNTS, user: SOFIA, text: 'gone' })
    await first.stop()
    const second = await stage({ stateFile, now: () => 0 })
    expect(second.slack.messages(KEY_ACCOUNTS).map(each => each.text)).toEqual(['kept'])
    expect(second.slack.messages('D0ANNA')).toMatchObject([{ ts, metadata }])
    expect(second.slack.ephemerals(KEY_ACCOUNTS, SOFIA)).toEqual([])
    const later = await second.api('chat.postMessage', { channel: GENERAL, text: 'a' })
    expect(Number(later.ts)).toBeGreaterThan(Number(ts))
    await second.stop()
    expect(await readFile(stateFile, 'utf8')).not.toContain('gone')
  })

  it('sets a broken file aside and starts afresh', async () => {
    const stateFile = join(dir, 'slack.json')
    await writeFile(stateFile, '{"version":1,"chan')
    const fresh = await stage({ stateFile })
    expect(fresh.slack.messages(GENERAL)).toEqual([])
    await fresh.stop()
    expect(await readFile(`${stateFile}.broken`, 'utf8')).toContain('chan')
  })
})

describe('startPlayground', () => {
  it('makes new secrets for each process and says where its API is', async () => {
    const [one, two] = await Promise.all([
      startPlayground({ commands: [], shortcuts: [] }),
      startPlayground({ commands: [], shortcuts: [] }),
    ])
    expect(one.slackSettings.signingSecret).not.toBe(two.slackSettings.signingSecret)
    expect(one.slackSettings.botToken).not.toBe(two.slackSettings.botToken)
    expect(one.slackSettings.apiUrl('http://127.0.0.1:3000/')).toBe('http://127.0.0.1:3000/playground/slack/api/')
    await Promise.all([one.stop(), two.stop()])
  })
})
