import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { RapportError } from '../../src/chat/errors.ts'
import { leaseMs } from '../../src/delivery/claim.ts'
import { createDeliverer, type DelivererParts } from '../../src/delivery/deliverer.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { useStore } from '../harness/store.ts'
import { channel, type FakePlatform, fakePlatform, gate, text } from './fake-platform.ts'

const holder = useStore()

/** A deliverer over the real database, with a clock the test turns. */
function delivery(options: { platform?: FakePlatform } & Partial<DelivererParts> = {}) {
  const { platform = fakePlatform(), ...more } = options
  const clock = { now: new Date('2026-09-16T10:00:00Z') }
  const told: string[] = []
  const outbox = createOutbox(() => clock.now)
  const deliverer = createDeliverer({
    store: holder.store,
    platforms: [platform],
    now: () => clock.now,
    random: () => 0.5,
    log: () => undefined,
    tell: async (_tx, { key }, { state, code }) => void told.push(`${key} ${state} ${code}`),
    ...more,
  })
  onTestFinished(() => deliverer.stop())
  return {
    platform,
    deliverer,
    told,
    clock,
    put: (key: string, place = 'C1') =>
      holder.store.tx(tx => outbox.put(tx, { key, target: channel(place), message: text(key) })),
    pass(seconds: number) {
      clock.now = new Date(clock.now.getTime() + seconds * 1_000)
    },
    row: (key: string) => holder.store.db.outboxItem.findUniqueOrThrow({ where: { key } }),
    sentKeys: () => platform.stored.map(({ key }) => key),
  }
}

