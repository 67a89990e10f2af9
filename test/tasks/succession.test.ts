import { describe, expect, it } from 'vitest'
import type { Button, Message } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { features } from '../../src/features.ts'
import { messageText, type PersonName, type PlaceName, textOf, useBot } from '../harness/bot.ts'
import { scoreRow } from '../harness/scores.ts'
import { main } from '../people/parts.ts'
import { addCustomer, addTask, taskOf } from './shop.ts'

const bot = useBot(features(main))
const db = () => bot.store.db

const buttonOf = (reply: Reply): Button => {
  if (reply.kind !== 'message' && reply.kind !== 'replace') throw new Error(`no message but ${reply.kind}`)
  const buttons = reply.message.parts.flatMap(part => (part.kind === 'actions' ? part.actions : []))
  const [button] = buttons
  if (!button) throw new Error(`no button: ${textOf(reply)}`)
  return button
}
const press = (person: PersonName, reply: Reply, place: PlaceName = 'dm') => {
  const { action, value } = buttonOf(reply)
  return bot.click(person, action, value, place)
}
const ownedBy = async (person: PersonName) =>
  (await db().customer.findMany({ where: { ownerId: await bot.member(person) }, orderBy: { id: 'asc' } })).map(({ name }) => name)
const noticeTo = async (person: PersonName) =>
  (await db().outboxItem.findMany({ where: { place: person, key: { startsWith: 'handover' } }, orderBy: { id: 'asc' } })).map(
    row => messageText(row.message as unknown as Message),
  )
const give = (person: PersonName, teamId: number, role: string) =>
  bot.member(person).then(memberId => db().teamRole.create({ data: { memberId, teamId, role } }))

