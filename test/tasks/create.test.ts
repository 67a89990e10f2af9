import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/chat/context.ts'
import { collect } from '../../src/chat/contributions.ts'
import { startOfDay } from '../../src/chat/dates/zone.ts'
import { sectionParts } from '../../src/customers/card.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { teamById } from '../../src/people/store.ts'
import { openTasksSection } from '../../src/tasks/card.ts'
import { createTask, createTasks, type NewTask } from '../../src/tasks/create.ts'
import { doneByMember, overdueSection } from '../../src/tasks/digest.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { messageText, people, useBot } from '../harness/bot.ts'
import { addCustomer, addTask } from './shop.ts'

const bot = useBot([tasksFeature])
const outbox = createOutbox(() => bot.now)

async function ruleTask(customerId: number, causeKey: string): Promise<NewTask & { causeKey: string }> {
  return {
    customerId,
    teamId: 1,
    title: 'Call before they leave',
    dueOn: '2026-09-17',
    assigneeId: await bot.member('sofia'),
    cause: 'at-risk',
    causeKey,
    evidence: ['no order for 90 days'],
    suggestion: 'Offer a review',
    actor: null,
    source: 'job',
    now: bot.now,
  }
}

describe('createTask', () => {
  it('makes one task per cause for ever, tells the assignee once and returns the existing one', async () => {
    const input = await ruleTask(await addCustomer(bot, 'Acme GmbH'), 'at-risk:1')
    const first = await bot.store.tx(tx => createTask(tx, outbox, input))
    const second = await bot.store.tx(tx => createTask(tx, outbox, { ...input, title: 'again' }))
    expect([first.created, second.created, second.task.id]).toEqual([true, false, first.task.id])
    expect(second.task.title).toBe('Call before they leave')
    expect(await bot.store.db.outboxItem.count()).toBe(1)
    expect(await bot.store.db.activity.count({ where: { kind: 'task.created' } })).toBe(1)
  })
})

describe('createTasks', () => {
  it('makes what is missing in one go, with an activity each, and passes over the rest', async () => {
    const acme = await addCustomer(bot, 'Acme GmbH')
    const inputs = [await ruleTask(acme, 'a'), await ruleTask(acme, 'b'), await ruleTask(acme, 'b')]
    expect(await bot.store.tx(tx => createTasks(tx, inputs))).toBe(2)
    expect(
      await bot.store.tx(tx => createTasks(tx, [...inputs, { ...inputs[0], causeKey: 'c' } as NewTask & { causeKey: string }])),
    ).toBe(1)
    expect(await bot.store.tx(tx => createTasks(tx, []))).toBe(0)
    const tasks = await bot.store.db.careTask.findMany({ orderBy: { id: 'asc' } })
    expect(tasks.map(task => task.causeKey)).toEqual(['a', 'b', 'c'])
    expect(tasks[0]).toMatchObject({
      evidence: ['no order for 90 days'],
      suggestion: 'Offer a review',
      dueOn: new Date('2026-09-17'),
      createdAt: bot.now,
    })
    const activities = await bot.store.db.activity.findMany({ orderBy: { id: 'asc' } })
    expect(activities.map(({ kind, refId, data }) => ({ kind, refId, data }))).toEqual(
      tasks.map(({ id }) => ({
        kind: 'task.created',
        refId: id,
        data: { title: 'Call before they leave', dueOn: '2026-09-17' },
      })),
    )
  })
})

describe('the digest', () => {
  const digest = async (asOf: Date) =>
    bot.store.tx(async tx => {
      const team = await teamById(tx, 1)
      const parts = await overdueSection.build({
        tx,
        team,
        past: false,
        locale: 'en',
        date: '2026-09-16',
        asOf,
        previous: '2026-09-15',
        rooms: collect([]),
      })
      return messageText({ locale: 'en', summary: '', parts })
    })

  it('counts overdue tasks by owner as of its instant, snoozed ones apart', async () => {
    const made = { createdAt: new Date('2026-09-01T00:00:00Z') }
    await addTask(bot, 'a', 'sofia', { dueOn: '2026-09-10', ...made } as never)
    await addTask(bot, 'b', 'sofia', { dueOn: '2026-09-11', ...made } as never)
    await addTask(bot, 'c', null, { dueOn: '2026-09-15', ...made } as never)
    await addTask(bot, 'd', 'tom', { dueOn: '2026-09-15', snoozedUntil: new Date('2026-10-01'), ...made } as never)
    await addTask(bot, 'e', 'chen', { dueOn: '2026-09-15', teamId: 2, ...made } as never)
    const done = { status: 'done', doneAt: new Date('2026-09-16T09:00:00Z'), doneById: await bot.member('tom'), ...made }
    await addTask(bot, 'f', 'tom', { dueOn: '2026-09-15', ...done } as never)
    expect(await digest(bot.now)).toBe(
      'Overdue tasks by owner (3)\n- Sofia Lind: 2 overdue, the oldest since 10 Sep\n- nobody: 1 overdue, the oldest since 15 Sep',
    )
    // Before Tom finished his, he was behind too.
    expect(await digest(new Date('2026-09-16T08:00:00Z'))).toContain('Tom Baker: 1 overdue')
    const day = startOfDay('2026-09-16', people.sofia.zone)
    const counts = await bot.store.tx(tx => doneByMember(tx, 1, day, new Date('2026-09-17')))
    expect([...counts]).toEqual([[await bot.member('tom'), 1]])
  })

  it('says nothing when nothing is late', async () => {
    await addTask(bot, 'a', 'sofia')
    expect(await digest(bot.now)).toBe('')
  })
})

describe('the card', () => {
  it('shows the most urgent open tasks and how many more there are', async () => {
    const acme = await addCustomer(bot, 'Acme GmbH')
    for (let index = 0; index < 7; index++)
      await addTask(bot, `task ${index}`, 'sofia', { customerId: acme, dueOn: `2026-09-2${index}` })
    await addTask(bot, 'over', 'sofia', { customerId: acme, status: 'done' })
    const card = (may: boolean) =>
      bot.store.tx(async tx => {
        const context = { tx, locale: 'en', zone: 'Europe/Berlin', now: bot.now, may: () => may } as unknown as Context
        const customer = { id: acme, name: 'Acme GmbH', teamId: 1, leftAt: null }
        return messageText({ locale: 'en', summary: '', parts: await sectionParts(context, [openTasksSection], customer) })
      })
    const text = await card(true)
    expect(text).toContain('Open tasks (7)\n- task 0 / due Sun 20 Sep · Sofia Lind [Done|Snooze|Reassign]')
    expect(text).toContain('…and 2 more: /care Acme GmbH')
    expect(text).not.toContain('over')
    expect(await card(false)).not.toContain('[Done')
  })
})
