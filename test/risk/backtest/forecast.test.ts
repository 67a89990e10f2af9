import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/chat/dates/zone.ts'
import { makeForecasts, outcomesBy, settleForecasts } from '../../../src/risk/backtest/forecast.ts'
import { trustLine } from '../../../src/risk/backtest/trust.ts'
import { riskFeature } from '../../../src/risk/feature.ts'
import { useBot } from '../../harness/bot.ts'
import { makeCustomer } from '../../harness/customers.ts'
import { scoreRow } from '../../harness/scores.ts'

// A Monday; the horizon of 30 days ends with 1 July.
const monday = '2026-06-01'
const team = { id: 1, zone: 'Europe/Berlin', locale: 'en', horizonDays: 30 }

describe('the bot’s own forecasts', () => {
  const bot = useBot([riskFeature])
  const db = () => bot.store.db
  const make = (date: string, of = team) => bot.store.tx(tx => makeForecasts(tx, of, date))
  const settle = (date: string, of = team) => bot.store.tx(tx => settleForecasts(tx, of, date))
  const trust = (date: string) => bot.store.tx(tx => trustLine(tx, team.id, date, 'en'))

  async function scored(name: string, score: number, over: { target?: string; teamId?: number } = {}): Promise<number> {
    const { teamId = 1, target = 'order' } = over
    const customerId = await makeCustomer(bot.store, { name, teamId })
    await db().riskScore.create({ data: scoreRow({ customerId, teamId, score, target }) })
    return customerId
  }
  let orders = 0
  const order = (customerId: number, at: string, amount = '10') =>
    db().order.create({
      data: { externalId: `F-${++orders}`, customerId, orderedAt: new Date(at), amount, currency: 'EUR' },
    })
  const outcome = () => db().riskOutcome.findFirst({ where: { teamId: 1 } })

  it('are kept once a week, whatever night the week begins with, of customers whose chance is of an order', async () => {
    const id = await scored('One', 0.7)
    await scored('Contract', 0.3, { target: 'renewal' })
    await scored('Elsewhere', 0.3, { teamId: 2 })
    for (let night = 0; night < 16; night++) await make(addDays('2026-06-04', night))
    const kept = await db().riskForecast.findMany({ orderBy: { madeOn: 'asc' } })
    expect(kept).toEqual(
      ['2026-06-04', '2026-06-11', '2026-06-18'].map(day => {
        return { customerId: id, madeOn: new Date(day), teamId: 1, horizonDays: 30, score: 0.7 }
      }),
    )
  })

  it('say what was said then, though the score moves on the same day', async () => {
    const customerId = await scored('One', 0.7)
    await make(monday)
    await db().riskScore.update({ where: { customerId }, data: { score: 0.1 } })
    await make(monday)
    expect(await db().riskForecast.findMany()).toMatchObject([{ score: 0.7 }])
  })

  it('are of a sample of some 2,000 that the ids alone decide', async () => {
    await db().$executeRaw`INSERT INTO "Customer" ("name", "teamId", "searchText", "pinyin", "initials", "updatedAt")
      SELECT 'C' || n, 1, '', '', '', now() FROM generate_series(1, 6000) n`
    await db()
      .$executeRaw`INSERT INTO "RiskScore" ("customerId", "teamId", "orderDays", "firstOrder", "lastOrder", "netSpend", "firstSpend",
        "currency", "points", "score", "target", "band", "value", "yearly", "asOf")
      SELECT "id", 1, 2, '2026-01-01', '2026-05-01', 10, 5, 'EUR', 0, 0.5, 'order', 'watch', 1, 1, '2026-06-01' FROM "Customer"`
    const sample = async (date: string) =>
      (await db().riskForecast.findMany({ where: { madeOn: new Date(date) }, orderBy: { customerId: 'asc' } })).map(
        ({ customerId }) => customerId,
      )
    await make(monday)
    await db().$executeRaw`UPDATE "RiskScore" SET "score" = 0.9`
    await make(addDays(monday, 7))
    const first = await sample(monday)
    expect(first.length).toBeGreaterThan(1_700)
    expect(first.length).toBeLessThan(2_300)
    expect(await sample(addDays(monday, 7))).toEqual(first)
  })

  it('are scored when their horizon has passed and not a day before, then let go; the outcome stays', async () => {
    await scored('One', 0.7)
    await make(monday)
    await settle('2026-07-01')
    expect([await outcome(), await db().riskForecast.count()]).toEqual([null, 1])
    await settle('2026-07-02')
    expect(await outcome()).toMatchObject({ madeOn: new Date(monday), horizonDays: 30, customers: 1 })
    expect(await db().riskForecast.count()).toBe(0)
    await settle('2026-07-03')
    expect(await db().riskOutcome.count()).toBe(1)
  })

  it('count orders of the team’s days within the horizon, net of returns, and none before or after it', async () => {
    const said = 0.5
    const early = await scored('On the day itself', said)
    const first = await scored('First minute', said)
    const last = await scored('Last minute', said)
    const late = await scored('A minute late', said)
    const returned = await scored('Took it back', said)
    await make(monday)
    await order(early, '2026-06-01T21:59:00Z')
    await order(first, '2026-06-01T22:00:00Z')
    await order(last, '2026-07-01T21:59:00Z')
    await order(late, '2026-07-01T22:00:00Z')
    await order(returned, '2026-06-10T08:00:00Z', '25')
    await order(returned, '2026-06-10T15:00:00Z', '-25')
    await settle('2026-07-02')
    // Three of five did not order: early, late and returned.
    expect(await outcome()).toMatchObject({ customers: 5, base: 0.6, brier: 0.25, auc: 0.5 })
  })

  it('are judged by figures worked out by hand', async () => {
    const chances = { Ann: 0.9, Bob: 0.7, Cid: 0.7, Dee: 0.2 }
    const ids: Record<string, number> = {}
    for (const [name, score] of Object.entries(chances)) ids[name] = await scored(name, score)
    await make(monday)
    await order(ids.Bob ?? 0, '2026-06-05T10:00:00Z')
    await order(ids.Dee ?? 0, '2026-06-06T10:00:00Z')
    await settle('2026-07-02')
    const found = await outcome()
    // Away: Ann and Cid. Pairs (away, ordered): Ann over both 2, Cid over Dee 1, Cid beside Bob a half: 3.5 of 4.
    expect(found?.auc).toBe(3.5 / 4)
    expect(found?.base).toBe(0.5)
    expect(found?.brier).toBeCloseTo((0.01 + 0.49 + 0.09 + 0.04) / 4, 12)
    expect(found?.fifths).toEqual([
      { count: 0, happened: 0 },
      { count: 1, happened: 0 },
      { count: 0, happened: 0 },
      { count: 2, happened: 0.5 },
      { count: 1, happened: 1 },
    ])
  })

  it('keep the horizon they were made with when the team changes its own', async () => {
    await scored('One', 0.7)
    await make(monday)
    const shorter = { ...team, horizonDays: 14 }
    await make(addDays(monday, 7), shorter)
    await settle('2026-06-22', shorter)
    expect(await outcome()).toBeNull()
    await settle('2026-06-23', shorter)
    expect(await db().riskOutcome.findMany()).toMatchObject([{ madeOn: new Date('2026-06-08'), horizonDays: 14 }])
    await settle('2026-07-02', shorter)
    const all = await db().riskOutcome.findMany({ orderBy: { madeOn: 'asc' } })
    expect(all.map(({ horizonDays }) => horizonDays)).toEqual([30, 14])
  })

  it('tell the digest’s trust line once there is an outcome, as of each day; before that the check on the past does', async () => {
    const fifth = (count: number, happened: number) => ({ count, happened })
    const fifths = [fifth(0, 0), fifth(0, 0), fifth(0, 0), fifth(40, 0.725), fifth(0, 0)]
    const checked = { madeOn: 20_514, horizonDays: 30, customers: 40, base: 0.7, auc: 0.7, brier: 0.2, bins: [], fifths }
    await db().riskModel.create({ data: { teamId: 1, day: new Date(monday), model: {}, checked } })
    const ids: number[] = []
    for (let number = 0; number < 20; number++) ids.push(await scored(`C${number}`, 0.65))
    await make(monday)
    for (const id of ids.slice(0, 5)) await order(id, '2026-06-20T10:00:00Z')
    expect(await trust('2026-06-30')).toBe(
      'How far to trust this: of those the model gives 60–80% as of 2 Mar 2026, from orders until then alone, 73% did not order within 30 days (n = 40).',
    )
    await settle('2026-07-02')
    // 15 of 20 stayed away.
    const forward = 'How far to trust this: of those we gave 60–80% on 1 Jun 2026, 75% did not order within 30 days (n = 20).'
    expect(await trust('2026-07-02')).toBe(forward)
    // A digest of an earlier day knows nothing of it, and that day's line is still there when a later outcome exists.
    expect(await trust('2026-07-01')).toContain('the model gives')
    await make('2026-07-06')
    await settle('2026-08-06')
    expect(await trust('2026-08-05')).toBe(forward)
    expect(await trust('2026-08-06')).toContain('we gave 60–80% on 6 Jul 2026, 100% did not order')
    expect((await bot.store.tx(tx => outcomesBy(tx, 1, '2026-08-06', 4))).length).toBe(2)
  })

  it('speak of all together where no range has twenty, and of nothing where they are fewer', async () => {
    const ids: number[] = []
    for (let number = 0; number < 24; number++) ids.push(await scored(`C${number}`, number < 12 ? 0.5 : 0.7))
    await make(monday)
    for (const id of ids.slice(0, 6)) await order(id, '2026-06-20T10:00:00Z')
    await settle('2026-07-02')
    // Twelve each: 60 % on average, and 18 of 24 stayed away.
    expect(await trust('2026-07-02')).toBe(
      'How far to trust this: on 1 Jun 2026 we gave 60% on average, and 75% did not order within 30 days (n = 24: too few to tell by range).',
    )
    await db().riskOutcome.updateMany({ data: { customers: 19 } })
    expect(await trust('2026-07-02')).toBeNull()
  })

  it('go with an erased or deleted customer, and the rest is scored', async () => {
    const gone = await scored('Gone', 0.9)
    await scored('Here', 0.9)
    await make(monday)
    await db().customer.delete({ where: { id: gone } })
    await settle('2026-07-02')
    expect(await outcome()).toMatchObject({ customers: 1, base: 1 })
  })
})
