import { describe, expect, it } from 'vitest'
import { anniversary } from '../../src/care/anniversary.ts'
import { atRisk } from '../../src/care/at-risk.ts'
import { applyRule, careRules, perRuleAndDay } from '../../src/care/job.ts'
import { noContact } from '../../src/care/no-contact.ts'
import type { CareRule } from '../../src/care/rule.ts'
import { collect } from '../../src/chat/contributions.ts'
import { addDays } from '../../src/chat/dates/zone.ts'
import { teamById } from '../../src/people/store.ts'
import { riskFeature } from '../../src/risk/feature.ts'
import { buildScores } from '../../src/risk/scores/scoring.ts'
import { useBot } from '../harness/bot.ts'
import { makeCustomer } from '../harness/customers.ts'

// A Wednesday.
const date = '2026-09-16'
const every = (cycle: number, count: number, silent: number): string[] =>
  Array.from({ length: count }, (_, number) => addDays(date, -silent - number * cycle))
const daysAgo = (days: number): Date => new Date(`${addDays(date, -days)}T10:00:00Z`)

describe('care rules', () => {
  const bot = useBot([riskFeature])
  const rooms = collect([riskFeature])

  async function run(rule: CareRule, day = date): Promise<number> {
    return bot.store.tx(async tx =>
      applyRule({ tx, rooms, team: await teamById(tx, 1), date: day, limit: perRuleAndDay }, rule, bot.now),
    )
  }
  const tasks = () => bot.store.db.careTask.findMany({ orderBy: { id: 'asc' } })
  const score = (day = date) =>
    bot.store.tx(async tx => buildScores({ tx, signals: rooms.riskSignals }, await teamById(tx, 1), day))

  it('turn a customer at risk into one task of the owner, with evidence and a suggestion', async () => {
    const ownerId = await bot.member('sofia')
    const customerId = await makeCustomer(bot.store, {
      name: 'Acme',
      ownerId,
      orders: every(20, 8, 120),
      lastContactAt: daysAgo(50),
    })
    await score()
    expect(await run(atRisk)).toBe(1)
    const [task] = await tasks()
    expect(task).toMatchObject({
      customerId,
      assigneeId: ownerId,
      cause: 'at-risk',
      status: 'open',
      suggestion: 'Call and ask what they need next',
    })
    expect(task?.dueOn.toISOString().slice(0, 10)).toBe('2026-09-17')
    expect(JSON.stringify(task?.evidence)).toContain('silent for 120')
    expect(await bot.store.db.activity.count({ where: { customerId, kind: 'task.created' } })).toBe(1)
  })

  it('make one task per cause: the same silence never a second, the next silence a new one', async () => {
    const id = await makeCustomer(bot.store, { name: 'Acme', orders: every(20, 8, 120) })
    await score()
    await run(atRisk)
    expect(await run(atRisk)).toBe(0)
    const order = {
      externalId: 'n',
      customerId: id,
      amount: '10',
      currency: 'EUR',
      orderedAt: new Date(`${addDays(date, 2)}T10:00:00Z`),
    }
    await bot.store.db.order.create({ data: order })
    const later = addDays(date, 142)
    await score(later)
    expect(await run(atRisk, later)).toBe(1)
    expect(await tasks()).toHaveLength(2)
  })

  it('stay quiet about customers somebody snoozed, until that day', async () => {
    const customerId = await makeCustomer(bot.store, {
      name: 'Acme',
      orders: every(20, 8, 120),
      lastContactAt: daysAgo(100),
      ownerId: await bot.member('sofia'),
    })
    await bot.store.db.riskQuiet.create({
      data: { customerId, until: new Date(addDays(date, 3)), reason: 'board meeting', createdAt: bot.now },
    })
    await score()
    expect([await run(atRisk), await run(noContact)]).toEqual([0, 0])
    const later = addDays(date, 3)
    expect([await run(atRisk, later), await run(noContact, later)]).toEqual([1, 1])
  })

  it('ask for contact by tier: VIPs after 14 days, others after 60, whatever the case of the tier', async () => {
    const ownerId = await bot.member('sofia')
    for (const [name, tier, days] of [
      ['Vip', 'VIP', 14],
      ['Key', '重点', 13],
      ['Bee', 'b', 30],
      ['None', undefined, 59],
    ] as const)
      await makeCustomer(bot.store, { name, ownerId, lastContactAt: daysAgo(days), ...(tier !== undefined && { tier }) })
    expect(await run(noContact)).toBe(2)
    const found = await bot.store.db.customer.findMany({
      where: { id: { in: (await tasks()).map(task => task.customerId ?? 0) } },
    })
    expect(found.map(({ name }) => name).sort()).toEqual(['Bee', 'Vip'])
  })

  it('remember the day of the first order, 29 February included', async () => {
    await makeCustomer(bot.store, { name: 'Two years', orders: ['2024-09-16', '2025-01-01'] })
    await makeCustomer(bot.store, { name: 'Today', orders: [date] })
    expect(await run(anniversary)).toBe(1)
    expect((await tasks())[0]).toMatchObject({ title: '2 years since the first order', cause: 'anniversary' })
    await makeCustomer(bot.store, { name: 'Leap', orders: ['2024-02-29', '2026-01-10'] })
    expect(await run(anniversary, '2026-02-28')).toBe(1)
  })

  it('go on where yesterday ended: causes that have their task take no room from the others', async () => {
    for (let number = 0; number < perRuleAndDay + 5; number++)
      await makeCustomer(bot.store, {
        name: `Risky ${number}`,
        orders: every(20, 4, 120),
        ownerId: await bot.member('sofia'),
        lastContactAt: daysAgo(90),
      })
    await score()
    for (const rule of [atRisk, noContact])
      expect([await run(rule), await run(rule), await run(rule)]).toEqual([perRuleAndDay, 5, 0])
  })

  it('have ids of their own: two rules never share a cause', () => {
    expect(new Set(careRules.map(rule => rule.id)).size).toBe(careRules.length)
  })
})
