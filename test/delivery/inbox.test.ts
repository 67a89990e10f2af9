import { describe, expect, it, onTestFinished } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { createDispatch } from '../../src/chat/dispatch.ts'
import { say } from '../../src/chat/message.ts'
import type { Incoming } from '../../src/chat/platform.ts'
import type { Store } from '../../src/database/store.ts'
import { createInbox } from '../../src/delivery/inbox.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { createResumer } from '../../src/delivery/resumer.ts'
import { createDirectory } from '../../src/people/directory.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { useStore } from '../harness/store.ts'
import { fakePlatform, gate } from './fake-platform.ts'

const holder = useStore()
const now = new Date('2026-09-16T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

const said = (key: string, words = 'acme: called', person = 'sofia'): Incoming => ({
  kind: 'command',
  key,
  platform: 'test',
  person: { platform: 'test', id: person },
  place: { platform: 'test', id: `dm-${person}`, kind: 'dm' },
  replyTo: { url: 'somewhere' },
  name: 'log',
  text: words,
})
const item = (key: string) => holder.store.db.inboxItem.findUniqueOrThrow({ where: { key } })

async function accepted(incoming: Incoming): Promise<bigint> {
  const id = await createInbox(holder.store).accept(incoming, now)
  if (id === null) throw new Error('seen before')
  return id
}

describe('the inbox', () => {
  it('takes an event once, though it arrives four times at the same moment (R7)', async () => {
    const inbox = createInbox(holder.store)
    const ids = await Promise.all([1, 2, 3, 4].map(() => inbox.accept(said('e1'), now)))
    expect(ids.filter(id => id !== null)).toHaveLength(1)
    expect(await inbox.accept(said('e1'), later(60_000))).toBeNull()
  })

  it('lets one of two that handle it finish; the other leaves no trace', async () => {
    const inbox = createInbox(holder.store)
    const id = await accepted(said('e1'))
    const handle = (name: string) =>
      holder.store.tx(async tx => {
        if (!(await inbox.finish(tx, id, now))) return 'nothing'
        await tx.storedValue.create({ data: { key: name, value: 1 } })
        return 'done'
      })
    expect((await Promise.all([handle('one'), handle('two')])).toSorted()).toEqual(['done', 'nothing'])
    expect(await holder.store.db.storedValue.count()).toBe(1)
  })

  it('forgets what was typed once it is handled, or told as failed, and keeps the key', async () => {
    const inbox = createInbox(holder.store)
    const done = await accepted(said('done'))
    await accepted(said('failed'))
    await holder.store.tx(tx => inbox.finish(tx, done, now))
    await inbox.fail('failed', 'broken', now)
    expect(await item('done')).toMatchObject({ state: 'done' })
    expect(await item('failed')).toMatchObject({ state: 'failed', errorCode: 'broken' })
    expect([(await item('done')).payload, (await item('failed')).payload]).toEqual([{}, {}])
    expect(await inbox.accept(said('failed'), now)).toBeNull()
  })

  it('stays pending when the handling transaction fails', async () => {
    const inbox = createInbox(holder.store)
    const id = await accepted(said('e1'))
    const handling = holder.store.tx(async tx => {
      await inbox.finish(tx, id, now)
      throw new Error('crash')
    })
    await expect(handling).rejects.toThrow('crash')
    expect(await item('e1')).toMatchObject({ state: 'pending', payload: said('e1') })
  })

  it('keeps odd text: emoji, half an emoji, right to left, NUL', async () => {
    await accepted(said('odd', '😀 \ud83d مرحبا \0'))
    expect((await item('odd')).payload).toMatchObject({ text: '😀 \ufffd مرحبا ' })
  })
})

function resuming(inbox = createInbox(holder.store), handle?: (incoming: Incoming, id: bigint) => Promise<void>) {
  const platform = fakePlatform()
  const handled: string[] = []
  const resumer = createResumer({
    inbox,
    platforms: [platform],
    now: () => now,
    log: () => undefined,
    async resume(incoming, id) {
      await handle?.(incoming, id)
      await holder.store.tx(tx => inbox.finish(tx, id, now))
      handled.push(incoming.key)
      return { kind: 'message', message: { locale: 'en', summary: `did ${incoming.key}`, parts: [] } }
    },
  })
  onTestFinished(() => resumer.stop())
  return { platform, handled, resumer }
}

describe('after a crash between receiving and handling', () => {
  it('everything is handled in its order and answered', async () => {
    for (const key of ['e1', 'e2', 'e3']) await accepted(said(key))
    const { resumer, handled, platform } = resuming()
    expect(await resumer.sweep(later(1))).toBe(3)
    expect(handled).toEqual(['e1', 'e2', 'e3'])
    expect(platform.answered.map(({ incoming }) => incoming)).toEqual(['e1', 'e2', 'e3'].map(key => said(key)))
    expect(await resumer.sweep(later(1))).toBe(0)
  })

  it('what was received by this process itself is left to it', async () => {
    await accepted(said('mine'))
    const { resumer, handled } = resuming()
    await resumer.sweep(now)
    expect(handled).toEqual([])
  })

  it('what ends the process each time is given up after five tries', async () => {
    await accepted(said('poison'))
    const inbox = createInbox(holder.store)
    for (let crash = 0; crash < 5; crash++) expect(await inbox.unhandled(later(1))).toHaveLength(1)
    const { resumer, handled } = resuming()
    await resumer.sweep(later(1))
    expect(handled).toEqual([])
    expect(await item('poison')).toMatchObject({ state: 'failed', errorCode: 'given_up' })
  })

  it('what was told as failed while the database was away is not done behind the person’s back', async () => {
    await accepted(said('told'))
    const away = { up: false }
    const inbox = createInbox(unreliable(holder.store, away))
    await expect(inbox.fail('told', 'database', now)).rejects.toThrow('away')
    away.up = true
    const { resumer, handled } = resuming(inbox)
    await resumer.sweep(later(1))
    expect(handled).toEqual([])
    expect(await item('told')).toMatchObject({ state: 'failed', errorCode: 'database' })
  })

  it('a stop waits for what is being handled and begins nothing more', async () => {
    for (const key of ['e1', 'e2']) await accepted(said(key))
    const began = gate()
    const goOn = gate()
    const { resumer, handled } = resuming(undefined, async () => {
      began.open()
      await goOn.opened
    })
    resumer.start(later(1))
    await began.opened
    const stopped = resumer.stop()
    goOn.open()
    await stopped
    expect(handled).toEqual(['e1'])
    expect(await item('e2')).toMatchObject({ state: 'pending' })
  })
})

/** The store, of which updates of the inbox fail while it is not up. */
function unreliable(store: Store, state: { up: boolean }): Store {
  const inboxItem = {
    updateMany: (args: Parameters<Store['db']['inboxItem']['updateMany']>[0]) => {
      if (!state.up) throw new Error('away')
      return store.db.inboxItem.updateMany(args)
    },
  }
  const db = new Proxy(store.db, { get: (target, name) => (name === 'inboxItem' ? inboxItem : Reflect.get(target, name)) })
  return { ...store, db }
}

describe('through dispatch', () => {
  let runs = 0
  const bot = useBot([
    {
      name: 'counting',
      commands: [
        {
          name: 'count',
          aliases: [],
          summary: { en: 'count', 'zh-CN': '数' },
          otherwise: 'once',
          empty: 'once',
          firstWordIsName: true,
          verbs: [
            {
              name: 'once',
              words: ['once'],
              usage: { en: '/count', 'zh-CN': '/count' },
              needs: 'customer.read',
              async run({ tx, now: at }) {
                runs += 1
                await tx.storedValue.create({ data: { key: `run-${runs}`, value: at.toISOString() } })
                return { kind: 'message', message: { locale: 'en', summary: 'counted', parts: [] } }
              },
            },
          ],
        },
      ],
    },
  ])

  it('an event that arrives four times at the same moment takes effect once (R7)', async () => {
    const event: Incoming = { ...said('again'), kind: 'command', name: 'count', text: '' }
    const replies = await Promise.all([1, 2, 3, 4].map(() => bot.receive(event)))
    expect(replies.filter(({ kind }) => kind === 'message')).toHaveLength(1)
    expect(replies.filter(({ kind }) => kind === 'none')).toHaveLength(3)
    expect(await bot.store.db.storedValue.count({ where: { key: { startsWith: 'run-' } } })).toBe(1)
  })
})

describe('a database lost in the middle of writing an event down', () => {
  it('may have kept it: what the person got back as not saved is not done later', async () => {
    const inbox = createInbox(holder.store)
    const { receive } = createDispatch({
      store: holder.store,
      inbox: {
        ...inbox,
        async accept(incoming, at) {
          await inbox.accept(incoming, at)
          throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
        },
      },
      outbox: createOutbox(() => now),
      directory: createDirectory({
        ...{ store: holder.store, outbox: createOutbox(() => now), admins: [] },
        defaults: { zone: 'UTC', locale: 'en', currency: 'EUR' },
        whoIs: async () => null,
      }),
      rooms: collect([]),
      suggestCustomers: async () => [],
      home: async () => say('en', ''),
      now: () => now,
      log: () => undefined,
    })
    expect(textOf(await receive(said('e1')))).toContain('acme: called')
    expect(await item('e1')).toMatchObject({ state: 'failed', errorCode: 'ECONNRESET', payload: {} })
    const { resumer, handled } = resuming(inbox)
    await resumer.sweep(later(1))
    expect(handled).toEqual([])
  })
})
