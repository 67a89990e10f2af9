import { beforeEach, describe, expect, it } from 'vitest'
import { findQuestionnaire, questionnaireOf, questionnairesOf } from '../../src/surveys/questionnaires.ts'
import { shipped } from '../../src/surveys/shipped.ts'
import { useBot } from '../harness/bot.ts'

const bot = useBot([])
const questions = (en: string) => [
  {
    kind: 'score',
    key: 'q1',
    text: { en, 'zh-CN': en },
    from: 1,
    to: 5,
    low: { en: '', 'zh-CN': '' },
    high: { en: '', 'zh-CN': '' },
  },
]
const given = (name: string, nameKey: string, more: { teamId?: number; archivedAt?: Date } = {}) =>
  bot.store.db.questionnaire.create({
    data: { teamId: 1, name, nameKey, questions: questions(name), createdAt: bot.now, ...more },
  })

describe('questionnaires', () => {
  beforeEach(async () => {
    await given('Onboarding', 'onboarding', { archivedAt: bot.now })
    await given('On-boarding', 'onboarding')
    await given('上手体验', '上手体验', { teamId: 2 })
  })
  const names = async (teamId: number) => (await questionnairesOf(bot.store.db, teamId)).map(({ name }) => name.en)
  const found = async (typed: string, teamId = 1) => (await findQuestionnaire(bot.store.db, teamId, typed))?.id

  it('of a team are the shipped ones and its own that are asked now', async () => {
    expect(await names(1)).toEqual(['NPS', 'CSAT', 'Why you left', 'On-boarding'])
    expect(await names(2)).toEqual(['NPS', 'CSAT', 'Why you left', '上手体验'])
  })

  it('are found by name in either language, whatever case and width, in quotes or not, by their team alone', async () => {
    for (const typed of ['onboarding', '"On boarding"', 'ＯＮＢＯＡＲＤＩＮＧ', '“onboarding”'])
      expect(await found(typed)).toBe(2)
    expect(await found('上手体验', 2)).toBe(3)
    expect(await found('上手体验')).toBeUndefined()
    const kinds = await Promise.all(
      ['ＮＰＳ', 'nps 推荐意愿', '推荐意愿', '"满意度"', 'why you left', '流失原因', '流失'].map(
        async typed => (await findQuestionnaire(bot.store.db, 2, typed))?.kind,
      ),
    )
    expect(kinds).toEqual(['nps', 'nps', 'nps', 'csat', 'lost', 'lost', 'lost'])
    expect(await findQuestionnaire(bot.store.db, 1, '')).toBeNull()
  })

  it('stay with the surveys they were asked with', async () => {
    const old = await questionnaireOf(bot.store.db, { kind: 'onboarding', questionnaireId: 1 })
    expect(old.questions[0]?.text.en).toBe('Onboarding')
    expect(await questionnaireOf(bot.store.db, { kind: 'nps', questionnaireId: null })).toBe(shipped[0])
    await expect(questionnaireOf(bot.store.db, { kind: 'onboarding', questionnaireId: null })).rejects.toThrow('is shipped')
  })
})
