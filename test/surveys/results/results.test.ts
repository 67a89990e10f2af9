import { beforeEach, describe, expect, it } from 'vitest'
import { chartNumbers } from '../../../src/charts/text.ts'
import type { Button } from '../../../src/chat/message.ts'
import type { Reply } from '../../../src/chat/platform.ts'
import { given } from '../../customers/shop.ts'
import { type PersonName, textOf, useBot } from '../../harness/bot.ts'
import { givenSegment } from '../../segments/shop.ts'
import { allFeatures } from '../asked.ts'
import { givenSurvey } from './shop.ts'

const bot = useBot(allFeatures)
const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))
const partsOf = (reply: Reply) => (reply.kind === 'message' || reply.kind === 'replace' ? reply.message.parts : [])
const press = (person: PersonName, reply: Reply, label: string) => {
  const buttons = partsOf(reply).flatMap((part): Button[] => (part.kind === 'actions' ? part.actions : []))
  const button = buttons.find(one => one.label === label)
  if (!button) throw new Error(`no button ${label} on: ${textOf(reply)}`)
  return bot.click(person, button.action, button.value)
}

let acme: number
let beta: number
let zhike: number

/** Acme (Sofia's, tier A): 10 9 9 10 3 this quarter. Beta (Tom's): 9 7 6 this quarter, 10 last. */
beforeEach(async () => {
  acme = await given(bot, { name: 'Acme GmbH', externalId: 'C-1', tier: 'A', owner: 'sofia' })
  beta = await given(bot, { name: 'Beta GmbH', owner: 'tom' })
  zhike = await given(bot, { name: '知客科技', teamId: 2, owner: 'chen' })
  const answers = [10, 9, 9, 10, 3]
  for (const [at, score] of answers.entries())
    await givenSurvey(bot, { customerId: acme, score, answered: `2026-08-0${at + 1}T0${at + 5}:30:00Z` })
  for (const score of [9, 7, 6])
    await givenSurvey(bot, { customerId: beta, score, answered: '2026-09-02T16:00:00Z', platform: 'email', targetKind: 'person' })
  await givenSurvey(bot, { customerId: beta, score: 10, answered: '2026-06-30T10:00:00Z' })
  await givenSurvey(bot, { customerId: beta, score: 0, answered: '2025-09-30T10:00:00Z' })
  await givenSurvey(bot, { customerId: beta, sent: '2026-09-10T08:00:00Z' })
  await givenSurvey(bot, { customerId: acme, sent: null, failedCode: 'channel_archived' })
  await givenSurvey(bot, { customerId: zhike, teamId: 2, score: 2, answered: '2026-08-01T10:00:00Z' })
})

