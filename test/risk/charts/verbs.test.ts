import { beforeEach, describe, expect, it } from 'vitest'
import type { Chart } from '../../../src/chat/chart.ts'
import { addDays } from '../../../src/chat/dates/zone.ts'
import type { Reply } from '../../../src/chat/platform.ts'
import { features } from '../../../src/features.ts'
import { textOf, useBot } from '../../harness/bot.ts'
import { makeCustomer } from '../../harness/customers.ts'
import { scoreRow } from '../../harness/scores.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))

function chartOf(reply: Reply): Chart {
  const parts = reply.kind === 'message' ? reply.message.parts : []
  const found = parts.flatMap(part => (part.kind === 'chart' ? [part.chart] : []))[0]
  if (!found) throw new Error(`no chart in: ${textOf(reply)}`)
  return found
}

describe('/customer rhythm', () => {
  /** Every 30 days, the last one 10 days before today, Wednesday 16 September. */
  const days = [100, 70, 40, 10].map(before => addDays('2026-09-16', -before))
  const order = (customerId: number, at: string, amount: string, currency = 'EUR') =>
    bot.store.db.order.create({
      data: { externalId: `${customerId}-${at}-${amount}`, customerId, orderedAt: new Date(at), amount, currency },
    })

  it('shows the customer’s order days with their amounts, and when the next is expected', async () => {
    await makeCustomer(bot.store, { name: 'Acme GmbH', orders: days, amount: '120.50' })
    const chart = chartOf(await bot.say('sofia', '/customer rhythm acme'))
    expect(chart).toMatchObject({
      ...{ kind: 'timeline', title: 'Acme GmbH: order rhythm', y: { format: { currency: 'EUR' } } },
      events: days.map(day => ({ day, value: 120.5 })),
      spans: [{ from: '2026-09-28', to: '2026-12-30' }],
      moments: [{ day: '2026-09-16' }],
    })
    const said = '4 order days in the last 12 months, usually every 30 days. Next order expected 28 Sep – 30 Dec.'
    expect(chart.summary).toBe(said)
    // There is one expectation, wherever it is shown.
    expect(textOf(await bot.say('sofia', '/customer next acme'))).toContain('expected 28 Sep – 30 Dec')
  })

  it('counts days of the team, what came back that day away, and other currencies as days without an amount', async () => {
    const id = await makeCustomer(bot.store, { name: 'Acme GmbH', orders: ['2026-08-01'] })
    await order(id, '2026-08-09T22:30:00Z', '50')
    await order(id, '2026-08-20T10:00:00Z', '30')
    await order(id, '2026-08-20T11:00:00Z', '-30')
    await order(id, '2026-08-25T10:00:00Z', '70', 'USD')
    await order(id, '2026-09-01T10:00:00Z', '10')
    await order(id, '2026-09-01T12:00:00Z', '5')
    await order(id, '2027-01-01T12:00:00Z', '999')
    expect(chartOf(await bot.say('sofia', '/customer rhythm acme'))).toMatchObject({
      events: [
        { day: '2026-08-01', value: 100 },
        { day: '2026-08-10', value: 50 },
        { day: '2026-08-25', value: null },
        { day: '2026-09-01', value: 15 },
      ],
    })
  })

  it('learns the rhythm from all orders and shows those of a year', async () => {
    const all = [500, 400, 300, 200, 100].map(before => addDays('2026-09-16', -before))
    await makeCustomer(bot.store, { name: 'Acme GmbH', orders: all })
    const chart = chartOf(await bot.say('sofia', '/customer rhythm acme'))
    expect(chart.kind === 'timeline' && chart.events).toHaveLength(3)
    expect(chart.summary).toContain('usually every 100 days. The next order is expected by 19 Nov.')
  })

  it('says what is missing where there is nothing to draw', async () => {
    await makeCustomer(bot.store, { name: 'Quiet Ltd', orders: ['2024-03-01'] })
    await makeCustomer(bot.store, { name: 'Fresh Ltd' })
    expect(textOf(await bot.say('sofia', '/customer rhythm quiet'))).toBe(
      'Quiet Ltd has no orders in the last 12 months; the last one was on 1 Mar 2024.',
    )
    expect(textOf(await bot.say('sofia', '/customer rhythm fresh'))).toBe('Fresh Ltd has no orders on record.')
  })

  it('goes on from the list when several customers are meant, in Chinese too', async () => {
    await makeCustomer(bot.store, { name: '白云酒店', teamId: 2, orders: days, currency: 'CNY' })
    await makeCustomer(bot.store, { name: '白云山制药', teamId: 2 })
    const list = await bot.say('chen', '/customer 下单节奏 白云')
    const parts = list.kind === 'message' ? list.message.parts : []
    const act = parts.flatMap(part => (part.kind === 'list' ? part.rows.flatMap(row => row.act ?? []) : []))
    expect(act.map(({ action, label }) => [action, label])).toEqual([
      ['risk.rhythm', '下单节奏'],
      ['risk.rhythm', '下单节奏'],
    ])
    const chart = chartOf(await bot.say('chen', '/customer 节奏 白云酒店'))
    expect(chart.title).toBe('白云酒店的下单节奏')
    expect(chart.summary).toBe('近 12 个月有 4 天下单，通常每 30 天一次。预计9月28日至12月30日再次下单。')
  })

  it('is for those who may read the customer', async () => {
    await makeCustomer(bot.store, { name: 'Acme GmbH', orders: days })
    expect(chartOf(await bot.say('vera', '/customer rhythm acme')).kind).toBe('timeline')
    expect(textOf(await bot.say('chen', '/customer rhythm acme'))).not.toContain('Acme GmbH')
    expect(textOf(await bot.say('anna', '/customer rhythm acme'))).not.toContain('Acme GmbH')
    expect(textOf(await bot.say('sofia', '/customer rhythm acme', 'shared'))).not.toContain('Acme GmbH')
  })
})