describe('a message', () => {
  it('is sent and remembered with its place in the platform', async () => {
    const { put, deliverer, row, platform } = delivery()
    await put('k')
    expect(await deliverer.drain()).toBe(1)
    expect(await row('k')).toMatchObject({ state: 'sent', platformRef: 'ref-k', attempts: 1 })
    expect((await row('k')).message).toEqual({})
    expect(platform.looks).toEqual([])
    expect(await deliverer.drain()).toBe(0)
  })

  it('waits as long as a rate limit says, then goes out without a look: it was certainly not stored', async () => {
    const { put, deliverer, platform, pass, sentKeys } = delivery()
    platform.next('C1', () => ({ kind: 'retry-after', seconds: 30, code: 'ratelimited' }))
    await put('k')
    await deliverer.drain()
    pass(29.9)
    expect(await deliverer.drain()).toBe(0)
    pass(2)
    expect(await deliverer.drain()).toBe(1)
    expect(sentKeys()).toEqual(['k'])
    expect(platform.looks).toEqual([])
  })

  it('in doubt is looked for, and not sent again when it is there', async () => {
    const { put, deliverer, platform, pass, row } = delivery()
    platform.next('C1', (_sent, store) => {
      store()
      return { kind: 'unknown', code: 'timeout' }
    })
    await put('k')
    await deliverer.drain()
    pass(10)
    await deliverer.drain()
    expect(platform.calls).toHaveLength(1)
    expect(await row('k')).toMatchObject({ state: 'sent', platformRef: 'ref-k', attempts: 2 })
  })

  it('in doubt is looked for, and sent again when it is not there', async () => {
    const { put, deliverer, platform, pass, sentKeys } = delivery()
    platform.next('C1', () => ({ kind: 'unknown', code: 'timeout' }))
    await put('k')
    await deliverer.drain()
    pass(10)
    await deliverer.drain()
    expect(platform.looks).toEqual(['k'])
    expect(sentKeys()).toEqual(['k'])
  })

  it('in doubt is not sent while looking fails, nor before the platform lets us look again', async () => {
    const { put, deliverer, platform, pass, row } = delivery()
    platform.next('C1', () => ({ kind: 'unknown', code: 'timeout' }))
    platform.nextLook({ kind: 'failed', code: 'ratelimited', seconds: 60 })
    await put('k')
    await deliverer.drain()
    pass(10)
    await deliverer.drain()
    expect(platform.calls).toHaveLength(1)
    pass(59)
    expect(await deliverer.drain()).toBe(0)
    pass(3)
    await deliverer.drain()
    expect(platform.calls).toHaveLength(2)
    expect(await row('k')).toMatchObject({ state: 'sent' })
  })

  it.each([
    ['cannot look at all', { canLook: false }],
    ['may not look there', {}],
  ])('in doubt, where we %s, is not sent again: a person is told, once', async (_why, options) => {
    const { put, deliverer, platform, pass, row, told } = delivery({ platform: fakePlatform(options) })
    platform.next('C1', () => ({ kind: 'unknown', code: 'timeout' }))
    platform.nextLook({ kind: 'cannot-look' })
    await put('k')
    await deliverer.drain()
    pass(10)
    await deliverer.drain()
    pass(100_000)
    await deliverer.drain()
    expect(platform.calls).toHaveLength(1)
    expect(await row('k')).toMatchObject({ state: 'unknown', errorCode: 'cannot_look' })
    expect(told).toEqual(['k unknown cannot_look'])
  })

  it('that can never arrive is given up at once, and a person told, once', async () => {
    const { put, deliverer, platform, pass, row, told } = delivery()
    platform.next('C1', () => ({ kind: 'rejected', code: 'is_archived' }))
    await put('k')
    await deliverer.drain()
    pass(100_000)
    await deliverer.drain()
    expect(platform.calls).toHaveLength(1)
    expect(await row('k')).toMatchObject({ state: 'failed', errorCode: 'is_archived' })
    expect(told).toEqual(['k failed is_archived'])
  })

  it('outlives a platform that is away for hours', async () => {
    const { put, deliverer, platform, pass, sentKeys, told } = delivery()
    const away = () => ({ kind: 'retry-after', seconds: 30, code: 'ECONNREFUSED' }) as const
    platform.next('C1', ...Array.from({ length: 20 }, () => away))
    await put('k')
    for (let tries = 0; tries < 21; tries++) {
      await deliverer.drain()
      pass(800)
    }
    expect(sentKeys()).toEqual(['k'])
    expect(told).toEqual([])
  })

  it('whose sending throws is tried again later and in the end told, not tried for ever in silence', async () => {
    const { put, deliverer, platform, pass, row, told } = delivery()
    const fault = () => {
      throw new RapportError('broken', 'broken', 'mend it')
    }
    platform.next('C1', ...Array.from({ length: 20 }, () => fault))
    await put('k')
    for (let tries = 0; tries < 12; tries++) {
      await deliverer.drain()
      pass(800)
    }
    expect(told).toEqual([])
    pass(24 * 3_600)
    await deliverer.drain()
    expect(await row('k')).toMatchObject({ state: 'unknown', errorCode: 'broken' })
    expect(told).toEqual(['k unknown broken'])
  })

  it('for a platform that is not connected is told', async () => {
    const { put, deliverer, told } = delivery({ platform: fakePlatform({ name: 'other' }) })
    await put('k')
    await deliverer.drain()
    expect(told).toEqual(['k failed platform_not_connected'])
  })

  it('is not sent by an attempt that looked too long: its lease may be over before the sending ends', async () => {
    const { put, deliverer, platform, pass, row } = delivery()
    platform.next('C1', () => ({ kind: 'unknown', code: 'timeout' }))
    await put('k')
    await deliverer.drain()
    pass(10)
    const find = vi.spyOn(platform, 'find').mockImplementation(async () => {
      pass(30)
      return { kind: 'absent' }
    })
    await deliverer.drain()
    expect(platform.calls).toHaveLength(1)
    expect(await row('k')).toMatchObject({ state: 'pending', errorCode: 'looked_too_long', uncertain: true })
    find.mockRestore()
    pass(60)
    await deliverer.drain()
    expect(platform.calls).toHaveLength(2)
  })

  it('is marked by the attempt that has it now, not by one that was given up', async () => {
    const slow = delivery()
    const quick = delivery({ platform: slow.platform })
    const hang = gate()
    const reached = gate()
    slow.platform.next('C1', async (_sent, store) => {
      reached.open()
      await hang.opened
      store()
      return { kind: 'rejected', code: 'too_late' }
    })
    await slow.put('k')
    const slowDrain = slow.deliverer.drain()
    await reached.opened
    quick.pass(leaseMs / 1_000 + 1)
    await quick.deliverer.drain()
    hang.open()
    await slowDrain
    expect(await slow.row('k')).toMatchObject({ state: 'sent', attempts: 2 })
    expect(slow.told).toEqual([])
  })
})

