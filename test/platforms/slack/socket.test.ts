import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { say } from '../../../src/chat/message.ts'
import type { Reply } from '../../../src/chat/platform.ts'
import { KEY_ACCOUNTS, SOFIA } from '../../../src/playground/workspace.ts'
import { type Bench, sofiaRuns, sofiasDm, startBench } from './bench.ts'

const until = (condition: () => unknown) => vi.waitFor(condition, { timeout: 15_000, interval: 20 })
const connected = (bench: Bench) => until(() => expect(bench.slack.sockets.count()).toBe(1))
const acme = say('en', 'Acme, tier A')

/** Nothing may end the process: a rejection that nobody handles would. */
function nothingUnhandled(): void {
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', note)
  onTestFinished(() => {
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })
}

describe('a socket to Slack', () => {
  it('needs no address of the bot: the one for HTTP is closed', async () => {
    const bench = await startBench('socket')
    expect((await fetch(`${bench.url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(404)
    expect(await sofiaRuns(bench, '/customer acme')).toMatchObject({ text: 'acme' })
  })

  it('is there again after the network failed, and what happened meanwhile arrives then', async () => {
    nothingUnhandled()
    const bench = await startBench('socket')
    bench.slack.sockets.drop()
    await bench.slack.say(SOFIA, sofiasDm, 'customer acme')
    await connected(bench)
    await bench.slack.say(SOFIA, sofiasDm, 'customer zenith')
    await bench.slack.idle()
    expect(bench.received.map(incoming => 'text' in incoming && incoming.text)).toContain('customer zenith')
    expect(await bench.platform.check()).toMatchObject({ ok: true, since: expect.any(Date) })
  })

  it.each(['warning', 'refresh_requested'])(
    'on %s has the next one open before the old one closes, and loses no answer',
    async reason => {
      const bench = await startBench('socket')
      const answer = deferred()
      bench.reply = () => answer.made
      const asked = bench.slack.command(SOFIA, KEY_ACCOUNTS, '/customer acme')
      await until(() => expect(bench.received).toHaveLength(1))
      bench.slack.sockets.leave(reason, 60_000)
      await connected(bench)
      answer.keep({ kind: 'message', message: acme })
      expect(await asked).toMatchObject({ status: 200, notice: null })
      expect(bench.slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(({ text }) => text)).toEqual(['Acme, tier A'])
    },
  )

  it('that breaks while a command runs still gets the asker the answer, once', async () => {
    nothingUnhandled()
    const bench = await startBench('socket')
    const answer = deferred()
    bench.reply = () => answer.made
    const asked = bench.slack.command(SOFIA, KEY_ACCOUNTS, '/customer acme')
    await until(() => expect(bench.received).toHaveLength(1))
    bench.slack.sockets.drop()
    expect(await asked).toMatchObject({ status: null })
    answer.keep({ kind: 'message', message: acme })
    await bench.settled()
    expect(bench.slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(({ text }) => text)).toEqual(['Acme, tier A'])
  })

  it('that is frozen is noticed and replaced', async () => {
    const bench = await startBench('socket', { pingEveryMs: 50 })
    bench.slack.sockets.freeze()
    await until(() => expect(bench.logged.filter(({ event }) => event === 'slack.socket-up')).toHaveLength(2))
    expect(await sofiaRuns(bench, '/customer acme')).toMatchObject({ text: 'acme' })
  })

  it('passes over frames it does not know, and does not acknowledge what it cannot read', async () => {
    nothingUnhandled()
    const bench = await startBench('socket')
    for (const frame of ['null', 'no json', '[]', '{"type":"events_api"}', '{"type":"error","payload":null}', '{"type":"close"}'])
      bench.slack.sockets.say(frame)
    expect(await sofiaRuns(bench, '/customer acme')).toMatchObject({ text: 'acme' })
  })

  it('writes no text, token or address into the log', async () => {
    const bench = await startBench('socket')
    await sofiaRuns(bench, '/customer acme')
    bench.slack.sockets.drop()
    await connected(bench)
    expect(JSON.stringify(bench.logged)).not.toMatch(/acme|xapp|xoxb|ticket|127\.0\.0\.1/)
  })
})

describe('a bot that cannot open a socket', () => {
  it('starts all the same and says that it tries again, since when and with what to do', async () => {
    nothingUnhandled()
    const bench = await startBench('socket', {
      before: slack => slack.fault({ method: 'apps.connections.open', kind: 'error-before', remaining: 2 }),
    })
    expect(await bench.platform.check()).toMatchObject({ ok: false, code: 'socket_down', since: expect.any(Date) })
    await connected(bench)
    await until(async () => expect(await bench.platform.check()).toMatchObject({ ok: true }))
  })

  it('comes back no sooner than Slack allows when it asked too often (R3)', async () => {
    const bench = await startBench('socket', {
      before: slack => slack.fault({ method: 'apps.connections.open', kind: 'ratelimited', retryAfter: 2, remaining: 1 }),
    })
    await connected(bench)
    const [refused, allowed] = bench.slack.calls.filter(({ method }) => method === 'apps.connections.open')
    expect((allowed?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2_000)
  })

  it('says so when the app-level token was revoked, and when Socket Mode was switched off', async () => {
    const bench = await startBench('socket')
    bench.slack.revokeAppToken()
    bench.slack.sockets.drop()
    await until(async () => expect(await bench.platform.check()).toMatchObject({ ok: false, code: 'app_token_refused' }))
    const other = await startBench('socket')
    other.slack.sockets.leave('link_disabled', 0)
    await until(async () => expect(await other.platform.check()).toMatchObject({ ok: false, code: 'socket_mode_off' }))
  })

  it('stops while it is trying, and while Slack does not say hello', async () => {
    const bench = await startBench('socket', {
      before: slack => slack.fault({ method: 'apps.connections.open', kind: 'hang', remaining: 1 }),
      callTimeoutMs: 300,
    })
    await bench.platform.stop()
    await until(() => expect(bench.slack.calls.some(({ method }) => method === 'apps.connections.open')).toBe(true))
    expect(bench.slack.sockets.count()).toBe(0)
  })
})

/** A reply that is given later. */
function deferred(): { made: Promise<Reply>; keep(reply: Reply): void } {
  let keep: (reply: Reply) => void = () => undefined
  const made = new Promise<Reply>(resolve => {
    keep = resolve
  })
  return { made, keep: reply => keep(reply) }
}
