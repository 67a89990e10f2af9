import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { messageText, textOf, useBot } from '../harness/bot.ts'
import { allFeatures, askAnna, givenAcme } from './asked.ts'

const bot = useBot(allFeatures)
const wednesday = new Date('2026-09-16T10:00:00Z')

async function asked() {
  const customer = await givenAcme(bot)
  await bot.say('sofia', '/survey send acme nps')
  const survey = await bot.store.db.survey.findFirstOrThrow()
  await bot.store.db.survey.update({ where: { id: survey.id }, data: { sentAt: wednesday } })
  return { customer, survey }
}
const stored = () => bot.store.db.survey.findFirstOrThrow()
const outbox = async (key: RegExp) =>
  (await bot.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })).filter(row => key.test(row.key))

describe('a survey in a channel shared with the customer', () => {
  it('is sent there at once, says nothing of the record, and is answered by one click', async () => {
    const { customer, survey } = await asked()
    const [invitation] = await outbox(/^survey:/)
    expect(invitation?.target).toEqual({ platform: 'test', kind: 'channel', id: 'shared' })
    expect(JSON.stringify(invitation?.message)).not.toContain('Acme')
    expect(invitation?.message).toMatchObject({ customerId: customer.id })
    const reply = await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 9 }, 'shared')
    expect(reply.kind).toBe('replace')
    expect(textOf(reply)).toContain('Thank you! Your answer: 9/10.')
    expect(await stored()).toMatchObject({ score: 9, answeredById: await bot.member('anna') })
    const [activity] = await bot.store.db.activity.findMany({ where: { kind: 'survey.answered' } })
    expect(activity?.customerId).toBe(customer.id)
  })

  it('counts a double click, a replay and a second device once', async () => {
    const { survey } = await asked()
    const click = () => bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 3 }, 'shared')
    await Promise.all([click(), click(), click()])
    expect(await bot.store.db.activity.count({ where: { kind: 'survey.answered' } })).toBe(1)
    expect(await bot.store.db.careTask.count()).toBe(1)
    expect(await outbox(/^survey-unhappy:/)).toHaveLength(1)
  })

  it('may be changed for 24 hours, and not a moment longer', async () => {
    const { survey } = await asked()
    const click = (answer: number) => bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer }, 'shared')
    await click(9)
    bot.now = new Date(wednesday.getTime() + 24 * 3_600_000 - 1_000)
    await click(10)
    expect((await stored()).score).toBe(10)
    bot.now = new Date(wednesday.getTime() + 24 * 3_600_000)
    expect(textOf(await click(1))).toContain('can no longer be changed')
    expect((await stored()).score).toBe(10)
  })

  it('is over after two weeks without an answer', async () => {
    const { survey } = await asked()
    bot.now = new Date(wednesday.getTime() + 14 * 24 * 3_600_000)
    const reply = await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 9 }, 'shared')
    expect(textOf(reply)).toContain('no longer open')
    expect((await stored()).answeredAt).toBeNull()
  })

  it('takes the comment as it was written, and shows it so', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 2 }, 'shared')
    const form = await bot.click('anna', 'surveys.more', { surveyId: survey.id }, 'shared')
    expect(form.kind).toBe('form')
    const comment = 'Late *again* <!channel> & <@U1>'
    await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment }, 'shared')
    expect((await stored()).comment).toBe(comment)
    expect(textOf(await bot.say('sofia', '/customer timeline acme'))).toContain(comment)
    expect(textOf(await bot.say('sofia', '/customer acme'))).toContain(comment)
  })

  it('refuses our own people, and who is in another channel', async () => {
    const { survey } = await asked()
    const click = (person: 'sofia' | 'anna', place: 'shared' | 'dm') =>
      bot.click(person, 'surveys.answer', { surveyId: survey.id, answer: 9 }, place)
    expect(textOf(await click('sofia', 'shared'))).toContain('is for the customer')
    expect(textOf(await click('anna', 'dm'))).toContain('for somebody else')
    expect((await stored()).answeredAt).toBeNull()
  })

  it('belongs to whoever of the customer answered first', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 9 }, 'shared')
    const { db } = bot.store
    await db.member.create({
      data: {
        ...{ platform: 'test', ref: 'bob', workspace: 'T2', name: 'Bob', locale: 'en', zone: 'UTC', isExternal: true },
        syncedAt: bot.now,
      },
    })
    const reply = await bot.click('bob' as 'anna', 'surveys.answer', { surveyId: survey.id, answer: 0 }, 'shared')
    expect(textOf(reply)).toContain('Somebody else has answered')
    expect((await stored()).score).toBe(9)
  })
})

