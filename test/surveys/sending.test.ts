import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/feature.ts'
import type { Job } from '../../src/chat/job.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { toTeam } from '../../src/people/store.ts'
import { invitationsPerMinute } from '../../src/surveys/asking/pace.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { allFeatures, delivered, givenAcme } from './asked.ts'

const bot = useBot(allFeatures)
const rooms = collect(allFeatures)
const outbox = createOutbox(() => bot.now)
const days = 24 * 3_600_000

/** Runs a job of the room as the heartbeat would, for team 1 on the clock's day. */
async function run(name: string): Promise<void> {
  const job = rooms.jobs.find(each => each.name === name) as Job
  const base = { now: bot.now, outbox, rooms }
  await bot.store.tx(async tx => {
    if (job.scope === 'minute') return job.run({ ...base, tx })
    const team = toTeam(await tx.team.findUniqueOrThrow({ where: { id: 1 } }))
    if (job.scope === 'team')
      await job.run({ ...base, tx, date: bot.now.toISOString().slice(0, 10), late: false, skipped: 0 }, team)
  })
}
const invited = () => bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey:' } } })

/** Many customers of team 1 with an address each. */
async function givenCrowd(count: number): Promise<void> {
  const ownerId = await bot.member('sofia')
  await bot.store.db.customer.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      ...{ name: `Crowd ${index}`, searchText: ` crowd ${index}`, teamId: 1, ownerId, tier: 'A' },
      email: `crowd${index}@example.com`,
    })),
  })
}

describe('a mailing', () => {
  it('shows whom it would reach, who is left out and why, before anything is sent', async () => {
    await givenCrowd(30)
    const { db } = bot.store
    const [first, second, third] = await db.customer.findMany({ orderBy: { id: 'asc' }, take: 3 })
    await db.customer.update({ where: { id: first?.id ?? 0 }, data: { optedOutAt: bot.now } })
    await db.customer.update({ where: { id: second?.id ?? 0 }, data: { lastAskedAt: bot.now } })
    await db.customer.update({ where: { id: third?.id ?? 0 }, data: { email: null } })
    const preview = textOf(await bot.say('marcus', '/survey send tier=A csat', 'key-accounts'))
    expect(preview).toContain('Customers: 30')
    expect(preview).toContain('Can be asked: 27 · 27 by e-mail')
    expect(preview).toContain('asked never to be asked again: 1 · was asked within the last 30 days: 1 · nobody there is reached')
    expect(await db.survey.count()).toBe(0)
  })

  it('goes out in turns that leave room for other messages, each customer once, and can be called back', async () => {
    await givenCrowd(invitationsPerMinute + 50)
    const value = { teamId: 1, filter: 'tier=A', kind: 'csat' }
    const [one, other] = await Promise.all([
      bot.click('marcus', 'surveys.mail', value),
      bot.click('marcus', 'surveys.mail', value),
    ])
    // The second finds nobody left to ask: it says the same again, and takes nothing away.
    for (const reply of [one, other])
      expect(textOf(reply)).toMatch(/350 customers are being asked[\s\S]*Call back what is not sent/)
    expect(await bot.store.db.survey.count()).toBe(350)
    expect(await invited()).toBe(0)
    await run('survey-sending')
    expect(await invited()).toBe(invitationsPerMinute)
    const survey = await bot.store.db.survey.findFirstOrThrow()
    const at = survey.createdAt.toISOString()
    expect(textOf(await bot.click('marcus', 'surveys.recall', { teamId: 1, at }))).toContain('50 customers were not asked')
    await run('survey-sending')
    expect(await invited()).toBe(invitationsPerMinute)
    expect(await bot.store.db.customer.count({ where: { lastAskedAt: null } })).toBe(50)
  })

  it('is for managers: a rep is asked which customer is meant', async () => {
    await givenCrowd(3)
    expect(textOf(await bot.say('sofia', '/survey send tier=A csat', 'key-accounts'))).not.toContain('Can be asked')
    expect(await bot.store.db.survey.count()).toBe(0)
  })

  it('leaves out who opted out while it waited', async () => {
    await givenCrowd(25)
    await bot.click('marcus', 'surveys.mail', { teamId: 1, filter: 'tier=A', kind: 'csat' })
    await bot.store.db.customer.updateMany({ where: { name: { in: ['Crowd 3', 'Crowd 4'] } }, data: { optedOutAt: bot.now } })
    await run('survey-sending')
    expect(await invited()).toBe(23)
    expect(await bot.store.db.survey.count({ where: { failedCode: 'withheld:opted-out' } })).toBe(2)
  })
})

