import { describe, expect, it } from 'vitest'
import { textOf } from '../../../harness/bot.ts'
import { givenAcme } from '../../../surveys/asked.ts'
import { useCounter } from './counter.ts'
import { anna } from './desk.ts'

const counter = useCounter()
const { bot } = counter
const days = 24 * 3_600_000
const stored = () => bot.store.db.survey.findFirstOrThrow()

/** The link that Sofia gets for Acme, as what stands behind it. */
async function linkOf(person: 'sofia' | 'marcus' = 'sofia'): Promise<string> {
  const said = textOf(await bot.say(person, '/survey link acme'))
  return decodeURIComponent(/scene_param=(\S+)/.exec(said)?.[1] ?? '')
}

/** Acme's Anna is reached in WeChat and wrote something just now. */
async function joined() {
  const customer = await givenAcme(counter.bot, { email: 'acme@example.com' })
  const { desk } = counter
  await desk.tells(desk.wecom.enters(anna, await linkOf()))
  await desk.tells(desk.wecom.customerSays(anna, '你好'))
  await counter.deliver()
  desk.wecom.books.shown.length = 0
  return customer
}

async function asked(kind: string) {
  const customer = await joined()
  await bot.say('sofia', `/survey send acme ${kind}`)
  await counter.deliver()
  return customer
}

describe('a customer’s link', () => {
  it('makes who opens it a contact, welcomes them, and tells the owner', async () => {
    const customer = await givenAcme(bot)
    await counter.desk.tells(counter.desk.wecom.enters(anna, await linkOf()))
    expect(counter.desk.seen(anna)[0]).toContain('很高兴与您联系')
    const [contact] = await bot.store.db.contact.findMany({ include: { member: true } })
    expect(contact).toMatchObject({ customerId: customer.id, member: { platform: 'wecom-kf', ref: anna, isExternal: true } })
    const told = await counter.deliver()
    expect(JSON.stringify(told.find(({ to }) => to === 'sofia'))).toMatch(/Acme Retail.*微信用户1.*opened the link/)
    await counter.desk.tells(counter.desk.wecom.enters(anna, await linkOf()))
    expect(await bot.store.db.contact.count()).toBe(1)
  })

  it('that was changed, is over, or is another customer’s, makes nobody a contact', async () => {
    const customer = await givenAcme(bot)
    const param = await linkOf()
    const { desk } = counter
    const other = await bot.store.db.customer.create({ data: { name: 'Berg', searchText: ' berg', teamId: 1 } })
    await desk.tells(desk.wecom.enters(anna, param.replace(/^\d+/, String(other.id))))
    expect(desk.seen(anna)[0]).toContain('链接已失效')
    counter.later(16 * days)
    await desk.tells(desk.wecom.enters(anna, param))
    expect(await bot.store.db.contact.count()).toBe(0)
    await desk.tells(desk.wecom.enters(anna, await linkOf()))
    const theirs = decodeURIComponent(/scene_param=(\S+)/.exec(textOf(await bot.say('marcus', '/survey link berg')))?.[1] ?? '')
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    await desk.tells(desk.wecom.enters(anna, theirs))
    expect(await bot.store.db.contact.findMany()).toMatchObject([{ customerId: customer.id }])
    expect(desk.seen(anna).at(-1)).toContain('您已登记在其他客户名下')
  })

  it('is proof of nobody’s name: a contact on record who is called the same stays who they are', async () => {
    const customer = await givenAcme(bot)
    const key = { customerId: customer.id, name: '微信用户1', phone: '138 0000 0001', isKey: true }
    await bot.store.db.contact.create({ data: key })
    await counter.desk.tells(counter.desk.wecom.enters(anna, await linkOf()))
    expect(await bot.store.db.contact.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { ...key, memberId: null },
      { phone: null, isKey: false, memberId: expect.any(Number) },
    ])
  })

  it('is for those who may ask that customer', async () => {
    await givenAcme(bot)
    expect(textOf(await bot.say('vera', '/survey link acme'))).not.toContain('scene_param')
  })
})

