import { describe, expect, it } from 'vitest'
import type { LocalSlack } from '../../src/playground/local-slack.ts'
import { signedHeaders } from '../../src/playground/signing.ts'
import { BOT_USER_ID, dmOf, KEY_ACCOUNTS, SOFIA, TEAM_ID } from '../../src/playground/workspace.ts'
import { type BotProcess, slackSecrets } from '../harness/process.ts'
import { embeddedDatabase, inDatabase, outsideSlack, patience, seedTeams, start, until } from './stage.ts'

const copies = [1, 2, 3, 4]

/** The same request four times at the same moment, as Slack repeats what it believes lost. */
async function fourTimes(bot: BotProcess, type: string, body: string): Promise<void> {
  await Promise.all(
    copies.map(async () => {
      const headers = { 'content-type': type, ...signedHeaders(slackSecrets.signingSecret, Math.floor(Date.now() / 1_000), body) }
      const answer = await fetch(`${bot.url}/slack/events`, { method: 'POST', headers, body })
      expect(answer.status).toBe(200)
    }),
  )
}

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

const event = (id: string, inner: object) =>
  JSON.stringify({
    token: 't',
    team_id: TEAM_ID,
    api_app_id: 'A0RAPPORT',
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(Date.now() / 1_000),
    authorizations: [{ team_id: TEAM_ID, user_id: BOT_USER_ID, is_bot: true }],
    event: { user: SOFIA, team: TEAM_ID, ts: '1700000000.000100', event_ts: '1700000000.000100', ...inner },
  })

const lastRequest = (slack: LocalSlack) => {
  const request = slack.requests.at(-1)
  if (!request) throw new Error('nothing was sent to the bot')
  return request
}

describe('what Slack sends four times at the same moment (R7)', () => {
  it('takes effect once: a mention, a direct message, a command, a form', { timeout: 2 * patience.timeout }, async () => {
    const outside = await outsideSlack()
    const { slack } = outside
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [[]]))
    const bot = await start(outside, database)

    const mention = { type: 'app_mention', channel: KEY_ACCOUNTS, text: `<@${BOT_USER_ID}> log acme: by mention` }
    await fourTimes(bot, json, event('Ev1', mention))
    const direct = { type: 'message', channel_type: 'im', channel: dmOf(SOFIA), text: 'log acme: by message' }
    await fourTimes(bot, json, event('Ev2', direct))

    await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: first')
    const command = new URLSearchParams(lastRequest(slack).body)
    command.set('text', 'acme: by command')
    command.set('trigger_id', 'another.trigger')
    await fourTimes(bot, form, command.toString())

    await slack.command(SOFIA, KEY_ACCOUNTS, '/log')
    const modal = () => slack.world.stacks.get(SOFIA)?.at(-1)
    await until(() => expect(modal()).toBeDefined())
    const values = {
      customer: { customer: { text: { type: 'plain_text', text: 'Acme' }, value: '1' } },
      text: { text: 'by form' },
    }
    const submitted = await slack.submit(SOFIA, modal()?.id ?? '', values)
    expect(submitted).toMatchObject({ status: 200, errors: {}, problem: null })
    const { body } = lastRequest(slack)
    await fourTimes(bot, form, body)
    await fourTimes(bot, form, withPayload(body, 'by form', 'by another form'))

    expect((await bot.terminate()).code).toBe(0)
    const kept = await inDatabase(database, store => store.db.interaction.findMany({ orderBy: { id: 'asc' } }))
    expect(kept.map(({ note }) => note)).toEqual([
      'by mention',
      'by message',
      'first',
      'by command',
      'by form',
      'by another form',
    ])
  })
})

/** The same submission with another text: another event. */
function withPayload(body: string, before: string, after: string): string {
  const payload = new URLSearchParams(body).get('payload') ?? ''
  return new URLSearchParams({ payload: payload.replaceAll(before, after) }).toString()
}
