import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLocalSlack, type LocalSlack, type LocalSlackOptions } from '../../src/playground/local-slack.ts'

type Json = Record<string, unknown>

/** A request as the bot's side sees it. */
export interface Received {
  path: string
  headers: IncomingMessage['headers']
  body: string
  /** The decoded payload: event envelope, interaction, or command fields. */
  payload: Json
}

export interface Answer {
  status?: number
  body?: Json | string
  headers?: Record<string, string>
  /** Never answer. */
  silent?: boolean
}

export const BOT_TOKEN = 'xoxb-test'
export const SIGNING_SECRET = 'test-signing-secret'
export const COMMANDS = [
  { name: '/customer', description: 'Customers', usageHint: 'name' },
  { name: '/客户', description: '客户', usageHint: '名称' },
]

function decode(type: string, body: string): Json {
  if (type === 'application/json') return JSON.parse(body) as Json
  const form = new URLSearchParams(body)
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : (JSON.parse(payload) as Json)
}

export interface Stage {
  slack: LocalSlack
  received: Received[]
  /** Where the double listens, without the path. */
  botUrl: string
  /** Decides the bot's answers from now on. */
  answer(reply: (request: Received) => Answer): void
  /** Calls the Web API over HTTP as the bot would, with JSON. */
  api(method: string, args?: Json, token?: string): Promise<Json>
  /** The raw response of any address of the playground. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  stop(): Promise<void>
}

/** A local Slack beside a plain HTTP server in the bot's place, which records what it gets. */
export async function stage(options: Partial<LocalSlackOptions> = {}): Promise<Stage> {
  const received: Received[] = []
  let reply: (request: Received) => Answer = () => ({})
  const bot: Server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', chunk => chunks.push(chunk as Buffer))
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const payload = decode(req.headers['content-type'] ?? '', body)
      const request = { path: req.url ?? '', headers: req.headers, body, payload }
      received.push(request)
      const { status = 200, body: said = '', headers = {}, silent } = reply(request)
      if (silent) return
      const json = typeof said !== 'string'
      res.writeHead(status, { ...(json ? { 'content-type': 'application/json' } : {}), ...headers })
      res.end(json ? JSON.stringify(said) : said)
    })
  })
  await new Promise<void>(resolve => bot.listen(0, '127.0.0.1', resolve))
  const botUrl = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`
  const slack = await createLocalSlack({
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    commands: COMMANDS,
    botUrl,
    retryDelaysMs: [],
    ...options,
  })
  const url = await slack.listen(0)
  return {
    slack,
    received,
    botUrl,
    answer(next) {
      reply = next
    },
    async api(method, args = {}, token = BOT_TOKEN) {
      const response = await fetch(`${url}/playground/slack/api/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
        body: JSON.stringify(args),
      })
      return { ...((await response.json()) as Json), status: response.status }
    },
    fetch: (path, init) => fetch(url + path, init),
    async stop() {
      await slack.stop()
      bot.closeAllConnections()
      await new Promise(resolve => bot.close(resolve))
    },
  }
}
