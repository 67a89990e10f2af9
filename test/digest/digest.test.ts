import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { addDays } from '../../src/chat/dates/zone.ts'
import type { Message } from '../../src/chat/message.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { previousWorkday } from '../../src/digest/build.ts'
import { runDigest } from '../../src/digest/job.ts'
import { features } from '../../src/features.ts'
import { teamById } from '../../src/people/store.ts'
import { buildScores } from '../../src/risk/scores/scoring.ts'
import { messageText, textOf, useBot } from '../harness/bot.ts'
import { makeCustomer } from '../harness/customers.ts'

// A Wednesday; the bot's clock starts there.
const date = '2026-09-16'
const every = (cycle: number, count: number, silent: number): string[] =>
  Array.from({ length: count }, (_, number) => addDays(date, -silent - number * cycle))
const all = features({ checks: async () => [], nextRuns: async () => [] })

describe('the daily digest', () => {
  const bot = useBot(all)

  async function post(teamId = 1, more: { late?: boolean; skipped?: number } = {}): Promise<string> {
    const context = {
      now: bot.now,
      outbox: createOutbox(() => bot.now),
      rooms: collect(all),
      date,
      late: false,
      skipped: 0,
      ...more,
    }
    await bot.store.tx(async tx => runDigest({ tx, ...context }, await teamById(tx, teamId)))
    return posted()
  }
  async function posted(): Promise<string> {
    const rows = await bot.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })
    return rows.map(row => messageText(row.message as unknown as Message)).join('\n\n')
  }

  it('lists customers at risk by value at risk, with score, change, reasons, owner, last contact and next step', async () => {
    const ownerId = await bot.member('sofia')
    await makeCustomer(bot.store, { name: 'Small', orders: every(20, 8, 120), amount: '10' })
    await makeCustomer(bot.store, {
      name: 'Big',
      ownerId,
      orders: every(20, 8, 120),
      amount: '900',
      lastContactAt: new Date('2026-07-01T10:00:00Z'),
    })
    const text = await post()
    expect(text.indexOf('Big')).toBeLessThan(text.indexOf('Small'))
    expect(text).toMatch(/1\. Big · \d+% (at risk|critical) · 7200 EUR a year · \d+ EUR at stake/)
    expect(text).toContain('usually every')
    expect(text).toContain('Sofia Lind')
    expect(text).toContain('last contact 1 Jul')
    expect(text).toContain('Next: Call and ask what they need next')
    expect(text).toContain('Risk is the chance of no order in the next 90 days, or that the contract is not renewed.')
    expect(text).toMatch(/\[Log\|.*(Create task|Task).*Snooze.*Open.*\]|\[.*Open.*\]/)
  })

  it('is bounded, and says what it left out and where to see it', async () => {
    for (let number = 0; number < 13; number++)
      await makeCustomer(bot.store, { name: `Risky ${number}`, orders: every(20, 8, 120) })
    const text = await post()
    expect(text).toContain('At risk: 13')
    expect(text.match(/^\d+\. Risky/gm)).toHaveLength(10)
    expect(text).toContain('3 more: /customer list at-risk')
  })

  it('follows the team’s thresholds and says how many they kept out', async () => {
    await makeCustomer(bot.store, { name: 'Cheap', orders: every(20, 8, 120), amount: '1' })
    await bot.store.db.team.update({ where: { id: 1 }, data: { digestMin: '500' } })
    const text = await post()
    expect(text).not.toContain('Cheap')
    expect(text).toContain('1 worth less than 500 EUR a year')
  })

  const scoresOn = (day: string) =>
    bot.store.tx(async tx => buildScores({ tx, signals: collect(all).riskSignals }, await teamById(tx, 1), day))

  it('tells who is newly at risk, who recovered and who left since the last working day', async () => {
    const renewing = await makeCustomer(bot.store, { name: 'Newcomer' })
    await bot.store.db.contract.create({
      data: { customerId: renewing, status: 'active', endsAt: new Date(addDays(date, 30)), amount: '900', currency: 'EUR' },
    })
    const saved = await makeCustomer(bot.store, { name: 'Saved', orders: every(20, 8, 140) })
    await makeCustomer(bot.store, { name: 'Lost', orders: every(20, 8, 180) })
    await scoresOn(addDays(date, -1))
    const order = {
      externalId: 'back',
      customerId: saved,
      orderedAt: new Date(`${date}T06:00:00Z`),
      amount: '10',
      currency: 'EUR',
    }
    await bot.store.db.order.create({ data: order })
    await scoresOn(date)
    const text = await post()
    expect(text).toMatch(/Newly at risk: Newcomer \(\d+%\)/)
    expect(text).toMatch(/Recovered: Saved/)
    expect(text).toMatch(/left since the last digest: Lost/)
  })

  it('splits a change since the last digest into what the customer did and what the model learnt', async () => {
    await makeCustomer(bot.store, { name: 'Sliding', orders: every(20, 8, 119) })
    await scoresOn(addDays(date, -1))
    // What others did meanwhile changes what is usual, and so the model.
    for (let number = 0; number < 12; number++)
      await makeCustomer(bot.store, { name: `Steady ${number}`, orders: every(10, 30, 1) })
    await scoresOn(date)
    const text = await post()
    const [, total, customer, model] =
      /Sliding · \d+% [a-z ]+ · (\S+ \d+ points?|unchanged) since 15 Sep \(the customer ([+−±]\d+), the model ([+−±]\d+)\)/.exec(
        text,
      ) ?? []
    const number = (said = '') => Number(said.replace('−', '-').replace('±', ''))
    const moved = total === 'unchanged' ? 0 : number(total?.replace(/[^\d]/g, '')) * (total?.startsWith('down') ? -1 : 1)
    expect(number(customer) + number(model)).toBe(moved)
    expect(number(model)).not.toBe(0)
  })

  it('names customers who have gone quiet by their tier, once for one silence, as of that day', async () => {
    const ownerId = await bot.member('sofia')
    const silent = (name: string, days: number, tier: string) =>
      makeCustomer(bot.store, { name, ownerId, tier, lastContactAt: new Date(`${addDays(date, -days)}T10:00:00Z`) })
    await silent('Vip today', 14, 'VIP')
    await silent('Vip before', 15, 'VIP')
    await silent('Bee today', 30, 'B')
    await silent('Bee fine', 29, 'B')
    const text = await post()
    expect(text).toContain('Gone quiet: Vip today (no contact for 14 days), Bee today (no contact for 30 days)')
    expect(text).not.toContain('Vip before')
    await bot.say('marcus', `/rapport digest now as-of ${addDays(date, -1)}`, 'key-accounts')
    expect(await posted()).toContain('Gone quiet: Vip before (no contact for 14 days)')
  })

  it('says so in one line on an empty day', async () => {
    expect(await post()).toBe(
      'Key accounts: customers on Wed 16 Sep: nothing to report. Nobody new is at risk, and no task is overdue.',
    )
  })

  it('says that it is late and how many days were skipped', async () => {
    const text = await post(1, { late: true, skipped: 2 })
    expect(text).toContain('Late today')
    expect(text).toContain('2 earlier digests were skipped')
  })

  it('speaks the team’s language', async () => {
    await makeCustomer(bot.store, { name: '知客科技', teamId: 2, orders: every(20, 8, 120), currency: 'CNY' })
    const text = await post(2)
    expect(text).toContain('华东客户部日报 · 9月16日周三')
    expect(text).toContain('流失风险客户：1 位')
    expect(text).not.toMatch(/at risk|Next:/)
  })

  it('goes to each channel of the team once a day, never to one that is shared or archived', async () => {
    await bot.store.db.channel.createMany({
      data: [
        { platform: 'test', ref: 'second', name: 'second', kind: 'internal', teamId: 1 },
        { platform: 'test', ref: 'old', name: 'old', kind: 'internal', teamId: 1, archivedAt: bot.now },
        { platform: 'test', ref: 'open', name: 'open', kind: 'shared', teamId: 1 },
      ],
    })
    await post()
    await post()
    const rows = await bot.store.db.outboxItem.findMany({ orderBy: { place: 'asc' } })
    expect(rows.map(row => row.key)).toEqual([`digest:1:key-accounts:${date}`, `digest:1:second:${date}`])
  })

  it('on demand: posts as it would have been on an earlier day, from nothing later', async () => {
    await makeCustomer(bot.store, { name: 'Then', orders: [...every(20, 8, 220), date] })
    const reply = await bot.say('marcus', '/rapport digest now as-of 2026-06-10', 'key-accounts')
    expect(textOf(reply)).toBe('Posted in #key-accounts as it would have been on 10 Jun.')
    const text = await posted()
    expect(text).toContain('customers on Wed 10 Jun')
    expect(text).toMatch(/1\. Then · \d+% critical .*silent for 122, last order 8 Feb/)
  })

  it('on demand: refuses days that are not there, and days to come', async () => {
    expect(textOf(await bot.say('marcus', '/rapport digest now as-of 2026-02-30', 'key-accounts'))).toContain(
      'not a day I understand',
    )
    expect(textOf(await bot.say('marcus', '/rapport digest now as-of 2026-12-24', 'key-accounts'))).toContain(
      'today or an earlier day',
    )
    expect(await bot.store.db.outboxItem.count()).toBe(0)
  })

  it('on demand: posts nothing to the channel when it does not understand, and takes a bare day for as-of', async () => {
    for (const line of ['help', 'tomorrowish', 'now please', '1998-13-01', '帮助'])
      expect(textOf(await bot.say('marcus', `/rapport digest ${line}`, 'key-accounts'))).toContain('not a day I understand')
    expect(await bot.store.db.outboxItem.count()).toBe(0)
    expect(textOf(await bot.say('marcus', '/rapport digest now yesterday', 'key-accounts'))).toContain('on 15 Sep')
    expect(textOf(await bot.say('marcus', '/rapport 日报 截至2026年9月1日', 'key-accounts'))).toContain('on 1 Sep')
  })

  it('keeps the numbers of a list somebody works through, though the digest appears meanwhile', async () => {
    const ownerId = await bot.member('sofia')
    await makeCustomer(bot.store, { name: 'Alpha', ownerId })
    const risky = await makeCustomer(bot.store, { name: 'Omega', ownerId, orders: every(20, 8, 120) })
    await bot.say('sofia', '/customer list mine', 'key-accounts')
    bot.now = new Date(bot.now.getTime() + 60_000)
    await post()
    await bot.say('sofia', '/log 1: called', 'key-accounts')
    bot.now = new Date(bot.now.getTime() + 31 * 60_000)
    await bot.say('sofia', '/log 1: called again', 'key-accounts')
    const logs = await bot.store.db.interaction.findMany({ orderBy: { id: 'asc' }, include: { customer: true } })
    expect(logs.map(log => log.customer.name)).toEqual(['Alpha', 'Omega'])
    expect(logs[1]?.customerId).toBe(risky)
  })

  it('makes row 1 of the digest mean that customer to everybody in the channel', async () => {
    await makeCustomer(bot.store, { name: 'Acme Retail', ownerId: await bot.member('sofia'), orders: every(20, 8, 120) })
    await post()
    const reply = await bot.say('sofia', '/log 1: called, all is well', 'key-accounts')
    expect(textOf(reply)).toContain('Acme Retail')
    expect(await bot.store.db.interaction.count()).toBe(1)
  })
})

describe('the previous working day', () => {
  it('of a Monday is the Friday before', () => {
    expect(previousWorkday('2026-09-14', [1, 2, 3, 4, 5])).toBe('2026-09-11')
    expect(previousWorkday('2026-09-16', [1, 2, 3, 4, 5])).toBe('2026-09-15')
    expect(previousWorkday('2026-09-14', [])).toBe('2026-09-13')
  })
})
