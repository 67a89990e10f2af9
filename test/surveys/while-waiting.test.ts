import { describe, expect, it } from 'vitest'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { neverAsk } from '../../src/surveys/asking/never-ask.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { allFeatures, delivered, givenAcme, minute } from './asked.ts'

const bot = useBot(allFeatures)
const evening = new Date('2026-09-18T17:00:00Z')
const monday = new Date('2026-09-21T07:00:00Z')
const places = async (prefix: string) =>
  (await bot.store.db.outboxItem.findMany({ where: { key: { startsWith: prefix } }, orderBy: { id: 'asc' } })).map(
    row => row.place,
  )
const codes = async () => (await bot.store.db.survey.findMany({ orderBy: { id: 'asc' } })).map(survey => survey.failedCode)

/** Acme is to be asked on Monday morning. */
async function asked(over: Parameters<typeof givenAcme>[1] = {}) {
  const customer = await givenAcme(bot, over)
  bot.now = evening
  expect(textOf(await bot.say('sofia', '/survey send acme nps'))).toContain('[Call back what is not sent]')
  return customer
}
const until = async (at: Date) => {
  bot.now = at
  await minute(bot)
}

describe('a question that waits for the morning', () => {
  it('is not asked when a serious ticket was opened, or the customer opted out meanwhile, and they count as not asked', async () => {
    const { id: customerId } = await asked()
    await bot.store.db.ticket.create({ data: { customerId, openedAt: evening, severity: 'urgent', subject: 'All down' } })
    await until(monday)
    expect(await places('survey:')).toEqual([])
    expect(await codes()).toEqual(['withheld:severe-ticket'])
    expect((await bot.store.db.customer.findUniqueOrThrow({ where: { id: customerId } })).lastAskedAt).toBeNull()
    expect(textOf(await bot.say('marcus', '/survey results nps', 'key-accounts'))).not.toContain('not delivered')
    expect(textOf(await bot.say('marcus', '/survey results nps unanswered', 'key-accounts'))).not.toContain('Not delivered')
  })

  it('can be called back by who asked, and by nobody else', async () => {
    await asked()
    const { createdAt } = await bot.store.db.survey.findFirstOrThrow()
    const value = { teamId: 1, at: createdAt.toISOString() }
    expect(textOf(await bot.click('tom', 'surveys.recall', value))).toContain('0 customers')
    expect(textOf(await bot.click('sofia', 'surveys.recall', value))).toContain('1 customer was not asked')
    await until(monday)
    expect(await places('survey:')).toEqual([])
  })

  it('goes where the customer is by then: the corrected address, never a channel that became another’s', async () => {
    const { id } = await asked({ email: 'old@example.com' })
    await bot.store.db.customer.update({ where: { id }, data: { email: 'new@example.com' } })
    await until(monday)
    expect(await places('survey:')).toEqual(['new@example.com'])
  })

  it.each([
    ['linked to another customer', async (other: number) => ({ customerId: other })],
    ['no longer shared', async () => ({ kind: 'internal' })],
    ['archived', async () => ({ archivedAt: evening })],
  ])('is withheld when the channel is %s and nothing else leads to the customer', async (_what, change) => {
    await asked()
    const other = await givenAcme(bot, { name: 'Bergmann', email: 'b@example.com' })
    await bot.store.db.channel.updateMany({ where: { ref: 'shared' }, data: await change(other.id) })
    await until(monday)
    expect(await places('survey:')).toEqual([])
    expect(await codes()).toEqual(['withheld:no-way'])
  })

  it('waits on when its turn comes only in the next quiet hours', async () => {
    await asked()
    await until(new Date('2026-09-21T17:00:00Z'))
    expect(await places('survey:')).toEqual([])
    await until(new Date('2026-09-22T07:00:00Z'))
    expect(await places('survey:')).toEqual(['shared'])
  })
})

