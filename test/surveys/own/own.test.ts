import { beforeEach, describe, expect, it } from 'vitest'
import type { Form, FormValues } from '../../../src/chat/form.ts'
import type { Button } from '../../../src/chat/message.ts'
import type { Reply } from '../../../src/chat/platform.ts'
import { features } from '../../../src/features.ts'
import { questionnaireOf } from '../../../src/surveys/questionnaires.ts'
import { given } from '../../customers/shop.ts'
import { type PersonName, textOf, useBot } from '../../harness/bot.ts'
import { givenSurvey } from '../results/shop.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))
const formOf = (reply: Reply): Form => {
  if (reply.kind !== 'form' && reply.kind !== 'next-form') throw new Error(`no form but: ${textOf(reply)}`)
  return reply.form
}
const filledIn = (form: Form): FormValues =>
  Object.fromEntries(
    form.fields.map(field => [field.name, 'value' in field && typeof field.value === 'string' ? field.value : null]),
  )
const fill = (person: PersonName, form: Form, values: FormValues) =>
  bot.submit(person, form.id, form.state, { ...filledIn(form), ...values })
const act = async (person: PersonName, row: number, label: string) => {
  const reply = await bot.say(person, '/survey list')
  const parts = reply.kind === 'message' ? reply.message.parts : []
  const rows = parts.flatMap(part => (part.kind === 'list' ? part.rows : []))
  const button = rows[row]?.act?.find((one: Button) => one.label === label)
  if (!button) throw new Error(`no ${label} at row ${row} of: ${textOf(reply)}`)
  return bot.click(person, button.action, button.value)
}

let acme: number
beforeEach(async () => {
  acme = await given(bot, { name: 'Acme GmbH', tier: 'A', owner: 'sofia' })
})

