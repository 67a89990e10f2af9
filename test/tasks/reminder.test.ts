import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { localDate } from '../../src/chat/dates/zone.ts'
import type { JobMember } from '../../src/chat/job.ts'
import type { Message } from '../../src/chat/message.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { reminderJob } from '../../src/tasks/reminder.ts'
import { messageText, type PersonName, people, textOf, useBot } from '../harness/bot.ts'
import { addCustomer, addTask, taskOf } from './shop.ts'

const bot = useBot([tasksFeature])
const outbox = createOutbox(() => bot.now)

async function remind(person: PersonName): Promise<string[]> {
  const row = await bot.store.db.member.findUniqueOrThrow({ where: { platform_ref: { platform: 'test', ref: person } } })
  const member: JobMember = { ...row, locale: row.locale === 'zh-CN' ? 'zh-CN' : 'en' }
  if (reminderJob.scope !== 'member') throw new Error('the reminder is a member’s')
  const { run } = reminderJob
  const date = localDate(bot.now, people[person].zone)
  const rooms = collect([tasksFeature])
  await bot.store.tx(tx => run({ tx, now: bot.now, outbox, rooms, date, late: false, skipped: 0 }, member))
  const sent = await bot.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })
  return sent.map(item => `${item.key} ${item.place}\n${messageText(item.message as unknown as Message)}`)
}

describe('the morning reminder', () => {
  it('lists what is overdue and due today, once a day, and says nothing when there is nothing', async () => {
    expect(await remind('sofia')).toEqual([])
    const acme = await addCustomer(bot, 'Acme GmbH')
    await addTask(bot, 'late', 'sofia', { customerId: acme, dueOn: '2026-09-15' })
    await addTask(bot, 'now', 'sofia')
    await addTask(bot, 'later', 'sofia', { dueOn: '2026-09-17' })
    await addTask(bot, 'asleep', 'sofia', { snoozedUntil: new Date('2026-09-16T12:00:00Z') })
    await remind('sofia')
    const sent = await remind('sofia')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain(`reminder:${await bot.member('sofia')}:2026-09-16 sofia`)
    expect(sent[0]).toContain('1. Acme GmbH · late')
    expect(sent[0]).toContain('2. now')
    expect(sent[0]).not.toContain('later')
    expect(sent[0]).not.toContain('asleep')
  })

  it('is in the person’s language', async () => {
    await addTask(bot, '回电话', 'chen', { teamId: 2 })
    expect((await remind('chen'))[0]).toContain('今天（1）\n1. 回电话')
  })

  it('numbers mean its rows wherever the person asks, until a newer list is shown there', async () => {
    const mine = await addTask(bot, 'mine', 'sofia')
    await remind('sofia')
    bot.now = new Date(bot.now.getTime() + 60_000)
    expect(textOf(await bot.say('sofia', '/care show 1', 'key-accounts'))).toContain('mine')
    await addTask(bot, 'older', 'sofia', { dueOn: '2026-09-10' })
    await bot.say('sofia', '/care', 'key-accounts')
    await bot.say('sofia', '/care done 1', 'key-accounts')
    expect((await taskOf(bot, mine)).status).toBe('open')
    await bot.dm('sofia', 'care done 1')
    expect((await taskOf(bot, mine)).status).toBe('done')
  })

  it('does not make another person’s numbers mean its rows', async () => {
    await addTask(bot, 'mine', 'sofia')
    await remind('sofia')
    expect(textOf(await bot.say('marcus', '/care show 1'))).toContain('There is no task 1')
  })

  it('keeps quiet about a team the person has no role in any more', async () => {
    await addTask(bot, 'mine', 'sofia')
    await bot.store.db.teamRole.updateMany({ where: { memberId: await bot.member('sofia') }, data: { role: 'none' } })
    expect(await remind('sofia')).toEqual([])
  })

  it('says once that a task due later is back from its snooze', async () => {
    await addTask(bot, 'back', 'sofia', { dueOn: '2026-09-30', snoozedUntil: new Date('2026-09-15T22:00:00Z') })
    expect((await remind('sofia'))[0]).toContain('Back from snooze (1)\n1. back')
    bot.now = new Date('2026-09-17T07:00:00Z')
    expect(await remind('sofia')).toHaveLength(1)
  })
})
