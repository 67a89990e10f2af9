import { beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { ordersFeature } from '../../src/orders/feature.ts'
import { createServiceFeature } from '../../src/service/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { importFile } from '../imports/importing.ts'
import { addCustomer } from '../tasks/shop.ts'

const bot = useBot([customersFeature, interactionsFeature, ordersFeature, createServiceFeature()])
const acts = (reply: Reply): { action: string; label: string; value: Json }[] =>
  reply.kind === 'message'
    ? reply.message.parts.flatMap(part =>
        part.kind === 'list' ? part.rows.flatMap(row => row.act ?? []) : part.kind === 'actions' ? part.actions : [],
      )
    : []

beforeEach(async () => {
  const id = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
  await bot.store.db.customer.update({ where: { id }, data: { externalId: 'C1' } })
})

async function shop(): Promise<void> {
  const { store } = bot
  await importFile(
    store,
    'tickets',
    `external_id,customer_external_id,opened_at,closed_at,severity,subject,csat
T1,C1,2026-09-10,,low,Small thing,
T2,C1,2026-09-01,2026-09-03,high,<Broken> *door*,4
T3,C1,2026-09-14,,紧急,Late again,
`,
  )
  await importFile(
    store,
    'contracts',
    `external_id,customer_external_id,starts_at,ends_at,amount,currency,period,status
K0,C1,2025-01-01,2025-12-31,9000,EUR,year,ended
K1,C1,2026-01-01,2026-12-31,12000,EUR,year,active
`,
  )
  await importFile(
    store,
    'events',
    `external_id,customer_external_id,at,name,channel,count
E1,C1,2026-09-15T08:00:00Z,login,app,3
E2,C1,2026-09-15T18:00:00Z,login,app,1
E3,C1,2026-08-01T08:00:00Z,login,app,10
E4,C1,2026-05-01T08:00:00Z,export,,5
E5,C1,2026-09-16T12:00:00Z,login,,100
`,
  )
}

describe('tickets, contracts and use', () => {
  it('stand on the card: open tickets first and of these the worst, the running contract, 28 days beside the 28 before', async () => {
    await shop()
    const card = textOf(await bot.say('sofia', '/customer acme'))
    expect(card).toContain('Contract: until 31 Dec (in 106 days) · 12000 EUR / year')
    expect(card).toContain(
      'Tickets, 2 open\n- Late again / urgent · opened 2 days ago [Close]\n- Small thing / low · opened 6 days ago [Close]\n- <Broken> *door* / high · solved 13 days ago · rated 4 of 5',
    )
    expect(card).toContain('Use in the last 28 days\n- login: 4, in the 28 days before 10 (−60 %)')
    expect(card).not.toContain('export')
    await bot.store.db.customer.updateMany({ data: { teamId: 2 } })
    const chinese = textOf(await bot.say('chen', '/客户 acme'))
    expect(chinese).toContain('合同: 至12月31日（106天后） · 12000 EUR / 年')
    expect(chinese).toContain('工单（2 个未解决）\n- Late again / 紧急 · 2天前提交 [关闭]')
    expect(chinese).toContain('近 28 天使用情况\n- login：4，前 28 天 10 (−60 %)')
  })

  it('stand on the timeline in the order in which they happened, use by the day', async () => {
    await shop()
    const timeline = textOf(await bot.say('sofia', '/customer timeline acme'))
    const lines = timeline.split('\n').filter(line => line.startsWith('- '))
    expect(lines.map(line => line.replace(/ \/ .*$/, ''))).toEqual([
      // An import says what it knows at its own time, so what lies ahead is not there twice.
      '- 📈 login × 100',
      '- 📈 login × 4',
      '- ⚠️ Ticket (urgent): Late again',
      '- ⚠️ Ticket (low): Small thing',
      '- ✅ Solved: <Broken> *door* (rated 4 of 5)',
      '- ⚠️ Ticket (high): <Broken> *door*',
      '- 📈 login × 10',
      '- 📈 export × 5',
      '- 📄 Contract until 31 December 2026'.replace('31 December', '31 Dec'),
      '- 📄 Contract until 31 Dec 2025',
    ])
  })

  it('are closed from chat, once, and opened again', async () => {
    await shop()
    const list = await bot.say('sofia', '/customer ticket acme')
    expect(textOf(list)).toContain('Tickets of Acme GmbH\n- Late again / urgent · opened 2 days ago [Close]')
    const close = acts(list).find(({ action }) => action === 'service.close')
    if (!close) throw new Error('no Close')
    const closed = await bot.click('sofia', close.action, close.value)
    expect(textOf(closed)).toContain('Acme GmbH: closed “Late again”.')
    expect(textOf(await bot.click('tom', close.action, close.value))).toContain('is closed already')
    expect(await bot.store.db.ticket.findUnique({ where: { externalId: 'T3' } })).toMatchObject({ closedAt: bot.now })
    expect(textOf(await bot.say('sofia', '/customer timeline acme'))).toContain('✅ Solved: Late again')
    const [reopen] = acts(closed)
    expect(textOf(await bot.click('sofia', reopen?.action ?? '', reopen?.value ?? null))).toContain('“Late again” is open again')
    expect(await bot.store.db.activity.count({ where: { kind: 'ticket.reopened' } })).toBe(1)
    expect(textOf(await bot.click('chen', close.action, close.value))).not.toContain('closed')
    await bot.store.db.ticket.deleteMany()
    expect(textOf(await bot.click('sofia', close.action, close.value))).toContain('no longer there')
    expect(textOf(await bot.say('sofia', '/customer ticket acme'))).toContain('Acme GmbH has no tickets.')
  })
})