describe('an own questionnaire', () => {
  it('is typed in one go, listed, asked with and counted', async () => {
    const text = await said(
      'marcus',
      '/survey new "Onboarding" How easy was it? | 上手容易吗？ [1-5]\nWhich part was hardest? [setup / import]\nWhy?',
    )
    expect(text).toContain(
      'Questionnaire “Onboarding” saved. Send it: /survey send <customer> Onboarding\nQuestionnaires · Key accounts\n',
    )
    expect(text).toContain('- Onboarding · not asked yet / 3 questions · for every customer [Results|Edit|Archive]')
    const row = await bot.store.db.questionnaire.findFirstOrThrow()
    expect(row).toMatchObject({
      name: 'Onboarding',
      nameKey: 'onboarding',
      filter: null,
      createdById: await bot.member('marcus'),
    })
    for (const score of [5, 4, 4, 3, 1])
      await givenSurvey(bot, {
        ...{ customerId: acme, kind: 'onboarding', questionnaireId: row.id, score, comment: 'Import, mostly' },
        ...{ answers: { q1: score, q2: 'o2', q3: 'Import, mostly' }, answered: '2026-09-01T10:00:00Z' },
      })
    const results = await said('sofia', '/survey results onboarding')
    expect(results).toContain('Onboarding · Key accounts\nQ3 2026: 3.4/5 (n = 5, 95% 1.5 to 5)\n')
    expect(results).toContain('Which part was hardest?\nimport 5 (100%).')
    expect(await said('sofia', '/survey list')).toContain(
      '- Onboarding · 5 asked, 5 answered / 3 questions · for every customer [Results]',
    )
  })

  it('is filled into a form, whose errors name the field and the line', async () => {
    const form = formOf(await bot.say('marcus', '/survey new "Onboarding"'))
    expect(filledIn(form)).toMatchObject({ name: 'Onboarding' })
    const wrong = { name: '满意度', filter: 'mine', lines: 'Easy? [2-9]\n\nWhich [one]' }
    expect(await fill('marcus', form, wrong)).toEqual({
      kind: 'invalid',
      errors: {
        name: 'There is a questionnaire “满意度” already. Choose another name, or edit that one.',
        filter: '“mine” depends on who looks, so a segment cannot ask for it. Name the person instead: owner:Sofia.',
        lines:
          'Line 1: a scale goes from 0 or 1 to at most 10, such as [1-5] or [0-10], not [2-9].\nLine 3: a choice needs at least two answers, such as [yes / no].',
      },
    })
    expect(textOf(await fill('marcus', form, { filter: 'tier:A', lines: 'Easy? [1-9]' }))).toContain('1 question · for tier:A')
    expect(await bot.store.db.questionnaire.findFirstOrThrow()).toMatchObject({ filter: 'tier:A' })
  })

  it('that was typed wrong comes back in the form, with all of it', async () => {
    const form = formOf(await bot.say('marcus', '/survey new "NPS" Easy? [2-9]\nWhy?'))
    expect(form.intro).toContain('There is a questionnaire “NPS” already.')
    expect(form.intro).toContain('Line 1: a scale')
    expect(filledIn(form)).toEqual({ name: 'NPS', filter: null, lines: 'Easy? [2-9]\nWhy?' })
    const long = `Easy? [2-9]\n${'x'.repeat(3_200)}`
    expect(await said('marcus', `/survey new "Long" ${long}`)).toContain('x'.repeat(400))
  })

  it.each(['nps', 'CSAT', 'Lost', '流失原因', 'Why you left', '"NPS 推荐意愿"'])('cannot be called %s', async name => {
    const form = formOf(await bot.say('marcus', '/survey new'))
    expect(await fill('marcus', form, { name, lines: 'Why?' })).toMatchObject({
      kind: 'invalid',
      errors: { name: expect.any(String) },
    })
  })

  it('that is edited leaves the answers their questions, and its results go on, under a new name too', async () => {
    await bot.say('marcus', '/survey new "Onboarding" Easy? [1-5]\nWhich [setup / import]')
    await givenSurvey(bot, {
      customerId: acme,
      kind: 'onboarding',
      questionnaireId: 1,
      score: 4,
      answers: { q2: 'o1' },
      answered: '2026-09-01T10:00:00Z',
    })
    await bot.store.db.surveyTrigger.create({ data: { teamId: 1, cause: 'order', kind: 'onboarding', days: 7, since: bot.now } })
    const form = formOf(await act('marcus', 3, 'Edit'))
    expect(filledIn(form)).toEqual({ name: 'Onboarding', filter: null, lines: 'Easy? [1-5]\nWhich [setup / import]' })
    await fill('marcus', form, { name: 'First weeks', lines: 'Easy? [1-5]\nWhich [import / setup]' })
    const survey = await bot.store.db.survey.findFirstOrThrow()
    expect(survey).toMatchObject({ kind: 'firstweeks', questionnaireId: 1 })
    const asked = await questionnaireOf(bot.store.db, survey)
    expect(asked.questions[1]).toMatchObject({ options: [{ value: 'o1', label: { en: 'setup' } }, { value: 'o2' }] })
    expect(await bot.store.db.questionnaire.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { id: 1, name: 'Onboarding', archivedAt: bot.now },
      { id: 2, name: 'First weeks', archivedAt: null },
    ])
    expect(await bot.store.db.surveyTrigger.findFirstOrThrow()).toMatchObject({ kind: 'firstweeks' })
    // Option 1 of the former is option 2 of this one: it counts by what it says.
    expect(await said('marcus', '/survey results "First weeks"')).toContain('Which\nsetup 1 (100%).')
  })

  it('does not mix scales: answers on another one are left out, and that is said', async () => {
    await bot.say('marcus', '/survey new "Ease" Easy? [1-5]')
    for (let at = 0; at < 5; at++)
      await givenSurvey(bot, { customerId: acme, kind: 'ease', questionnaireId: 1, score: 4, answered: '2026-09-01T10:00:00Z' })
    await fill('marcus', formOf(await act('marcus', 3, 'Edit')), { lines: 'Easy? [0-10]' })
    for (let at = 0; at < 5; at++)
      await givenSurvey(bot, { customerId: acme, kind: 'ease', questionnaireId: 2, score: 9, answered: '2026-09-02T10:00:00Z' })
    const text = await said('marcus', '/survey results ease')
    expect(text).toContain('Q3 2026: 9/10 (n = 5)\n')
    expect(text).toContain('Earlier answers on another scale are left out.')
  })

  it('that somebody else changed meanwhile is shown, and neither is lost', async () => {
    await bot.say('marcus', '/survey new "Onboarding" Easy? [1-5]')
    const mine = formOf(await act('marcus', 3, 'Edit'))
    const theirs = formOf(await act('olivia', 3, 'Edit'))
    await fill('olivia', theirs, { lines: 'Theirs? [1-5]' })
    const again = formOf(await fill('marcus', mine, { lines: 'Mine? [1-5]' }))
    expect(again.intro).toContain('Somebody changed this questionnaire meanwhile.')
    expect(filledIn(again)).toMatchObject({ lines: 'Mine? [1-5]' })
    await fill('marcus', again, {})
    const now = await bot.store.db.questionnaire.findMany({ where: { archivedAt: null } })
    expect(JSON.stringify(now.map(({ questions }) => questions))).toContain('Mine?')
    expect(now).toHaveLength(1)
  })

  it('is archived after a question; its results stay, its triggers go', async () => {
    await bot.say('marcus', '/survey new "Onboarding" Easy? [1-5]')
    await bot.store.db.surveyTrigger.create({ data: { teamId: 1, cause: 'order', kind: 'onboarding', days: 7, since: bot.now } })
    expect(textOf(await act('marcus', 3, 'Archive'))).toContain('Questionnaire “Onboarding” archived; its answers stay.')
    expect(await said('marcus', '/survey list')).not.toContain('Onboarding')
    expect(await bot.store.db.surveyTrigger.count()).toBe(0)
    expect(await said('marcus', '/survey results onboarding')).toContain('Onboarding · Key accounts')
  })

  it('is for managers of its team to make and change', async () => {
    await bot.say('marcus', '/survey new "Onboarding" Easy? [1-5]')
    expect(await said('sofia', '/survey new "Mine" Easy? [1-5]')).toContain('You may not do that.')
    expect(textOf(await bot.click('sofia', 'surveys.archive', { teamId: 1, questionnaireId: 1 }))).toContain(
      'You may not do that.',
    )
    // A manager of both teams cannot reach into one by the other's name.
    expect(textOf(await bot.click('marcus', 'surveys.archive', { teamId: 2, questionnaireId: 1 }))).toContain(
      'changed or archived meanwhile',
    )
    expect(await bot.store.db.questionnaire.count({ where: { archivedAt: null } })).toBe(1)
  })
})
