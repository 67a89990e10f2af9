import { beforeEach, describe, expect, it } from 'vitest'
import { type Json, type Message, plainText } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { taskActivityKinds } from '../../src/tasks/activity.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { messageText, textOf, useBot } from '../harness/bot.ts'
import { addCustomer, addTask, taskOf } from './shop.ts'

const bot = useBot([tasksFeature])
let acme = 0
let first = 0

beforeEach(async () => {
  acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
  first = await addTask(bot, 'call them', 'sofia', { customerId: acme })
})

const kinds = async (): Promise<string[]> =>
  (await bot.store.db.activity.findMany({ orderBy: { id: 'asc' } })).map(activity => activity.kind)

/** The state of a form as a submission brings it back. */
function stateOf(reply: Reply): Json {
  if (reply.kind !== 'form') throw new Error(`no form: ${textOf(reply)}`)
  return reply.form.state
}

describe('done', () => {
  it('asks the outcome in a form when it is a button, and keeps it', async () => {
    const form = await bot.click('sofia', 'tasks.done', { taskId: first, version: 1 })
    expect(textOf(form)).toContain('Task done')
    const reply = await bot.submit('sofia', 'tasks.done', stateOf(form), { result: 'reached', text: 'she renews' })
    expect(textOf(reply)).toContain('Outcome: Reached: she renews')
    expect(await taskOf(bot, first)).toMatchObject({
      status: 'done',
      outcome: 'reached: she renews',
      doneById: await bot.member('sofia'),
    })
    expect(await kinds()).toEqual(['task.done'])
  })

  it('counts two clicks once and tells the second who was first', async () => {
    const state = stateOf(await bot.click('sofia', 'tasks.done', { taskId: first, version: 1 }))
    const replies = await Promise.all([
      bot.submit('sofia', 'tasks.done', state, { result: 'solved', text: null }),
      bot.submit('marcus', 'tasks.done', state, { result: 'no-answer', text: null }),
    ])
    const texts = replies.map(textOf)
    expect(texts.filter(text => text.startsWith('Done: '))).toHaveLength(1)
    expect(texts.filter(text => text.includes('is already done: '))).toHaveLength(1)
    expect(await kinds()).toEqual(['task.done'])
  })

  it('says whose it is now when the task was given away after the button was shown', async () => {
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/care reassign 1 @Tom')
    const reply = textOf(await bot.click('sofia', 'tasks.done', { taskId: first, version: 1 }))
    expect(reply).toContain('was given to Tom Baker in the meantime')
    expect((await taskOf(bot, first)).status).toBe('open')
  })

  it('says that a deleted task is gone', async () => {
    await bot.store.db.careTask.delete({ where: { id: first } })
    expect(textOf(await bot.click('chen', 'tasks.done', { taskId: first }))).toBe('这项任务已不存在。')
  })

  it('refuses a colleague’s task, and writes the refusal down', async () => {
    await bot.click('tom', 'tasks.done', { taskId: first })
    expect((await taskOf(bot, first)).status).toBe('open')
    expect(await bot.store.db.auditEntry.count({ where: { action: 'task.complete', outcome: 'denied' } })).toBe(1)
  })

  it('gives the outcome back when the number is no row of the list', async () => {
    expect(textOf(await bot.say('sofia', '/care done 7 reached @[tom], she renews'))).toContain('reached @Tom Baker, she renews')
  })

  it('explains a number that is no row of the list last seen', async () => {
    expect(textOf(await bot.say('sofia', '/care done 7'))).toContain('There is no task 7')
    expect(textOf(await bot.say('sofia', '/care done'))).toContain('Which task?')
    expect(textOf(await bot.say('chen', '/关怀 完成 7'))).toContain('没有第 7 项任务')
  })
})

