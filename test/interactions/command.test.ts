import { beforeEach, describe, expect, it } from 'vitest'
import type { Button, Json, Message } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { ordersFeature } from '../../src/orders/feature.ts'
import { createServiceFeature } from '../../src/service/feature.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { addCustomer, addTask } from '../tasks/shop.ts'

const bot = useBot([tasksFeature, interactionsFeature, ordersFeature, createServiceFeature()])
let acme = 0

beforeEach(async () => {
  acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
})

const logs = () => bot.store.db.interaction.findMany({ orderBy: { id: 'asc' }, include: { customer: true } })

function messageOf(reply: Reply): Message {
  if (reply.kind !== 'message' && reply.kind !== 'replace') throw new Error(`no message: ${reply.kind}`)
  return reply.message
}

/** Every button of a message, those of rows included. */
function buttons(reply: Reply): Button[] {
  return messageOf(reply).parts.flatMap(part =>
    part.kind === 'actions' ? part.actions : part.kind === 'list' ? part.rows.flatMap(row => row.act ?? []) : [],
  )
}

function button(reply: Reply, action: string, index = 0): Json {
  const found = buttons(reply).filter(one => one.action === action)[index]
  if (!found) throw new Error(`no ${action} in ${textOf(reply)}`)
  return found.value
}

describe('whom a log is about', () => {
  it('is asked by a numbered list when several match, and the text is logged once where it is chosen', async () => {
    await addCustomer(bot, 'Northwind Traders')
    const second = await addCustomer(bot, 'Northwind Logistics')
    const reply = await bot.say('sofia', '/log northwind: called, next: friday send the quote')
    expect(textOf(reply)).toContain('Which customer is “northwind”?')
    expect(textOf(reply)).toContain('called, next: friday send the quote')
    expect(await logs()).toEqual([])
    const row = buttons(reply).find(one => (one.value as { customerId: number }).customerId === second)
    const replies = await Promise.all([1, 2].map(() => bot.click('sofia', 'interactions.pick', row?.value ?? null)))
    expect(await logs()).toMatchObject([{ customerId: second, note: 'called' }])
    expect(replies.map(textOf).filter(text => text.includes('was already logged'))).toHaveLength(1)
    expect(await bot.store.db.storedValue.count()).toBe(0)
  })

  it('is asked the same way without a colon', async () => {
    await addCustomer(bot, 'Northwind Traders')
    await addCustomer(bot, 'Northwind Logistics')
    const reply = await bot.say('sofia', '/log northwind called them')
    expect(textOf(reply)).toContain('1. Northwind')
    await bot.click('sofia', 'interactions.pick', button(reply, 'interactions.pick'))
    expect(await logs()).toMatchObject([{ note: 'called them' }])
  })

  it('means a number of the list last shown, customer or task', async () => {
    await addTask(bot, 'call', 'sofia', { customerId: acme })
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/log 1: called')
    expect(await logs()).toMatchObject([{ customerId: acme, note: 'called' }])
    const gone = await bot.say('sofia', '/log 9: called again')
    expect(textOf(gone)).toContain('Row 9 is not on the list')
    expect(JSON.stringify(gone)).toContain('called again')
  })

  it('is the customer a channel is linked to, for a text that names nobody', async () => {
    await bot.store.db.channel.updateMany({ where: { ref: 'general' }, data: { customerId: acme } })
    await bot.say('sofia', '/log remember: they moved offices', 'general')
    expect(await logs()).toMatchObject([{ customerId: acme, note: 'remember: they moved offices' }])
  })

  it('keeps the words of a contact’s name in the note', async () => {
    await bot.store.db.contact.create({ data: { customerId: acme, name: 'Anneliese Vogt', searchText: ' anneliese vogt | ' } })
    await bot.say('sofia', '/log Anneliese Vogt wants a discount')
    expect(await logs()).toMatchObject([{ customerId: acme, note: 'Anneliese Vogt wants a discount' }])
  })

  it('is asked by the form, with the text in it, when nobody matches', async () => {
    const reply = await bot.say('sofia', '/log zzzzqq: called Anna')
    if (reply.kind !== 'form') throw new Error(textOf(reply))
    expect(textOf(reply)).toContain('No customer matches “zzzzqq”')
    expect(reply.form.fields.find(field => field.name === 'text')).toMatchObject({ value: 'called Anna' })
    const chinese = await bot.say('chen', '/跟进 没有这家：通了电话')
    expect(textOf(chinese)).toContain('没有找到与“没有这家”匹配的客户')
  })

  it('keeps a text too long for a form until the customer is chosen, for its writer only', async () => {
    const long = `zzzzqq: ${'很长的跟进。'.repeat(1_600)}`
    const reply = await bot.say('sofia', `/log ${long}`)
    if (reply.kind !== 'form') throw new Error(textOf(reply))
    const { state } = reply.form
    expect(reply.form.fields.some(field => field.name === 'text')).toBe(false)
    const values = { customer: String(acme), kind: 'auto', sentiment: 'auto', next: null, due: null }
    await bot.submit('tom', 'interactions.log', state, values)
    expect(await logs()).toEqual([])
    await bot.submit('sofia', 'interactions.log', state, values)
    expect((await logs()).map(log => log.note)).toEqual([long.slice(8)])
    expect(textOf(await bot.submit('sofia', 'interactions.log', state, values))).toContain('already logged')
    expect(await logs()).toHaveLength(1)
  })

  it('gives the text back when the customer was deleted before the choice', async () => {
    await addCustomer(bot, 'Northwind Traders')
    await addCustomer(bot, 'Northwind Logistics')
    const reply = await bot.say('sofia', '/log northwind: called')
    await bot.store.db.customer.deleteMany({ where: { name: { startsWith: 'Northwind' } } })
    const answer = await bot.click('sofia', 'interactions.pick', button(reply, 'interactions.pick'))
    expect(textOf(answer)).toContain('no longer there')
    expect(textOf(answer)).toContain('called')
    const values = { customer: '999', text: 'typed in the form', kind: 'auto', sentiment: 'auto', next: null, due: null }
    expect(textOf(await bot.submit('sofia', 'interactions.log', {}, values))).toContain('typed in the form')
  })
})

