import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { invitationsPerMinute } from '../../src/surveys/asking/pace.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { allFeatures, delivered, givenAcme, givenCrowd, runJob } from './asked.ts'

const bot = useBot(allFeatures)
const rooms = collect(allFeatures)
const outbox = createOutbox(() => bot.now)
const days = 24 * 3_600_000

const run = (name: string) => runJob(bot, name)
const invited = () => bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey:' } } })

describe('a mailing', () => {
  it('shows whom it would reach, who is left out and why, before anything is sent', async () => {
    await givenCrowd(bot, 30)
    const { db } = bot.store
    const [first, second, third] = await db.customer.findMany({ orderBy: { id: 'asc' }, take: 3 })
    await db.customer.update({ where: { id: first?.id ?? 0 }, data: { optedOutAt: bot.now } })
    await db.customer.update({ where: { id: second?.id ?? 0 }, data: { lastAskedAt: bot.now } })
    await db.customer.update({ where: { id: third?.id ?? 0 }, data: { email: null } })
    const preview = textOf(await bot.say('marcus', '/survey send tier=A csat', 'key-accounts'))
    expect(preview).toContain('Customers: 30')
    expect(preview).toContain('Can be asked: 27 by e-mail')
    expect(preview).toContain('asked never to be asked again: 1 · was asked within the last 30 days: 1 · nobody there is reached')
    expect(await db.survey.count()).toBe(0)
  })

  it('goes out in turns that leave room for other messages, each customer once, and can be called back', async () => {
    await givenCrowd(bot, invitationsPerMinute + 50)
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
    await givenCrowd(bot, 3)
    expect(textOf(await bot.say('sofia', '/survey send tier=A csat', 'key-accounts'))).not.toContain('Can be asked')
    expect(await bot.store.db.survey.count()).toBe(0)
  })

  it('leaves out who opted out while it waited', async () => {
    await givenCrowd(bot, 25)
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
    bot.store.tx(async tx => watch?.ended(tx, key, result, { outbox, now: bot.now, rooms }))

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
