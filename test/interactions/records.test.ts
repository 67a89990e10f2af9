import { beforeEach, describe, expect, it } from 'vitest'
import type { Button, Json } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { ordersFeature } from '../../src/orders/feature.ts'
import { serviceFeature } from '../../src/service/feature.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { addCustomer } from '../tasks/shop.ts'

const bot = useBot([tasksFeature, interactionsFeature, ordersFeature, serviceFeature])
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