describe('a survey by direct message', () => {
  async function askedAnna() {
    const customer = await givenAcme(bot)
    const reply = await askAnna(bot, customer.id)
    expect(textOf(reply)).toContain('by direct message')
    const survey = await stored()
    await bot.store.db.survey.update({ where: { id: survey.id }, data: { sentAt: wednesday } })
    return { customer, survey }
  }

  it('goes to the person mentioned, who is a contact from then on, and to them by themselves afterwards', async () => {
    const { customer } = await askedAnna()
    const [invitation] = await outbox(/^survey:/)
    expect(invitation?.target).toEqual({ platform: 'test', kind: 'person', id: 'anna' })
    expect(await bot.store.db.contact.findMany({ select: { name: true, customerId: true, memberId: true } })).toEqual([
      { name: 'Anna Becker', customerId: customer.id, memberId: await bot.member('anna') },
    ])
  })

  it('takes a typed score, then typed words, in either language', async () => {
    await askedAnna()
    expect(textOf(await bot.dm('anna', '九分！'))).toContain('Your answer: 9/10')
    expect(textOf(await bot.dm('anna', 'Good people,\nslow delivery'))).toContain('Thank you!')
    expect(await stored()).toMatchObject({ score: 9, comment: 'Good people,\nslow delivery' })
  })

  it('stops for ever at STOP or 退订, and starts again only by their own word', async () => {
    const { customer, survey } = await askedAnna()
    expect(textOf(await bot.dm('anna', '退订'))).toContain('never ask you anything again')
    bot.now = new Date(wednesday.getTime() + 61 * 24 * 3_600_000)
    expect(textOf(await bot.say('sofia', '/survey send acme nps'))).toContain('asked never to be asked again')
    await bot.click('anna', 'surveys.opt-in', { surveyId: survey.id })
    expect((await bot.store.db.customer.findUniqueOrThrow({ where: { id: customer.id } })).optedOutAt).toBeNull()
    expect(textOf(await bot.say('sofia', '/survey send acme nps'))).toContain('was asked')
  })

  it('takes no text from people outside who were asked nothing', async () => {
    await givenAcme(bot)
    expect(textOf(await bot.dm('anna', 'hello there'))).toContain('Only members of the company’s team')
  })
})

describe('an unhappy answer', () => {
  it('tells the owner at once, with a task due the next working day, and the managers if nobody owns the customer', async () => {
    const { survey } = await asked()
    bot.now = new Date('2026-09-18T10:00:00Z')
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 4 }, 'shared')
    const alerts = await outbox(/^survey-unhappy:/)
    expect(alerts.map(({ place }) => place)).toEqual(['sofia'])
    expect(messageText(alerts[0]?.message as never)).toContain('Acme Retail is unhappy: NPS 4/10')
    const task = await bot.store.db.careTask.findFirstOrThrow()
    expect(task.dueOn.toISOString()).toContain('2026-09-21')
    expect(task.assigneeId).toBe(await bot.member('sofia'))
  })

  it('also reaches the managers when the customer is of high value', async () => {
    const { customer, survey } = await asked()
    await bot.store.db.rfmScore.create({
      data: { customerId: customer.id, teamId: 1, recency: 5, frequency: 5, monetary: 5, segment: 'champions' },
    })
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 4 }, 'shared')
    expect((await outbox(/^survey-unhappy:/)).map(({ place }) => place)).toEqual(['sofia', 'marcus'])
  })

  it('is closed by the owner: the customer reads what was done, alone, and the task is done', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 4 }, 'shared')
    await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment: 'Deliveries are late' }, 'shared')
    const form = await bot.say('sofia', '/survey close acme')
    expect(textOf(form)).toContain('Deliveries are late')
    const done = await bot.submit('sofia', 'surveys.close', { surveyId: survey.id }, { did: 'A second van.', tell: 'yes' })
    expect(textOf(done)).toContain('The customer is told.')
    const [told] = await outbox(/^survey-closed:/)
    expect(told?.target).toEqual({ platform: 'test', kind: 'person', id: 'anna' })
    expect(messageText(told?.message as never)).toContain('You said: Deliveries are late')
    expect(messageText(told?.message as never)).toContain('What we did: A second van.')
    expect((await bot.store.db.careTask.findFirstOrThrow()).status).toBe('done')
    const again = await bot.submit('sofia', 'surveys.close', { surveyId: survey.id }, { did: 'Twice', tell: 'yes' })
    expect(textOf(again)).toContain('Sofia Lind has closed this already')
    expect(await outbox(/^survey-closed:/)).toHaveLength(1)
  })
})