describe('/survey results', () => {
  it('shows the score with n and interval, trend, spread, response and what became of the unhappy', async () => {
    await bot.store.db.survey.updateMany({ where: { score: 3 }, data: { closedAt: new Date('2026-08-08T09:30:00Z') } })
    for (const score of [9, 9, 9, 9, 2]) await givenSurvey(bot, { customerId: beta, score, answered: '2025-12-01T10:00:00Z' })
    const text = await said('marcus', '/survey results nps')
    // 5 promoters, 2 detractors of 8: 6/10 - 3/10, variance (0.9 - 0.09) / 10, reach 0.5578.
    expect(text).toContain('NPS · Key accounts\nQ3 2026: +38 (n = 8, 95% −26 to +86)\n')
    // 10 and 3 of 14: 11/16 - 4/16, variance (15/16 - 0.1914) / 16, reach 0.4232.
    expect(text).toContain('Q4 2025 – Q3 2026: +50 (n = 14, 95% +1 to +86)\n')
    expect(text).toContain(
      'Response: 93% (14 of 15) · shared channel 92% (11 of 12) · e-mail 100% (3 of 3) · 1 may still answer\n',
    )
    expect(text).toContain('Not delivered: 1\nUnhappy answers: 3 · 1 closed (33%) · median time to close 3 days\n')
    expect(text).toContain(
      'NPS by quarter\nQ4 2025: +60 (n = 5, 95% −24 to +100); Q2 2026: n = 1, too few; Q3 2026: +38 (n = 8, 95% −26 to +86).\n',
    )
    expect(text).toContain('Q4 2025 | 60\nQ1 2026 | –\nQ2 2026 | –\nQ3 2026 | 37.5\n')
    expect(text).toContain('NPS: scores given\nPromoters (9–10): 10 (71%), Passives (7–8): 1 (7%), Detractors (0–6): 3 (21%).\n')
    expect(text).toContain('[By owner] [Themes] [Not answered] [Response] [CSV]')
  })

  it('answers in Chinese of the asker’s team, and says when that is too little', async () => {
    await bot.store.db.survey.updateMany({ where: { teamId: 2 }, data: { closedAt: null } })
    const text = await said('chen', '/问卷 结果 nps')
    expect(text).toContain('NPS 推荐意愿 · 华东客户部\n2026年第3季度: n = 1，样本太少，暂无参考意义\n')
    expect(text).not.toContain('NPS 推荐意愿：季度走势')
    expect(await said('chen', '/问卷 结果 满意度')).toBe('CSAT 满意度 · 华东客户部\n这段时间没有发过问卷。')
  })

  it.each([
    ['by owner', ['Sofia Lind | +60 | 5 | −24 to +100 | 5/5', 'Tom Baker | too few | 4 |  | 4/5']],
    ['owner', ['Sofia Lind | +60']],
    ['by quarter', ['Q3 2026 | +38 | 8 |', 'Q2 2026 | too few | 1 |']],
    ['2026-Q2', ['Q2 2026: n = 1, too few to mean anything\n', 'Response: 100% (1 of 1)']],
    ['@[sofia]', ['NPS · Key accounts · Sofia Lind\nQ3 2026: +60 (n = 5']],
    ['@Sofia 2026-Q3', ['NPS · Key accounts · Sofia Lind\nQ3 2026: +60 (n = 5']],
    ['tier:A', ['NPS · Key accounts · tier:A\nQ3 2026: +60 (n = 5']],
    ['tier:A by owner', ['NPS · Key accounts · tier:A · By owner\n', 'Sofia Lind | +60']],
    ['nobody:x', ['I cannot filter by “nobody”.']],
  ])('narrows and groups: %s', async (typed, expected) => {
    const text = await said('marcus', `/survey results nps ${typed}`)
    for (const part of expected) expect(text).toContain(part)
  })

  it.each([
    ['results by owner', 'NPS · Key accounts · By owner\n'],
    ['results owner', 'NPS · Key accounts · By owner\n'],
    ['results 2026-Q2', 'NPS · Key accounts\nQ2 2026: n = 1'],
    ['results last quarter', 'NPS · Key accounts\nQ2 2026: n = 1'],
    ['results nps this quarter', 'NPS · Key accounts\nQ3 2026: +38'],
    ['results @Sofia', 'NPS · Key accounts · Sofia Lind\n'],
    ['results themes', 'NPS · Key accounts · Themes\n'],
    ['results tier:A', 'NPS · Key accounts · tier:A\n'],
    ['结果 按负责人', 'NPS · Key accounts · By owner\n'],
    ['结果 未回复', 'NPS · Key accounts · Not answered\n'],
    ['结果 上季度', 'NPS · Key accounts\nQ2 2026: n = 1'],
    ['results last 90 days', 'Results go by quarter: Q3, last quarter, 2026-Q3.'],
    ['results nps 2027-Q1', 'This quarter has not begun yet.'],
    ['results tire:A', 'I cannot filter by “tire”'],
    ['results', 'NPS · Key accounts\nQ3 2026: +38'],
  ])('means NPS where no questionnaire is named, and the quarter that people say: %s', async (typed, expected) => {
    expect(await said('marcus', `/survey ${typed}`)).toContain(expected)
  })

  it('knows segments by name, and groups by them', async () => {
    const segmentId = await givenSegment(bot, { name: 'Happy ones', filter: 'tier:A' })
    await bot.store.db.segmentMember.create({ data: { segmentId, customerId: acme, since: bot.now } })
    for (const typed of ['"Happy ones"', 'happy ones', 'segment:"happy ones"'])
      expect(await said('marcus', `/survey results nps ${typed}`)).toContain('Q3 2026: +60 (n = 5')
    expect(await said('marcus', '/survey results nps by segment')).toContain('Happy ones | +60 | 5 |')
  })

  it('groups by the teams that the person may read, and no others', async () => {
    const managers = await said('marcus', '/survey results nps by team')
    expect(managers).toContain('Key accounts | +44 | 9 |')
    expect(managers).toContain('华东客户部 | too few | 1 |')
    expect(await said('sofia', '/survey results nps by team')).not.toContain('华东客户部')
  })

  it('counts a rep’s own customers alone where the team is set so, also behind a button of somebody else', async () => {
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await said('sofia', '/survey results nps')).toContain('Q3 2026: +60 (n = 5')
    expect(await said('tom', '/survey results nps')).toContain('Q3 2026: n = 3, too few')
    const theirs = await bot.say('marcus', '/survey results nps')
    expect(textOf(await press('tom', theirs, 'By owner'))).not.toContain('Sofia')
    expect(textOf(await press('chen', theirs, 'By owner'))).toContain('您没有权限')
  })

  it('counts erased customers, and names none of them', async () => {
    await bot.store.db.customer.update({ where: { id: acme }, data: { erasedAt: bot.now, ownerId: null, name: 'Zebra' } })
    const reply = await bot.say('marcus', '/survey results nps')
    expect(textOf(reply)).toContain('Q3 2026: +38 (n = 8')
    await press('marcus', reply, 'CSV')
    const { message } = await bot.store.db.outboxItem.findFirstOrThrow()
    expect(Buffer.from(JSON.parse(JSON.stringify(message)).files[0].base64, 'base64').toString()).not.toContain('Zebra')
  })

  it('keep what a team heard when the customer goes to another team, and name them to nobody here', async () => {
    await bot.store.db.survey.updateMany({ where: { score: 3 }, data: { comment: 'Zebra stripes' } })
    const before = await said('chen', '/问卷 结果 nps')
    await bot.store.db.customer.update({ where: { id: acme }, data: { teamId: 2, ownerId: await bot.member('chen') } })
    const reply = await bot.say('sofia', '/survey results nps')
    expect(textOf(reply)).toContain('Q3 2026: +38 (n = 8')
    expect(await said('chen', '/问卷 结果 nps')).toBe(before)
    // Whose they are now, and what they are, is not for the team they left.
    expect(await said('sofia', '/survey results nps by owner')).not.toContain('| 5/5')
    expect(await said('sofia', '/survey results nps tier:A')).not.toContain('+60')
    for (const view of ['themes', 'unanswered'])
      expect(await said('sofia', `/survey results nps ${view}`)).not.toMatch(/Acme|Zebra/)
    await press('sofia', reply, 'CSV')
    const { message } = await bot.store.db.outboxItem.findFirstOrThrow()
    expect(Buffer.from(JSON.parse(JSON.stringify(message)).files[0].base64, 'base64').toString()).not.toMatch(/Acme|Zebra/)
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await said('sofia', '/survey results nps')).not.toContain('n = 8')
    expect(await said('sofia', '/survey list')).toContain('NPS · not asked yet')
  })

  it('says that those asked are in no segment, not that nobody was asked', async () => {
    expect(await said('marcus', '/survey results nps by segment')).toContain(
      'None of those asked in this period is in a segment.',
    )
    expect(await said('chen', '/问卷 结果 满意度 按分群')).toContain('这段时间没有发过问卷。')
  })

  it('shows how the scores are spread in words that can be read', async () => {
    const { message } = (await bot.say('marcus', '/survey results nps')) as Extract<Reply, { kind: 'message' }>
    const chart = message.parts.flatMap(part => (part.kind === 'chart' ? [part.chart] : [])).at(-1)
    expect(chart && chartNumbers(chart)).toBe('Score → Answers: 3 → 1, 6 → 1, 7 → 1, 9 → 3, 10 → 3')
  })

  it('opens its views in place, and back', async () => {
    const first = await bot.say('marcus', '/survey results nps tier:A')
    const response = await press('marcus', first, 'Response')
    expect(response.kind).toBe('replace')
    // 05:30 UTC is 07:30 in Berlin.
    expect(textOf(response)).toContain(
      'Sent at (Europe/Berlin) | Reached | Answered | Rate\n00:00–09:00 | 2 | 2 | 100%\n09:00–12:00 | 3 | 3 | 100%',
    )
    expect(textOf(await press('marcus', response, 'Overview'))).toBe(textOf(first))
  })

  it('says which questionnaires there are', async () => {
    expect(await said('marcus', '/survey results nsp')).toBe(
      'There is no questionnaire “nsp”. There are: NPS, CSAT, Why you left. Did you mean NPS?',
    )
  })

  it('counts the choices of a questionnaire without a score', async () => {
    for (const reason of ['price', 'price', 'other'])
      await givenSurvey(bot, {
        customerId: acme,
        kind: 'lost',
        answered: '2026-09-01T10:00:00Z',
        answers: { reason, comment: 'so' },
      })
    const text = await said('marcus', '/survey results lost')
    expect(text).toContain('Why you left · Key accounts\nAnswers: 3 · Q4 2025 – Q3 2026\n')
    expect(text).toContain('What was the main reason?\nPrice 2 (67%), Something else 1 (33%).')
    expect(await said('marcus', '/survey results lost by owner')).toContain('Owner | n | Answered\nSofia Lind | 3 | 3/3')
  })
})