describe('/rapport risk', () => {
  const scored = async (name: string, score: number, band: string, over: { ownerId?: number; teamId?: number } = {}) => {
    const customerId = await makeCustomer(bot.store, { name, ...over })
    const asOf = new Date('2026-09-15')
    await bot.store.db.riskScore.create({ data: scoreRow({ customerId, teamId: over.teamId ?? 1, score, band, asOf }) })
  }
  beforeEach(async () => {
    await scored('One', 0.05, 'healthy')
    await scored('Two', 0.051, 'healthy', { ownerId: await bot.member('sofia') })
    await scored('Three', 0.4, 'watch')
    await scored('Four', 1, 'critical')
    await scored('远方', 0.6, 'at_risk', { teamId: 2 })
  })

  it('shows how the team’s customers are spread over the bands and tenths', async () => {
    const reply = await bot.say('marcus', '/rapport risk', 'key-accounts')
    const chart = chartOf(reply)
    expect(chart.kind === 'stacked-bars' && chart.series.map(({ name, values }) => [name, values])).toEqual([
      ['healthy', [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
      ['watch', [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]],
      ['at risk', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
      ['critical', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ])
    expect(chart.summary).toBe('4 customers: 2 healthy (50%), 1 watch (25%), 0 at risk (0%), 1 critical (25%).')
    expect(textOf(reply)).toContain('Key accounts, as of 15 Sep. Who they are: /customer list at-risk')
  })

  it('speaks Chinese', async () => {
    const text = textOf(await bot.say('chen', '/rapport 风险分布'))
    expect(text).toContain('共 1 位客户：健康 0 位（0%），关注 0 位（0%），有风险 1 位（100%），高危 0 位（0%）。')
    expect(text).toContain('华东客户部，截至9月15日。查看名单：/customer 列表 有风险')
  })

  it('counts for a rep of a team whose people see their own customers alone only those, and says so', async () => {
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    const reply = await bot.say('sofia', '/rapport risk')
    expect(chartOf(reply).summary).toContain('1 customer: 1 healthy')
    expect(textOf(reply)).toContain('Only the customers in your care.')
    expect(chartOf(await bot.say('marcus', '/rapport risk', 'key-accounts')).summary).toContain('4 customers:')
  })

  it('says so before anybody was scored', async () => {
    await bot.store.db.riskScore.deleteMany()
    expect(textOf(await bot.say('sofia', '/rapport risk'))).toBe(
      'Key accounts has no scored customers yet: scores are worked out every night for customers with orders.',
    )
  })
})
