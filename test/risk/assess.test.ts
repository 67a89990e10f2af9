import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/chat/dates/zone.ts'
import { collect } from '../../src/chat/feature.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { assess } from '../../src/risk/assess.ts'
import { riskFeature } from '../../src/risk/feature.ts'
import { scoreTeam, touchedRisk } from '../../src/risk/job.ts'
import { useBot } from '../harness/bot.ts'
import { makeCustomer } from '../harness/customers.ts'

const team = { id: 1, zone: 'Europe/Berlin', locale: 'en' }
const date = '2026-09-16'
/** Order days every `cycle` days, the last one `silent` days before the date. */
const every = (cycle: number, count: number, silent: number): string[] =>
  Array.from({ length: count }, (_, number) => addDays(date, -silent - number * cycle))

describe('assessing a team', () => {
  const bot = useBot([riskFeature])
  const assessed = async (day = date) =>
    new Map((await bot.store.tx(tx => assess(tx, team, day))).customers.map(row => [row.name, row]))

  /** One beat of what follows the activities. */
  const minute = (): Promise<void> => {
    if (touchedRisk.scope !== 'minute') throw new Error('follows the activities each minute')
    const { run } = touchedRisk
    const parts = { now: bot.now, outbox: createOutbox(() => bot.now), rooms: collect([riskFeature]) }
    return bot.store.tx(tx => run({ tx, ...parts }))
  }

  it('reads each customer’s own median cycle and silence, and the money of the last 365 days', async () => {
    await makeCustomer(bot.store, { name: 'Regular', orders: every(20, 10, 50), amount: '10.50' })
    const row = (await assessed()).get('Regular')
    expect(row).toMatchObject({ orderDays: 10, ownCycleDays: 20, lastOrder: addDays(date, -50), currency: 'EUR', value: 105 })
  })

  it('counts a local day once, and not at all when a return takes it back', async () => {
    const id = await makeCustomer(bot.store, { name: 'Returns', orders: ['2026-08-01', '2026-08-01', '2026-09-01'] })
    const back = { customerId: id, currency: 'EUR', orderedAt: new Date('2026-09-01T15:00:00Z'), amount: '-100.00' }
    await bot.store.db.order.create({ data: { ...back, externalId: 'return-1' } })
    expect((await assessed()).get('Returns')).toMatchObject({ orderDays: 1, lastOrder: '2026-08-01', ownCycleDays: null })
  })

  it('puts an order at 23:30 UTC on the team’s next day', async () => {
    const id = await makeCustomer(bot.store, { name: 'Late' })
    const order = { customerId: id, currency: 'EUR', orderedAt: new Date('2026-09-01T23:30:00Z'), amount: '10' }
    await bot.store.db.order.create({ data: { ...order, externalId: 'late-1' } })
    expect((await assessed()).get('Late')?.lastOrder).toBe('2026-09-02')
  })

  it('looks at nothing after the day asked for', async () => {
    const id = await makeCustomer(bot.store, {
      name: 'Past',
      orders: ['2026-05-01', '2026-06-01', '2026-09-10'],
      lastContactAt: new Date('2026-09-12T10:00:00Z'),
    })
    const before = (await assessed('2026-07-01')).get('Past')
    await bot.store.db.order.deleteMany({ where: { customerId: id, orderedAt: { gt: new Date('2026-07-02') } } })
    expect((await assessed('2026-07-01')).get('Past')).toEqual(before)
    expect(before).toMatchObject({ lastOrder: '2026-06-01', lastContact: null })
  })

  it('leaves out customers who never ordered and those of other teams', async () => {
    await makeCustomer(bot.store, { name: 'Prospect' })
    await makeCustomer(bot.store, { name: 'Elsewhere', teamId: 2, orders: every(20, 3, 5) })
    expect([...(await assessed()).keys()]).toEqual([])
  })

  it('dates leaving once, on the timeline, and scores no one who left', async () => {
    const id = await makeCustomer(bot.store, { name: 'Gone', orders: every(20, 4, 400) })
    await bot.store.tx(tx => scoreTeam(tx, team, date))
    await bot.store.tx(tx => scoreTeam(tx, team, date))
    const customer = await bot.store.db.customer.findUniqueOrThrow({ where: { id } })
    expect(customer.leftAt?.toISOString().slice(0, 10)).toBe(addDays(date, -400 + 180 - 1))
    expect(await bot.store.db.activity.count({ where: { customerId: id, kind: 'left' } })).toBe(1)
    expect(await bot.store.db.riskScore.count()).toBe(0)
  })

  it('takes a new order into account within the minute, through the activities', async () => {
    const id = await makeCustomer(bot.store, { name: 'Back soon', orders: every(20, 6, 70) })
    await bot.store.tx(tx => scoreTeam(tx, team, date))
    const before = await bot.store.db.riskScore.findUniqueOrThrow({ where: { customerId: id } })
    expect(before.band).toBe('at_risk')
    const order = {
      externalId: 'new',
      customerId: id,
      currency: 'EUR',
      orderedAt: new Date('2026-09-16T08:00:00Z'),
      amount: '10',
    }
    await bot.store.db.order.create({ data: order })
    await bot.store.db.activity.create({ data: { customerId: id, kind: 'order', at: bot.now, source: 'chat' } })
    await minute()
    const after = await bot.store.db.riskScore.findUniqueOrThrow({ where: { customerId: id } })
    expect(after).toMatchObject({ band: 'healthy' })
  })

  it('takes an import of any size as one, and then follows single facts again', async () => {
    const id = await makeCustomer(bot.store, { name: 'Imported', orders: every(20, 6, 70) })
    await makeCustomer(bot.store, { name: 'Elsewhere', teamId: 2, orders: every(20, 6, 70) })
    await bot.store.bulk(bulk =>
      bulk.run(
        `INSERT INTO "Activity" ("customerId", kind, at, source) SELECT ${id}, 'order', now(), 'import' FROM generate_series(1, 12000)`,
      ),
    )
    await minute()
    expect(await bot.store.db.riskScore.count({ where: { band: 'at_risk' } })).toBe(2)
    await bot.store.db.riskScore.deleteMany()
    await minute()
    expect(await bot.store.db.riskScore.count()).toBe(0)
    await bot.store.db.activity.create({ data: { customerId: id, kind: 'call', at: bot.now, source: 'chat' } })
    await minute()
    expect(await bot.store.db.riskScore.count()).toBe(1)
  })
})
