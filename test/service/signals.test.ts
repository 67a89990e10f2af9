import { beforeEach, describe, expect, it } from 'vitest'
import { csatSignal } from '../../src/service/signals/csat.ts'
import { ticketsSignal } from '../../src/service/signals/tickets.ts'
import { usageSignal } from '../../src/service/signals/usage.ts'
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

interface Ticket {
  opened: number
  /** Days before the end, like `opened`; negative: after it. */
  closed?: number
  severity?: string
  csat?: number
}

async function tickets(customerId: number, ...list: Ticket[]): Promise<void> {
  await holder.store.db.ticket.createMany({
    data: list.map(({ opened, closed, severity = 'normal', csat }, index) => ({
      customerId,
      openedAt: daysBefore(moment, opened),
      closedAt: closed === undefined ? null : daysBefore(moment, closed),
      severity,
      subject: `Ticket ${index + 1}`,
      csat: csat ?? null,
    })),
  })
}

const read = (signal: typeof ticketsSignal, id = acme): Promise<Found | undefined> =>
  readSignal(holder.store, signal, moment).then(found => found.get(id))

describe('tickets', () => {
  it('count by how bad they are: half when opened, in full after two weeks', async () => {
    await tickets(acme, { opened: 14, severity: 'urgent' })
    expect((await read(ticketsSignal))?.points).toBeCloseTo(1, 9)
    await holder.store.db.ticket.updateMany({ data: { openedAt: daysBefore(moment, 7) } })
    expect((await read(ticketsSignal))?.points).toBeCloseTo(0.75, 9)
    await holder.store.db.ticket.updateMany({ data: { severity: 'low', openedAt: daysBefore(moment, 400) } })
    expect((await read(ticketsSignal))?.points).toBeCloseTo(0.1, 9)
  })

  it('fade by half every 30 days once solved, exactly', async () => {
    await tickets(acme, { opened: 50, closed: 30, severity: 'high' })
    expect((await read(ticketsSignal))?.points).toBeCloseTo(0.3, 9)
    await holder.store.db.ticket.updateMany({ data: { closedAt: daysBefore(moment, 60), openedAt: daysBefore(moment, 90) } })
    expect((await read(ticketsSignal))?.points).toBeCloseTo(0.15, 9)
  })

  it('are as they were on the day: opened later is not there, solved later is open', async () => {
    await tickets(acme, { opened: -1, severity: 'urgent' })
    expect(await read(ticketsSignal)).toBeUndefined()
    await tickets(acme, { opened: 12.5, closed: -1, severity: 'urgent' })
    const found = await read(ticketsSignal)
    expect(found?.says('en')).toBe('urgent ticket open for 12 days: “Ticket 1”')
    expect(found?.says('zh-CN')).toBe('紧急工单已 12 天未解决：“Ticket 1”')
  })

  it('add up to so much and no more, and name the worst', async () => {
    await tickets(
      acme,
      { opened: 20, severity: 'urgent' },
      { opened: 30, severity: 'high' },
      { opened: 30, severity: 'high' },
      { opened: 40, closed: 35, severity: 'urgent' },
    )
    const found = await read(ticketsSignal)
    expect(found?.points).toBe(1.5)
    expect(found?.says('en')).toBe('urgent ticket open for 19 days: “Ticket 1”, 2 more open')
  })

  it('agree with the rule worked out one by one', async () => {
    const seed = 7
    const luck = chance(seed)
    const full: Record<string, number> = { low: 0.1, normal: 0.3, high: 0.6, urgent: 1 }
    const expected = new Map<number, number>()
    for (let customer = 0; customer < 30; customer += 1) {
      const id = await makeCustomer(holder.store, { name: `C${customer}` })
      const list = Array.from({ length: 1 + luck.whole(4) }, (): Required<Omit<Ticket, 'csat'>> => {
        const opened = luck.whole(200) - 20
        return { opened, closed: opened - luck.whole(60), severity: luck.pick(['low', 'normal', 'high', 'urgent', 'odd']) }
      })
      await tickets(id, ...list)
      const seen = list.filter(({ opened }) => opened > 0)
      const points = seen.map(({ opened, closed, severity }) => {
        const age = opened - Math.max(0, closed)
        const faded = closed > 0 ? 0.5 ** (closed / 30) : 1
        return (full[severity] ?? 0.3) * (0.5 + 0.5 * Math.min(1, age / 14)) * faded
      })
      if (seen.length > 0)
        expected.set(
          id,
          Math.min(
            1.5,
            points.reduce((sum, one) => sum + one, 0),
          ),
        )
    }
    const found = await readSignal(holder.store, ticketsSignal, moment)
    expect([...found.keys()].sort(), `seed ${seed}`).toEqual([...expected.keys()].sort())
    for (const [id, points] of expected) expect(found.get(id)?.points, `customer ${id}, seed ${seed}`).toBeCloseTo(points, 9)
  })
})

