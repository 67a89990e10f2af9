import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import type { Incoming } from '../../src/chat/platform.ts'
import { features } from '../../src/features.ts'
import { createSlack, type SlackPlatform } from '../../src/platforms/slack/slack.ts'
import { createLocalSlack, type LocalSlack } from '../../src/playground/local-slack.ts'
import { dmOf, KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'

const signingSecret = 'what both sides know'
const { commands } = collect(features({ checks: async () => [], nextRuns: async () => [] }))

describe('every request of the playground is signed, and the bot believes nothing else', () => {
  let slack: LocalSlack
  let platform: SlackPlatform
  const received: Incoming[] = []
  const server = createServer((request, response) => {
    if (!platform.mount(request, response, new URL(request.url ?? '/', 'http://bot').pathname)) response.writeHead(404).end()
  })
  beforeAll(async () => {
    const named = commands.map(({ name }) => ({ name: `/${name}`, description: name, usageHint: '' }))
    slack = await createLocalSlack({ botToken: 'xoxb-signing', signingSecret, commands: named, retryDelaysMs: [] })
    const apiUrl = `${await slack.listen(0)}/playground/slack/api/`
    const state = { get: async () => undefined, set: async () => undefined }
    const log = () => undefined
    const connection = { by: 'http', signingSecret } as const
    platform = createSlack({ botToken: 'xoxb-signing', connection, apiUrl, commands, state, log, now: () => new Date() })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    slack.setBotUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    await platform.start(async incoming => {
      received.push(incoming)
      return { kind: 'none' }
    })
  })
  afterAll(async () => {
    await platform.stop()
    await slack.stop()
    server.closeAllConnections()
    server.close()
  })

  it.for(commands.map(({ name }) => name))(
    '/%s fails with 401 when the secret differs, and works when it does not',
    async name => {
      const run = async (secret: string) => {
        slack.setSigningSecret(secret)
        received.length = 0
        const { status } = await slack.command(SOFIA, KEY_ACCOUNTS, `/${name} help`)
        return { status, received: received.length }
      }
      expect(await run('something else')).toEqual({ status: 401, received: 0 })
      expect(await run(signingSecret)).toEqual({ status: 200, received: 1 })
    },
  )

  it('so do messages to the bot', async () => {
    slack.setSigningSecret('something else')
    received.length = 0
    await slack.say(SOFIA, dmOf(SOFIA), 'customer acme')
    await slack.idle()
    expect(slack.requests.at(-1)?.answer.status).toBe(401)
    expect(received).toEqual([])
  })
})
