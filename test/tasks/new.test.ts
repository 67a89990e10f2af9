import { beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../src/chat/message.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { messageText, textOf, useBot } from '../harness/bot.ts'
import { addCustomer } from './shop.ts'

const bot = useBot([tasksFeature])
let acme = 0

beforeEach(async () => {
  acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
  await addCustomer(bot, 'Northwind Traders', 1, 'tom')
  await addCustomer(bot, 'Northwind Logistics', 1, 'tom')
})

const tasks = () => bot.store.db.careTask.findMany({ orderBy: { id: 'asc' } })

describe('/care new', () => {
  it('asks by a form when nothing follows, and the form makes the task', async () => {
    expect((await bot.say('sofia', '/care new')).kind).toBe('form')
    const values = { customer: String(acme), what: 'send the quote', due: '2026-09-21', person: null }
    expect(textOf(await bot.submit('sofia', 'tasks.new', {}, values))).toContain(
      'New task: send the quote · Acme GmbH · due Mon 21 Sep',
    )
    expect(await tasks()).toMatchObject([
      {
        title: 'send the quote',
        customerId: acme,
        teamId: 1,
        dueOn: new Date('2026-09-21'),
        cause: 'manual',
        assigneeId: await bot.member('sofia'),
      },
    ])
    expect(await bot.store.db.activity.findMany()).toMatchObject([{ kind: 'task.created', customerId: acme }])
    expect(await bot.store.db.outboxItem.count()).toBe(0)
  })

  it('opens the form for the customer of a card', async () => {
    const reply = await bot.click('sofia', 'tasks.new', { customerId: acme })
    expect(reply.kind === 'form' && reply.form.fields[0]).toMatchObject({ kind: 'customer', value: { value: String(acme) } })
    expect(textOf(await bot.click('sofia', 'tasks.new', { customerId: 999 }))).toContain('no longer there')
  })

  it('makes it for the colleague who is mentioned and tells them', async () => {
    await bot.say('sofia', '/care new acme: send the quote friday @[tom]')
    expect(await tasks()).toMatchObject([{ title: 'send the quote', assigneeId: await bot.member('tom') }])
    const [sent] = await bot.store.db.outboxItem.findMany()
    expect(messageText(sent?.message as unknown as Message)).toContain('Sofia Lind gave you a task: send the quote')
  })

  it('keeps a colleague the text only speaks of in the title, by name, and the task with its writer', async () => {
    await bot.say('sofia', '/care new acme: discuss price with @[tom] in #[general] on friday')
    expect(await tasks()).toMatchObject([
      {
        title: 'discuss price with @Tom Baker in #general',
        assigneeId: await bot.member('sofia'),
        dueOn: new Date('2026-09-18'),
      },
    ])
  })

  it('asks what is to be done when only a colleague is named', async () => {
    expect((await bot.say('sofia', '/care new acme: @[tom]')).kind).toBe('form')
  })

  it('keeps the text when the customer is unknown or several match', async () => {
    const unknown = await bot.say('sofia', '/care new zzzzqq: send the quote')
    expect(textOf(unknown)).toContain('No customer matches “zzzzqq”')
    expect(JSON.stringify(unknown)).toContain('send the quote')
    const several = await bot.say('sofia', '/care new northwind: send the quote')
    expect(several.kind === 'form' && several.form.fields[0]).toMatchObject({ kind: 'choice', options: [{}, {}] })
    expect(JSON.stringify(several)).toContain('send the quote')
    expect(await tasks()).toEqual([])
  })

  it('says that a date does not exist and takes the next working day', async () => {
    const reply = textOf(await bot.say('sofia', '/care new acme: call on 2026-02-30'))
    expect(reply).toContain('a date that does not exist')
    expect(reply).toContain('due Thu 17 Sep (next working day: 2026-02-30 does not exist)')
    expect(await tasks()).toMatchObject([{ title: 'call', dueOn: new Date('2026-09-17') }])
  })

  it('gives back a text too long for a task', async () => {
    const long = 'x'.repeat(10_000)
    const reply = await bot.say('sofia', `/care new acme: ${long}`)
    expect(textOf(reply).replaceAll('\n', '')).toContain(long)
    expect(await tasks()).toEqual([])
  })

  it('refuses a viewer', async () => {
    await bot.say('vera', '/care new acme: send the quote')
    expect(await tasks()).toEqual([])
  })
})
