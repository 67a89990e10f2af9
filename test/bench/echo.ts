// What a command costs before anybody does anything: Bolt alone, with the bot's kind of receiver, answering with the text it got.
import type { AddressInfo } from 'node:net'
import bolt from '@slack/bolt'

const { App, HTTPReceiver } = bolt
const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
  endpoints: '/slack/events',
  processBeforeResponse: true,
})
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-echo' }) })
app.command(/.*/, async ({ command, ack }) => ack({ response_type: 'ephemeral', text: command.text }))
const server = await receiver.start(0)
console.log(`echo ready http://127.0.0.1:${(server.address() as AddressInfo).port}`)
process.on('SIGTERM', () => process.exit(0))