describe('a message that was taken back after it had been tried', () => {
  it('is ended by its platform, again until that worked, and is gone', async () => {
    const platform = fakePlatform()
    const ended: string[] = []
    let isDown = true
    platform.takeBack = async (_target, key) => {
      if (isDown) throw new RapportError('down', 'down', 'wait')
      ended.push(key)
    }
    const { put, deliverer, pass, told } = delivery({ platform })
    platform.next('C1', () => ({ kind: 'retry-after', seconds: 3_600, code: 'underway', underway: true }))
    await put('k')
    await deliverer.drain()
    const outbox = createOutbox(() => new Date('2026-09-16T10:00:05Z'))
    expect(await holder.store.tx(tx => outbox.withdraw(tx, ['k']))).toEqual(['k'])
    expect(await holder.store.tx(tx => outbox.withdraw(tx, ['k']))).toEqual([])
    pass(10)
    await deliverer.drain()
    isDown = false
    pass(120)
    await deliverer.drain()
    expect(ended).toEqual(['k'])
    expect(await holder.store.db.outboxItem.count()).toBe(0)
    expect([platform.calls.length, told]).toEqual([1, []])
  })

  it('is not given up for its age while it goes on elsewhere', async () => {
    const { put, deliverer, platform, pass, row } = delivery()
    platform.next(
      'C1',
      ...Array.from(
        { length: 14 },
        () => () => ({ kind: 'retry-after', seconds: 10_000, code: 'underway', underway: true }) as const,
      ),
    )
    await put('k')
    for (let attempt = 0; attempt < 13; attempt += 1) {
      await deliverer.drain()
      pass(11_000)
    }
    expect(await row('k')).toMatchObject({ state: 'pending', attempts: 13 })
  })
})

describe('a place that hangs (R12)', () => {
  it('takes one slot: every other place gets its messages meanwhile, those queued later too', async () => {
    const { put, deliverer, platform, sentKeys } = delivery({ slots: 2, pollMs: 10 })
    const hang = gate()
    platform.next('slow', async () => {
      await hang.opened
      return { kind: 'unknown', code: 'timeout' }
    })
    for (let n = 0; n < 5; n++) await put(`slow-${n}`, 'slow')
    for (let n = 0; n < 20; n++) await put(`quick-${n}`, `C${n}`)
    deliverer.start()
    await vi.waitFor(() => expect(platform.stored).toHaveLength(20), { timeout: 20_000 })
    await put('later', 'C1')
    await vi.waitFor(() => expect(sentKeys()).toContain('later'), { timeout: 20_000 })
    expect(platform.calls.filter(({ target }) => target.id === 'slow')).toHaveLength(1)
    hang.open()
  })
})

describe('a stop', () => {
  it('lets what is being sent end', async () => {
    const { put, deliverer, platform, row } = delivery({ pollMs: 10 })
    const hang = gate()
    const reached = gate()
    platform.next('C1', async (_sent, store) => {
      reached.open()
      await hang.opened
      return { kind: 'sent', ref: store() }
    })
    await put('k')
    deliverer.start()
    await reached.opened
    const stopped = deliverer.stop()
    hang.open()
    await stopped
    expect(await row('k')).toMatchObject({ state: 'sent' })
  })

  it('releases what hangs, in doubt, so that the next start looks before it sends', async () => {
    const first = delivery({ pollMs: 10, stopPatienceMs: 20 })
    const reached = gate()
    const hang = gate()
    first.platform.next('C1', async (_sent, store) => {
      store()
      reached.open()
      await hang.opened
      return { kind: 'unknown', code: 'timeout' }
    })
    await first.put('k')
    await first.put('k2')
    first.deliverer.start()
    await reached.opened
    await first.deliverer.stop()
    expect(await first.row('k')).toMatchObject({ state: 'pending', uncertain: true, errorCode: 'stopped' })
    expect(await first.row('k2')).toMatchObject({ state: 'pending', uncertain: false, attempts: 0 })
    hang.open()
    const second = delivery({ platform: first.platform })
    second.pass(10)
    await second.deliverer.drain()
    expect(second.sentKeys()).toEqual(['k', 'k2'])
  })
})

describe('a start', () => {
  it('after a crash looks for what the dead process was sending, and sends it when it is not there', async () => {
    const { put, deliverer, platform, sentKeys, pass } = delivery({ pollMs: 10 })
    await put('arrived')
    await put('lost', 'C2')
    await holder.store.db.outboxItem.updateMany({
      data: { state: 'sending', attempts: 1, uncertain: true, leaseUntil: new Date('2026-09-16T10:01:00Z') },
    })
    await platform.send(channel('C1'), text('arrived'), 'arrived')
    if (holder.store.kind === 'postgres') pass(61)
    deliverer.start()
    await vi.waitFor(() => expect(sentKeys().toSorted()).toEqual(['arrived', 'lost']), { timeout: 20_000 })
    await vi.waitFor(async () => expect(await holder.store.db.outboxItem.count({ where: { state: 'sent' } })).toBe(2), {
      timeout: 20_000,
    })
    expect(platform.looks.toSorted()).toEqual(['arrived', 'lost'])
  })
})