describe('a content answer', () => {
  it('offers to recommend us, once, with a task for the owner, and who came of it is on record', async () => {
    const { customer, survey } = await asked()
    const thanks = await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 10 }, 'shared')
    expect(textOf(thanks)).toContain('[Recommend us]')
    const give = () =>
      bot.submit(
        'anna',
        'surveys.recommend',
        { surveyId: survey.id },
        { name: 'Bo, Beta Co', reach: 'bo@beta.example' },
        'shared',
      )
    await Promise.all([give(), give()])
    const referral = await bot.store.db.referral.findFirstOrThrow()
    expect(await bot.store.db.referral.count()).toBe(1)
    expect(await bot.store.db.careTask.findMany({ select: { title: true } })).toEqual([{ title: 'Call Bo, Beta Co' }])
    const beta = await bot.store.db.customer.create({
      data: { name: 'Beta Co', searchText: ' beta co', teamId: 1, ownerId: await bot.member('sofia') },
    })
    await bot.submit('sofia', 'surveys.referred', { referralId: referral.id }, { customer: String(beta.id) })
    expect(await bot.store.db.referral.findFirstOrThrow()).toMatchObject({ customerId: customer.id, referredId: beta.id })
    expect((await bot.store.db.customer.findUniqueOrThrow({ where: { id: beta.id } })).referrer).toBe('Acme Retail')
    expect(textOf(await bot.say('sofia', '/survey referrals'))).toContain('became Beta Co')
  })
})

describe('what people of a customer type', () => {
  async function askedAnna(kind = 'nps') {
    const { id } = await givenAcme(bot)
    await askAnna(bot, id, kind)
    await bot.store.db.survey.updateMany({ data: { sentAt: wednesday } })
  }

  it.each([
    ['9', 9, null],
    ['9 非常满意', 9, '非常满意'],
    ['我给9分', 9, null],
    ['打9分，物流慢了点', 9, '物流慢了点'],
    ['九分吧', 9, null],
    ['9。谢谢', 9, '谢谢'],
    ['10/10!', 10, null],
    ['I’d say 8, good people', 8, 'good people'],
  ])('is read as an answer: %s', async (typed, score, comment) => {
    await askedAnna()
    await bot.dm('anna', typed)
    expect(await stored()).toMatchObject({ score, comment })
  })

  it.each(['3 boxes were damaged', '3 个箱子坏了', '今天发货吗？', '11'])(
    'that is no answer gets the question again, kindly: %s',
    async typed => {
      await askedAnna()
      const reply = textOf(await bot.dm('anna', typed))
      expect(reply).toContain('How likely are you to recommend us')
      expect(reply).not.toContain('Only members')
      expect((await stored()).answeredAt).toBeNull()
    },
  )

  it.each(['1', '价格', 'price.'])('chooses by number or name: %s', async typed => {
    await askedAnna('lost')
    await bot.dm('anna', typed)
    expect((await stored()).answers).toEqual({ reason: 'price' })
  })

  it('is added up while the answer may be changed: no later line takes an earlier one away', async () => {
    await askedAnna()
    for (const line of ['4', 'Deliveries are late', 'and boxes were damaged', '3 of 10 lamps flicker', 'thanks!'])
      await bot.dm('anna', line)
    expect(await stored()).toMatchObject({
      score: 4,
      comment: 'Deliveries are late\nand boxes were damaged\n3 of 10 lamps flicker\nthanks!',
    })
  })

  it.each(['Stop please', 'unsubscribe me', '取消订阅', '停止', '不要再发了', '别发了', '拒收', 'T', '退订！'])(
    'stops: %s',
    async typed => {
      await askedAnna()
      expect(textOf(await bot.dm('anna', typed))).toContain('never ask you anything again')
      expect((await bot.store.db.customer.findFirstOrThrow()).optedOutAt).not.toBeNull()
    },
  )

  it('stops by a word to the bot in the shared channel too, before anything was clicked', async () => {
    const { customer } = await asked()
    const base = { key: 'stop-1', platform: 'test', person: { platform: 'test', id: 'anna' }, replyTo: null }
    const place = { platform: 'test', id: 'shared', kind: 'shared', name: 'shared' } as const
    await bot.receive({ ...base, kind: 'text', text: 'STOP', place })
    expect((await bot.store.db.customer.findUniqueOrThrow({ where: { id: customer.id } })).optedOutAt).not.toBeNull()
  })
})