describe('the form', () => {
  it('opens without an argument and from a card', async () => {
    expect((await bot.say('sofia', '/log')).kind).toBe('form')
    const reply = await bot.click('sofia', 'interactions.log', { customerId: acme })
    expect(reply.kind === 'form' && reply.form.fields[0]).toMatchObject({ value: { value: String(acme) } })
  })

  it('stores what was chosen over what the text says', async () => {
    const values = {
      customer: String(acme),
      text: 'called Anna, very happy',
      kind: 'visit',
      sentiment: 'negative',
      next: 'send the deck',
      due: '2026-09-25',
    }
    await bot.submit('sofia', 'interactions.log', {}, values)
    expect(await logs()).toMatchObject([{ kind: 'visit', sentiment: 'negative', note: 'called Anna, very happy' }])
    expect(await bot.store.db.careTask.findMany()).toMatchObject([{ title: 'send the deck', dueOn: new Date('2026-09-25') }])
  })

  it('says that a date in the next step does not exist', async () => {
    const values = {
      customer: String(acme),
      text: 'called',
      kind: 'auto',
      sentiment: 'auto',
      next: 'call on 2026-02-30',
      due: null,
    }
    expect(textOf(await bot.submit('sofia', 'interactions.log', {}, values))).toContain(
      '“2026-02-30” is a date that does not exist',
    )
  })

  it('gives way to help when that is asked for', async () => {
    expect(textOf(await bot.say('chen', '/跟进 帮助'))).toContain('/log 知客：和王总通了电话')
    await bot.say('sofia', '/log acme: help desk called')
    expect(await logs()).toHaveLength(1)
  })

  it('asks for a text', async () => {
    const values = { customer: String(acme), text: '  ', kind: 'auto', sentiment: 'auto', next: null, due: null }
    expect(await bot.submit('sofia', 'interactions.log', {}, values)).toMatchObject({
      kind: 'invalid',
      errors: { text: 'Please write what happened.' },
    })
  })
})