describe('snooze', () => {
  it('offers 1 hour, tomorrow, next week and a date in a form', async () => {
    const form = await bot.click('sofia', 'tasks.snooze', { taskId: first, version: 1 })
    const state = stateOf(form)
    expect(form.kind === 'form' && form.form.fields[0]).toMatchObject({
      options: [{ value: '1h' }, { value: 'tomorrow' }, { value: 'next-week' }, { value: 'date' }],
    })
    expect(await bot.submit('sofia', 'tasks.snooze', state, { until: 'date', date: '2026-09-01' })).toMatchObject({
      kind: 'invalid',
    })
    expect(await bot.submit('sofia', 'tasks.snooze', state, { until: 'date', date: null })).toMatchObject({ kind: 'invalid' })
    expect(textOf(await bot.submit('sofia', 'tasks.snooze', state, { until: 'date', date: '2026-10-01' }))).toContain('Thu 1 Oct')
    expect((await taskOf(bot, first)).snoozedUntil).toEqual(new Date('2026-09-30T22:00:00Z'))
  })

  it('counts the same form sent twice once', async () => {
    const state = stateOf(await bot.click('sofia', 'tasks.snooze', { taskId: first, version: 1 }))
    await bot.submit('sofia', 'tasks.snooze', state, { until: '1h', date: null })
    bot.now = new Date(bot.now.getTime() + 5_000)
    await bot.submit('sofia', 'tasks.snooze', state, { until: '1h', date: null })
    expect(await kinds()).toEqual(['task.snoozed'])
    expect((await taskOf(bot, first)).snoozedUntil).toEqual(new Date('2026-09-16T11:00:00Z'))
  })

  it('reminds when an hour is over, unless the task is done before', async () => {
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/care snooze 1 1h')
    const [waiting] = await bot.store.db.outboxItem.findMany()
    expect(waiting).toMatchObject({ place: 'sofia', notBefore: new Date('2026-09-16T11:00:00Z') })
    expect(messageText(waiting?.message as unknown as Message)).toContain('Back from snooze: call them')
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/care done 1')
    expect(await bot.store.db.outboxItem.count()).toBe(0)
  })

  it('reads on the timeline as the day it was snoozed to', async () => {
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/care snooze 1 tomorrow')
    const activity = await bot.store.db.activity.findFirstOrThrow({ where: { kind: 'task.snoozed' } })
    const kind = taskActivityKinds.find(one => one.kind === 'task.snoozed')
    expect(plainText(kind?.describe(activity.data as Record<string, unknown>, 'en') ?? [])).toContain('until 17 Sep')
  })

  it('leaves a later day to that day’s reminder', async () => {
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/care snooze 1 tomorrow')
    expect(await bot.store.db.outboxItem.count()).toBe(0)
  })

  it('leaves the task as it was for a time that is past, unreadable or does not exist', async () => {
    await bot.say('sofia', '/care')
    expect(textOf(await bot.say('sofia', '/care snooze 1 2026-02-30'))).toContain('a date that does not exist')
    expect(textOf(await bot.say('sofia', '/care snooze 1 2026-01-01'))).toContain('already past')
    expect(textOf(await bot.say('sofia', '/care snooze 1 whenever'))).toContain('could not read “whenever”')
    expect((await taskOf(bot, first)).version).toBe(1)
  })
})

describe('reassign', () => {
  it('gives the task to a colleague, who gets one message', async () => {
    const form = await bot.click('sofia', 'tasks.reassign', { taskId: first, version: 1 })
    const reply = await bot.submit('sofia', 'tasks.reassign', stateOf(form), { person: 'tom' })
    expect(textOf(reply)).toContain('is now with Tom Baker')
    const sent = await bot.store.db.outboxItem.findMany()
    expect(sent.map(item => [item.key, item.place])).toEqual([[`task-assigned:${first}:2`, 'tom']])
    expect(messageText(sent[0]?.message as unknown as Message)).toContain('Sofia Lind gave you a task: call them')
    expect(await kinds()).toEqual(['task.reassigned'])
  })

  it('tells a Chinese colleague in Chinese', async () => {
    const task = await addTask(bot, '回访', 'marcus', { teamId: 2 })
    await bot.say('marcus', '/care')
    await bot.say('marcus', '/care reassign 1 @陈晓雯')
    expect((await taskOf(bot, task)).assigneeId).toBe(await bot.member('chen'))
    const [sent] = await bot.store.db.outboxItem.findMany()
    expect(messageText(sent?.message as unknown as Message)).toContain('Marcus Reed 给您安排了一项任务：回访')
  })

  it('never gives a team’s task to somebody without a role in it, to a guest or to an outsider', async () => {
    await bot.say('sofia', '/care')
    expect(textOf(await bot.say('sofia', '/care reassign 1 @[chen]'))).toContain('has no role in Key accounts')
    expect(textOf(await bot.say('sofia', '/care reassign 1 @[vera]'))).toContain('has no role in Key accounts')
    expect(textOf(await bot.say('sofia', '/care reassign 1 @[gus]'))).toContain('I know nobody called')
    const state = { taskId: first, version: 1 }
    expect(textOf(await bot.submit('sofia', 'tasks.reassign', state, { person: 'anna' }))).toContain('no role')
    expect((await taskOf(bot, first)).assigneeId).toBe(await bot.member('sofia'))
    expect(await bot.store.db.outboxItem.count()).toBe(0)
  })
})