describe('an answer that changes', () => {
  const open = async () => textOf(await bot.say('sofia', '/survey'))

  it('for the better needs nobody any more: the task goes, and the owner is told', async () => {
    const { survey } = await asked()
    const click = (answer: number) => bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer }, 'shared')
    await click(2)
    expect(await open()).toContain('Acme Retail · NPS 2')
    await click(10)
    expect(await open()).toContain('No unhappy answers are waiting')
    expect(await bot.store.db.careTask.findMany({ select: { status: true } })).toEqual([{ status: 'dropped' }])
    const [told] = await outbox(/^survey-added:/)
    expect(messageText(told?.message as never)).toContain('changed their answer: 2 → NPS 10/10')
    bot.now = new Date(bot.now.getTime() + 60_000)
    await click(1)
    expect(await open()).toContain('Acme Retail · NPS 1')
    expect(await bot.store.db.careTask.count({ where: { status: 'open' } })).toBe(1)
  })

  it('with unhappy words after the loop was closed opens it again', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 2 }, 'shared')
    await bot.submit('sofia', 'surveys.close', { surveyId: survey.id }, { did: 'We called.', tell: 'no' })
    expect(await open()).toContain('No unhappy answers are waiting')
    bot.now = new Date(bot.now.getTime() + 3_600_000)
    await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment: 'You did nothing!' }, 'shared')
    expect(await open()).toContain('You did nothing!')
    const again = await bot.submit('sofia', 'surveys.close', { surveyId: survey.id }, { did: 'Now we did.', tell: 'yes' })
    expect(textOf(again)).toContain('The customer is told.')
  })

  it('may be taken back: a comment that is emptied is gone', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 8 }, 'shared')
    const say = (comment: string | null) => bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment }, 'shared')
    await say('Oops, wrong window')
    await say(null)
    expect(await stored()).toMatchObject({ score: 8, comment: null, answers: { score: 8 } })
  })

  it('that comes too late is given back', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 8 }, 'shared')
    bot.now = new Date(bot.now.getTime() + 25 * 3_600_000)
    expect((await bot.click('anna', 'surveys.more', { surveyId: survey.id }, 'shared')).kind).toBe('message')
    const late = await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment: 'A long story' }, 'shared')
    expect(textOf(late)).toContain('A long story')
  })
})

describe('a customer who opts out in the evening', () => {
  it('is not told in the morning what was done either', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 2 }, 'shared')
    bot.now = new Date('2026-09-16T17:00:00Z')
    const closed = await bot.submit('sofia', 'surveys.close', { surveyId: survey.id }, { did: 'We called.', tell: 'yes' })
    expect(textOf(closed)).toContain('when their quiet hours are over')
    expect(await outbox(/^survey-closed:/)).toHaveLength(1)
    await bot.click('anna', 'surveys.opt-out', { surveyId: survey.id }, 'shared')
    expect(await outbox(/^survey-closed:/)).toHaveLength(0)
  })
})

describe('the customer who could not be told', () => {
  it('is told of to whoever closed the loop', async () => {
    const { survey } = await asked()
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 2 }, 'shared')
    await bot.submit('sofia', 'surveys.close', { surveyId: survey.id }, { did: 'We called.', tell: 'yes' })
    const [message] = await outbox(/^survey-closed:/)
    const rooms = collect(allFeatures)
    const watch = rooms.deliveryWatches.find(({ prefix }) => message?.key.startsWith(prefix))
    const parts = { outbox: createOutbox(() => bot.now), now: bot.now, rooms }
    await bot.store.tx(async tx => watch?.ended(tx, message?.key ?? '', { state: 'failed', code: 'gone' }, parts))
    const [told] = await outbox(/^survey-not-told:/)
    expect(told?.place).toBe('sofia')
  })
})
