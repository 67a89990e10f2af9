import { describe, expect, it } from 'vitest'
import { daysBetween, localDate } from '../../src/chat/dates/zone.ts'
import { features } from '../../src/features.ts'
import { quintiles } from '../../src/risk/model/rfm-sum.ts'
import { rfmCounted, rfmGroups, rfmRules, rfmSegments, rfmTable } from '../../src/segments/rfm/rules.ts'
import { scoreRfm } from '../../src/segments/rfm/score.ts'
import { chance } from '../customers/filter/random-shop.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { makeCustomer } from '../harness/customers.ts'
import { seed } from '../harness/seed.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
const berlin = { id: 1, zone: 'Europe/Berlin' }
const today = '2026-09-16'

const score = (date = today, team = berlin) => bot.store.tx(tx => scoreRfm(tx, team, date))
const stored = () => bot.store.db.rfmScore.findMany({ orderBy: { customerId: 'asc' } })
const days = async (segment: string) =>
  (await bot.store.db.segmentDay.findMany({ where: { segment }, orderBy: { day: 'asc' } })).map(
    ({ members, entered, exited }) => [members, entered, exited],
  )

describe('the rules of RFM segments', () => {
  it('put each of the 125 scores in exactly one segment, use every segment, and each segment is in one group', () => {
    const table = rfmTable()
    expect(table).toHaveLength(125)
    expect(new Set(table.map(({ recency, frequency, monetary }) => `${recency}${frequency}${monetary}`)).size).toBe(125)
    expect(new Set(table.map(({ segment }) => segment))).toEqual(new Set(rfmSegments))
    expect(Object.values(rfmGroups).flat().toSorted()).toEqual([...rfmSegments].toSorted())
  })

  it('never rate a customer lower for having ordered later, and call nobody who ordered lately lost', () => {
    const order = ['lost', 'hibernating', 'about-to-leave', 'needs-attention', 'new', 'potential', 'loyal', 'champions']
    for (const { recency, frequency, monetary, segment } of rfmTable()) {
      if (recency === 5) continue
      const later = rfmTable().find(
        other => other.recency === recency + 1 && other.frequency === frequency && other.monetary === monetary,
      )
      // A bigger customer who grows silent is about to leave, not needing attention: that is the one step aside.
      if (segment === 'about-to-leave') continue
      expect(order.indexOf(later?.segment ?? ''), `${recency}${frequency}${monetary}`).toBeGreaterThanOrEqual(
        order.indexOf(segment),
      )
    }
    expect(rfmRules.lost({ recency: 2, frequency: 1, monetary: 1 })).toBe(false)
  })
})

