import { describe, expect, it } from 'vitest'
import { collect } from '../../../src/chat/contributions.ts'
import { addDays, dayNumber, localDate } from '../../../src/chat/dates/zone.ts'
import { Prisma } from '../../../src/database/generated/client.ts'
import { riskFeature } from '../../../src/risk/feature.ts'
import { factsAsOf, orderDay } from '../../../src/risk/model/order-facts.ts'
import { riskOf, trainRiskModel } from '../../../src/risk/model/risk-model.ts'
import { followActivities } from '../../../src/risk/scores/follow.ts'
import { freshInputs, storedInputs } from '../../../src/risk/scores/inputs-store.ts'
import { modelOn } from '../../../src/risk/scores/model-store.ts'
import { factsText } from '../../../src/risk/scores/packed.ts'
import { ageScores, buildScores, scored } from '../../../src/risk/scores/scoring.ts'
import { chance } from '../../bench/random.ts'
import { untilFollowable } from '../../harness/activities.ts'
import { useBot } from '../../harness/bot.ts'
import { makeCustomer } from '../../harness/customers.ts'
import { seed } from '../../harness/seed.ts'

const team = { id: 1, zone: 'Europe/Berlin', locale: 'en', horizonDays: 90 }
const date = '2026-09-16'
const everybody = () => Prisma.sql`TRUE`
/** Order days every `cycle` days, the last one `silent` days before the date. */
const every = (cycle: number, count: number, silent: number): string[] =>
  Array.from({ length: count }, (_, number) => addDays(date, -silent - number * cycle))