describe('what became of an invitation', () => {
  const [watch] = rooms.deliveryWatches
  const end = async (key: string, result: Parameters<NonNullable<typeof watch>['ended']>[2]) =>
    bot.store.tx(async tx => watch?.ended(tx, key, result, { outbox, now: bot.now }))

  it('that did not arrive: the asker is told, and the customer may be asked again', async () => {
    await givenAcme(bot)
    await bot.say('sofia', '/survey send acme nps')
    const survey = await bot.store.db.survey.findFirstOrThrow()
    await end(`survey:${survey.id}`, { state: 'failed', code: 'channel_not_found' })
    const [told] = await bot.store.db.outboxItem.findMany({ where: { key: { startsWith: 'survey-lost:' } } })
    expect(told?.place).toBe('sofia')
    expect(textOf(await bot.say('sofia', '/survey send acme nps'))).toContain('was asked (NPS)')
  })

  it('that nobody knows of: it counts as asked', async () => {
    await givenAcme(bot)
    await bot.say('sofia', '/survey send acme nps')
    const survey = await bot.store.db.survey.findFirstOrThrow()
    await end(`survey:${survey.id}`, { state: 'unknown', code: 'timeout' })
    expect(textOf(await bot.say('sofia', '/survey send acme nps'))).toContain('was asked within the last 30 days')
  })
})

describe('the one reminder', () => {
  async function open() {
    await givenAcme(bot)
    await bot.say('sofia', '/survey send acme nps')
    await delivered(bot)
  }
  const reminders = () => bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey-reminder:' } } })

  it('goes out after three days, once, and not after an answer', async () => {
    await open()
    bot.now = new Date(bot.now.getTime() + 3 * days)
    await run('survey-reminders')
    expect(await reminders()).toBe(0)
    // The third day is a Saturday.
    bot.now = new Date('2026-09-21T07:00:00Z')
    await run('survey-reminders')
    await run('survey-reminders')
    expect(await reminders()).toBe(1)
  })

  it('does not go out to who answered, or wants nothing more', async () => {
    await open()
    const survey = await bot.store.db.survey.findFirstOrThrow()
    await bot.store.db.customer.updateMany({ data: { optedOutAt: bot.now } })
    bot.now = new Date(bot.now.getTime() + 4 * days)
    await run('survey-reminders')
    expect(await reminders()).toBe(0)
    expect((await bot.store.db.survey.findUniqueOrThrow({ where: { id: survey.id } })).answeredAt).toBeNull()
  })
})

describe('triggers', () => {
  const turnOn = (line: string) => bot.say('marcus', `/survey auto ${line}`, 'key-accounts')
  const causes = async () =>
    (await bot.store.db.survey.findMany({ orderBy: { id: 'asc' } })).map(({ cause, kind }) => `${cause} ${kind}`)
  const at = (day: string) => new Date(`${day}T10:00:00Z`)

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
    await givenCrowd(200)
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

  it('keep to the contact policy: who may not be asked now is not asked later about it', async () => {
    const { id: customerId } = await givenAcme(bot)
    await turnOn('lost 0')
    await bot.store.db.customer.update({
      where: { id: customerId },
      data: { lastAskedAt: at('2026-09-10'), leftAt: at('2026-09-16') },
    })
    await run('survey-triggers')
    expect(await causes()).toEqual([])
  })

  it('are seen and switched by managers only', async () => {
    expect(textOf(await bot.say('sofia', '/survey auto', 'key-accounts'))).toContain('You may not do that')
    expect(textOf(await turnOn('order 21 csat'))).toContain('CSAT, 21 days after an order')
    expect(textOf(await turnOn('order off'))).not.toContain('21 days')
    expect(textOf(await turnOn('order 500'))).toContain('from 1 to 180')
  })
})