describe('themes', () => {
  const give = (customerId: number, score: number, comment: string, teamId = 1) =>
    givenSurvey(bot, { customerId, score, comment, teamId, answered: '2026-09-03T10:00:00Z' })

  it('are counted with mood and quotes, named for their customers, in the team’s language', async () => {
    await give(acme, 2, 'Too expensive for what it is.')
    await give(beta, 10, 'Great price, quick delivery.')
    await give(beta, 8, 'Nothing to add')
    await give(zhike, 3, '交货总是延误', 2)
    expect(await said('marcus', '/survey results nps themes')).toBe(
      'NPS · Key accounts · Themes\n' +
        '- Price · 2 (67%) · 1 unhappy · 1 content / “Too expensive for what it is.” Acme GmbH · “Great price, quick delivery.” Beta GmbH\n' +
        '- Delivery · 1 (33%) · 1 content / “Great price, quick delivery.” Beta GmbH\n' +
        '3 comments, Q4 2025 – Q3 2026; one may mention several themes. 1 (33%) mention none of these. Change the words: /survey themes\n[Overview]',
    )
    expect(await said('chen', '/问卷 结果 nps 主题')).toContain(
      '- 交付与物流 · 1 条（100%） · 不满意 1 / “交货总是延误”——知客科技',
    )
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await said('tom', '/survey results nps themes')).not.toContain('Acme')
  })

  it('show what customers wrote as they wrote it, and it does nothing', async () => {
    const hostile = '<!channel> *price* [x](http://e.vil) @[sofia] <script>alert(1)</script> $(rm) `x` =1+1'
    await give(acme, 1, hostile)
    const reply = await bot.say('marcus', '/survey results nps themes')
    const rows = partsOf(reply).flatMap(part => (part.kind === 'list' ? part.rows : []))
    // Plain text alone: only a renderer makes markup, and it escapes.
    expect(rows[0]?.detail).toEqual([`“${hostile}” Acme GmbH`])
  })
})

