import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLocalSlack, type LocalSlack } from '../../src/playground/local-slack.ts'
import { dmOf, KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { type Transport, transports } from '../harness/process.ts'
import { COMMANDS } from './bot-double.ts'

const SECRET = 'bolt-signing-secret'
const APP_TOKEN = 'xapp-bolt'

/** A real Bolt 5 app, nothing replaced: one of its own receivers, its client pointed at the local Slack. */
async function boltApp(transport: Transport, slack: LocalSlack, slackUrl: string) {
  const clientOptions = { slackApiUrl: `${slackUrl}/playground/slack/api/` }
  const logLevel = LogLevel.ERROR
  if (transport === 'socket') {
    const receiver = new SocketModeReceiver({ appToken: APP_TOKEN, logLevel, installerOptions: { clientOptions } })
    const app = new App({ token: 'xoxb-bolt', receiver, logLevel, clientOptions })
    await app.start()
    return app
  }
  const receiver = new HTTPReceiver({ signingSecret: SECRET, logLevel })
  const app = new App({ token: 'xoxb-bolt', receiver, logLevel, clientOptions })
  const server = await app.start({ port: 0, host: '127.0.0.1' })
  slack.setBotUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return app
}

describe.each(transports)('a real Bolt 5 app against the local Slack, over %s', transport => {
  let slack: LocalSlack
  let app: App
  const heard: unknown[] = []

  beforeEach(async () => {
    heard.length = 0
    slack = await createLocalSlack({
      botToken: 'xoxb-bolt',
      signingSecret: SECRET,
      appToken: APP_TOKEN,
      commands: COMMANDS,
      retryDelaysMs: [],
    })
    app = await boltApp(transport, slack, await slack.listen(0))
  })
  afterEach(async () => {
    await app.stop()
    await slack.stop()
  })

  it('answers a command in the acknowledgement and again by response_url', async () => {
    app.command('/customer', async ({ ack, respond, command }) => {
      await ack({ response_type: 'ephemeral', text: `looking for ${command.text}` })
      await respond({ text: 'found', response_type: 'in_channel' })
      heard.push(command)
    })
    const outcome = await slack.command(SOFIA, KEY_ACCOUNTS, '/customer acme')
    expect(outcome).toMatchObject({ sent: true, status: 200, notice: null })
    expect(slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(each => each.text)).toEqual(['looking for acme'])
    await expect.poll(() => slack.messages(KEY_ACCOUNTS).map(each => each.text)).toEqual(['found'])
    expect(heard).toMatchObject([{ command: '/customer', text: 'acme', user_id: SOFIA, channel_id: KEY_ACCOUNTS }])
  })

  it('goes from a button to a modal with type-ahead to a stored message with metadata', async () => {
    app.action('log', async ({ ack, client, body }) => {
      await ack()
      if (!('trigger_id' in body)) throw new Error('no trigger')
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'log',
          title: { type: 'plain_text', text: 'Log' },
          submit: { type: 'plain_text', text: 'Save' },
          blocks: [
            {
              type: 'input',
              block_id: 'customer',
              label: { type: 'plain_text', text: 'Customer' },
              element: { type: 'external_select', action_id: 'pick', min_query_length: 1 },
            },
            {
              type: 'input',
              block_id: 'note',
              label: { type: 'plain_text', text: 'Note' },
              element: { type: 'plain_text_input', action_id: 'text' },
            },
          ],
        },
      })
    })
    app.options('pick', async ({ ack, payload }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: `${payload.value} Ltd` }, value: 'c1' }] })
    })
    app.view('log', async ({ ack, view, client, body }) => {
      const values = view.state.values
      if (values.note?.text?.value === 'no') return ack({ response_action: 'errors', errors: { note: 'Say more' } })
      await ack()
      await client.chat.postMessage({
        channel: body.user.id,
        text: `${values.customer?.pick?.selected_option?.value}: ${values.note?.text?.value}`,
        metadata: { event_type: 'rapport_delivery', event_payload: { key: 'k1' } },
      })
    })
    const posted = await app.client.chat.postMessage({
      channel: KEY_ACCOUNTS,
      text: 'Acme',
      blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'log', text: { type: 'plain_text', text: 'Log' } }] }],
    })
    await slack.click(SOFIA, { where: { kind: 'message', channel: KEY_ACCOUNTS, ts: String(posted.ts) }, actionId: 'log' })
    await expect.poll(() => slack.world.stacks.get(SOFIA)?.length).toBe(1)
    const view = slack.world.stacks.get(SOFIA)?.[0]
    const where = { kind: 'view' as const, id: String(view?.id) }

    const suggested = await slack.suggest(SOFIA, { where, actionId: 'pick', query: 'Ac' })
    const chosen = suggested.options[0]?.options[0]
    expect(chosen).toEqual({ text: { type: 'plain_text', text: 'Ac Ltd' }, value: 'c1' })

    const refused = await slack.submit(SOFIA, where.id, { customer: { pick: chosen }, note: { text: 'no' } })
    expect(refused.errors).toEqual({ note: 'Say more' })
    await slack.submit(SOFIA, where.id, { note: { text: 'called Anna' } })
    expect(slack.world.stacks.get(SOFIA)).toEqual([])

    await expect.poll(() => slack.messages(dmOf(SOFIA)).map(each => each.text)).toEqual(['c1: called Anna'])
    const history = await app.client.conversations.history({ channel: dmOf(SOFIA), include_all_metadata: true })
    expect(history.messages?.[0]?.metadata).toEqual({ event_type: 'rapport_delivery', event_payload: { key: 'k1' } })
  })

  it('hears messages and mentions', async () => {
    app.message(async ({ message }) => {
      heard.push(message.type)
    })
    app.event('app_mention', async ({ event }) => {
      heard.push(event.type)
    })
    const outcome = await slack.say(SOFIA, KEY_ACCOUNTS, 'hello @Rapport')
    expect(outcome).toMatchObject({ status: 200, mention: true })
    await expect.poll(() => [...heard].sort()).toEqual(['app_mention', 'message'])
  })

  it.runIf(transport === 'http')('answers 401 once the secrets differ', async () => {
    slack.setSigningSecret('another')
    expect(await slack.command(SOFIA, KEY_ACCOUNTS, '/customer acme')).toMatchObject({
      status: 401,
      notice: '/customer failed with the error "http_client_error".',
    })
  })

  it('tells the app apart what failed: a platform error keeps Slack’s code and lines', async () => {
    const long = 'x'.repeat(3001)
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: long } }]
    await expect(app.client.chat.postMessage({ channel: KEY_ACCOUNTS, text: 'a', blocks })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'] },
      },
    })
  })
})
