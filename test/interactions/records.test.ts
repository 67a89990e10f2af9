import { beforeEach, describe, expect, it } from 'vitest'
import type { Button, Json } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { ordersFeature } from '../../src/orders/feature.ts'
import { createServiceFeature } from '../../src/service/feature.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { addCustomer } from '../tasks/shop.ts'

const bot = useBot([tasksFeature, interactionsFeature, ordersFeature, createServiceFeature()])
let acme = 0

beforeEach(async () => {
  acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
})

function values(reply: Reply, action: string): Json[] {
  if (reply.kind !== 'message' && reply.kind !== 'replace') throw new Error(textOf(reply))
  const buttons = reply.message.parts.flatMap((part): Button[] => (part.kind === 'actions' ? part.actions : []))
  return buttons.filter(button => button.action === action).map(button => button.value)
}

const save = (reply: Reply, action: string, index = 0) => bot.click('sofia', action, values(reply, action)[index] ?? null)
const undo = async () =>
  bot.click('sofia', 'interactions.undo', { interactionId: (await bot.store.db.interaction.findFirstOrThrow()).id })
/** Submits the log's edit form with these fields changed. */
async function edit(changed: Record<string, string | null>): Promise<Reply> {
  const { id } = await bot.store.db.interaction.findFirstOrThrow()
  const reply = await bot.click('sofia', 'interactions.edit', { interactionId: id })
  if (reply.kind !== 'form') throw new Error(textOf(reply))
  const shown = reply.form.fields.map(field => {
    const value = field.kind === 'customer' ? field.value?.value : 'value' in field ? field.value : null
    return [field.name, value ?? null]
  })
  return bot.submit('sofia', 'interactions.edit', reply.form.state, { ...Object.fromEntries(shown), ...changed })
}
const kinds = async () => (await bot.store.db.activity.findMany({ orderBy: { id: 'asc' } })).map(activity => activity.kind)

describe('Undo of a log', () => {
  it('takes back the order, the renewal and the complaint saved from it, and says so', async () => {
    const reply = await bot.say('sofia', '/log acme: order 777 USD, renewed to 2027-06-30, complaint about late delivery')
    await save(reply, 'orders.record')
    await save(reply, 'service.renew')
    await save(reply, 'service.complaint')
    const answer = textOf(await undo())
    expect(answer).toContain('the order of 777.00 USD')
    expect(answer).toContain('the renewal until 30 June 2027')
    expect(answer).toContain('the complaint “late delivery”')
    const left = [await bot.store.db.order.count(), await bot.store.db.contract.count(), await bot.store.db.ticket.count()]
    expect(left).toEqual([0, 0, 0])
    expect(await kinds()).toEqual(expect.arrayContaining(['order_undone', 'contract.undone', 'ticket.undone']))
  })

  it('leaves what came from elsewhere alone and says nothing of it', async () => {
    const order = { customerId: acme, orderedAt: bot.now, amount: '5.00', currency: 'EUR' }
    await bot.store.db.order.create({ data: { ...order, externalId: 'shop-1' } })
    await bot.say('sofia', '/log acme: order 777 USD')
    expect(textOf(await undo())).not.toContain('taken back')
    expect(await bot.store.db.order.count()).toBe(1)
  })

  it('brings a leaving back that only its order had ended', async () => {
    const leftAt = new Date('2026-09-01T00:00:00Z')
    await bot.store.db.customer.update({ where: { id: acme }, data: { leftAt, leftReason: 'price' } })
    const customer = () => bot.store.db.customer.findUniqueOrThrow({ where: { id: acme } })
    await save(await bot.say('sofia', '/log acme: order 777 USD'), 'orders.record')
    expect((await customer()).leftAt).toBeNull()
    await undo()
    expect(await customer()).toMatchObject({ leftAt, leftReason: 'price' })
  })
})

describe('Save', () => {
  it('saves two equal orders of one log, each once', async () => {
    const reply = await bot.say('sofia', '/log acme: order 100 EUR and another order 100 EUR')
    await save(reply, 'orders.record', 0)
    expect(textOf(await save(reply, 'orders.record', 1))).toContain('Saved the order of 100 EUR')
    expect(textOf(await save(reply, 'orders.record', 0))).toContain('was saved before')
    expect(await bot.store.db.order.count()).toBe(2)
  })

  it('saves nothing for the customer a log was moved away from, and says so', async () => {
    const other = await addCustomer(bot, 'Blue Harbor', 1, 'sofia')
    const reply = await bot.say('sofia', '/log acme: order 777 USD, renewed to 2027-06-30')
    await bot.store.db.interaction.updateMany({ data: { customerId: other } })
    expect(textOf(await save(reply, 'orders.record'))).toContain('moved to another customer')
    expect(textOf(await save(reply, 'service.renew'))).toContain('moved to another customer')
    expect([await bot.store.db.order.count(), await bot.store.db.contract.count()]).toEqual([0, 0])
  })
})

