import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { features } from '../../src/features.ts'
import { eraseCustomer } from '../../src/privacy/erase.ts'
import { given } from '../customers/shop.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { importFile } from '../imports/importing.ts'

const all = features({ checks: async () => [], nextRuns: async () => [] })
const rooms = collect(all)

describe('while a customer is erased', () => {
  const bot = useBot(all)
  const erase = (id: number) => bot.store.tx(tx => eraseCustomer(tx, rooms, id, bot.now))
  const secret = 'qxsecretzx'

  async function everything(): Promise<string> {
    const { db } = bot.store
    const read = [db.customer, db.interaction, db.activity, db.careTask, db.order, db.inboxItem, db.storedValue] as unknown as {
      findMany(): Promise<object[]>
    }[]
    const rows = await Promise.all(read.map(table => table.findMany()))
    return JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
  }

  it('logs, clicks and tasks about it leave nothing behind, whichever comes first', async () => {
    const id = await given(bot, { name: `Acme ${secret}`, externalId: 'K-1', owner: 'sofia' })
    await given(bot, { name: 'Bright Foods', externalId: 'K-2', owner: 'sofia' })
    const [, ...replies] = await Promise.all([
      erase(id),
      bot.say('sofia', `/log K-1: ${secret} called, order 20000 EUR`),
      bot.say('sofia', `/care new K-1: ${secret} tomorrow`),
      bot.say('sofia', `/customer tag K-1 +${secret}`),
      bot.click('sofia', 'customers.stage', { customerId: id, stage: secret }),
      bot.say('sofia', `/log K-1: ${secret} once more`),
    ])
    expect(replies.every(reply => reply.kind !== 'none')).toBe(true)
    expect(await bot.store.db.customer.count({ where: { externalId: 'K-1' } })).toBe(0)
    const after = await bot.say('sofia', `/log K-1: ${secret} again`)
    expect(textOf(after)).toContain('K-1')
    const draft = /log-draft/
    const left = (await everything()).split('},{').filter(row => row.includes(secret) && !draft.test(row))
    expect(left).toEqual([])
  })

  it('an import about it says that it is unknown, and one that names it anew makes another customer', async () => {
    const id = await given(bot, { name: `Acme ${secret}`, externalId: 'K-1' })
    const rows = Array.from({ length: 300 }, (_, index) => `O-${index},K-1,2026-05-01,10`).join('\n')
    const importing = importFile(bot.store, 'orders', `external_id,customer_external_id,ordered_at,amount\n${rows}\n`, {
      batchRows: 50,
    })
    const [imported] = await Promise.all([importing, erase(id)])
    const { result, problems } = imported
    expect((result?.created ?? 0) + (result?.rejected ?? 0)).toBe(300)
    expect(problems.every(problem => problem.includes('K-1'))).toBe(true)
    expect(await bot.store.db.order.count()).toBe(result?.created)
    expect(await bot.store.db.customer.findMany({ where: { erasedAt: null } })).toEqual([])
    await importFile(bot.store, 'customers', 'external_id,name\nK-1,Acme again\n')
    const [fresh] = await bot.store.db.customer.findMany({ where: { externalId: 'K-1' } })
    expect(fresh?.id).not.toBe(id)
    expect(await bot.store.db.order.count({ where: { customerId: fresh?.id ?? 0 } })).toBe(0)
  })

  it('no list, search, risk run or care rule meets the anonymous record that keeps the figures', async () => {
    const id = await given(bot, { name: 'Acme Gone', externalId: 'K-1', owner: 'sofia' })
    await bot.store.db.order.create({
      data: { externalId: 'O-1', customerId: id, orderedAt: new Date('2025-09-16T09:00:00Z'), amount: '10', currency: 'EUR' },
    })
    await erase(id)
    const shell = await bot.store.db.customer.findFirstOrThrow({ where: { erasedAt: { not: null } } })
    expect(textOf(await bot.say('olivia', '/customer list all'))).not.toContain('1.')
    expect(textOf(await bot.click('olivia', 'customers.show', { customerId: shell.id }))).toContain('no longer there')
    const team = {
      id: 1,
      name: 'Key accounts',
      zone: 'Europe/Berlin',
      locale: 'en',
      currency: 'EUR',
      workdays: [1, 2, 3, 4, 5],
      digestAt: '09:00',
      ownOnly: false,
      digestBand: 'watch',
      digestMin: '0',
      digestLength: 10,
      horizonDays: 90,
      quietFrom: '18:00',
      quietUntil: '09:00',
    } as const
    for (const job of rooms.jobs)
      if (job.scope === 'team')
        await bot.store.tx(tx =>
          job.run(
            {
              tx,
              now: bot.now,
              outbox: { put: async () => true, again: async () => false, withdraw: async () => [] },
              rooms,
              date: '2026-09-16',
              late: false,
              skipped: 0,
            },
            { ...team, workdays: [...team.workdays] },
          ),
        )
    expect(await bot.store.db.riskScore.count()).toBe(0)
    expect(await bot.store.db.careTask.count()).toBe(0)
    expect(await bot.store.db.order.findMany()).toMatchObject([{ customerId: shell.id, externalId: 'erased:1' }])
  })
})
