import { describe, expect, it } from 'vitest'
import type { Form } from '../../../src/chat/form.ts'
import { type Button, type Message, type Part, say } from '../../../src/chat/message.ts'
import type { Incoming, Reply } from '../../../src/chat/platform.ts'
import { SOFIA } from '../../../src/playground/workspace.ts'
import { type Transport, transports } from '../../harness/process.ts'
import { type Bench, shownText, sofiasDm, startBench } from './bench.ts'

const button: Button = { action: 'tasks.done', label: 'Done', value: { taskId: 7 } }
const page = (text: string, more: Part[] = []): Message => ({
  locale: 'en',
  summary: text,
  parts: [{ kind: 'heading', text }, { kind: 'actions', actions: [button] }, ...more],
})
const form: Form = {
  id: 'tasks.done',
  title: 'Task done',
  submit: 'Done',
  state: { taskId: 7 },
  fields: [{ kind: 'text', name: 'text', label: 'Outcome', optional: true }],
}

/** Sofia's Home counts how often it was built; everything else is answered by `other`. */
async function withHome(transport: Transport, other: (incoming: Incoming) => Reply = () => ({ kind: 'none' })): Promise<Bench> {
  const bench = await startBench(transport)
  let built = 0
  bench.reply = incoming =>
    incoming.kind === 'home' ? { kind: 'message', message: page(`My day, version ${++built}`) } : other(incoming)
  await bench.slack.openHome(SOFIA)
  await bench.settled()
  return bench
}

const home = (bench: Bench): string => shownText(bench.slack.world.homes.get(SOFIA)?.body.blocks)
const modals = (bench: Bench) => bench.slack.world.stacks.get(SOFIA) ?? []
const press = async (bench: Bench) => {
  await bench.slack.click(SOFIA, { where: { kind: 'home' }, actionId: 'tasks.done#0' })
  await bench.settled()
}
const inDm = (bench: Bench) => bench.slack.messages(sofiasDm).map(({ text }) => text)

describe.each(transports)('the Home tab, over %s', transport => {
  it('is published when it is opened, and not for the messages tab', async () => {
    const bench = await withHome(transport)
    expect(home(bench)).toContain('My day, version 1')
    await bench.slack.openDm(SOFIA)
    await bench.settled()
    expect(bench.received.filter(({ kind }) => kind === 'home')).toHaveLength(1)
  })

  it('opens a form from a button, shows what came of it on top and closes every modal', async () => {
    const bench = await withHome(transport, incoming =>
      incoming.kind === 'submit' ? { kind: 'message', message: say('en', 'Done: send the quote') } : { kind: 'form', form },
    )
    await press(bench)
    const [open] = modals(bench)
    await bench.slack.submit(SOFIA, open?.id ?? '', { text: { text: 'fine' } })
    await bench.settled()
    expect(modals(bench)).toEqual([])
    expect(home(bench)).toMatch(/^Done: send the quote[\s\S]*My day, version 2/)
    expect(inDm(bench)).toEqual([])
  })

  it('shows an answer over the Home, where its buttons go on working, and is fresh below', async () => {
    const bench = await withHome(transport, () => ({ kind: 'message', message: page('Acme') }))
    await press(bench)
    expect(shownText(modals(bench)[0]?.body.title)).toBe('Acme')
    expect(home(bench)).toContain('version 2')
    const [first] = modals(bench)
    await bench.slack.click(SOFIA, { where: { kind: 'view', id: first?.id ?? '' }, actionId: 'tasks.done#0' })
    await bench.settled()
    expect(modals(bench)).toHaveLength(2)
    expect(home(bench)).toContain('version 3')
    expect(inDm(bench)).toEqual([])
  })

  it('keeps a form with errors open and leaves the Home as it is', async () => {
    const bench = await withHome(transport, incoming =>
      incoming.kind === 'submit' ? { kind: 'invalid', errors: { text: 'Say more.' } } : { kind: 'form', form },
    )
    await press(bench)
    const answer = await bench.slack.submit(SOFIA, modals(bench)[0]?.id ?? '', { text: { text: '' } })
    await bench.settled()
    expect(answer.errors).toEqual({ text: 'Say more.' })
    expect(home(bench)).toContain('version 1')
  })

  it('with more than Slack takes is cut, and says so', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({ text: [`Row ${index}`], act: [button] }))
    const bench = await startBench(transport)
    bench.reply = () => ({ kind: 'message', message: page('My day', [{ kind: 'list', rows }]) })
    await bench.slack.openHome(SOFIA)
    await bench.settled()
    expect(home(bench)).toMatch(/Row 50[\s\S]*more/)
    expect(bench.slack.world.homes.get(SOFIA)?.body.blocks).toHaveLength(100)
  })

  it('never stays blank: what Slack refuses gives way to a line that says where everything is', async () => {
    const bench = await startBench(transport)
    bench.reply = () => ({ kind: 'message', message: page('My day') })
    bench.slack.fault({ method: 'views.publish', kind: 'error-before', remaining: 1 })
    await bench.slack.openHome(SOFIA)
    await bench.settled()
    expect(home(bench)).toContain('cannot be shown right now')
  })

  it('an older opening does not take the place of a newer Home', async () => {
    const bench = await withHome(transport)
    const stale = { type: 'app_home_opened', user: SOFIA, channel: sofiasDm, tab: 'home', view: { hash: '0.stale' } }
    await bench.slack.emit(stale)
    await bench.settled()
    expect(home(bench)).toContain('version 1')
    expect(bench.logged.filter(({ event }) => event === 'slack.home-refused')).toEqual([])
  })
})
