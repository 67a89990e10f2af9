import { describe, expect, it, onTestFinished } from 'vitest'
import type { Form } from '../../../src/chat/form.ts'
import { type Button, type Message, say } from '../../../src/chat/message.ts'
import type { Incoming } from '../../../src/chat/platform.ts'
import type { Message as Shown } from '../../../src/playground/model.ts'
import { ACME_SHARED, ANNA, KEY_ACCOUNTS, SOFIA } from '../../../src/playground/workspace.ts'
import { transports } from '../../harness/process.ts'
import { type Bench, shownText, sofiaRuns, sofiasDm, startBench } from './bench.ts'

const button: Button = { action: 'customers.show', label: 'Open', value: { customerId: 7 } }
const withButton = (text: string): Message => ({
  ...say('en', text),
  parts: [
    { kind: 'text', text: [text] },
    { kind: 'actions', actions: [button] },
  ],
})
const said = (text: string) => ({ kind: 'message' as const, message: say('en', text) })

const form: Form = {
  id: 'customers.edit',
  title: 'Edit the customer with a long title',
  submit: 'Save',
  intro: 'About *Acme*',
  state: { customerId: 7, version: 3 },
  fields: [
    { kind: 'text', name: 'name', label: 'Name', value: 'Acme' },
    { kind: 'number', name: 'amount', label: 'Amount', decimal: true, optional: true },
    { kind: 'date', name: 'due', label: 'Due', optional: true, value: '2026-09-30' },
    {
      kind: 'choice',
      name: 'tier',
      label: 'Tier',
      optional: true,
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
      value: 'b',
    },
    {
      kind: 'choice',
      name: 'tags',
      label: 'Tags',
      optional: true,
      multiple: true,
      options: [
        { value: 'vip', label: 'VIP' },
        { value: 'new', label: 'New' },
      ],
    },
    { kind: 'person', name: 'owner', label: 'Owner', optional: true, value: SOFIA },
    { kind: 'customer', name: 'customer', label: 'Customer', optional: true },
  ],
}

const visible = (messages: readonly Shown[]) => messages.map(({ blocks, text }) => shownText(blocks) || text)
const privately = (bench: Bench, channel = KEY_ACCOUNTS) => visible(bench.slack.ephemerals(channel, SOFIA))
const posted = (bench: Bench, channel: string) => visible(bench.slack.messages(channel))
const modal = (bench: Bench) => bench.slack.world.stacks.get(SOFIA)?.at(-1)
const lastAnswer = (bench: Bench, channel = KEY_ACCOUNTS): Shown => {
  const last = bench.slack.world.messages.get(channel)?.at(-1)
  if (!last) throw new Error('nothing was answered')
  return last
}

async function press(bench: Bench, message: Shown, text = 'Open', person = SOFIA): Promise<void> {
  const all = message.blocks.flatMap(block => (block.elements ?? []) as { text?: { text: string }; action_id: string }[])
  const found = all.find(element => element.text?.text === text)
  if (!found) throw new Error(`no button ${text}`)
  await bench.slack.click(person, {
    where: { kind: 'message', channel: message.channel, ts: message.ts },
    actionId: found.action_id,
  })
  await bench.settled()
}