describe('proposals', () => {
  it('are asked about one by one and saved only on confirmation', async () => {
    const reply = await bot.say('sofia', '/log acme: order 1200 EUR, renewed to 2027-06-30, complaint about late delivery')
    expect(textOf(reply)).toContain('Record an order of 1200 EUR?\n[Save] [No]')
    expect(textOf(reply)).toContain('Record the renewal until 30 June 2027?')
    expect(textOf(reply)).toContain('Open a complaint: “late delivery”?')
    expect(await bot.store.db.order.count()).toBe(0)
    await bot.click('sofia', 'orders.record', button(reply, 'orders.record'))
    await bot.click('sofia', 'orders.record', button(reply, 'orders.record'))
    expect(await bot.store.db.order.findMany()).toMatchObject([{ customerId: acme, currency: 'EUR' }])
    await bot.click('sofia', 'service.renew', button(reply, 'service.renew'))
    expect(await bot.store.db.contract.findMany()).toMatchObject([{ endsAt: new Date('2027-06-30') }])
    await bot.click('sofia', 'service.complaint', button(reply, 'service.complaint'))
    expect(await bot.store.db.ticket.findMany()).toMatchObject([{ subject: 'late delivery' }])
  })

  it('go away with No, leaving the others', async () => {
    const reply = await bot.say('sofia', '/log acme: order 1200 EUR, renewed to 2027-06-30')
    const left = await bot.click('sofia', 'interactions.decline', button(reply, 'interactions.decline'))
    expect(left.kind).toBe('replace')
    expect(textOf(left)).not.toContain('Record an order')
    expect(textOf(left)).toContain('Record the renewal')
    expect(await bot.store.db.order.count()).toBe(0)
  })

  it('take the team’s currency for an amount without one, in Chinese too', async () => {
    await addCustomer(bot, '知客网络', 2, 'chen')
    const reply = await bot.say('chen', '/跟进 知客：下单1.2万')
    expect(textOf(reply)).toContain('要记录订单吗：12000 CNY？\n[保存] [不用]')
  })
})

describe('saving', () => {
  it('keeps who and which channel is mentioned by name', async () => {
    await bot.say('sofia', '/log acme: called with @[tom], see #[general] next: ask @[marcus]')
    expect(await logs()).toMatchObject([{ note: 'called with @Tom Baker, see #general' }])
    expect(await bot.store.db.careTask.findMany()).toMatchObject([{ title: 'ask @Marcus Reed' }])
  })

  it('is committed before the answer, with the customer’s last contact and the timeline', async () => {
    const reply = await bot.say('sofia', '/log acme: called Anna')
    const [log] = await logs()
    expect(textOf(reply)).toContain('Logged for Acme GmbH.')
    expect(log?.customer.lastContactAt).toEqual(bot.now)
    expect(await bot.store.db.activity.findMany()).toMatchObject([
      { kind: 'interaction', refId: log?.id, data: { kind: 'call', note: 'called Anna' } },
    ])
  })

  it('that fails returns the text, and nothing is half saved', async () => {
    await bot.store.db.$executeRaw`ALTER TABLE "CareTask" ADD CONSTRAINT broken CHECK (title <> 'send the quote')`
    try {
      const reply = textOf(await bot.say('sofia', '/log acme: called Anna next: friday send the quote'))
      expect(reply).toContain('nothing was saved')
      expect(reply).toContain('/log acme: called Anna next: friday send the quote')
      expect(await logs()).toEqual([])
    } finally {
      await bot.store.db.$executeRaw`ALTER TABLE "CareTask" DROP CONSTRAINT broken`
    }
  })

  it('is refused to a viewer, in a channel shared outside, and for another team’s customer', async () => {
    await bot.say('vera', '/log acme: called')
    await bot.say('sofia', '/log acme: called', 'shared')
    await bot.say('anna', '/log acme: called', 'shared')
    const values = { customer: String(acme), text: 'called', kind: 'auto', sentiment: 'auto', next: null, due: null }
    const refused = textOf(await bot.submit('chen', 'interactions.log', {}, values))
    expect(refused).toContain('您没有权限')
    expect(refused).toContain('called')
    expect(await logs()).toEqual([])
    expect(await bot.store.db.auditEntry.count({ where: { action: 'interaction.log', outcome: 'denied' } })).toBe(4)
  })
})
