import { describe, expect, it } from 'vitest'
import { textOf, useBot } from '../harness/bot.ts'
import { allFeatures, givenAcme, givenCrowd, runJob } from './asked.ts'

const bot = useBot(allFeatures)
const days = 24 * 3_600_000
const run = (name: string) => runJob(bot, name)

describe('triggers', () => {
  const turnOn = (line: string) => bot.say('marcus', `/survey auto ${line}`, 'key-accounts')
  const causes = async () =>
    (await bot.store.db.survey.findMany({ orderBy: { id: 'asc' } })).map(({ cause, kind }) => `${cause} ${kind}`)
  const at = (day: string) => new Date(day.includes('T') ? `${day}:00:00Z` : `${day}T10:00:00Z`)

  it('ask after a solved ticket, once a ticket, and never about what was before', async () => {
    const { id: customerId } = await givenAcme(bot)
    const ticket = { customerId, severity: 'normal', subject: 'Lamp', openedAt: at('2026-09-01') }
    await bot.store.db.ticket.create({ data: { ...ticket, closedAt: at('2026-09-14') } })
    await turnOn('ticket')
    bot.now = at('2026-09-17')
    await run('survey-triggers')
    expect(await causes()).toEqual([])
    await bot.store.db.ticket.create({ data: { ...ticket, closedAt: at('2026-09-17') } })
    await run('survey-triggers')
    expect(await causes()).toEqual([])
    bot.now = at('2026-09-18')
    await run('survey-triggers')
    await run('survey-triggers')
    expect(await causes()).toEqual(['ticket csat'])
  })

  it('ask so many days after an order, unless there was another since', async () => {
    const { id: customerId } = await givenAcme(bot)
    await turnOn('order 14 csat')
    const order = (externalId: string, day: string) =>
      bot.store.db.order.create({ data: { externalId, customerId, orderedAt: at(day), amount: 10, currency: 'EUR' } })
    await order('O-1', '2026-09-16')
    await order('O-2', '2026-09-20')
    bot.now = at('2026-09-30')
    await run('survey-triggers')
    expect(await causes()).toEqual([])
    bot.now = at('2026-10-05')
    await run('survey-triggers')
    expect(await causes()).toEqual(['order csat'])
  })

  it('ask before a renewal, and who left why', async () => {
    const { id: customerId } = await givenAcme(bot)
    await turnOn('renewal')
    await turnOn('lost 2')
    await bot.store.db.contract.create({ data: { customerId, endsAt: at('2026-11-20'), status: 'active' } })
    bot.now = at('2026-09-18')
    await run('survey-triggers')
    expect(await causes()).toEqual([])
    bot.now = at('2026-09-21')
    await run('survey-triggers')
    expect(await causes()).toEqual(['renewal nps'])
    await bot.store.db.customer.update({ where: { id: customerId }, data: { leftAt: at('2026-11-02') } })
    bot.now = at('2026-11-04')
    await run('survey-triggers')
    expect(await causes()).toEqual(['renewal nps', 'lost lost'])
  })

  it('ask each customer once a quarter, on days that are spread', async () => {
    await givenCrowd(bot, 200)
    await turnOn('quarterly')
    const counts: number[] = []
    for (let day = 0; day < 92; day += 1) {
      bot.now = new Date(at('2026-10-01').getTime() + day * days)
      await run('survey-triggers')
      counts.push(await bot.store.db.survey.count())
    }
    expect(counts.at(-1)).toBe(200)
    const most = Math.max(...counts.map((count, day) => count - (counts[day - 1] ?? 0)))
    expect(most).toBeLessThan(40)
  })

  it('keep to the contact policy: who may not be asked on the day is asked within the week after, or not about it', async () => {
    const { id: customerId } = await givenAcme(bot)
    await turnOn('lost 0')
    const serious = { customerId, openedAt: bot.now, severity: 'urgent', subject: 'All down' }
    const ticket = await bot.store.db.ticket.create({ data: serious })
    const leave = (leftAt: Date) => bot.store.db.customer.update({ where: { id: customerId }, data: { leftAt } })
    await leave(at('2026-09-17'))
    bot.now = at('2026-09-17')
    await run('survey-triggers')
    expect(await causes()).toEqual([])
    await bot.store.db.ticket.update({ where: { id: ticket.id }, data: { closedAt: bot.now } })
    await leave(at('2026-09-16T11'))
    bot.now = at('2026-09-25')
    await run('survey-triggers')
    expect(await causes()).toEqual([])
    await leave(at('2026-09-22'))
    await run('survey-triggers')
    expect(await causes()).toEqual(['lost lost'])
  })

  it('count what happens after the very moment they were turned on', async () => {
    const { id: customerId } = await givenAcme(bot)
    await turnOn('ticket 0')
    const ticket = { customerId, severity: 'normal', subject: 'Lamp', openedAt: at('2026-09-01') }
    await bot.store.db.ticket.create({ data: { ...ticket, closedAt: new Date('2026-09-16T09:59:00Z') } })
    bot.now = new Date('2026-09-16T12:00:00Z')
    await run('survey-triggers')
    expect(await causes()).toEqual([])
    await bot.store.db.ticket.create({ data: { ...ticket, closedAt: new Date('2026-09-16T11:00:00Z') } })
    await run('survey-triggers')
    expect(await causes()).toEqual(['ticket csat'])
  })

  it('work for every customer id there can be', async () => {
    await givenCrowd(bot, 1)
    await bot.store.db.$executeRaw`UPDATE "Customer" SET id = 2147483640`
    await turnOn('quarterly')
    for (let day = 0; day < 92; day += 1) {
      bot.now = new Date(at('2026-10-01').getTime() + day * days)
      await run('survey-triggers')
    }
    expect(await causes()).toEqual(['quarterly nps'])
  })

  it('are seen and switched by managers only', async () => {
    expect(textOf(await bot.say('sofia', '/survey auto', 'key-accounts'))).toContain('You may not do that')
    expect(textOf(await turnOn('order 21 csat'))).toContain('CSAT, 21 days after an order')
    expect(textOf(await turnOn('order off'))).not.toContain('21 days')
    expect(textOf(await turnOn('order 500'))).toContain('from 1 to 180')
    expect(textOf(await turnOn('quarterly 10 nps'))).toContain('has no days to choose')
  })

  it.each([
    ['order 21 days after csat', 'CSAT, 21 days after an order'],
    ['下单 21天后 csat', 'CSAT, 21 days after an order'],
    ['下单后21天', 'CSAT, 21 days after an order'],
    ['续约前60天', 'NPS, 60 days before a renewal'],
    ['合同到期前 ９０ 天 推荐意愿', 'NPS, 90 days before a renewal'],
    ['工单解决3天后 满意度', 'CSAT, 3 days after a ticket was solved'],
    ['每季度 nps', 'NPS, once a quarter'],
  ])('are set as people say it: %s', async (line, said) => {
    expect(textOf(await turnOn(line))).toContain(said)
  })
})