describe('the scores of a team', () => {
  const bot = useBot([riskFeature])
  const db = () => bot.store.db
  const build = (day = date) => bot.store.tx(tx => buildScores({ tx, signals: [] }, team, day))
  const age = (day: string) => bot.store.tx(tx => ageScores({ tx, signals: [] }, team, day))
  const follow = async (): Promise<void> => {
    await untilFollowable(bot.store)
    await bot.store.tx(tx => followActivities({ tx, signals: collect([riskFeature]).riskSignals }, bot.now))
  }
  const scoreOf = (customerId: number) => db().riskScore.findUnique({ where: { customerId } })

  async function order(customerId: number, day: string, amount: string, externalId: string, told = true): Promise<void> {
    const orderedAt = new Date(`${day}T10:00:00Z`)
    await db().order.create({ data: { customerId, orderedAt, amount, externalId, currency: 'EUR' } })
    if (told) await db().activity.create({ data: { customerId, kind: 'order', at: orderedAt, source: 'import' } })
  }

  it('count a local day once, and not at all when a return takes it back', async () => {
    const id = await makeCustomer(bot.store, { name: 'Returns', orders: ['2026-08-01', '2026-08-01', '2026-09-01'] })
    await order(id, '2026-09-01', '-100', 'return-1')
    await build()
    expect(await scoreOf(id)).toMatchObject({ orderDays: 1, lastOrder: new Date('2026-08-01') })
  })

  it('put an order at 23:30 UTC on the team’s next day, and look at nothing after the day asked for', async () => {
    const id = await makeCustomer(bot.store, { name: 'Late' })
    const late = { customerId: id, currency: 'EUR', orderedAt: new Date('2026-09-01T23:30:00Z'), amount: '10' }
    await db().order.create({ data: { ...late, externalId: 'late-1' } })
    await db().order.create({ data: { ...late, externalId: 'late-2', orderedAt: new Date('2026-09-20T10:00:00Z') } })
    await build()
    expect(await scoreOf(id)).toMatchObject({ orderDays: 1, lastOrder: new Date('2026-09-02') })
  })

  it('are those that the model gives in memory', async () => {
    const orders = [every(20, 10, 12), every(33, 6, 80), every(9, 30, 2), every(60, 3, 170), [addDays(date, -40)]]
    for (const [index, days] of orders.entries())
      await makeCustomer(bot.store, { name: `C${index}`, orders: days, amount: `${10 + index}.35` })
    await build()
    const inMemory = orders.map((days, index) =>
      days.toReversed().map(day => orderDay(dayNumber(day), Math.round((10 + index) * 100 + 35), false)),
    )
    const model = trainRiskModel(inMemory, dayNumber(date), 90)
    const stored = await db().riskScore.findMany({ orderBy: { customerId: 'asc' } })
    for (const [index, days] of inMemory.entries()) {
      const facts = factsAsOf(days, dayNumber(date))
      expect(facts && riskOf(model, facts)).toBeCloseTo(stored[index]?.score ?? -1, 9)
    }
  })

  it('date leaving once, on the timeline, and score no one who left', async () => {
    const id = await makeCustomer(bot.store, { name: 'Gone', orders: every(20, 4, 400) })
    await build()
    await build()
    const customer = await db().customer.findUniqueOrThrow({ where: { id } })
    expect(localDate(customer.leftAt ?? new Date(0), team.zone)).toBe(addDays(date, -400 + 180))
    expect(await db().activity.count({ where: { customerId: id, kind: 'left' } })).toBe(1)
    expect(await scoreOf(id)).toBeNull()
  })

  it('hold a contract customer at least at risk within 30 days of the renewal, and count them as left 30 days after it', async () => {
    const ends = { Soon: 20, Later: 60, Far: 200, Over: -31 }
    const ids = new Map<string, number>()
    for (const [name, days] of Object.entries(ends)) {
      const customerId = await makeCustomer(bot.store, { name })
      const contract = { customerId, status: 'active', amount: '500', currency: 'EUR', period: 'month' }
      await db().contract.create({ data: { ...contract, endsAt: new Date(addDays(date, days)) } })
      ids.set(name, customerId)
    }
    await build()
    const row = (name: string) => scoreOf(ids.get(name) ?? 0)
    expect(await row('Soon')).toMatchObject({
      band: 'at_risk',
      floor: 'renewal',
      target: 'renewal',
      yearly: new Prisma.Decimal(6000),
    })
    expect(await row('Later')).toMatchObject({ band: 'watch', floor: 'renewal' })
    expect(await row('Far')).toMatchObject({ band: 'healthy', floor: null })
    expect(await row('Over')).toBeNull()
    const over = await db().customer.findUniqueOrThrow({ where: { id: ids.get('Over') ?? 0 } })
    expect(over).toMatchObject({ leftReason: 'the contract ended and was not renewed (by rule)' })
    // Signed again: the next contract begins a new life.
    await db().contract.updateMany({
      where: { customerId: ids.get('Soon') ?? 0 },
      data: { endsAt: new Date(addDays(date, 385)) },
    })
    await db().activity.create({
      data: { customerId: ids.get('Soon') ?? 0, kind: 'contract.renewed', at: bot.now, source: 'import' },
    })
    await follow()
    expect(await row('Soon')).toMatchObject({ band: 'healthy', floor: null })
  })

  it('follow a new order within the minute', async () => {
    const id = await makeCustomer(bot.store, { name: 'Back soon', orders: every(20, 6, 150) })
    await build()
    expect((await scoreOf(id))?.band).not.toBe('healthy')
    await order(id, date, '10', 'new')
    await follow()
    expect(await scoreOf(id)).toMatchObject({ orderDays: 7, lastOrder: new Date(date) })
    expect((await db().riskHistory.findMany({ where: { customerId: id } })).length).toBe(1)
  })

  it('take back a leaving by the rule when an order or a renewal turns out to have been there, not one that a person marked', async () => {
    const late = await makeCustomer(bot.store, { name: 'Late export', orders: every(20, 4, 185) })
    const marked = await makeCustomer(bot.store, { name: 'Marked', orders: every(20, 4, 100) })
    const renewed = await makeCustomer(bot.store, { name: 'Renewed' })
    const contract = {
      customerId: renewed,
      status: 'active',
      amount: '500',
      currency: 'EUR',
      endsAt: new Date(addDays(date, -40)),
    }
    await db().contract.create({ data: contract })
    await db().customer.update({
      where: { id: marked },
      data: { leftAt: new Date(`${addDays(date, -9)}T09:00:00Z`), leftReason: 'price' },
    })
    await build()
    await follow()
    const left = async () =>
      (await db().customer.findMany({ where: { leftAt: { not: null } }, orderBy: { id: 'asc' } })).map(({ name }) => name)
    expect(await left()).toEqual(['Late export', 'Marked', 'Renewed'])
    await order(late, addDays(date, -170), '10', 'exported-late')
    await order(marked, addDays(date, -50), '10', 'of-marked')
    await db().contract.updateMany({ where: { customerId: renewed }, data: { endsAt: new Date(addDays(date, 300)) } })
    await db().activity.create({ data: { customerId: renewed, kind: 'contract.renewed', at: bot.now, source: 'import' } })
    await follow()
    expect(await left()).toEqual(['Marked'])
    expect(await db().activity.count({ where: { kind: 'recovered', source: 'job' } })).toBe(2)
    expect(await scoreOf(late)).toMatchObject({ orderDays: 5 })
  })

  it('know a renewal that is signed and not begun, and take in what comes true by its date', async () => {
    const signed = await makeCustomer(bot.store, { name: 'Signed' })
    const contract = { customerId: signed, status: 'active', amount: '500', currency: 'EUR' }
    await db().contract.create({ data: { ...contract, endsAt: new Date(addDays(date, 10)) } })
    await db().contract.create({
      data: { ...contract, startsAt: new Date(addDays(date, 11)), endsAt: new Date(addDays(date, 375)) },
    })
    const ahead = await makeCustomer(bot.store, { name: 'Ahead', orders: every(20, 4, 60) })
    const tomorrow = new Date(`${addDays(date, 1)}T10:00:00Z`)
    const data = {
      customerId: ahead,
      orderedAt: tomorrow,
      createdAt: new Date(`${date}T08:00:00Z`),
      amount: '5',
      currency: 'EUR',
    }
    await db().order.create({ data: { ...data, externalId: 'dated-ahead' } })
    await build()
    expect(await scoreOf(signed)).toMatchObject({ band: 'healthy', floor: null })
    expect(await scoreOf(ahead)).toMatchObject({ orderDays: 4 })
    await age(addDays(date, 1))
    expect(await scoreOf(ahead)).toMatchObject({ orderDays: 5 })
  })

  it('forget the band that a rule held up when the rule is gone', async () => {
    const id = await makeCustomer(bot.store, { name: 'Cancelled' })
    const data = { customerId: id, amount: '500', currency: 'EUR', endsAt: new Date(addDays(date, 300)) }
    const { id: contractId } = await db().contract.create({ data: { ...data, status: 'cancelled' } })
    await build()
    expect(await scoreOf(id)).toMatchObject({ band: 'critical', floor: 'cancelled' })
    await db().contract.update({ where: { id: contractId }, data: { status: 'active' } })
    await build()
    expect(await scoreOf(id)).toMatchObject({ band: 'healthy', floor: null })
  })

  it('tell what moves after the morning’s digest in the next one', async () => {
    const id = await makeCustomer(bot.store, { name: 'Afternoon', orders: every(20, 6, 150) })
    await build()
    await follow()
    await order(id, date, '10', 'in-the-afternoon')
    bot.now = new Date(`${date}T14:00:00Z`)
    await follow()
    expect(await db().riskHistory.findMany({ where: { customerId: id } })).toMatchObject([{ day: new Date(addDays(date, 1)) }])
  })

  it('follow a customer into another team', async () => {
    const id = await makeCustomer(bot.store, { name: 'Moving', orders: every(20, 6, 30) })
    await follow()
    await db().customer.update({ where: { id }, data: { teamId: 2 } })
    await db().activity.create({ data: { customerId: id, kind: 'changed', at: bot.now, source: 'chat' } })
    await follow()
    expect(await scoreOf(id)).toMatchObject({ teamId: 2 })
  })

  it('take an import of any size as one, and then follow single facts again', async () => {
    const id = await makeCustomer(bot.store, { name: 'Imported', orders: every(20, 6, 70) })
    await makeCustomer(bot.store, { name: 'Elsewhere', teamId: 2, orders: every(20, 6, 70) })
    await bot.store.bulk(bulk =>
      bulk.run(
        `INSERT INTO "Activity" ("customerId", kind, at, source) SELECT ${id}, 'order', now(), 'import' FROM generate_series(1, 12000)`,
      ),
    )
    await follow()
    expect(await db().riskScore.count()).toBe(2)
    await db().riskScore.deleteMany()
    await follow()
    expect(await db().riskScore.count()).toBe(0)
    await db().activity.create({ data: { customerId: id, kind: 'call', at: bot.now, source: 'chat' } })
    await follow()
    expect(await db().riskScore.count()).toBe(1)
  })

  it('are worked out anew, by a model for it, when the team looks further ahead', async () => {
    const id = await makeCustomer(bot.store, { name: 'Steady', orders: every(30, 8, 40) })
    await follow()
    const before = await scoreOf(id)
    await db().team.update({ where: { id: 1 }, data: { horizonDays: 180 } })
    await follow()
    expect((await scoreOf(id))?.score ?? 1).toBeLessThan(before?.score ?? 0)
  })

  it('leave a row of history only when the band changed or five points were moved, and the distribution of every day', async () => {
    const id = await makeCustomer(bot.store, { name: 'Silent', orders: every(20, 9, 10) })
    await makeCustomer(bot.store, { name: 'Steady', orders: every(7, 40, 1) })
    await build()
    expect(await db().riskHistory.count()).toBe(0)
    const shown = new Map<string, { score: number; band: string }>()
    for (let day = 1; day <= 60; day++) {
      await age(addDays(date, day))
      const row = await scoreOf(id)
      if (row) shown.set(addDays(date, day), { score: row.score ?? 0, band: row.band })
    }
    const rows = await db().riskHistory.findMany({ where: { customerId: id }, orderBy: { day: 'asc' } })
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.length).toBeLessThan(25)
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1]
      if (before) expect(row.band !== before.band || Math.abs((row.score ?? 0) - (before.score ?? 0)) >= 0.05).toBe(true)
      // What stands is never further off than half a point from what was shown that day.
      expect(Math.abs((row.score ?? 0) - (shown.get(row.day.toISOString().slice(0, 10))?.score ?? 0))).toBeLessThan(0.0051)
    }
    expect(await db().riskDay.count()).toBe(61)
    for (const { healthy, watch, atRisk, critical, tenths } of await db().riskDay.findMany())
      expect([healthy + watch + atRisk + critical, tenths.reduce((sum, count) => sum + count, 0)]).toEqual([2, 2])
  })

  it('agree, followed for 30 days of orders, returns, merges and late arrivals, with those built anew, for every customer', async () => {
    console.log(`seed ${seed}`)
    const random = chance(seed)
    const ids: number[] = []
    for (let index = 0; index < 40; index++) {
      const orders = every(5 + random.whole(40), 1 + random.whole(9), random.whole(120))
      ids.push(await makeCustomer(bot.store, { name: `C${index}`, orders, amount: (5 + random.next() * 90).toFixed(2) }))
    }
    await follow()
    for (let day = 1; day <= 30; day++) {
      const today = addDays(date, day)
      bot.now = new Date(`${today}T10:00:00Z`)
      for (let event = 0; event < 5; event++) await somethingHappens(random, ids, today, `event-${day}-${event}`)
      await follow()
      await age(today)
    }
    const last = addDays(date, 30)
    expect(await differences(last)).toEqual([])
    // One customer overlooked is found.
    await order(ids[0] ?? 0, last, '12.34', 'overlooked', false)
    await age(last)
    expect(await differences(last)).toEqual([ids[0]])
  }, 120_000)

  async function somethingHappens(random: ReturnType<typeof chance>, ids: number[], today: string, key: string): Promise<void> {
    const id = ids[random.whole(ids.length)] ?? 0
    const kind = random.whole(6)
    const amount = (1 + random.next() * 100).toFixed(2)
    if (kind === 0) return order(id, today, `-${amount}`, key)
    if (kind === 1) return order(id, addDays(today, -1 - random.whole(200)), amount, key)
    if (kind === 2 && ids.length > 20) return merge(ids, ids[random.whole(ids.length)] ?? 0, id)
    return order(id, today, amount, key)
  }

  /** What an import does that finds two records to be one customer: the orders move, both are told. */
  async function merge(ids: number[], from: number, to: number): Promise<void> {
    if (from === to) return
    await db().order.updateMany({ where: { customerId: from }, data: { customerId: to } })
    for (const customerId of [from, to])
      await db().activity.create({ data: { customerId, kind: 'merged', at: bot.now, source: 'import' } })
    ids.splice(ids.indexOf(from), 1)
  }

  /** Customers whose score followed step by step is not the one worked out from all that is on record, to 1e-9. */
  async function differences(day: string): Promise<number[]> {
    return bot.store.tx(async tx => {
      const model = await modelOn(tx, 1, day)
      if (!model) throw new Error('there is a model')
      const [kept, anew] = [
        await storedInputs(tx, [], team, day, everybody),
        (await freshInputs(tx, [], team, day, everybody)).filter(row => row.inputs.orders && !row.leftOn && !row.leftByRule),
      ]
      const scoresOf = (rows: typeof kept) =>
        new Map(scored(rows, model, day).map(row => [row.customerId, { ...row, facts: factsText(row.inputs, row.currency, 1) }]))
      const [followed, built] = [scoresOf(kept), scoresOf(anew)]
      const different = [...built.keys()].filter(id => {
        const [one, other] = [followed.get(id), built.get(id)]
        return !one || !other || one.facts !== other.facts || !(Math.abs((one.score ?? 9) - (other.score ?? 9)) < 1e-9)
      })
      const extra = [...followed.keys()].filter(id => !built.has(id))
      return [...different, ...extra].toSorted((a, b) => a - b)
    })
  }
})