describe('who has not answered', () => {
  it('is listed by what can be done: those who still may, whom it did not reach, who let it pass', async () => {
    await givenSurvey(bot, { customerId: acme, sent: '2026-07-10T08:00:00Z' })
    await givenSurvey(bot, { customerId: acme, sent: '2026-09-12T08:00:00Z', reminded: '2026-09-15T08:00:00Z' })
    expect(await said('marcus', '/survey results nps unanswered')).toBe(
      'NPS · Key accounts · Not answered\n' +
        'May still answer\n- Beta GmbH / asked 10 Sep, shared channel · until 24 Sep [Remind|Open]\n' +
        '- Acme GmbH / asked 12 Sep, shared channel · until 26 Sep · reminded 15 Sep [Open]\n' +
        'Not delivered\n- Acme GmbH / 1 Sep, shared channel [Open]\n' +
        'Did not answer in time\n- Acme GmbH / asked 10 Jul, shared channel [Open]\n' +
        'Asked in Q4 2025 – Q3 2026.\n[Remind all (1)] [Overview]',
    )
    for (let at = 0; at < 12; at++) await givenSurvey(bot, { customerId: acme, sent: '2026-09-11T08:00:00Z' })
    expect(await said('marcus', '/survey results nps unanswered')).toContain('4 more')
  })

  it('is reminded once, one or all, and who may not write to customers has no button', async () => {
    await bot.store.db.customer.updateMany({ data: { email: 'desk@example.com' } })
    const second = await givenSurvey(bot, { customerId: acme, sent: '2026-09-12T08:00:00Z' })
    await givenSurvey(bot, { customerId: acme, sent: '2026-09-16T08:00:00Z' })
    expect(await said('vera', '/survey results nps unanswered')).not.toContain('Remind')
    const list = await bot.say('marcus', '/survey results nps unanswered')
    const scope = { kind: 'nps', teamId: 1, filter: null, ownerId: null, quarter: null }
    expect(textOf(await bot.click('vera', 'surveys.remind-all', { scope }))).toContain('You may not do that.')
    const one = await bot.click('sofia', 'surveys.remind', { scope, surveyId: second })
    expect(textOf(one)).toContain('Reminded.\nNPS · Key accounts · Not answered\n')
    expect(textOf(await press('marcus', list, 'Remind all (2)'))).toContain('Reminded.\n')
    expect(await bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey-reminder:' } } })).toBe(2)
    expect(textOf(await bot.click('sofia', 'surveys.remind', { scope, surveyId: second }))).toContain(
      '1 not: answered, over or reminded meanwhile',
    )
    expect(await bot.store.db.outboxItem.count()).toBe(2)
  })
})

describe('the CSV', () => {
  it('goes to the asker alone, with what spreadsheets would run made harmless', async () => {
    await bot.store.db.customer.update({ where: { id: acme }, data: { name: '=cmd|calc' } })
    const comments = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'says "no", twice\nover']
    for (const comment of comments)
      await givenSurvey(bot, {
        customerId: acme,
        kind: 'csat',
        score: 2,
        comment,
        answered: '2026-09-01T10:00:00Z',
        closed: '2026-09-03T10:00:00Z',
      })
    const reply = await press('sofia', await bot.say('sofia', '/survey results csat', 'key-accounts'), 'CSV')
    expect(textOf(reply)).toBe('The results come to you as a file in a direct message.')
    const item = await bot.store.db.outboxItem.findFirstOrThrow()
    expect(item.target).toEqual({ platform: 'test', kind: 'person', id: 'sofia' })
    const [file] = JSON.parse(JSON.stringify(item.message)).files
    const text = Buffer.from(file.base64, 'base64').toString()
    expect(file.name).toBe('rapport-survey-2026-09-16.csv')
    expect(text.slice(1).split('\r\n')[0]).toBe(
      'customer,external id,kind,asked at,channel,answered at,score,comment,owner,closed at',
    )
    expect(text).toContain(
      `"'=cmd|calc",C-1,CSAT,2026-09-01 12:00,shared channel in Slack,2026-09-01 12:00,2,"'=1+1",Sofia Lind,2026-09-03 12:00\r\n`,
    )
    for (const comment of comments.slice(1, 6)) expect(text).toContain(`"'${comment}"`)
    expect(text).toContain('"says ""no"", twice\nover"')
    expect(await bot.store.db.auditEntry.count({ where: { action: 'survey.read', outcome: 'granted' } })).toBe(1)
  })
})

describe('filters', () => {
  it.each([
    ['nps<=6', ['Acme GmbH', 'Beta GmbH', '知客科技']],
    ['nps=3', ['Acme GmbH']],
    ['推荐意愿>=7', []],
    ['survey.csat>=4', ['Beta GmbH']],
    ['问卷满意度<4', []],
    ['survey.answered<30d', ['Beta GmbH']],
    ['问卷.回复>30天', ['Acme GmbH', '知客科技']],
    ['survey.asked<7d', ['Beta GmbH']],
    ['not survey.answered<30d', ['Acme GmbH', '知客科技']],
  ])('find customers by what they answered: %s', async (filter, names) => {
    await bot.store.db.survey.updateMany({ where: { score: 6 }, data: { answeredAt: new Date('2026-09-03T10:00:00Z') } })
    await givenSurvey(bot, { customerId: beta, kind: 'csat', score: 4, answered: '2026-09-04T10:00:00Z' })
    const text = await said('marcus', `/customer list ${filter}`)
    const found = [...text.matchAll(/^\d+\. (.*?) \//gm)].map(([, name]) => name)
    expect(found.toSorted(), text).toEqual(names)
  })
})
