import { describe, expect, it } from 'vitest'
import type { PayloadKind } from '../../src/playground/bot-line.ts'
import type { LocalSlack } from '../../src/playground/local-slack.ts'
import type { Json } from '../../src/playground/model.ts'
import { BOT_USER_ID, dmOf, KEY_ACCOUNTS, SOFIA, TEAM_ID } from '../../src/playground/workspace.ts'
import { transports } from '../harness/process.ts'
import { embeddedDatabase, inDatabase, outsideSlack, patience, seedTeams, start, until } from './stage.ts'

const copies = [1, 2, 3, 4]

/** The same delivery four times at the same moment, as Slack repeats what it believes lost. */
async function fourTimes({ world }: LocalSlack, kind: PayloadKind, payload: Json): Promise<void> {
  const answers = await Promise.all(copies.map(() => world.line.deliver(kind, payload)))
  expect(answers.map(({ status }) => status)).toEqual(copies.map(() => 200))
}

const event = (id: string, inner: object): Json => ({
  token: 't',
  team_id: TEAM_ID,
  api_app_id: 'A0RAPPORT',
  type: 'event_callback',
  event_id: id,
  event_time: Math.floor(Date.now() / 1_000),
  authorizations: [{ team_id: TEAM_ID, user_id: BOT_USER_ID, is_bot: true }],
  event: { user: SOFIA, team: TEAM_ID, ts: '1700000000.000100', event_ts: '1700000000.000100', ...inner },
})

const lastPayload = (slack: LocalSlack): Json => {
  const request = slack.requests.at(-1)
  if (!request) throw new Error('nothing was sent to the bot')
  return request.payload
}

describe.each(transports)('what Slack sends four times at the same moment, over %s (R7)', transport => {
  it('takes effect once: a mention, a direct message, a command, a form', { timeout: 2 * patience.timeout }, async () => {
    const outside = await outsideSlack([], { transport })
    const { slack } = outside
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [[]]))
    const bot = await start(outside, database)

    const mention = { type: 'app_mention', channel: KEY_ACCOUNTS, text: `<@${BOT_USER_ID}> log acme: by mention` }
    await fourTimes(slack, 'events_api', event('Ev1', mention))
    const direct = { type: 'message', channel_type: 'im', channel: dmOf(SOFIA), text: 'log acme: by message' }
    await fourTimes(slack, 'events_api', event('Ev2', direct))

    await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: first')
    const another = { text: 'acme: by command', trigger_id: 'another.trigger' }
    await fourTimes(slack, 'slash_commands', { ...lastPayload(slack), ...another })

    await slack.command(SOFIA, KEY_ACCOUNTS, '/log')
    const modal = () => slack.world.stacks.get(SOFIA)?.at(-1)
    await until(() => expect(modal()).toBeDefined())
    const values = {
      customer: { customer: { text: { type: 'plain_text', text: 'Acme' }, value: '1' } },
      text: { text: 'by form' },
    }
    const submitted = await slack.submit(SOFIA, modal()?.id ?? '', values)
    expect(submitted).toMatchObject({ status: 200, errors: {}, problem: null })
    const submission = lastPayload(slack)
    await fourTimes(slack, 'interactive', submission)
    await fourTimes(slack, 'interactive', changed(submission, 'by form', 'by another form'))

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

describe.each(transports)('an event whose acknowledgement is lost, over %s', { timeout: 2 * patience.timeout }, transport => {
  it('comes again, takes effect once and is answered once (R3, R7)', async () => {
    // Slack gives up on an acknowledgement long before anything can be written down, and delivers again.
    const outside = await outsideSlack([], { transport, ackTimeoutMs: 20, retryDelaysMs: [0, 200, 2_000, 5_000, 10_000] })
    const { slack } = outside
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [[]]))
    const bot = await start(outside, database)
    const deliveries = () => slack.requests.filter(({ kind, answer }) => kind === 'events_api' && answer.failure !== null)
    for (const note of ['first', 'second']) await slack.say(SOFIA, dmOf(SOFIA), `log acme: ${note}`)
    if (transport === 'socket') {
      const said = slack.say(SOFIA, dmOf(SOFIA), 'log acme: third')
      slack.sockets.drop()
      await said
    }
    await slack.idle()
    const notes = transport === 'socket' ? ['first', 'second', 'third'] : ['first', 'second']
    const answers = () => slack.messages(dmOf(SOFIA)).filter(({ text }) => text.startsWith('Logged for Acme'))
    await until(() => expect(answers()).toHaveLength(notes.length))
    expect(deliveries().length).toBeGreaterThan(0)
    expect((await bot.terminate()).code).toBe(0)
    expect(answers()).toHaveLength(notes.length)
    const kept = await inDatabase(database, store => store.db.interaction.findMany())
    expect(kept.map(({ note }) => note).toSorted()).toEqual(notes)
  })
})

/** The same submission with another text: another event. */
const changed = (payload: Json, before: string, after: string): Json =>
  JSON.parse(JSON.stringify(payload).replaceAll(before, after)) as Json