describe('/customer reassign', () => {
  it('shows what would move by team and moves nothing until the button is pressed', async () => {
    await addCustomer(bot, 'Acme', 1, 'sofia')
    await addCustomer(bot, 'Bolt', 1, 'sofia')
    await addTask(bot, 'call', 'sofia')
    const preview = await bot.say('marcus', '/customer reassign @[sofia] @[tom]')
    expect(textOf(preview)).toContain('Key accounts: 2 customers and 1 open task')
    expect(await ownedBy('tom')).toEqual([])
    expect(textOf(await press('marcus', preview))).toContain('Handed over 2 customers and 1 open task')
    expect(await ownedBy('tom')).toEqual(['Acme', 'Bolt'])
  })

  it('writes history and timeline of each customer, moves open tasks awake and leaves finished ones', async () => {
    const acme = await addCustomer(bot, 'Acme', 1, 'sofia')
    const snoozedUntil = new Date('2026-09-16T15:00:00Z')
    const open = await addTask(bot, 'call', 'sofia', { customerId: acme, snoozedUntil })
    const done = await addTask(bot, 'old', 'sofia', { customerId: acme, status: 'done' })
    const target = { platform: 'test', kind: 'person', id: 'sofia' }
    await db().outboxItem.create({
      data: {
        key: `task-wake:${open}:1`,
        platform: 'test',
        place: 'sofia',
        target,
        message: {},
        notBefore: snoozedUntil,
        createdAt: bot.now,
      },
    })
    await press('marcus', await bot.say('marcus', '/customer reassign Sofia Lind to Tom Baker'))
    const [tom, marcus] = [await bot.member('tom'), await bot.member('marcus')]
    expect(await db().change.findMany()).toMatchObject([
      { customerId: acme, field: 'owner', before: 'Sofia Lind', after: 'Tom Baker', memberId: marcus, source: 'chat' },
    ])
    const facts = await db().activity.findMany({ where: { customerId: acme }, orderBy: { id: 'asc' } })
    expect(facts.map(({ kind, memberId }) => [kind, memberId]).toSorted()).toEqual([
      ['owner', marcus],
      ['task.reassigned', marcus],
    ])
    expect(await taskOf(bot, open)).toMatchObject({ assigneeId: tom, snoozedUntil: null, version: 2 })
    expect(await taskOf(bot, done)).toMatchObject({ assigneeId: await bot.member('sofia') })
    expect(await db().outboxItem.count({ where: { key: { startsWith: 'task-wake' } } })).toBe(0)
    expect(await db().customer.findUnique({ where: { id: acme } })).toMatchObject({ version: 2 })
    expect(textOf(await bot.say('tom', '/customer timeline Acme'))).toContain('Owner: Sofia Lind → Tom Baker')
  })

  it('tells the successor in their language from whom, how much and who is most at risk', async () => {
    await give('sofia', 2, 'rep')
    const ids = []
    for (const name of ['甲公司', '乙公司', '丙公司']) ids.push(await addCustomer(bot, name, 2, 'sofia'))
    const score = (customerId: number, value: number) => scoreRow({ customerId, teamId: 2, value, currency: 'CNY' })
    await db().riskScore.createMany({ data: [score(ids[0] ?? 0, 100), score(ids[1] ?? 0, 900)] })
    await press('marcus', await bot.say('marcus', '/customer reassign @[sofia] @[chen]'))
    const [notice = ''] = await noticeTo('chen')
    expect(notice).toContain('Marcus Reed将 3 位客户、0 项未完成任务移交给您，原负责人是 Sofia Lind')
    expect(notice.indexOf('乙公司')).toBeGreaterThan(0)
    expect(notice.indexOf('甲公司')).toBeGreaterThan(notice.indexOf('乙公司'))
    expect(notice).not.toContain('丙公司')
  })

  it('moves only what a filter selects, with the tasks about it', async () => {
    const vip = await addCustomer(bot, 'Acme', 1, 'sofia')
    const other = await addCustomer(bot, 'Bolt', 1, 'sofia')
    await db().customer.update({ where: { id: vip }, data: { tags: ['vip'] } })
    await addTask(bot, 'about acme', 'sofia', { customerId: vip })
    await addTask(bot, 'about bolt', 'sofia', { customerId: other })
    const preview = await bot.say('marcus', '/customer reassign @[sofia] @[tom] tag:vip')
    expect(textOf(preview)).toContain('1 customer and 1 open task')
    await press('marcus', preview)
    expect([await ownedBy('tom'), await ownedBy('sofia')]).toEqual([['Acme'], ['Bolt']])
    expect(await db().careTask.count({ where: { assigneeId: await bot.member('tom') } })).toBe(1)
    expect(textOf(await bot.say('marcus', '/customer reassign @[sofia] @[tom] colour:red'))).toContain('Nothing was moved.')
  })

  it('leaves customers in teams where the successor has no role that can own them, and says so', async () => {
    await give('sofia', 2, 'rep')
    await addCustomer(bot, 'Acme', 1, 'sofia')
    await addCustomer(bot, '知客', 2, 'sofia')
    const preview = await bot.say('marcus', '/customer reassign @[sofia] @[tom]')
    expect(textOf(preview)).toMatch(/Stays: Tom Baker has no role.*\n.*华东客户部: 1 customer/)
    await press('marcus', preview)
    expect(await ownedBy('sofia')).toEqual(['知客'])
    const viewer = await bot.say('marcus', '/customer reassign @[sofia] @[vera]')
    expect(textOf(viewer)).toContain('Stays')
    expect(textOf(viewer)).not.toContain('[Hand over')
  })

  it('moves what a manager manages and everything for an administrator, of somebody who is gone too', async () => {
    await give('tom', 2, 'rep')
    await addCustomer(bot, 'Acme', 1, 'sofia')
    await addCustomer(bot, '知客', 2, 'sofia')
    await db().teamRole.deleteMany({ where: { memberId: await bot.member('marcus'), teamId: 2 } })
    await db().member.update({ where: { id: await bot.member('sofia') }, data: { deactivatedAt: bot.now } })
    const managers = await bot.say('marcus', '/customer reassign Sofia to Tom')
    expect(textOf(managers)).not.toContain('华东客户部')
    await press('marcus', managers)
    expect(await ownedBy('sofia')).toEqual(['知客'])
    await press('olivia', await bot.say('olivia', '/customer 移交 @[sofia] 给 @[tom]'))
    expect(await ownedBy('tom')).toEqual(['Acme', '知客'])
  })

  it('shows the numbers again when they changed between the look and the press', async () => {
    await addCustomer(bot, 'Acme', 1, 'sofia')
    const preview = await bot.say('marcus', '/customer reassign @[sofia] @[tom]')
    await addCustomer(bot, 'Bolt', 1, 'sofia')
    const again = await press('marcus', preview)
    expect(textOf(again)).toMatch(/changed since you looked.*2 customers/s)
    expect(await ownedBy('tom')).toEqual([])
    await press('marcus', again)
    expect(await ownedBy('tom')).toEqual(['Acme', 'Bolt'])
  })

  it('moves ten thousand customers in one press', async () => {
    const ownerId = await bot.member('sofia')
    await db().$executeRaw`
      INSERT INTO "Customer" (name, "teamId", "ownerId") SELECT 'Customer ' || n, 1, ${ownerId} FROM generate_series(1, 10000) n`
    const done = await press('marcus', await bot.say('marcus', '/customer reassign @[sofia] @[tom]'))
    expect(textOf(done)).toContain('10000 customers')
    expect(await db().change.count()).toBe(10_000)
    expect(textOf(await press('marcus', done))).toContain('Undone: 10000 customers')
    expect(await db().customer.count({ where: { ownerId } })).toBe(10_000)
  })

  it('asks whom is meant when a name is nobody’s, several people’s, or missing', async () => {
    expect(textOf(await bot.say('marcus', '/customer reassign'))).toContain('Who hands over')
    expect(textOf(await bot.say('marcus', '/customer reassign @[sofia]'))).toContain('Who hands over')
    expect(textOf(await bot.say('marcus', '/customer reassign Nobody to Tom'))).toContain('“Nobody”')
    expect(textOf(await bot.say('marcus', '/customer reassign @[sofia] @[sofia]'))).toContain('same person')
    await db().member.update({ where: { id: await bot.member('vera') }, data: { name: 'Baker Young' } })
    expect(textOf(await bot.say('marcus', '/customer reassign @[sofia] baker'))).toContain('Baker Young, Tom Baker')
  })
})