describe('a survey in WeChat', () => {
  it('is answered by a click, changed by another, and each counts once, however often it is told', async () => {
    await asked('csat')
    const { desk } = counter
    await desk.tells(desk.wecom.customerClicks(anna, '2'))
    await desk.tells(desk.wecom.repeats())
    expect(await stored()).toMatchObject({ platform: 'wecom-kf', score: 2 })
    expect(await bot.store.db.activity.count({ where: { kind: 'survey.answered' } })).toBe(1)
    await desk.tells(desk.wecom.customerClicks(anna, '5'))
    expect(await stored()).toMatchObject({ score: 5 })
    expect(desk.seen(anna).at(-1)).toContain('谢谢您！您的回答：5/5。')
    expect(desk.wecom.books.shown.at(-1)?.menu.map(({ kind, text }) => [kind, text])).toEqual([
      ['view', '补充几句'],
      ['view', '推荐给朋友'],
      ['click', '修改回答'],
    ])
    expect(desk.seen(anna).join()).not.toContain('Acme')
  })

  it('of eleven scores is answered by typing, as people type it', async () => {
    await asked('nps')
    const { desk } = counter
    expect(desk.seen(anna)[0]).toContain('直接回复 0 到 10 的数字即可。\n\n0 =')
    for (const [typed, score] of [
      ['我给八分，还不错', 8],
      ['9', 9],
      ['七', 7],
      ['10分', 10],
    ] as const) {
      await desk.tells(desk.wecom.customerSays(anna, typed))
      expect(await stored()).toMatchObject({ score, comment: '还不错' })
    }
  })

  it('takes words as the comment once there is a score', async () => {
    await asked('csat')
    const { desk } = counter
    await desk.tells(desk.wecom.customerClicks(anna, '4'))
    await desk.tells(desk.wecom.customerSays(anna, '希望回复再快一点'))
    expect(await stored()).toMatchObject({ score: 4, comment: '希望回复再快一点' })
  })

  it('is never asked again after 退订', async () => {
    const customer = await asked('csat')
    const { desk } = counter
    await desk.tells(desk.wecom.customerSays(anna, '退订'))
    expect(desk.seen(anna).at(-1)).toContain('以后不会再给您发问卷')
    expect((await bot.store.db.customer.findUniqueOrThrow({ where: { id: customer.id } })).optedOutAt).toEqual(bot.now)
    expect(textOf(await bot.say('sofia', '/survey send acme nps'))).toContain('asked never to be asked again')
  })

  it('is asked when a conversation with a colleague is over, once in 30 days', async () => {
    await joined()
    const { desk } = counter
    desk.wecom.books.hasPeople = true
    await desk.tells(desk.wecom.customerSays(anna, '发票什么时候开？'))
    expect(desk.seen(anna)).toEqual(['已为您转接同事，请稍候，会有人在这里回复您。'])
    await desk.tells(desk.wecom.personTakes(anna))
    await desk.tells(desk.wecom.customerSays(anna, '9'))
    await desk.tells(desk.wecom.ends(anna))
    await counter.deliver()
    expect(desk.seen(anna)).toHaveLength(2)
    expect(await stored()).toMatchObject({ kind: 'csat', cause: 'conversation', sentAt: bot.now })
    await desk.tells(desk.wecom.customerClicks(anna, '5'))
    expect(await stored()).toMatchObject({ score: 5 })
    await desk.tells(desk.wecom.customerSays(anna, '回复很快'))
    expect(desk.seen(anna).at(-1)).toContain('您说：回复很快')
    await desk.tells(desk.wecom.ends(anna))
    await desk.tells(desk.wecom.ends('wmNobody'))
    expect(await bot.store.db.survey.count()).toBe(1)
  })
})

it('a conversation that ends at night is not asked about, then or later', async () => {
  await joined()
  counter.later(12 * 3_600_000)
  await counter.desk.tells(counter.desk.wecom.customerSays(anna, '在吗'))
  await counter.desk.tells(counter.desk.wecom.ends(anna))
  expect(await bot.store.db.survey.count()).toBe(0)
})

describe('whoever is nobody’s contact', () => {
  it('is told politely that this is not for them, and sees nothing', async () => {
    await givenAcme(bot)
    const { desk } = counter
    for (const text of ['客户 acme', '9', '你好']) await desk.tells(desk.wecom.customerSays('wmStranger', text))
    expect(new Set(desk.seen('wmStranger'))).toEqual(new Set(['您好，这里暂时没有人工接待，有事请直接联系为您服务的同事。']))
  })
})

