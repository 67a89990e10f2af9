import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/chat/dates/zone.ts'
import type { HomeSection } from '../../src/chat/feature.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { features } from '../../src/features.ts'
import { teamById } from '../../src/people/store.ts'
import { buildScores } from '../../src/risk/scores/scoring.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { addCustomer, addTask } from '../tasks/shop.ts'
import { main } from './parts.ts'

let broken = false
const breaks: HomeSection = {
  name: 'breaks',
  order: 100,
  build: async () => {
    if (broken) throw new Error('a section fails')
    return []
  },
}
const bot = useBot([...features(main), { name: 'test', homeSections: [breaks] }])

const home = async (person: PersonName): Promise<string> => textOf(await bot.home(person))
const buttons = (reply: Reply): string[] =>
  reply.kind === 'message'
    ? reply.message.parts.flatMap(part => {
        if (part.kind === 'actions') return part.actions.map(({ action }) => action)
        return part.kind === 'list' ? part.rows.flatMap(row => row.act?.map(({ action }) => action) ?? []) : []
      })
    : []

async function risky(name: string, owner: PersonName, teamId = 1): Promise<number> {
  const customerId = await addCustomer(bot, name, teamId, owner)
  const days = Array.from({ length: 8 }, (_, number) => addDays('2026-09-16', -150 - number * 20))
  await bot.store.db.order.createMany({
    data: days.map((day, number) => ({
      ...{ externalId: `${name}-${number}`, customerId, amount: '100', currency: 'EUR' },
      orderedAt: new Date(`${day}T10:00:00Z`),
    })),
  })
  return customerId
}

describe('the home page', () => {
  it('shows what is overdue, due today and next of one’s own tasks, with Done and Snooze, and nobody else’s', async () => {
    const customerId = await addCustomer(bot, 'Acme', 1, 'sofia')
    await addTask(bot, 'send the quote', 'sofia', { customerId, dueOn: '2026-09-14' })
    await addTask(bot, 'call Anna', 'sofia', { customerId })
    await addTask(bot, 'plan the visit', 'sofia', { customerId, dueOn: '2026-09-20' })
    await addTask(bot, 'of Tom', 'tom', { customerId })
    const shown = await home('sofia')
    expect(shown).toMatch(
      /Wed 16 Sep[\s\S]*Overdue \(1\)[\s\S]*send the quote[\s\S]*Due today \(1\)[\s\S]*call Anna[\s\S]*Next \(1\)/,
    )
    expect(shown).toContain('[Done|Snooze|Reassign|Open customer]')
    expect(shown).not.toContain('of Tom')
  })

  it('shows one’s own customers at risk with reason and what can be done, not those of colleagues or kept quiet', async () => {
    await risky('Acme', 'sofia')
    await risky('Toms', 'tom')
    const quiet = await risky('Quiet Ltd', 'sofia')
    await bot.store.db.riskQuiet.create({
      data: { customerId: quiet, until: new Date('2026-10-01'), reason: 'away', createdAt: bot.now },
    })
    await bot.store.tx(async tx => buildScores({ tx, signals: [] }, await teamById(tx, 1), '2026-09-16'))
    const shown = await home('sofia')
    expect(shown).toMatch(
      /My customers at risk \(1\)\n- Acme · \d+% [a-z ]+ \/ usually every \d+ days, silent for 150.*Next: .*\[Log\|/,
    )
    expect(shown).not.toMatch(/Toms|Quiet/)
  })

  it('shows the last logs with Edit and the settings with their form, in the person’s language and zone', async () => {
    await addCustomer(bot, '知客', 2, 'chen')
    bot.now = new Date('2026-09-16T20:00:00Z')
    await bot.say('chen', '/log 知客：和周敏通了电话')
    const reply = await bot.home('chen')
    expect(textOf(reply)).toMatch(
      /我的一天 · 9月17日周四[\s\S]*我最近的跟进\n- .*知客 · 和周敏通了电话.*\[修改\][\s\S]*我的设置[\s\S]*每天提醒时间: 09:00/,
    )
    expect(buttons(reply)).toContain('people.me')
    expect(textOf(await bot.click('chen', 'people.me', {}))).toContain('我的时区')
  })

  it('shows no data to guests, people without a role and people of other companies, and says so kindly', async () => {
    await risky('Acme', 'sofia')
    for (const person of ['gus', 'anna'] as const) {
      const reply = await bot.home(person)
      expect(textOf(reply)).not.toMatch(/Acme|settings/)
      expect(textOf(reply).length).toBeGreaterThan(20)
      expect(buttons(reply)).toEqual([])
    }
    const tom = await bot.member('tom')
    await bot.store.db.teamRole.updateMany({ where: { memberId: tom }, data: { role: 'none' } })
    expect(await home('tom')).toContain('no role in a team yet')
  })

  it('in a team where everybody sees only their own, a log about a colleague’s customer is gone with the customer', async () => {
    await addCustomer(bot, 'Acme', 1, 'tom')
    await bot.say('sofia', '/log acme: called, all is well')
    expect(await home('sofia')).toContain('all is well')
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await home('sofia')).not.toContain('all is well')
  })

  it('leaves nothing behind in the inbox, however often it is opened', async () => {
    for (let times = 0; times < 3; times += 1) await bot.home('sofia')
    expect(await bot.store.db.inboxItem.count()).toBe(0)
  })

  it('says that it failed instead of staying blank', async () => {
    broken = true
    try {
      expect(await home('sofia')).toContain('did not work')
    } finally {
      broken = false
    }
  })
})
