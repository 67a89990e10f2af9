import { beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { answersSignal } from '../../src/surveys/signals/answers.ts'
import { untilFollowable } from '../harness/activities.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { daysBefore, endOf, readSignal } from '../harness/signals.ts'
import { allFeatures, givenAcme } from './asked.ts'

const bot = useBot(allFeatures)
const moment = endOf('2026-09-16')
let acme = 0

beforeEach(async () => {
  acme = (await givenAcme(bot)).id
})

async function answered(kind: string, score: number, daysAgo: number): Promise<void> {
  // Before the end of the day, by a blink.
  const at = new Date(daysBefore(moment, daysAgo).getTime() - 1)
  await bot.store.db.survey.create({
    data: {
      ...{
        customerId: acme,
        teamId: 1,
        kind,
        cause: 'manual',
        locale: 'en',
        platform: 'test',
        targetKind: 'person',
        target: 'x',
      },
      ...{ createdAt: at, sendAt: at, expiresAt: at, answeredAt: at, changedAt: at, score, answers: { score } },
    },
  })
}
const read = async () => (await readSignal(bot.store, answersSignal, moment)).get(acme)

describe('answers to surveys in the risk', () => {
  it('add what the README says, half of it after 120 days', async () => {
    await answered('nps', 3, 0)
    expect((await read())?.points).toBeCloseTo(0.8, 6)
    await bot.store.db.survey.updateMany({ data: { changedAt: daysBefore(moment, 120) } })
    expect((await read())?.points).toBeCloseTo(0.4, 6)
  })

  it('are the last of each questionnaire, together, in words of both languages', async () => {
    await answered('nps', 2, 90)
    await answered('nps', 10, 0)
    await answered('csat', 1, 0)
    const found = await read()
    expect(found?.points).toBeCloseTo(-0.4 + 0.6, 6)
    expect(found?.says('en')).toContain('answered NPS with 10 of 10')
    expect(found?.says('en')).toContain('answered CSAT with 1 of 5')
    expect(found?.says('zh-CN')).toContain('CSAT 打了 1 分')
  })

  it('that come later than the day count for nothing on it', async () => {
    await answered('nps', 0, -1)
    expect(await read()).toBeUndefined()
  })

  it('move the score within the minute, and stand in its reasons', async () => {
    const rooms = collect(allFeatures)
    const follow = async () => {
      await untilFollowable(bot.store)
      const job = rooms.jobs.find(({ name }) => name === 'risk-touched')
      if (job?.scope !== 'minute') throw new Error('no job')
      await bot.store.tx(tx => job.run({ tx, rooms, now: bot.now, outbox: createOutbox(() => bot.now) }))
      return (await bot.store.db.riskScore.findUniqueOrThrow({ where: { customerId: acme } })).score
    }
    for (const [index, days] of [200, 150, 100, 50, 10].entries())
      await bot.store.db.order.create({
        data: { externalId: `O${index}`, customerId: acme, orderedAt: daysBefore(moment, days), amount: 100, currency: 'EUR' },
      })
    await bot.say('sofia', '/survey send acme nps')
    await bot.say('sofia', '/log acme: called')
    const before = (await follow()) ?? 1
    const survey = await bot.store.db.survey.findFirstOrThrow()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 1 }, 'shared')
    expect(await follow()).toBeGreaterThan(before)
    expect(textOf(await bot.say('sofia', '/customer why acme'))).toContain('answered NPS with 1 of 10')
  })
})
