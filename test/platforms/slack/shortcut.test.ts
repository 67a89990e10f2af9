import { describe, expect, it } from 'vitest'
import type { Incoming, Reply } from '../../../src/chat/platform.ts'
import { ACME_SHARED, ANNA, BOT_USER_ID, GENERAL, MARCUS, SOFIA, TEAM_ID } from '../../../src/playground/workspace.ts'
import { transports } from '../../harness/process.ts'
import { type Bench, shownText, sofiasDm, startBench } from './bench.ts'

type Shortcut = Extract<Incoming, { kind: 'shortcut' }>
const form: Reply = {
  kind: 'form',
  form: {
    id: 'interactions.said',
    title: 'Log to a customer',
    submit: 'Save',
    fields: [{ kind: 'customer', name: 'customer', label: 'Customer' }],
    state: { draft: 'd' },
  },
}

/** Anna writes in the shared channel, and Sofia presses the shortcut at it; what was handed over. */
async function pressed(bench: Bench, ts: string, who = SOFIA, channel = ACME_SHARED): Promise<Shortcut> {
  await bench.slack.shortcut(who, 'log', channel, ts)
  await bench.settled()
  const last = bench.received.at(-1)
  if (last?.kind !== 'shortcut') throw new Error(`no shortcut but ${last?.kind}`)
  return last
}

describe.each(transports)('a message shortcut, over %s', transport => {
  it('arrives with the words, their author by name, their time and a link back', async () => {
    const bench = await startBench(transport)
    const { ts } = await bench.slack.say(ANNA, ACME_SHARED, 'We need <it> & soon, @Sofia Lind')
    const incoming = await pressed(bench, ts)
    expect(incoming).toMatchObject({
      shortcut: 'log',
      aside: true,
      person: { id: SOFIA, workspace: TEAM_ID },
      place: { id: ACME_SHARED, kind: 'shared' },
      said: {
        message: {
          id: `${ACME_SHARED}:${ts}`,
          author: 'Anna Becker',
          text: `We need <it> & soon, @[${SOFIA}]`,
          at: new Date(Number(ts) * 1000).toISOString(),
        },
        thread: null,
      },
    })
    const link = new URL(incoming.said.message.link ?? '')
    expect([link.searchParams.get('in'), link.searchParams.get('at')]).toEqual([ACME_SHARED, ts])
  })

  it('brings its thread, from the head or from any answer in it', async () => {
    const bench = await startBench(transport)
    const { ts } = await bench.slack.say(ANNA, ACME_SHARED, 'one')
    const answer = await bench.slack.say(SOFIA, ACME_SHARED, 'two', ts)
    for (const each of [ts, answer.ts])
      expect((await pressed(bench, each)).said.thread).toMatchObject({
        id: `${ACME_SHARED}:${ts}`,
        messages: [
          { author: 'Anna Becker', text: 'one' },
          { author: 'Sofia Lind', text: 'two' },
        ],
        more: false,
      })
  })

  it('is bounded to fifty messages of a thread, and says that there are more', async () => {
    const bench = await startBench(transport)
    const { ts } = await bench.slack.say(ANNA, ACME_SHARED, 'head')
    for (let index = 0; index < 55; index++) await bench.slack.say(ANNA, ACME_SHARED, `answer ${index}`, ts)
    const { thread } = (await pressed(bench, ts)).said
    expect(thread).toMatchObject({ more: true })
    expect(thread !== null && thread !== 'unreadable' && thread.messages.length).toBe(50)
  })

  it('still offers the message where the bot is not in the channel, or Slack does not answer in time', async () => {
    const bench = await startBench(transport)
    const { ts } = await bench.slack.say(MARCUS, GENERAL, 'head')
    await bench.slack.say(SOFIA, GENERAL, 'answer', ts)
    const general = bench.slack.world.channels.get(GENERAL)
    if (general) general.members = general.members.filter(member => member !== BOT_USER_ID)
    expect((await pressed(bench, ts, SOFIA, GENERAL)).said).toMatchObject({
      message: { author: 'Marcus Reed', text: 'head', link: null },
      thread: 'unreadable',
    })
    const said = await bench.slack.say(ANNA, ACME_SHARED, 'hello')
    for (const method of ['chat.getPermalink', 'users.info']) bench.slack.fault({ method, kind: 'hang', remaining: 5 })
    expect((await pressed(bench, said.ts)).said.message).toMatchObject({ text: 'hello', author: ANNA, link: null })
  })

  it('opens its form for the person alone, and says nothing in the channel, whatever is answered', async () => {
    const bench = await startBench(transport)
    const { ts } = await bench.slack.say(ANNA, ACME_SHARED, 'hello')
    const before = bench.slack.messages(ACME_SHARED).length
    bench.reply = incoming =>
      incoming.kind === 'shortcut'
        ? form
        : { kind: 'message', message: { locale: 'en', summary: 'Logged', parts: [{ kind: 'text', text: ['Logged for Acme'] }] } }
    await pressed(bench, ts)
    const view = bench.slack.world.stacks.get(SOFIA)?.at(-1)
    if (!view) throw new Error('no form is open')
    await bench.slack.suggest(SOFIA, {
      where: { kind: 'view', id: view.id },
      blockId: 'customer',
      actionId: 'customer',
      query: 'ac',
    })
    expect(bench.received.at(-1)).toMatchObject({ kind: 'suggest', aside: true, place: { kind: 'shared' } })
    const option = { text: { type: 'plain_text', text: 'Acme' }, value: '1' }
    await bench.slack.submit(SOFIA, view.id, { customer: { customer: { selected_option: option } } })
    await bench.settled()
    expect(bench.received.at(-1)).toMatchObject({ kind: 'submit', aside: true, place: { id: ACME_SHARED, kind: 'shared' } })
    expect(shownText(bench.slack.messages(sofiasDm).at(-1)?.blocks)).toContain('Logged for Acme')
    expect(bench.slack.messages(ACME_SHARED)).toHaveLength(before)
    expect(bench.slack.ephemerals(ACME_SHARED, SOFIA)).toEqual([])
  })

  it('tells the person in private when the form can no longer be opened', async () => {
    const bench = await startBench(transport)
    const { ts } = await bench.slack.say(ANNA, ACME_SHARED, 'hello')
    bench.reply = () => form
    bench.slack.fault({ method: 'views.open', kind: 'error-before', remaining: 1 })
    await pressed(bench, ts)
    expect(bench.slack.messages(sofiasDm)).toHaveLength(1)
    expect(bench.slack.ephemerals(ACME_SHARED, SOFIA)).toEqual([])
  })

  it('is not there for people of another company', async () => {
    const bench = await startBench(transport)
    const { ts } = await bench.slack.say(ANNA, ACME_SHARED, 'hello')
    const { sent, notice } = await bench.slack.shortcut(ANNA, 'log', ACME_SHARED, ts)
    expect([sent, notice]).toEqual([false, expect.stringContaining('another company')])
  })
})
