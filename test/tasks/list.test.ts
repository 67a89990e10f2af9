import { beforeEach, describe, expect, it } from 'vitest'
import type { Feature } from '../../src/chat/feature.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { addCustomer, addTask } from './shop.ts'

/** What the risk room says beside customers; the row reads the same hint. */
const risk: Feature = {
  name: 'risk',
  customerHints: [
    { name: 'risk', order: 1, read: async (_, ids) => new Map(ids.filter(id => id === sick).map(id => [id, ['82%']])) },
  ],
}
let sick = 0

const bot = useBot([tasksFeature, risk])
let acme = 0
let zhike = 0

beforeEach(async () => {
  acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
  zhike = await addCustomer(bot, '知客网络', 2, 'chen')
})

describe('/care', () => {
  it('numbers overdue, today and coming through, with each row’s evidence and one menu', async () => {
    await addTask(bot, 'late one', 'sofia', { customerId: acme, dueOn: '2026-09-14', evidence: ['no contact for 40 days'] })
    await addTask(bot, 'today one', 'sofia', { customerId: acme })
    await addTask(bot, 'next one', 'sofia', { dueOn: '2026-09-20' })
    await addTask(bot, 'not hers', 'tom')
    const text = textOf(await bot.say('sofia', '/care'))
    expect(text).toContain('Overdue (1)\n1. Acme GmbH · late one / due Mon 14 Sep, 2 days overdue · no contact for 40 days')
    expect(text).toContain('[Done|Snooze|Reassign|Open customer]')
    expect(text).toContain('Today (1)\n2. Acme GmbH · today one')
    expect(text).toContain('Coming (1)\n3. next one')
    expect(text).not.toContain('not hers')
  })

  it('speaks Chinese to who does, on their own calendar', async () => {
    // 17:00 UTC is already the next day in Shanghai.
    bot.now = new Date('2026-09-16T17:00:00Z')
    await addTask(bot, '回电话', 'chen', { customerId: zhike, teamId: 2, dueOn: '2026-09-17' })
    const text = textOf(await bot.say('chen', '/关怀'))
    expect(text).toContain('今天（1）\n1. 知客网络 · 回电话')
    expect(text).toContain('[完成|推迟|转交|打开客户]')
  })

  it('is bounded and says what is left out and how to see it', async () => {
    for (let index = 1; index <= 30; index++) await addTask(bot, `task ${index}`, 'sofia', { dueOn: '2026-09-01' })
    const first = textOf(await bot.say('sofia', '/care'))
    expect(first).toContain('Overdue (30)')
    expect(first).toContain('…and 22 more: /care mine overdue')
    const all = textOf(await bot.say('sofia', '/care mine overdue'))
    expect(all).toContain('…and 15 more: /care mine overdue 2')
    const last = textOf(await bot.say('sofia', '/care mine overdue 2'))
    expect(last).toContain('16. task 16')
    expect(last).toContain('30. task 30')
    await bot.say('sofia', '/care done 30 solved')
    expect(await bot.store.db.careTask.count({ where: { title: 'task 30', status: 'done' } })).toBe(1)
  })

  it('keeps snoozed tasks apart until they wake', async () => {
    await addTask(bot, 'asleep', 'sofia', { snoozedUntil: new Date('2026-09-16T12:00:00Z') })
    const before = textOf(await bot.say('sofia', '/care'))
    expect(before).toContain('Snoozed (1)\n1. asleep / snoozed until 16 Sep, 14:00')
    expect(before).not.toContain('Today (')
    bot.now = new Date('2026-09-16T12:00:00Z')
    expect(textOf(await bot.say('sofia', '/care'))).toContain('Today (1)\n1. asleep')
  })

  it('offers how to begin when there is nothing', async () => {
    expect(textOf(await bot.say('sofia', '/care'))).toContain('Nothing open. A new task: /care new acme')
    expect(textOf(await bot.say('chen', '/care'))).toContain('目前没有待办任务')
  })

  it('shows a manager the team, the overdue and a person, and a rep of another team nothing of it', async () => {
    await addTask(bot, 'sofia late', 'sofia', { dueOn: '2026-09-14' })
    await addTask(bot, 'tom late', 'tom', { dueOn: '2026-09-15' })
    await addTask(bot, 'chen late', 'chen', { teamId: 2, dueOn: '2026-09-15' })
    const team = textOf(await bot.say('marcus', '/care team', 'key-accounts'))
    expect(team).toContain('1. sofia late / due Mon 14 Sep, 2 days overdue · Sofia Lind')
    expect(team).toContain('2. tom late')
    expect(team).not.toContain('chen late')
    expect(textOf(await bot.say('marcus', '/care overdue'))).toContain('chen late')
    expect(textOf(await bot.say('marcus', '/care @Tom'))).toContain('Tom Baker’s tasks')
    expect(textOf(await bot.say('marcus', '/care @[sofia] overdue'))).toContain('1. sofia late')
    expect(textOf(await bot.say('chen', '/care team'))).not.toContain('sofia late')
    expect(textOf(await bot.say('chen', '/care @Tom'))).not.toContain('tom late')
  })

  it('shows a rep of an own-customers team only their own tasks', async () => {
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    await addTask(bot, 'tom only', 'tom')
    expect(textOf(await bot.say('sofia', '/care team'))).not.toContain('tom only')
    expect(textOf(await bot.say('marcus', '/care team'))).toContain('tom only')
  })

  it('answers an unknown verb with the nearest one and the usage', async () => {
    const text = textOf(await bot.say('sofia', '/care snoze 2 tomorrow'))
    expect(text).toContain('Did you mean /care snooze')
    expect(text).toContain('/care done 2 reached, she renews')
    expect(textOf(await bot.say('chen', '/care 推辞 2'))).toContain('/care 推迟')
  })

  it('refuses outsiders and channels shared with another company', async () => {
    await addTask(bot, 'secret plan', 'sofia', { customerId: acme })
    expect(textOf(await bot.say('anna', '/care', 'shared'))).not.toContain('secret')
    expect(textOf(await bot.say('sofia', '/care', 'shared'))).not.toContain('secret')
  })

  it('offers on a colleague’s task only what the speaker may do', async () => {
    await addTask(bot, 'tom one', 'tom', { customerId: acme })
    expect(textOf(await bot.say('sofia', '/care team'))).toContain('tom one / due Wed 16 Sep · Tom Baker [Open customer]')
    expect(textOf(await bot.say('sofia', '/care @tom'))).toContain('[Open customer]')
    expect(textOf(await bot.say('marcus', '/care @tom'))).toContain('[Done|Snooze|Reassign|Open customer]')
    expect(textOf(await bot.say('sofia', '/care new acme: call them @[tom]'))).not.toContain('[Done]')
  })

  it('says that tasks of another team are not shown instead of that nothing is open', async () => {
    await addTask(bot, 'sofia one', 'sofia')
    const reply = textOf(await bot.say('chen', '/care @sofia'))
    expect(reply).toContain('其他团队的任务您看不到')
    expect(reply).not.toContain('目前没有待办任务')
    expect(textOf(await bot.say('tom', '/care @sofia'))).not.toContain('not shown')
  })

  it('says what the risk is now beside a task made for a risk', async () => {
    const old = await addCustomer(bot, 'Blue Harbor', 1, 'sofia')
    sick = acme
    for (const customerId of [acme, old]) {
      const id = await addTask(bot, 'call them', 'sofia', { customerId })
      await bot.store.db.careTask.update({ where: { id }, data: { cause: 'at-risk', suggestion: 'ask how it goes' } })
    }
    const text = textOf(await bot.say('sofia', '/care'))
    expect(text).toContain('Acme GmbH · call them / due Wed 16 Sep · risk now: 82%')
    expect(text).toContain('Blue Harbor · call them / due Wed 16 Sep · no longer at risk')
    expect(textOf(await bot.say('sofia', '/care show 2'))).toContain('no longer at risk')
  })

  it('names the day a snooze ends the same way everywhere', async () => {
    await addTask(bot, 'asleep', 'sofia', { snoozedUntil: new Date('2026-11-22T23:00:00Z') })
    expect(textOf(await bot.say('sofia', '/care'))).toContain('asleep / snoozed until Mon 23 Nov')
    expect(textOf(await bot.say('sofia', '/care show 1'))).toContain('Snoozed until: Mon 23 Nov')
  })

  it('shows the tasks of one customer, whoever has them', async () => {
    await addTask(bot, 'tom one', 'tom', { customerId: acme })
    await addTask(bot, 'elsewhere', 'sofia')
    for (let index = 1; index <= 20; index++)
      await addTask(bot, `late ${index}`, 'sofia', { customerId: acme, dueOn: '2026-09-01' })
    const text = textOf(await bot.say('sofia', '/care acme'))
    expect(text).toContain('Tasks for Acme GmbH\nOverdue (20)')
    expect(text).toContain('tom one')
    expect(text).not.toContain('elsewhere')
    expect(text).toContain('…and 12 more: /care Acme GmbH overdue')
    expect(textOf(await bot.say('sofia', '/care Acme GmbH overdue 2'))).toContain('16. late 16')
    expect(textOf(await bot.say('chen', '/care acme'))).not.toContain('tom one')
  })

  it('reads well in Chinese', async () => {
    const id = await addTask(bot, '演示', 'chen', { customerId: zhike, teamId: 2, dueOn: '2026-09-17' })
    await bot.store.db.careTask.update({ where: { id }, data: { dueTime: '15:00' } })
    const text = textOf(await bot.say('chen', '/关怀'))
    expect(text).toContain('即将到期（1）')
    expect(text).toContain('9月17日周四 15:00 到期')
    expect(textOf(await bot.say('chen', '/关怀 完成 1 已联系，下月续约'))).toContain('结果：已联系上，下月续约')
  })
})
