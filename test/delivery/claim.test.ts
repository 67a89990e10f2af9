import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/chat/message.ts'
import { claim, leaseMs, releaseLeft, settle } from '../../src/delivery/claim.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { useStore } from '../harness/store.ts'
import { channel, text } from './fake-platform.ts'

const holder = useStore()
const now = new Date('2026-09-16T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const outbox = createOutbox(() => now)

const put = (key: string, place = 'C1', more: { notBefore?: Date; message?: Message } = {}) =>
  holder.store.tx(tx => outbox.put(tx, { key, target: channel(place), message: text(key), ...more }))
const keys = async (limit = 10, at = now) => (await claim(holder.store, limit, at)).map(({ key }) => key).sort()
const row = (key: string) => holder.store.db.outboxItem.findUniqueOrThrow({ where: { key } })

async function claimOne(at = now) {
  const [claimed] = await claim(holder.store, 1, at)
  if (!claimed) throw new Error('nothing to claim')
  return claimed
}

describe('the outbox', () => {
  it('takes a key once, for ever', async () => {
    expect(await put('digest:1:C1:2026-09-16')).toBe(true)
    expect(await put('digest:1:C1:2026-09-16', 'C2')).toBe(false)
    const claimed = await claimOne()
    await holder.store.tx(tx => settle(tx, claimed, { state: 'sent', ref: 'r' }, now))
    expect(await put('digest:1:C1:2026-09-16')).toBe(false)
    expect(await keys()).toEqual([])
  })

  it('forgets what a rolled back transaction queued', async () => {
    const failing = holder.store.tx(async tx => {
      await outbox.put(tx, { key: 'lost', target: channel('C1'), message: text('lost') })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await keys()).toEqual([])
  })

  it('keeps a text that ends in half an emoji or holds a NUL', async () => {
    await put('odd', 'C1', { message: text('half \ud83d, nul \0, whole 😀') })
    expect((await claimOne()).message?.summary).toBe('half \ufffd, nul , whole 😀')
  })
})

describe('a claim', () => {
  it('takes the oldest of each place, and none of a place that is being sent to', async () => {
    await put('a1', 'A')
    await put('a2', 'A')
    await put('b1', 'B')
    expect(await keys()).toEqual(['a1', 'b1'])
    expect(await keys()).toEqual([])
  })

  it('takes no more than there are slots, the oldest first', async () => {
    for (const place of ['A', 'B', 'C']) await put(place, place)
    expect(await keys(2)).toEqual(['A', 'B'])
    expect(await keys(2)).toEqual(['C'])
  })

  it('leaves what is planned for later, which holds nothing back meanwhile', async () => {
    await put('later', 'A', { notBefore: later(60_000) })
    await put('now', 'A')
    expect(await keys()).toEqual(['now'])
    expect((await claim(holder.store, 10, later(leaseMs + 60_001))).map(({ key }) => key)).toEqual(['later'])
  })

  it('keeps the order in a place while an older message waits for its next try, but not for ever', async () => {
    await put('older', 'A')
    await put('newer', 'A')
    const retry = { state: 'pending', code: 'http_500', notBefore: later(5_000), uncertain: false } as const
    const claimed = await claimOne()
    await holder.store.tx(tx => settle(tx, claimed, retry, now))
    expect(await keys()).toEqual([])
    await holder.store.db.outboxItem.update({ where: { key: 'older' }, data: { attempts: 6 } })
    expect(await keys()).toEqual(['newer'])
  })

  it('brings back what a dead sender left, in doubt, when the lease is over and not before', async () => {
    await put('k')
    expect(await claimOne()).toMatchObject({ attempt: 1, uncertain: false })
    expect(await keys(10, later(leaseMs))).toEqual([])
    expect(await claimOne(later(leaseMs + 1))).toMatchObject({ attempt: 2, uncertain: true })
  })

  it('gives each message to one of many who claim at the same time', async () => {
    for (let place = 0; place < 60; place++) for (const n of [1, 2]) await put(`${place}-${n}`, `C${place}`)
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(holder.store, 10, now)))
    const taken = claims.flat().map(({ key }) => key)
    expect(new Set(taken).size).toBe(taken.length)
    const places = claims.flat().map(({ target }) => target.id)
    expect(new Set(places).size).toBe(places.length)
    while (await claimed10()) {}
    expect(await holder.store.db.outboxItem.count({ where: { state: 'sending' } })).toBe(60)
  })
})

const claimed10 = async (): Promise<boolean> => (await claim(holder.store, 10, now)).length > 0

describe('the outcome of an attempt', () => {
  it('is written by the current attempt alone', async () => {
    await put('k')
    const first = await claimOne()
    const second = await claimOne(later(leaseMs + 1))
    const failed = { state: 'failed', code: 'is_archived' } as const
    expect(await holder.store.tx(tx => settle(tx, first, failed, now))).toBe(false)
    expect(await row('k')).toMatchObject({ state: 'sending', attempts: 2 })
    expect(await holder.store.tx(tx => settle(tx, second, { state: 'sent', ref: 'r' }, now))).toBe(true)
    expect(await holder.store.tx(tx => settle(tx, second, failed, now))).toBe(false)
    expect(await row('k')).toMatchObject({ state: 'sent', platformRef: 'r', leaseUntil: null, errorCode: null })
  })

  it('clears what was said once it need not be said again', async () => {
    await put('k')
    const claimed = await claimOne()
    await holder.store.tx(tx => settle(tx, claimed, { state: 'sent', ref: 'r' }, now))
    expect((await row('k')).message).toEqual({})
  })

  it('stays in doubt once there was doubt, also after a certain failure', async () => {
    await put('k')
    const doubtful = { state: 'pending', code: 'timeout', notBefore: now, uncertain: true } as const
    const certain = { state: 'pending', code: 'ratelimited', notBefore: now, uncertain: false } as const
    for (const outcome of [doubtful, certain]) {
      const claimed = await claimOne()
      await holder.store.tx(tx => settle(tx, claimed, outcome, now))
    }
    expect(await claimOne()).toMatchObject({ attempt: 3, uncertain: true })
  })
})

describe('a start', () => {
  it('takes over at once, on the embedded database, what the last process was sending', async () => {
    await put('k')
    await claimOne()
    const released = await releaseLeft(holder.store, now)
    const alone = holder.store.kind === 'embedded'
    expect(released).toBe(alone ? 1 : 0)
    expect(await keys()).toEqual(alone ? ['k'] : [])
  })
})
