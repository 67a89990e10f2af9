import { describe, expect, it } from 'vitest'
import { features } from '../../src/features.ts'
import { purgeIfRequested } from '../../src/privacy/purge.ts'
import { given } from '../customers/shop.ts'
import { textOf, useBot } from '../harness/bot.ts'

describe('/customer erase', () => {
  const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
  const erase = (customerId: number, name: string) => bot.submit('olivia', 'privacy.erase', { customerId }, { name })

  it('asks for the name, takes nothing less than all of it, then erases, says what stays and writes down who did it', async () => {
    const id = await given(bot, { name: 'Acme GmbH', phone: '+49 30 1234567' })
    const asked = await bot.say('olivia', '/customer erase acme')
    expect(asked).toMatchObject({ kind: 'form', form: { state: { customerId: id } } })
    for (const wrong of ['acme gmbh', 'Acme', ''])
      expect(await erase(id, wrong)).toMatchObject({ kind: 'invalid', errors: { name: expect.stringContaining('not the name') } })
    const done = textOf(await erase(id, 'Acme GmbH'))
    expect(done).toContain('Acme GmbH is erased, for good.')
    expect(done).toContain('Figures stay')
    expect(done).toContain('messages and files in Slack are deleted in Slack')
    expect(textOf(await bot.say('olivia', '/customer acme'))).toContain('found no customer')
    expect(textOf(await erase(id, 'Acme GmbH'))).toContain('no longer there')
    const entries = await bot.store.db.auditEntry.findMany({ where: { outcome: 'granted' } })
    expect(entries).toMatchObject([
      { action: 'customer.erase', resource: `{"customerId":${id}}`, memberId: await bot.member('olivia') },
    ])
  })

  it('is for administrators: a manager of the team is refused, by command, button and form', async () => {
    const id = await given(bot, { name: 'Acme GmbH' })
    await bot.say('marcus', '/customer erase acme')
    await bot.click('marcus', 'privacy.erase', { customerId: id })
    await bot.submit('marcus', 'privacy.erase', { customerId: id }, { name: 'Acme GmbH' })
    expect(await bot.store.db.customer.count({ where: { id } })).toBe(1)
    expect(await bot.store.db.auditEntry.count({ where: { action: 'customer.erase', outcome: 'denied' } })).toBe(3)
  })

  it('speaks Chinese, and offers a choice when several match', async () => {
    await given(bot, { name: '知客科技' })
    await given(bot, { name: '知客贸易' })
    await bot.store.db.member.updateMany({ data: { locale: 'zh-CN' } })
    expect(textOf(await bot.say('olivia', '/customer 抹除 知客'))).toContain('抹除……')
    expect(textOf(await bot.say('olivia', '/customer 删除资料 知客科技'))).toContain('抹除客户资料')
  })

  it('withdraws what waits about the customer, and nothing about one whose id begins the same', async () => {
    const id = await given(bot, { name: 'Acme GmbH', externalId: 'T-1' })
    const waiting = { platform: 'test', place: 'sofia', target: {}, notBefore: bot.now, createdAt: bot.now }
    const message = (text: string) => ({ locale: 'en', summary: text, parts: [] })
    const texts = ['About T-10', 'About T-1.', '有关T-1的任务', 'Call ACME GMBH today', 'About (Beta)']
    await bot.store.db.outboxItem.createMany({
      data: texts.map(text => ({ ...waiting, key: text, message: message(text) })),
    })
    await erase(id, 'Acme GmbH')
    const left = await bot.store.db.outboxItem.findMany({ where: { key: { in: texts } }, orderBy: { key: 'asc' } })
    expect(left.map(({ key }) => key)).toEqual(['About (Beta)', 'About T-10'])
  })

  it('has the database’s files cleared afterwards, once', async () => {
    const id = await given(bot, { name: 'Acme GmbH' })
    await erase(id, 'Acme GmbH')
    const asked = () => bot.store.db.storedValue.count({ where: { key: 'privacy.purge' } })
    expect(await asked()).toBe(1)
    await purgeIfRequested(bot.store)
    expect(await asked()).toBe(0)
  })

  it('takes their people in chat along, but not those who are also another customer’s, nor ours', async () => {
    const { db } = bot.store
    const [acme, berg] = [await given(bot, { name: 'Acme GmbH' }), await given(bot, { name: 'Berg AG' })]
    const [anna, sofia] = [await bot.member('anna'), await bot.member('sofia')]
    const contact = (customerId: number, memberId: number) => db.contact.create({ data: { customerId, memberId, name: 'X' } })
    for (const [customer, member] of [
      [acme, anna],
      [berg, anna],
      [berg, sofia],
    ] as const)
      await contact(customer, member)
    await erase(acme, 'Acme GmbH')
    expect(await db.member.findUnique({ where: { id: anna } })).toMatchObject({ ref: 'anna', name: 'Anna Becker' })
    await erase(berg, 'Berg AG')
    const gone = { ref: `erased:${anna}`, name: '', deactivatedAt: expect.any(Date) }
    expect(await db.member.findUnique({ where: { id: anna } })).toMatchObject(gone)
    expect(await db.member.findUnique({ where: { id: sofia } })).toMatchObject({ ref: 'sofia', deactivatedAt: null })
  })
})