describe('the rating of a ticket', () => {
  it('is the last one given by then, and fades by half every 180 days', async () => {
    await tickets(
      acme,
      { opened: 500, closed: 400, csat: 5 },
      { opened: 190, closed: 180, csat: 1 },
      { opened: 170, closed: 160 },
      { opened: 5, closed: -1, csat: 5 },
    )
    const found = await read(csatSignal)
    expect(found?.points).toBeCloseTo(0.4, 9)
    expect(found?.says('en')).toBe('rated our help 1 of 5 on 20 Mar')
    expect(found?.says('zh-CN')).toBe('3月20日给服务打了 1/5 分')
    await holder.store.db.ticket.updateMany({ data: { csat: null } })
    expect(await read(csatSignal)).toBeUndefined()
  })
})

describe('use', () => {
  /** Days before the end, and how many. */
  async function used(customerId: number, ...events: [days: number, count: number][]): Promise<void> {
    await holder.store.db.usageEvent.createMany({
      data: events.map(([days, count], index) => {
        return { externalId: `${customerId}-${index}`, customerId, at: daysBefore(moment, days), name: 'login', count }
      }),
    })
  }

  it('counts when it falls: 28 days against the 28 before, little use little', async () => {
    await used(acme, [10, 45], [40, 95])
    const found = await read(usageSignal)
    expect(found?.points).toBeCloseTo(0.7 * Math.log(2), 9)
    expect(found?.says('en')).toBe('use fell to 45 in 28 days, from 95 in the 28 before')
    expect(found?.says('zh-CN')).toBe('近 28 天使用量降到 45 次，前 28 天为 95 次')
  })

  it('does not look beyond the day or before the eight weeks, and grows only so much good', async () => {
    await used(acme, [-1, 1000], [1, 20], [57, 1000])
    const found = await read(usageSignal)
    expect(found?.points).toBe(-0.3)
    expect(found?.says('en')).toBe('used 20 times in 28 days, 0 in the 28 before')
  })

  it('that ended is measured by what it was, and fades by half every 90 days from the eighth week on', async () => {
    await used(acme, [56 + 90, 40], [56 + 90 + 10, 55], [300, 1000])
    const found = await read(usageSignal)
    expect(found?.points).toBeCloseTo(1.2 / 2, 9)
    expect(found?.says('en')).toMatch(/^no use since 2[34] Apr$/)
    await holder.store.db.usageEvent.deleteMany({ where: { externalId: `${acme}-1` } })
    await holder.store.db.usageEvent.updateMany({ where: { externalId: `${acme}-0` }, data: { count: 5 } })
    expect((await read(usageSignal))?.points).toBeCloseTo((0.7 * Math.log(2)) / 2, 9)
  })

  it('of nobody is on record before the first event', async () => {
    await used(acme, [-1, 3])
    expect(await read(usageSignal)).toBeUndefined()
  })

  it('agrees with the rule worked out one by one', async () => {
    const seed = 11
    const luck = chance(seed)
    const expected = new Map<number, number>()
    for (let customer = 0; customer < 30; customer += 1) {
      const id = await makeCustomer(holder.store, { name: `C${customer}` })
      const list = Array.from({ length: luck.whole(12) }, (): [number, number] => [
        luck.whole(luck.pick([40, 90, 250])) - 5.5,
        1 + luck.whole(60),
      ])
      await used(id, ...list)
      const seen = list.filter(([days]) => days > 0)
      const last = Math.min(...seen.map(([days]) => days))
      if (seen.length === 0) continue
      const from = last > 56 ? last + 28 : 56
      const sum = (test: (days: number) => boolean): number =>
        seen.filter(([days]) => days <= from && test(days)).reduce((all, [, count]) => all + count, 0)
      const change = -0.7 * Math.log((sum(days => days <= 28) + 5) / (sum(days => days > 28) + 5))
      const faded = last > 56 ? 0.5 ** ((last - 56) / 90) : 1
      expected.set(id, Math.max(-0.3, Math.min(1.2, change)) * faded)
    }
    const found = await readSignal(holder.store, usageSignal, moment)
    expect([...found.keys()].sort(), `seed ${seed}`).toEqual([...expected.keys()].sort())
    for (const [id, points] of expected) expect(found.get(id)?.points, `customer ${id}, seed ${seed}`).toBeCloseTo(points, 9)
  })
})
