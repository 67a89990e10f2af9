import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { Command } from '../../../src/chat/feature.ts'
import type { Json } from '../../../src/chat/message.ts'
import type { Incoming, PlatformState, Receive, Reply } from '../../../src/chat/platform.ts'
import { createSlack, type SlackPlatform } from '../../../src/platforms/slack/slack.ts'
import { createLocalSlack, type LocalSlack } from '../../../src/playground/local-slack.ts'
import { dmOf, KEY_ACCOUNTS, SOFIA } from '../../../src/playground/workspace.ts'
import type { Transport } from '../../harness/process.ts'

export const signingSecret = 'a-signing-secret-of-the-tests'
const appToken = 'xapp-of-the-tests'

const command = (name: string, ...aliases: string[]): Command => ({
  name,
  aliases,
  summary: { en: name, 'zh-CN': name },
  verbs: [],
  otherwise: 'show',
  empty: 'show',
  firstWordIsName: true,
})

export interface Bench {
  platform: SlackPlatform
  slack: LocalSlack
  /** The bot's address. */
  url: string
  /** What the platform handed over, repeats included. */
  received: Incoming[]
  /** What the bot answers; `none` until set. */
  reply: (incoming: Incoming) => Reply | Promise<Reply>
  /** What was logged, by event. */
  logged: { event: string; fields: Record<string, unknown> }[]
  state: Map<string, Json>
  /** Waits until all answers went out. */
  settled(): Promise<void>
}

interface BenchOptions {
  ackAfterMs?: number
  ackTimeoutMs?: number
  callTimeoutMs?: number
  pingEveryMs?: number
  picturePausesMs?: readonly number[]
  apiUrl?: string
  now?: () => Date
  /** Done to the local Slack before the platform starts. */
  before?: (slack: LocalSlack) => void
}

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

/** The real platform on a local Slack, over HTTP or a socket; only the rooms are replaced by `reply`. */
export async function startBench(transport: Transport, options: BenchOptions = {}): Promise<Bench> {
  const slack = await createLocalSlack({
    botToken: 'xoxb-test',
    signingSecret,
    appToken,
    commands: ['customer', 'log', '客户'].map(name => ({ name: `/${name}`, description: name, usageHint: '' })),
    shortcuts: [{ callbackId: 'log', name: 'Log to a customer' }],
    retryDelaysMs: [0, 0, 0],
    ...(options.ackTimeoutMs ? { ackTimeoutMs: options.ackTimeoutMs } : {}),
  })
  const own = await slack.listen(0)
  const state = new Map<string, Json>()
  const kept: PlatformState = {
    get: async key => state.get(key),
    set: async (key, value) => void state.set(key, value),
  }
  const logged: Bench['logged'] = []
  const platform = createSlack({
    botToken: 'xoxb-test',
    connection: transport === 'http' ? { by: 'http', signingSecret } : { by: 'socket', appToken },
    apiUrl: options.apiUrl ?? `${own}/playground/slack/api/`,
    commands: [command('customer', '客户'), command('log')],
    state: kept,
    log: (_level, event, fields = {}) => void logged.push({ event, fields: { ...fields } }),
    now: options.now ?? (() => new Date()),
    ...(options.ackAfterMs === undefined ? {} : { ackAfterMs: options.ackAfterMs }),
    ...(options.callTimeoutMs === undefined ? {} : { callTimeoutMs: options.callTimeoutMs }),
    picturePausesMs: options.picturePausesMs ?? [0, 0, 0],
    ...(options.pingEveryMs === undefined ? {} : { pingEveryMs: options.pingEveryMs }),
  })
  const server = createServer((request, response) => {
    if (!platform.mount(request, response, new URL(request.url ?? '/', 'http://bot').pathname)) response.writeHead(404).end()
  })
  const url = await listen(server)
  slack.setBotUrl(url)
  const received: Incoming[] = []
  const bench: Bench = {
    platform,
    slack,
    url,
    received,
    logged,
    state,
    reply: () => ({ kind: 'none' }),
    settled: () => platform.idle(),
  }
  const receive: Receive = async (incoming, progress) => {
    const repeated = received.some(({ key }) => key === incoming.key)
    received.push(incoming)
    progress?.received()
    return repeated ? { kind: 'none' } : bench.reply(incoming)
  }
  options.before?.(slack)
  await platform.start(receive)
  running.push(async () => {
    await platform.stop()
    await slack.stop()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return bench
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Sofia runs a command in the key accounts channel; what was handed over for it. */
export async function sofiaRuns(bench: Bench, line: string, channel = KEY_ACCOUNTS): Promise<Incoming> {
  await bench.slack.command(SOFIA, channel, line)
  await bench.settled()
  const last = bench.received.at(-1)
  if (!last) throw new Error(`nothing was received for ${line}`)
  return last
}

export const sofiasDm = dmOf(SOFIA)

/** All text that blocks show. */
export function shownText(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownText).filter(Boolean).join('\n')
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, each]) => (key === 'text' && typeof each === 'string' ? each : typeof each === 'object' ? shownText(each) : ''))
    .filter(Boolean)
    .join('\n')
}