describe('what delivery has and has not sent', () => {
  it('is taken back when the customer opts out, unless it may be on its way', async () => {
    const { id } = await givenAcme(bot)
    await bot.say('sofia', '/survey send acme nps')
    const run = { outbox: createOutbox(() => bot.now), now: bot.now, rooms: { contactBlocks: [] } }
    const stop = () => bot.store.tx(tx => neverAsk({ ...run, tx }, id, { memberId: null }))
    await bot.store.db.outboxItem.updateMany({ data: { uncertain: true } })
    expect(await stop()).toBe(true)
    expect(await places('survey:')).toEqual(['shared'])
    await bot.store.db.outboxItem.updateMany({ data: { uncertain: false, state: 'sending' } })
    expect(await stop()).toBe(false)
    expect(await places('survey:')).toEqual(['shared'])
    await bot.store.db.outboxItem.updateMany({ data: { state: 'pending' } })
    await stop()
    expect(await places('survey:')).toEqual([])
    expect(await codes()).toEqual(['withheld:opted-out'])
  })
})

describe('a reminder', () => {
  const days = 24 * 3_600_000

  /** Asked on Tuesday at 17:50, so that it is due on Friday at 17:50 and, ten minutes later, in quiet hours. */
  async function dueInTheEvening() {
    await givenAcme(bot)
    bot.now = new Date('2026-09-15T15:50:00Z')
    await bot.say('sofia', '/survey send acme nps')
    await delivered(bot)
    return bot.store.db.survey.findFirstOrThrow()
  }
  const answer = (surveyId: number) => bot.click('anna', 'surveys.answer', { surveyId, answer: 9 }, 'shared')

  it('that is due in quiet hours goes out when they end, or not at all when the answer comes before', async () => {
    const { id } = await dueInTheEvening()
    await until(new Date('2026-09-18T16:10:00Z'))
    await until(new Date('2026-09-21T06:59:00Z'))
    expect(await places('survey-reminder:')).toEqual([])
    await answer(id)
    await until(monday)
    expect(await places('survey-reminder:')).toEqual([])
  })

  it('goes out once in the morning where nobody answered', async () => {
    await dueInTheEvening()
    await until(new Date('2026-09-18T16:10:00Z'))
    await until(monday)
    await until(new Date(monday.getTime() + 60_000))
    expect(await places('survey-reminder:')).toEqual(['shared'])
  })

  it('that delivery has and has not sent is taken back by an answer', async () => {
    const { id } = await dueInTheEvening()
    await until(new Date('2026-09-18T15:50:00Z'))
    expect(await places('survey-reminder:')).toEqual(['shared'])
    await answer(id)
    expect(await places('survey-reminder:')).toEqual([])
  })

  it('asked for by hand in quiet hours waits, says so, and ends with an answer', async () => {
    const { id } = await dueInTheEvening()
    bot.now = new Date('2026-09-17T18:00:00Z')
    const scope = { kind: 'nps', teamId: 1, filter: null, ownerId: null, quarter: null }
    const said = await bot.click('sofia', 'surveys.remind', { scope, surveyId: id })
    expect(textOf(said)).toContain('1 to be reminded when quiet hours are over')
    expect(await places('survey-reminder:')).toEqual([])
    await until(new Date('2026-09-18T07:00:00Z'))
    expect(await places('survey-reminder:')).toEqual(['shared'])
  })

  it('is not sent where the channel is another customer’s by now, nor where a serious ticket is open', async () => {
    const { customerId } = await dueInTheEvening()
    const other = await givenAcme(bot, { name: 'Bergmann', email: 'b@example.com' })
    await bot.store.db.channel.updateMany({ where: { ref: 'shared' }, data: { customerId: other.id } })
    await until(new Date(Date.parse('2026-09-15T15:50:00Z') + 3 * days))
    expect(await places('survey-reminder:')).toEqual([])
    await bot.store.db.channel.updateMany({ where: { ref: 'shared' }, data: { customerId } })
  })
})

describe('an answer in a shared channel', () => {
  it('is taken only while the channel is this customer’s', async () => {
    await givenAcme(bot)
    await bot.say('sofia', '/survey send acme nps')
    const { id } = await bot.store.db.survey.findFirstOrThrow()
    const other = await givenAcme(bot, { name: 'Bergmann', email: 'b@example.com' })
    await bot.store.db.channel.updateMany({ where: { ref: 'shared' }, data: { customerId: other.id } })
    await bot.click('anna', 'surveys.answer', { surveyId: id, answer: 2 }, 'shared')
    expect((await bot.store.db.survey.findUniqueOrThrow({ where: { id } })).answeredAt).toBeNull()
  })
})