describe('when the window is shut', () => {
  it('the question goes out by mail, once', async () => {
    await joined()
    counter.later(5 * days)
    await bot.say('sofia', '/survey send acme csat')
    const got = await counter.deliver()
    expect(got.map(({ to }) => to)).toEqual(['acme@example.com'])
    expect(counter.desk.seen(anna)).toEqual([])
    expect(await stored()).toMatchObject({ platform: 'email', memberId: null, failedCode: null, sentAt: bot.now })
    expect(await bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey:' } } })).toBe(1)
  })

  it('each of the other ways is tried once, also when an address stands at two of them', async () => {
    const customer = await joined()
    await bot.store.db.contact.updateMany({ data: { email: 'acme@example.com' } })
    const buyer = { customerId: customer.id, name: 'Ben', email: 'ben@example.com', searchText: ' ben' }
    await bot.store.db.contact.create({ data: buyer })
    counter.later(5 * days)
    counter.unreachable.add('acme@example.com').add('ben@example.com')
    await bot.say('sofia', '/survey send acme csat')
    const got = await counter.deliver()
    expect(got.map(({ to }) => to)).toEqual(['acme@example.com', 'ben@example.com', 'sofia'])
    expect(await stored()).toMatchObject({ target: 'ben@example.com', failedCode: 'no_mailbox' })
  })

  it('a colleague who is their friend sends it, and the survey counts as sent when they have', async () => {
    await joined()
    const { mass } = counter.desk
    mass.friends.set(anna, 'lina')
    counter.later(5 * days)
    await bot.say('sofia', '/survey send acme nps')
    await counter.deliver()
    expect(await stored()).toMatchObject({ platform: 'wecom-kf', failedCode: null, sentAt: null })
    expect(mass.tasks[0]?.text).toContain(`https://rapport.example/s/${(await stored()).id}`)
    mass.confirms('lina')
    counter.later(20 * 60_000)
    await counter.deliver()
    expect(await stored()).toMatchObject({ platform: 'wecom-kf', sentAt: bot.now })
  })

  it('no colleague can send it any more to who has said that they want none', async () => {
    await joined()
    const { mass, wecom, tells } = counter.desk
    mass.friends.set(anna, 'lina')
    counter.later(5 * days)
    await bot.say('sofia', '/survey send acme nps')
    await counter.deliver()
    await tells(wecom.customerSays(anna, '退订'))
    await counter.deliver()
    expect(mass.tasks).toMatchObject([{ isCancelled: true }])
    expect(await bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey:' } } })).toBe(0)
  })

  it('and no other way leads to them, who asked is told, and they count as not asked', async () => {
    const customer = await joined()
    await bot.store.db.customer.update({ where: { id: customer.id }, data: { email: null } })
    counter.later(5 * days)
    await bot.say('sofia', '/survey send acme csat')
    const told = await counter.deliver()
    expect(JSON.stringify(told)).toMatch(/Acme Retail.*could not be asked.*have not written to us lately/)
    expect(await stored()).toMatchObject({ failedCode: 'window_closed', sentAt: null })
    expect((await bot.store.db.customer.findFirstOrThrow({ where: { id: customer.id } })).lastAskedAt).toBeNull()
  })

  it('by what WeCom says only later, it is the same', async () => {
    await asked('csat')
    expect(await stored()).toMatchObject({ platform: 'wecom-kf', sentAt: bot.now })
    await counter.desk.tells(counter.desk.wecom.fails(anna, 6))
    expect(await stored()).toMatchObject({ platform: 'email', sentAt: null })
    expect((await counter.deliver()).map(({ to }) => to)).toEqual(['acme@example.com'])
    expect(await stored()).toMatchObject({ platform: 'email', failedCode: null, sentAt: bot.now })
  })

  it('the one reminder goes by mail too, or counts as not given', async () => {
    const customer = await asked('csat')
    counter.later(5 * days)
    await counter.runs('survey-reminders')
    expect((await counter.deliver()).map(({ to }) => to)).toEqual(['acme@example.com'])
    await bot.store.db.customer.update({ where: { id: customer.id }, data: { email: null } })
    await bot.store.db.survey.updateMany({ data: { platform: 'wecom-kf', target: anna, remindedAt: null, remindAt: bot.now } })
    await bot.store.db.outboxItem.updateMany({ where: { key: { startsWith: 'survey-reminder:' } }, data: { state: 'failed' } })
    await counter.runs('survey-reminders')
    expect(await counter.deliver()).toEqual([])
    expect(await stored()).toMatchObject({ remindedAt: null, failedCode: null })
    // What failed does not stand in the way of another one.
    await bot.store.db.customer.update({ where: { id: customer.id }, data: { email: 'acme@example.com' } })
    await bot.store.db.survey.updateMany({ data: { platform: 'email', target: 'acme@example.com', remindAt: bot.now } })
    await counter.runs('survey-reminders')
    expect((await counter.deliver()).map(({ to }) => to)).toEqual(['acme@example.com'])
    expect(await stored()).toMatchObject({ remindedAt: bot.now })
  })
})
