import { beforeEach, describe, expect, it } from 'vitest'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { dayOf } from '../../src/tasks/task.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { addCustomer, addTask } from './shop.ts'

const bot = useBot([tasksFeature])

/** Sofia and Chen each have two tasks: 1 overdue, 2 due today. */
beforeEach(async () => {
  const acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
  const zhike = await addCustomer(bot, '知客网络', 2, 'chen')
  await addTask(bot, 'call Anna', 'sofia', { customerId: acme, dueOn: '2026-09-14' })
  await addTask(bot, 'send invoice', 'sofia', { customerId: acme })
  await addTask(bot, '回电话', 'chen', { customerId: zhike, teamId: 2, dueOn: '2026-09-14' })
  await addTask(bot, '寄样品', 'chen', { customerId: zhike, teamId: 2 })
  await bot.say('sofia', '/care')
  await bot.say('chen', '/care')
})

/** Wednesday 2026-09-16, noon in Berlin and 18:00 in Shanghai. `does`: what changed, or the words of the answer. */
const table: [PersonName, string, { says?: string; done?: string; until?: string; made?: string; who?: string }][] = [
  ['sofia', '/care', { says: '1. Acme GmbH · call Anna' }],
  ['sofia', '/care mine', { says: '2. Acme GmbH · send invoice' }],
  ['sofia', '/care overdue', { says: 'Overdue (1)' }],
  ['sofia', '/care today', { says: 'Today (1)' }],
  ['sofia', '/care mine coming', { says: 'Nothing here.' }],
  ['sofia', '/care show 2', { says: 'send invoice' }],
  ['sofia', '/care 2', { says: 'send invoice' }],
  ['sofia', '/care done 2 reached, she renews', { done: 'send invoice = reached: she renews' }],
  ['sofia', '/care done 1', { done: 'call Anna = null' }],
  ['sofia', '/care complete #2 no answer', { done: 'send invoice = no-answer' }],
  ['sofia', '/care snooze 2 1h', { until: 'send invoice = 2026-09-16T11:00:00.000Z' }],
  ['sofia', '/care snooze 2 tomorrow', { until: 'send invoice = 2026-09-16T22:00:00.000Z' }],
  ['sofia', '/care snooze 2 next week', { until: 'send invoice = 2026-09-20T22:00:00.000Z' }],
  ['sofia', '/care snooze 2 until 2026-10-01', { until: 'send invoice = 2026-09-30T22:00:00.000Z' }],
  ['sofia', '/care snooze 2', { says: 'Until when?' }],
  ['sofia', '/care reassign 2 tom', { who: 'send invoice = Tom Baker' }],
  ['sofia', '/care reassign 2 @nobody', { says: 'I know nobody called' }],
  ['sofia', '/care new acme: send the quote friday', { made: 'send the quote | 2026-09-18' }],
  ['sofia', '/care new acme send the quote', { made: 'send the quote | 2026-09-17' }],
  ['sofia', '/care new acme: call at 15:30 tomorrow', { made: 'call | 2026-09-17 15:30' }],
  ['sofia', '/care dnoe 2', { says: 'Did you mean /care done?' }],
  ['sofia', '/care help', { says: '/care snooze 2 1h' }],
  ['chen', '/关怀 帮助', { says: '/care 新建 知客：周五发报价' }],
  ['chen', '/关怀', { says: '1. 知客网络 · 回电话' }],
  ['chen', '/任务 我的', { says: '2. 知客网络 · 寄样品' }],
  ['chen', '/关怀 逾期', { says: '已逾期（1）' }],
  ['chen', '/关怀 今天', { says: '今天（1）' }],
  ['chen', '/关怀 查看 2', { says: '寄样品' }],
  ['chen', '/关怀 完成 2 已联系，下月续约', { done: '寄样品 = reached: 下月续约' }],
  ['chen', '/关怀 完成2 没接', { done: '寄样品 = no-answer' }],
  ['chen', '/关怀 完成 第1项', { done: '回电话 = null' }],
  ['chen', '/关怀 搞定 ２ 已解决', { done: '寄样品 = solved' }],
  ['chen', '/关怀 推迟 2 1小时', { until: '寄样品 = 2026-09-16T11:00:00.000Z' }],
  ['chen', '/关怀 推迟 2 明天', { until: '寄样品 = 2026-09-16T16:00:00.000Z' }],
  ['chen', '/关怀 推迟 2 下周', { until: '寄样品 = 2026-09-20T16:00:00.000Z' }],
  ['chen', '/关怀 推迟 2 到10月8日', { until: '寄样品 = 2026-10-07T16:00:00.000Z' }],
  ['chen', '/关怀 推迟 2 2月30日', { says: '这个日期不存在' }],
  ['chen', '/关怀 转交 2 @[marcus]', { who: '寄样品 = Marcus Reed' }],
  ['chen', '/关怀 转给 2', { says: '要转给谁' }],
  ['chen', '/关怀 新建 知客：周五发报价', { made: '发报价 | 2026-09-18' }],
  ['chen', '/关怀 新建 知客 明天下午三点回访', { made: '回访 | 2026-09-17 15:00' }],
  ['chen', '/关怀 新建知客：寄合同', { made: '寄合同 | 2026-09-17' }],
  ['chen', '/关怀 @陈晓雯', { says: '陈晓雯的任务' }],
  ['chen', '/关怀 完成', { says: '要处理哪一项' }],
  ['chen', '/关怀 完城 2', { says: '您是不是想用' }],
]

describe('/care does', () => {
  it.each(table)('%s %s', async (person, line, expected) => {
    const text = textOf(await bot.say(person, line))
    if (expected.says) expect(text).toContain(expected.says)
    const tasks = await bot.store.db.careTask.findMany({ include: { assignee: true }, orderBy: { id: 'asc' } })
    const [owner] = tasks.filter(task => task.assigneeId !== null)
    expect(owner).toBeDefined()
    const done = tasks.filter(task => task.status === 'done').map(task => `${task.title} = ${task.outcome}`)
    const asleep = tasks.filter(task => task.snoozedUntil).map(task => `${task.title} = ${task.snoozedUntil?.toISOString()}`)
    const made = tasks.slice(4).map(task => `${task.title} | ${dayOf(task.dueOn)}${task.dueTime ? ` ${task.dueTime}` : ''}`)
    const names = { sofia: 'Sofia Lind', chen: '陈晓雯' } as Record<string, string>
    const given = tasks
      .filter(task => !Object.values(names).includes(task.assignee?.name ?? ''))
      .map(task => `${task.title} = ${task.assignee?.name}`)
    const list = (value: string | undefined): string[] => (value ? [value] : [])
    expect({ done, asleep, made, given }).toEqual({
      done: list(expected.done),
      asleep: list(expected.until),
      made: list(expected.made),
      given: list(expected.who),
    })
  })
})
