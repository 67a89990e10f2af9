import { beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { contactSignal } from '../../src/interactions/signals/contact-gap.ts'
import { moodSignal } from '../../src/interactions/signals/mood.ts'
import { talkSignal } from '../../src/interactions/signals/talk.ts'
import { readTopics, type Topic, topics, topicsText } from '../../src/interactions/topics.ts'
import { topicsJob } from '../../src/interactions/topics-job.ts'
import { chance } from '../bench/random.ts'
import { makeCustomer } from '../harness/customers.ts'
import { daysBefore, endOf, type Found, readSignal } from '../harness/signals.ts'
import { useStore } from '../harness/store.ts'

const holder = useStore()
const moment = endOf('2026-09-16')
let acme = 0

beforeEach(async () => {
  await holder.store.db.team.create({ data: { id: 1, name: 'T', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR' } })
  acme = await makeCustomer(holder.store, { name: 'Acme' })
})

interface Log {
  /** Days before the end; negative: after it. */
  ago: number
  mood?: string
  note?: string
  undone?: boolean
}

async function logs(customerId: number, ...list: Log[]): Promise<void> {
  await holder.store.db.interaction.createMany({
    data: list.map(({ ago, mood = 'neutral', note = 'talked', undone = false }) => ({
      customerId,
      at: daysBefore(moment, ago),
      kind: 'call',
      note,
      sentiment: mood,
      topics: topicsText(note),
      undoneAt: undone ? moment.end : null,
    })),
  })
}

const contacted = (customerId: number, ago: number) =>
  holder.store.db.customer.update({ where: { id: customerId }, data: { lastContactAt: daysBefore(moment, ago) } })

const read = (signal: typeof contactSignal): Promise<Found | undefined> =>
  readSignal(holder.store, signal, moment).then(found => found.get(acme))

describe('the time since the last contact', () => {
  it('adds up as the last contact fades, by half every 45 days', async () => {
    await contacted(acme, 45)
    expect((await read(contactSignal))?.points).toBeCloseTo(0.6 - 0.45, 9)
    await contacted(acme, 90)
    const found = await read(contactSignal)
    expect(found?.points).toBeCloseTo(0.6 - 0.225, 9)
    expect(found?.says('en')).toBe('no contact for 89 days, since 19 Jun')
    expect(found?.says('zh-CN')).toBe('自6月19日起已 89 天没有联系')
    await contacted(acme, 0.5)
    expect((await read(contactSignal))?.points).toBeLessThan(-0.29)
    expect((await read(contactSignal))?.says('en')).toBe('last contact 16 Sep')
  })

  it('looks at no contact after the day, and is not known of whom nobody spoke to', async () => {
    expect(await read(contactSignal)).toBeUndefined()
    await contacted(acme, -3)
    expect(await read(contactSignal)).toBeUndefined()
    await logs(acme, { ago: -3 }, { ago: 45 }, { ago: 20, undone: true })
    expect((await read(contactSignal))?.points).toBeCloseTo(0.15, 9)
  })
})

describe('the mood of logs', () => {
  it('counts each by how long ago it was, within bounds, without those undone or later', async () => {
    await logs(acme, { ago: 45, mood: 'negative' }, { ago: 90, mood: 'positive' }, { ago: 1 })
    const found = await read(moodSignal)
    expect(found?.points).toBeCloseTo(0.15 - 0.05, 9)
    expect(found?.says('en')).toBe('negative log on 3 Aug, positive log on 19 Jun')
    expect(found?.says('zh-CN')).toBe('8月3日的跟进态度消极；6月19日的跟进态度积极')
    await logs(acme, { ago: -1, mood: 'negative' }, { ago: 2, mood: 'negative', undone: true }, { ago: 271, mood: 'negative' })
    expect((await read(moodSignal))?.points).toBeCloseTo(0.1, 9)
    await logs(acme, ...Array.from({ length: 9 }, () => ({ ago: 1, mood: 'negative' })))
    expect((await read(moodSignal))?.points).toBe(0.9)
    expect((await read(moodSignal))?.says('en')).toContain('10 negative logs, the last on 16 Sep')
  })

  it('is none of neutral logs, and nothing without any', async () => {
    expect(await read(moodSignal)).toBeUndefined()
    await logs(acme, { ago: 3 })
    expect(await read(moodSignal)).toMatchObject({ points: 0 })
  })
})

describe('talk of leaving or renewing', () => {
  it('counts the newest log of each topic, by half every 45 days', async () => {
    await logs(
      acme,
      { ago: 45, note: 'wants to cancel' },
      { ago: 80, note: 'wants to cancel' },
      { ago: 10, note: '嫌太贵' },
      { ago: 1, note: 'will not cancel' },
    )
    const found = await read(talkSignal)
    expect(found?.points).toBeCloseTo(0.5 + 0.2 * 0.5 ** (10 / 45), 9)
    expect(found?.says('en')).toBe('spoke of cancelling (3 Aug), the price (7 Sep)')
    expect(found?.says('zh-CN')).toBe('提到取消合作（8月3日）、价格（9月7日）')
  })

  it('before a renewal no longer counts, and none after the day does', async () => {
    await logs(acme, { ago: 50, note: 'wants to cancel, found a competitor' }, { ago: 45, note: 'renewed for a year' })
    expect((await read(talkSignal))?.points).toBeCloseTo(-0.3, 9)
    await logs(acme, { ago: -1, note: 'wants to cancel' }, { ago: 3, note: 'wants to cancel', undone: true })
    expect((await read(talkSignal))?.points).toBeCloseTo(-0.3, 9)
  })

  it('agrees with the rule worked out one by one', async () => {
    const seed = 5
    const luck = chance(seed)
    const notes = ['wants to cancel', '竞品更便宜', 'asked for a discount', 'will renew', '太贵了，要解约', 'talked']
    const points: Record<Topic, number> = { cancel: 1, competitor: 0.6, price: 0.2, renewal: -0.6 }
    const expected = new Map<number, number>()
    for (let customer = 0; customer < 30; customer += 1) {
      const id = await makeCustomer(holder.store, { name: `C${customer}` })
      const list = Array.from({ length: luck.whole(6) }, () => ({ ago: luck.whole(320) - 20.5, note: luck.pick(notes) }))
      await logs(id, ...list)
      const seen = list.filter(({ ago }) => ago > 0 && ago <= 270)
      const newest = (topic: Topic): number =>
        Math.min(...seen.filter(({ note }) => readTopics(note).includes(topic)).map(({ ago }) => ago))
      const renewed = newest('renewal')
      const told = topics.filter(topic => Number.isFinite(newest(topic)) && newest(topic) <= renewed)
      if (told.length > 0)
        expected.set(
          id,
          told.reduce((sum, topic) => sum + points[topic] * 0.5 ** (newest(topic) / 45), 0),
        )
    }
    const found = await readSignal(holder.store, talkSignal, moment)
    expect([...found.keys()].sort(), `seed ${seed}`).toEqual([...expected.keys()].sort())
    for (const [id, sum] of expected) expect(found.get(id)?.points, `customer ${id}, seed ${seed}`).toBeCloseTo(sum, 9)
  })

  it('is read from logs of before too, a bounded bit each minute, once', async () => {
    const { db } = holder.store
    await logs(acme, ...Array.from({ length: 501 }, () => ({ ago: 5, note: 'wants to cancel' })))
    await db.interaction.updateMany({ data: { topics: null } })
    if (topicsJob.scope !== 'minute') throw new Error('the job runs every minute')
    const job = topicsJob.run
    const outbox = createOutbox(() => moment.end)
    const run = () => holder.store.tx(tx => job({ tx, now: moment.end, outbox, rooms: collect([]) }))
    await run()
    expect(await db.interaction.count({ where: { topics: 'cancel' } })).toBe(500)
    await run()
    expect(await db.interaction.count({ where: { topics: 'cancel' } })).toBe(501)
    // What loses its topics later (it was erased) is not read again.
    await db.interaction.updateMany({ data: { topics: null } })
    await run()
    expect(await db.interaction.count({ where: { topics: null } })).toBe(501)
  })
})