describe('undoing a handover', () => {
  it('gives back exactly what is still with the successor, and says what it left', async () => {
    const names = ['Acme', 'Bolt', 'Cora']
    const ids = []
    for (const name of names) ids.push(await addCustomer(bot, name, 1, 'sofia'))
    const open = await addTask(bot, 'open', 'sofia', { customerId: ids[0] ?? 0 })
    const finished = await addTask(bot, 'finished', 'sofia', { customerId: ids[0] ?? 0 })
    const mine = await addCustomer(bot, 'Toms own', 1, 'tom')
    const done = await press('marcus', await bot.say('marcus', '/customer reassign @[sofia] @[tom]'))
    await db().customer.update({ where: { id: ids[1] ?? 0 }, data: { ownerId: await bot.member('marcus') } })
    await db().careTask.update({ where: { id: finished }, data: { status: 'done' } })
    const undone = textOf(await press('marcus', done))
    expect(undone).toContain('Undone: 2 customers and 1 open task went back to Sofia Lind')
    expect(undone).toContain('Left as they are: 1 customer and 1 open task')
    expect(await ownedBy('sofia')).toEqual(['Acme', 'Cora'])
    expect(await taskOf(bot, open)).toMatchObject({ assigneeId: await bot.member('sofia') })
    expect(await db().customer.findUnique({ where: { id: mine } })).toMatchObject({ ownerId: await bot.member('tom') })
    expect((await noticeTo('tom')).at(-1)).toContain('took a handover back')
  })

  it('works once, within seven days, for those who may hand over in all its teams', async () => {
    await addCustomer(bot, 'Acme', 1, 'sofia')
    const done = await press('marcus', await bot.say('marcus', '/customer reassign @[sofia] @[tom]'))
    await db().teamRole.updateMany({ where: { memberId: await bot.member('chen') }, data: { role: 'manager' } })
    expect(textOf(await press('chen', done))).toContain('没有权限')
    bot.now = new Date('2026-09-24T10:00:00Z')
    expect(textOf(await press('marcus', done))).toContain('more than 7 days')
    bot.now = new Date('2026-09-23T09:00:00Z')
    expect(textOf(await press('olivia', done))).toContain('Undone')
    expect(textOf(await press('olivia', done))).toContain('undone before')
  })
})
