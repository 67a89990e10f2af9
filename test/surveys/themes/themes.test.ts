import { describe, expect, it } from 'vitest'
import { features } from '../../../src/features.ts'
import { readWords } from '../../../src/surveys/themes/edit.ts'
import { shippedThemes } from '../../../src/surveys/themes/shipped.ts'
import { type PersonName, textOf, useBot } from '../../harness/bot.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))
const save = (person: PersonName, before: string | null, name: string, words: string, teamId = 1) =>
  bot.submit(person, 'surveys.theme', { teamId, name: before }, { name, words })
const names = async (teamId = 1) =>
  (await bot.store.db.surveyTheme.findMany({ where: { teamId }, orderBy: { id: 'asc' } })).map(({ name }) => name)

describe('/survey themes', () => {
  it('lists the shipped ones in the team’s language until the first change, which starts from them', async () => {
    expect(await said('marcus', '/survey themes')).toContain('Themes of comments · Key accounts\n- Price / price, prices')
    expect(await names()).toEqual([])
    expect(textOf(await save('marcus', 'Price', 'Money', 'price, 价格'))).toContain('Theme “Money” saved.')
    expect(await names()).toEqual(['Money', ...shippedThemes.slice(1).map(({ name }) => name.en)])
    expect(await names(2)).toEqual([])
    expect(textOf(await save('marcus', null, '安装', '安装、上门', 2))).toContain('“安装”')
    expect(await names(2)).toEqual([...shippedThemes.map(({ name }) => name['zh-CN']), '安装'])
  })

  it('opens the form with what there is, removes, and keeps names apart', async () => {
    const form = await bot.click('marcus', 'surveys.theme', { teamId: 1, name: 'Price' })
    expect(form).toMatchObject({
      kind: 'form',
      form: { fields: [{ value: 'Price' }, { value: expect.stringContaining('pricing, cost') }] },
    })
    expect(await save('marcus', null, 'PRICE', 'x')).toMatchObject({
      kind: 'invalid',
      errors: { name: 'There is a theme “PRICE” already.' },
    })
    expect(await save('marcus', null, ' ', ' , ')).toMatchObject({
      kind: 'invalid',
      errors: { name: expect.stringContaining('needs a name'), words: expect.stringContaining('at least one word') },
    })
    expect(textOf(await bot.click('marcus', 'surveys.theme-remove', { teamId: 1, name: 'Price' }))).toContain(
      'Theme “Price” removed.',
    )
    expect(await names()).not.toContain('Price')
    expect(textOf(await bot.click('marcus', 'surveys.theme-remove', { teamId: 1, name: 'Price' }))).toContain(
      'changed or removed meanwhile',
    )
    expect(await save('marcus', 'Price', 'Price', 'x')).toMatchObject({
      kind: 'invalid',
      errors: { name: expect.stringContaining('meanwhile') },
    })
  })

  it('is for managers', async () => {
    expect(await said('sofia', '/survey themes')).toContain('You may not do that.')
    expect(textOf(await save('sofia', null, 'Mine', 'x'))).toContain('You may not do that.')
  })

  it('reads words however they are separated, none twice', () => {
    expect(readWords('price, too expensive、价格\nPRICE；ｐｒｉｃｅ,,')).toEqual(['price', 'too expensive', '价格'])
  })
})
