import { describe, expect, it } from 'vitest'
import { textOf, useBot } from '../harness/bot.ts'
import { allFeatures, askAnna, givenAcme } from './asked.ts'

const bot = useBot(allFeatures)

/** A survey that Anna answered with this score so long ago. */
async function answered(score: number, daysAgo = 0) {
  const { id: customerId } = await givenAcme(bot)
  await askAnna(bot, customerId)
  const survey = await bot.store.db.survey.findFirstOrThrow()
  const at = new Date(bot.now.getTime() - daysAgo * 86_400_000)
  const anna = await bot.member('anna')
  const data = { ...{ memberId: anna, answeredById: anna }, score, answers: { score }, sentAt: at, answeredAt: at }
  await bot.store.db.survey.update({ where: { id: survey.id }, data })
  const value = { surveyId: survey.id }
  return {
    open: () => bot.click('anna', 'surveys.recommend', value),
    give: async (name: string) =>
      textOf(await bot.submit('anna', 'surveys.recommend', value, { name, reach: `${name}@x.example` })),
  }
}
const count = () => bot.store.db.referral.count()

describe('recommending us', () => {
  it.each([
    [0, 0],
    [6, 0],
    [8, 0],
    [10, 31],
    [10, 365],
  ])('is not for who answered %i, or %i days ago', async (score, daysAgo) => {
    const { open, give } = await answered(score, daysAgo)
    expect(textOf(await open())).toContain('We can no longer take a recommendation here.')
    expect(await give('Bo')).toContain('We can no longer take a recommendation here.')
    expect([await count(), await bot.store.db.careTask.count({ where: { cause: 'referral' } })]).toEqual([0, 0])
  })

  it('takes five from one survey, also at the same moment, and then says so', async () => {
    const { give } = await answered(9, 29)
    for (const name of ['A', 'B', 'C']) expect(await give(name)).toContain('We will be in touch with them')
    const rest = await Promise.all(['D', 'E', 'F', 'G'].map(give))
    expect(rest.filter(text => text.includes('You have recommended us to 5 already'))).toHaveLength(2)
    expect(await count()).toBe(5)
    expect(await give('A')).toContain('We will be in touch with them')
    expect(await count()).toBe(5)
  })
})