describe(`RFM scores (SEED=${seed})`, () => {
  it('are the quintiles of the last order, the days with an order and the net spend, worked out in memory', async () => {
    const random = chance(seed)
    const facts: { id: number; last: string; days: number; net: number; currency: string }[] = []
    for (let at = 0; at < 60; at++) {
      const currency = random() < 0.8 ? 'EUR' : 'USD'
      const id = await makeCustomer(bot.store, { name: `Customer ${at}` })
      const orders = Array.from({ length: 1 + Math.floor(random() ** 3 * 6) }, (_, index) => ({
        externalId: `${id}-${index}`,
        customerId: id,
        orderedAt: new Date(Date.parse('2026-09-16T12:00:00Z') - Math.floor(random() * 30 * 24) * 3_600_000 * 7),
        // Only what comes after the first may be a return.
        amount: (Math.round((random() - (index > 0 ? 0.2 : 0)) * 100) + (index > 0 ? 0 : 1)).toFixed(2),
        currency,
      }))
      await bot.store.db.order.createMany({ data: orders })
      const bought = orders.filter(({ amount }) => Number(amount) > 0).map(({ orderedAt }) => localDate(orderedAt, berlin.zone))
      facts.push({
        id,
        last: bought.toSorted().at(-1) ?? '',
        days: new Set(bought).size,
        net: orders.reduce((sum, { amount }) => sum + Number(amount), 0),
        currency,
      })
    }
    const recency = quintiles(facts.map(({ last }) => -daysBetween(last, today)))
    const frequency = facts.map(
      ({ days }) => 1 + Math.floor((facts.filter(other => other.days < days).length * 5) / facts.length),
    )
    const spends = new Map(
      ['EUR', 'USD'].flatMap(currency => {
        const same = facts.filter(fact => fact.currency === currency)
        const ranks = quintiles(same.map(({ net }) => net))
        return same.map(({ id }, index) => [id, ranks[index]] as const)
      }),
    )
    await score()
    const rows = await stored()
    expect(rows).toHaveLength(60)
    for (const [index, { id }] of facts.entries()) {
      const row = rows.find(({ customerId }) => customerId === id)
      const expected = { recency: recency[index] ?? 0, frequency: frequency[index] ?? 0, monetary: spends.get(id) ?? 0 }
      expect(row, `${id}`).toMatchObject(expected)
      expect(row && rfmRules[row.segment as keyof typeof rfmRules](expected), `${id} ${row?.segment}`).toBe(true)
    }
  })

  it('leave out who left, was erased, never ordered or is of another team, and count who came and went once a day', async () => {
    const one = await makeCustomer(bot.store, { name: 'One', orders: ['2026-09-10', '2026-09-01'], amount: '900' })
    const two = await makeCustomer(bot.store, { name: 'Two', orders: ['2026-01-10'] })
    await makeCustomer(bot.store, { name: 'Never' })
    await makeCustomer(bot.store, { name: 'East', teamId: 2, orders: ['2026-09-10'] })
    const gone = await makeCustomer(bot.store, { name: 'Gone', orders: ['2026-09-10'] })
    await bot.store.db.customer.update({ where: { id: gone }, data: { leftAt: bot.now } })
    await score()
    const before = await stored()
    expect(before.map(({ customerId }) => customerId)).toEqual([one, two])
    await bot.store.db.order.create({
      data: { externalId: 'back', customerId: two, orderedAt: new Date('2026-09-16T08:00:00Z'), amount: '5000', currency: 'EUR' },
    })
    await score('2026-09-17')
    await score('2026-09-17')
    const after = await stored()
    expect(after.map(({ segment }) => segment)).not.toEqual(before.map(({ segment }) => segment))
    for (const { name, segments } of rfmCounted) {
      const within = ({ segment }: { segment: string }) => (segments as readonly string[]).includes(segment)
      const [was, is] = [before.filter(within), after.filter(within)]
      const others = (rows: typeof was, among: typeof was) =>
        rows.filter(row => among.every(other => other.customerId !== row.customerId))
      expect(await days(name), name).toEqual([
        // The first night nobody moves.
        [was.length, 0, 0],
        [is.length, others(is, was).length, others(was, is).length],
      ])
    }
    await bot.store.db.customer.update({ where: { id: two }, data: { teamId: 2 } })
    await score('2026-09-18', { id: 2, zone: 'Asia/Shanghai' })
    await score('2026-09-18')
    expect((await stored()).map(({ customerId, teamId }) => [customerId, teamId])).toEqual([
      [one, 1],
      [two, 2],
      [two + 2, 2],
    ])
  })

  it('stand on the card and choose lists, in both languages', async () => {
    for (let at = 0; at < 5; at++)
      await makeCustomer(bot.store, {
        name: `Shop ${at}`,
        orders: [`2026-09-0${at + 1}`, ...(at > 2 ? ['2026-08-01', '2026-07-01'] : [])],
        amount: `${at + 1}00`,
      })
    await score()
    const said = async (who: 'marcus' | 'chen', line: string) => textOf(await bot.say(who, line))
    expect(await said('marcus', '/customer Shop 4')).toContain('Segments: High value (champions) · R5 F4 M5')
    expect(await said('marcus', '/customer list rfm:champions')).toContain('Shop 4')
    expect(await said('marcus', '/customer list rfm:high-value r>=5')).toContain('1–1 of 1')
    expect(await said('marcus', '/customer list rfm:none')).toContain('No customer fits')
    await bot.store.db.teamRole.updateMany({ where: { teamId: 2, memberId: await bot.member('chen') }, data: { teamId: 1 } })
    expect(await said('chen', '/客户 Shop 4')).toContain('分群: 高价值（核心客户） · R5 F4 M5')
    expect(await said('chen', '/客户 列表 分层：高价值')).toContain('Shop 4')
    expect(await said('chen', '/客户 列表 分层：冠军')).toContain('没有“分层:冠军”')
  })
})