describe.each(transports)('an answer, over %s', transport => {
  it('to a command is its acknowledgement, seen by the asker alone', async () => {
    const bench = await startBench(transport)
    bench.reply = () => said('Acme GmbH')
    await sofiaRuns(bench, '/customer acme')
    expect(privately(bench)).toEqual(['Acme GmbH'])
    expect(posted(bench, KEY_ACCOUNTS)).toEqual([])
    expect(bench.slack.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([])
  })

  it('that takes long is announced in time and comes later', async () => {
    const bench = await startBench(transport, { ackAfterMs: 20 })
    let release: () => void = () => undefined
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    bench.reply = async () => {
      await held
      return said('Here it is')
    }
    await bench.slack.command(SOFIA, KEY_ACCOUNTS, '/customer acme')
    expect(privately(bench)).toEqual(['Working on it… / 正在处理……'])
    release()
    await bench.settled()
    expect(privately(bench)).toEqual(['Working on it… / 正在处理……', 'Here it is'])
  })

  it('to a mention in a channel is seen by the asker alone', async () => {
    const bench = await startBench(transport)
    bench.reply = () => said('Acme GmbH')
    await bench.slack.say(SOFIA, KEY_ACCOUNTS, '@Rapport customer acme')
    await bench.settled()
    expect(privately(bench)).toEqual(['Acme GmbH'])
    expect(posted(bench, KEY_ACCOUNTS)).toHaveLength(1)
  })

  it('goes to the direct conversation when the channel does not take it', async () => {
    const bench = await startBench(transport)
    bench.reply = () => said('Acme GmbH')
    bench.slack.fault({ method: 'chat.postEphemeral', kind: 'error-before', remaining: 1 })
    await bench.slack.say(SOFIA, KEY_ACCOUNTS, '@Rapport customer acme')
    await bench.settled()
    expect(posted(bench, sofiasDm)).toEqual(['Acme GmbH'])
  })

  it('replaces a private message and never a shared one', async () => {
    const bench = await startBench(transport)
    bench.reply = incoming =>
      incoming.kind === 'action'
        ? { kind: 'replace', message: say('en', 'Done') }
        : { kind: 'message', message: withButton('Card') }
    await sofiaRuns(bench, '/customer acme')
    await press(bench, lastAnswer(bench))
    expect(bench.received.at(-1)).toMatchObject({
      kind: 'action',
      action: 'customers.show',
      value: { customerId: 7 },
      person: { id: SOFIA },
    })
    expect(privately(bench)).toEqual(['Done'])

    await bench.platform.send({ platform: 'slack', kind: 'channel', id: KEY_ACCOUNTS }, withButton('Digest'), 'digest')
    await press(bench, lastAnswer(bench))
    expect(posted(bench, KEY_ACCOUNTS)).toEqual(['Digest\nOpen'])
    expect(privately(bench)).toEqual(['Done', 'Done'])

    await bench.platform.send({ platform: 'slack', kind: 'person', id: SOFIA }, withButton('Task'), 'task')
    await press(bench, lastAnswer(bench, sofiasDm))
    expect(posted(bench, sofiasDm)).toEqual(['Done'])
  })

  it('names the company of the one who pressed: outsiders reach our buttons in shared channels', async () => {
    const bench = await startBench(transport)
    await bench.slack.unshare(ACME_SHARED)
    await bench.platform.send({ platform: 'slack', kind: 'channel', id: ACME_SHARED }, withButton('Digest'), 'digest')
    await bench.slack.share(ACME_SHARED)
    await press(bench, lastAnswer(bench, ACME_SHARED), 'Open', ANNA)
    expect(bench.received.at(-1)).toMatchObject({ person: { id: ANNA, workspace: 'T0ACME' }, place: { kind: 'shared' } })
  })

  it('to a button of an older version says that it is out of date', async () => {
    const bench = await startBench(transport)
    bench.reply = () => ({ kind: 'message', message: withButton('Card') })
    await sofiaRuns(bench, '/customer acme')
    const shown = lastAnswer(bench)
    const [element] = (shown.blocks.at(-1)?.elements ?? []) as { value: string }[]
    if (element) element.value = '{"old":true}'
    await press(bench, shown)
    expect(bench.received.at(-1)).toMatchObject({ kind: 'action', action: '', value: null })
  })

  it('long afterwards goes by the address Slack gave, then directly', async () => {
    const bench = await startBench(transport)
    const incoming = await sofiaRuns(bench, '/customer acme')
    await bench.platform.answer(incoming, said('soon'))
    expect(privately(bench)).toEqual(['soon'])
    const old = { ...incoming, replyTo: { ...(incoming.replyTo as object), at: Date.now() - 40 * 60_000 } } as Incoming
    await bench.platform.answer(old, said('late'))
    expect(posted(bench, sofiasDm)).toEqual(['late'])
  })

  it('that Slack refuses is sent once more without the newest blocks', async () => {
    const table: Message = { locale: 'en', summary: 's', parts: [{ kind: 'table', columns: ['a'], rows: [['1']] }] }
    let refused = 0
    const real = globalThis.fetch
    onTestFinished(() => {
      globalThis.fetch = real
    })
    globalThis.fetch = async (input, init) => {
      if (!(String(input).endsWith('chat.postMessage') && String(init?.body).includes('raw_text'))) return real(input, init)
      refused += 1
      return Response.json({ ok: false, error: 'invalid_blocks' })
    }
    const bench = await startBench(transport)
    expect(await bench.platform.send({ platform: 'slack', kind: 'channel', id: KEY_ACCOUNTS }, table, 'k')).toMatchObject({
      kind: 'sent',
    })
    expect(refused).toBe(1)
    expect(posted(bench, KEY_ACCOUNTS)).toEqual(['a\n1'])
  })
})

describe.each(transports)('a form, over %s', transport => {
  const opened = async () => {
    const bench = await startBench(transport)
    bench.reply = () => ({ kind: 'form', form })
    await sofiaRuns(bench, '/customer edit acme')
    const view = modal(bench)
    if (!view) throw new Error('no form was opened')
    return { bench, view }
  }

  it('opens as a modal with what is known filled in', async () => {
    const { view } = await opened()
    expect(view.body).toMatchObject({
      callback_id: 'customers.edit',
      title: { text: 'Edit the customer with…' },
      submit: { text: 'Save' },
    })
    expect(view.values).toMatchObject({
      name: { text: { value: 'Acme' } },
      due: { date: { selected_date: '2026-09-30' } },
      tier: { choice: { selected_option: { value: 'b' } } },
      owner: { person: { selected_user: SOFIA } },
    })
  })

  it('comes back with the values by field, its state, and the place where it was opened', async () => {
    const { bench, view } = await opened()
    bench.reply = () => said('Saved')
    await bench.slack.submit(SOFIA, view.id, {
      name: { text: 'Acme & Co' },
      amount: { number: '12.5' },
      tags: { choice: ['vip', 'new'] },
    })
    await bench.settled()
    expect(bench.received.at(-1)).toMatchObject({
      kind: 'submit',
      form: 'customers.edit',
      state: { customerId: 7, version: 3 },
      place: { id: KEY_ACCOUNTS, kind: 'internal' },
      values: {
        name: 'Acme & Co',
        amount: '12.5',
        due: '2026-09-30',
        tier: 'b',
        tags: ['vip', 'new'],
        owner: SOFIA,
        customer: null,
      },
    })
    expect(modal(bench)).toBeUndefined()
    expect(privately(bench)).toEqual(['Saved'])
  })

  it('stays open with errors at their fields, and the next attempt counts even with the same values', async () => {
    const { bench, view } = await opened()
    bench.reply = () => ({ kind: 'invalid', errors: { due: 'In the past.', '': 'And more.' } })
    const first = await bench.slack.submit(SOFIA, view.id, {})
    expect(first.errors).toEqual({ due: 'In the past.', name: 'And more.' })
    bench.reply = () => said('Saved')
    await bench.slack.submit(SOFIA, view.id, {})
    await bench.settled()
    expect(privately(bench)).toEqual(['Saved'])
    const keys = bench.received.filter(({ kind }) => kind === 'submit').map(({ key }) => key)
    expect(new Set(keys).size).toBe(2)
  })

  it('submitted again after a time-out is the same event', async () => {
    const bench = await startBench(transport, { ackTimeoutMs: 1_500 })
    bench.reply = () => ({ kind: 'form', form })
    await sofiaRuns(bench, '/customer edit acme')
    const view = modal(bench)
    let release: () => void = () => undefined
    bench.reply = () =>
      new Promise(resolve => {
        release = () => resolve(said('Saved'))
      })
    const first = await bench.slack.submit(SOFIA, view?.id ?? '', {})
    expect(first.problem).toBe('operation_timeout')
    await bench.slack.submit(SOFIA, view?.id ?? '', {})
    release()
    await bench.settled()
    const keys = bench.received.filter(({ kind }) => kind === 'submit').map(({ key }) => key)
    expect(keys).toHaveLength(2)
    expect(keys[1]).toBe(keys[0])
  })

  it('turns into the next one', async () => {
    const { bench, view } = await opened()
    bench.reply = () => ({ kind: 'next-form', form: { ...form, id: 'customers.merge', title: 'Merge' } })
    await bench.slack.submit(SOFIA, view.id, {})
    expect(modal(bench)?.body).toMatchObject({ callback_id: 'customers.merge' })
  })

  it('suggests customers for what was typed so far, and before anything was typed', async () => {
    const { bench, view } = await opened()
    bench.reply = incoming => ({
      kind: 'options',
      options: [{ value: '7', label: incoming.kind === 'suggest' ? `<Acme> ${incoming.query}` : '' }],
    })
    const where = { kind: 'view' as const, id: view.id }
    const typed = await bench.slack.suggest(SOFIA, { where, actionId: 'customer', query: 'ac' })
    expect(typed.options[0]?.options).toMatchObject([{ value: '7', text: { text: '<Acme> ac' } }])
    await bench.slack.suggest(SOFIA, { where, actionId: 'customer', query: '' })
    expect(bench.received.at(-1)).toMatchObject({ kind: 'suggest', query: '', place: { id: KEY_ACCOUNTS } })
  })

  it('that can no longer be opened is offered by a button that opens it', async () => {
    const bench = await startBench(transport)
    bench.reply = () => ({ kind: 'form', form })
    bench.slack.fault({ method: 'views.open', kind: 'error-before', remaining: 1 })
    await sofiaRuns(bench, '/customer edit acme')
    expect(privately(bench)[0]).toContain('can no longer be opened')
    await press(bench, lastAnswer(bench), 'Open the form')
    expect(bench.received.at(-1)).toMatchObject({ kind: 'command', name: 'customer', text: 'edit acme' })
    expect(modal(bench)?.body).toMatchObject({ callback_id: 'customers.edit' })
  })

  it('asked for in a message opens from a button', async () => {
    const bench = await startBench(transport)
    bench.reply = () => ({ kind: 'form', form })
    await bench.slack.say(SOFIA, sofiasDm, 'customer edit acme')
    await bench.settled()
    expect(modal(bench)).toBeUndefined()
    await press(bench, lastAnswer(bench, sofiasDm), 'Open the form')
    expect(bench.received.at(-1)).toMatchObject({ kind: 'text', text: 'customer edit acme' })
    expect(modal(bench)?.body).toMatchObject({ callback_id: 'customers.edit' })
  })

  it('that was wrong, but closed before the answer came, returns what was typed', async () => {
    const bench = await startBench(transport, { ackAfterMs: 150 })
    bench.reply = () => ({ kind: 'form', form })
    await sofiaRuns(bench, '/customer edit acme')
    let release: () => void = () => undefined
    bench.reply = () =>
      new Promise(resolve => {
        release = () => resolve({ kind: 'invalid', errors: { name: 'Taken.' } })
      })
    await bench.slack.submit(SOFIA, modal(bench)?.id ?? '', { name: { text: 'Acme Two' } })
    release()
    await bench.settled()
    expect(privately(bench).join('\n')).toMatch(/Nothing was saved yet[\s\S]*Taken\.[\s\S]*Acme Two/)
  })
})