describe('Edit of the note', () => {
  it('offers what the new note reports, so that an impossible renewal date can be corrected', async () => {
    expect(textOf(await bot.say('sofia', '/log acme: renewed to 2027-02-30'))).toContain(
      '“2027-02-30” is a date that does not exist',
    )
    const reply = await edit({ text: 'renewed to 2027-02-28' })
    expect(textOf(reply)).toContain('Record the renewal until 28 February 2027?')
    await save(reply, 'service.renew')
    expect(await bot.store.db.contract.findMany()).toMatchObject([{ endsAt: new Date('2027-02-28') }])
  })

  it('replaces a saved order by the corrected one and offers nothing that is saved already', async () => {
    const first = await bot.say('sofia', '/log acme: order 777 USD')
    await save(first, 'orders.record')
    expect(values(await edit({ text: 'order 777 USD, by phone' }), 'orders.record')).toEqual([])
    const reply = textOf(await save(await edit({ text: 'order 700 USD' }), 'orders.record'))
    expect(reply).toContain(
      'Saved the order of 700 USD for Acme GmbH. It replaces the one saved from this log before: 777.00 USD.',
    )
    expect((await bot.store.db.order.findMany()).map(order => order.amount.toFixed(2))).toEqual(['700.00'])
  })

  it('takes a saved order along to the customer the log is moved to', async () => {
    const other = await addCustomer(bot, 'Blue Harbor', 1, 'sofia')
    await save(await bot.say('sofia', '/log acme: order 777 USD'), 'orders.record')
    await save(await edit({ customer: String(other) }), 'orders.record')
    expect(await bot.store.db.order.findMany()).toMatchObject([{ customerId: other }])
  })

  it('lets kind and mood follow, unless they were chosen by hand', async () => {
    const stored = () => bot.store.db.interaction.findFirstOrThrow()
    await bot.say('sofia', '/log acme: called Anna, very happy')
    await edit({ text: 'visited Anna, very unhappy' })
    expect(await stored()).toMatchObject({ kind: 'visit', sentiment: 'negative' })
    await edit({ text: 'called Anna, very happy', kind: 'meeting' })
    expect(await stored()).toMatchObject({ kind: 'meeting', sentiment: 'positive' })
    await edit({ text: 'visited Anna' })
    expect(await stored()).toMatchObject({ kind: 'meeting', sentiment: 'neutral' })
  })

  it('makes a task of a next step in it and says when its date does not exist', async () => {
    await bot.say('sofia', '/log acme: called Anna')
    const reply = textOf(await edit({ text: 'called Anna next: 30 feb send it' }))
    expect(reply).toContain('send it, due Thu 17 Sep (next working day: 30 feb does not exist)')
    expect(await bot.store.db.interaction.findFirstOrThrow()).toMatchObject({ note: 'called Anna' })
    expect(await bot.store.db.careTask.findMany()).toMatchObject([{ title: 'send it' }])
  })
})

describe('a renewal', () => {
  const contract = (endsAt: string) =>
    bot.store.db.contract.create({ data: { customerId: acme, endsAt: new Date(endsAt), status: 'active' } })

  it('for a length counts from the end of the last contract', async () => {
    await contract('2026-12-31')
    const reply = await bot.say('sofia', '/log acme: renewed for a year')
    expect(textOf(reply)).toContain('Record the renewal until 31 December 2027?')
    await save(reply, 'service.renew')
    expect(values(await edit({ text: 'they renewed for a year' }), 'service.renew')).toEqual([])
  })

  it('for a length counts from today without a contract, or when the last one is long over', async () => {
    expect(textOf(await bot.say('sofia', '/log acme: 续约一年'))).toContain('until 16 September 2027?')
    await contract('2020-12-31')
    expect(textOf(await bot.say('sofia', '/log acme: renewed for a year'))).toContain('until 16 September 2027?')
  })

  it('to a day that is past is not offered, and the answer says why', async () => {
    const reply = await bot.say('sofia', '/log acme: renewed to 2025-06-30')
    expect(textOf(reply)).toContain('The renewal date 30 June 2025 is in the past')
    expect(values(reply, 'service.renew')).toEqual([])
  })
})
