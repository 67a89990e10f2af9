import { beforeEach, describe, expect, it } from 'vitest'
import type { Button } from '../../../src/chat/message.ts'
import type { Reply } from '../../../src/chat/platform.ts'
import { features } from '../../../src/features.ts'
import { given } from '../../customers/shop.ts'
import { type PersonName, textOf, useBot } from '../../harness/bot.ts'
import { plantShop } from './shop.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))

function buttons(reply: Reply, label: RegExp): Button[] {
  const parts = reply.kind === 'message' || reply.kind === 'replace' ? reply.message.parts : []
  return parts
    .flatMap(part =>
      part.kind === 'actions' ? part.actions : part.kind === 'list' ? part.rows.flatMap(row => row.act ?? []) : [],
    )
    .filter(button => label.test(button.label))
}
function press(person: PersonName, reply: Reply, label: RegExp): Promise<Reply> {
  const [button] = buttons(reply, label)
  if (!button) throw new Error(`no button ${label} on: ${textOf(reply)}`)
  return bot.click(person, button.action, button.value)
}

describe('/retention lost', () => {
  beforeEach(() => plantShop(bot))

  it('says who left, most valuable first, why, and the one trait that truly doubles leaving', async () => {
    const reply = await bot.say('marcus', '/retention lost')
    const text = textOf(reply)
    expect(text).toContain('Customers lost, 19 Jun – 16 Sep\n40 of 240 customers of Key accounts left (17%).')
    // Customer 069 is hotel 23, the last of the 24, with 169 EUR.
    expect(text).toContain('1. Customer 069 · 169 EUR in the 12 months before / Tom Baker · left 10 Aug · Price [')
    expect(text).toContain('…and 30 more')
    expect(text).toContain('Why | Reps wrote | Customers answered\nPrice | 40 | 0')
    expect(text).toContain(
      '- Industry: Hotels · left 3.0× as often as the others (95% interval 1.7–5.2) / 24 of the 40 who left have it, 56 of the 200 who stayed · left: 30% with it, 10% of all others [Segment and tasks]',
    )
    expect(text.split('What those who left share')[1]?.split('\n')[1]).toContain('Hotels')
    expect(text).not.toMatch(/- (?:Source|Region|Bought|Owner|First order)/)
    expect(text).toContain('values of 7 traits tried')
  })

  it.each([
    ['marcus', '/retention lost 2026-08 (industry:hotels or tier:A)'],
    ['marcus', '/retention lost 2026-08'],
    ['chen', '/留存 流失 8月'],
  ] as const)('names a list of exactly those who left then: %s %s', async (person, line) => {
    await given(bot, { name: 'Long gone', tier: 'A', leftAt: new Date('2026-02-01T09:00:00Z') })
    if (person === 'chen') await bot.store.db.customer.updateMany({ data: { teamId: 2 } })
    const text = await said(person, line)
    const [, left = ''] = /(\d+) of \d+|流失了 (\d+) 位/.exec(text)?.filter(Boolean) ?? []
    const [, list = ''] = /(\/customer (?:list|列表) [^\n]+)/.exec(text) ?? []
    expect(list).toMatch(/(?:lefton|流失日期)>=2026-08-01 (?:lefton|流失日期)<=2026-08-31/)
    expect(await said(person, list)).toMatch(new RegExp(`\\b(?:of|共) ?${left}\\b|共 ?${left}|${left} `))
  })

  it('takes a period and a filter, in Chinese too', async () => {
    expect(await said('marcus', '/retention last quarter')).toContain('Nobody left Key accounts in this period (customers: 240).')
    expect(await said('marcus', '/retention lost 2026-08 industry:hotels')).toContain(
      '24 of 80 customers of Key accounts left (30%)',
    )
    expect(await said('marcus', '/留存 流失 2026年8月 行业：hotels')).toContain('24 of 80')
    expect(await said('marcus', '/retention 2027-Q1')).toContain('has not begun')
    expect(await said('marcus', '/retention lost nonsense')).toContain('nonsense')
  })

  it('counts who was there: not who left before or came after, nor who was erased', async () => {
    await given(bot, { name: 'Long gone', leftAt: new Date('2026-02-01T09:00:00Z') })
    const { id } = await bot.store.db.customer.create({
      data: { name: 'Came after', teamId: 1, createdAt: new Date('2026-09-05T09:00:00Z') },
    })
    await bot.store.db.customer.create({
      data: { name: '', teamId: 1, createdAt: new Date('2025-01-05T09:00:00Z'), erasedAt: bot.now },
    })
    expect(await said('marcus', '/retention 2026-08')).toContain('40 of 240')
    // On record late, but an order says they were there.
    await bot.store.db.order.create({
      data: { externalId: 'early', customerId: id, orderedAt: new Date('2026-08-30T09:00:00Z'), amount: 5, currency: 'EUR' },
    })
    expect(await said('marcus', '/retention 2026-08')).toContain('40 of 241')
  })

  it('says plainly when too few left to compare', async () => {
    const text = await said('marcus', '/retention 2026-08 (region:"Region 1" industry:retail)')
    expect(text).toContain('3 of 32 customers')
    expect(text).toContain('3 who left: too few to say what they share')
    expect(text).not.toContain('What those who left share')
  })

  it('quotes what customers answered, and never adds it to what reps wrote', async () => {
    const [customer] = await bot.store.db.customer.findMany({ where: { leftAt: { not: null } }, orderBy: { id: 'asc' }, take: 1 })
    await bot.store.db.survey.create({
      data: {
        customerId: customer?.id ?? 0,
        teamId: 1,
        kind: 'lost',
        cause: 'manual',
        platform: 'test',
        targetKind: 'place',
        locale: 'en',
        createdAt: bot.now,
        sendAt: bot.now,
        expiresAt: bot.now,
        answeredAt: bot.now,
        answers: { reason: 'quality' },
        comment: 'The lamps flicker <b>& *hum*',
      },
    })
    const text = await said('marcus', '/retention lost')
    expect(text).toContain('Price | 40 | 0\nQuality | 0 | 1')
    expect(text).toContain('1 customer who left answered the survey')
    expect(text).toContain('“The lamps flicker <b>& *hum*” – Customer 000')
  })

  it('shows a rep of an own-only team their own customers alone, and nobody else anything', async () => {
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    const text = await said('sofia', '/retention lost')
    expect(text).toContain('20 of 120 customers of Key accounts left (17%). Only the customers in your care.')
    expect(text).not.toContain('Tom Baker')
    expect(text).not.toContain('Segment and tasks')
    expect(await said('chen', '/retention lost')).toContain('0 位客户')
    expect(await said('anna', '/retention lost')).not.toContain('Customer 0')
    expect(textOf(await bot.say('marcus', '/retention lost', 'shared'))).not.toContain('Customer 0')
  })
})

describe('Segment and tasks', () => {
  beforeEach(() => plantShop(bot))
  const tasks = () => bot.store.db.careTask.findMany({ orderBy: { id: 'asc' }, include: { assignee: true } })

  it('previews, then makes one segment and one task an owner; clicks again make nothing', async () => {
    const report = await bot.say('marcus', '/retention lost')
    const preview = await press('marcus', report, /^Segment and tasks$/)
    // Hotels among every tenth: 0, 30, …, 210; of these 0, 30 and 60 left.
    expect(textOf(preview)).toBe(
      [
        'High-value customers who share: Industry: Hotels',
        'Seen among: 24 of the 40 customers who left, and 56 of the 200 who stayed (19 Jun 2026 – 16 Sep 2026)',
        'Segment: rfm:high-value industry:"Hotels"',
        'One task each, due in 3 working days',
        '- Sofia Lind · 5 customers',
        'It is shared by those who left; that does not say that it is why they left.',
        '[Make the segment and 1 task]',
      ].join('\n'),
    )
    expect(await bot.store.db.segment.count()).toBe(0)
    expect(await tasks()).toEqual([])
    const made = await press('marcus', preview, /^Make/)
    expect(textOf(made)).toContain('High value · Industry: Hotels: the segment is there, 1 task was made.')
    const again = await press('olivia', preview, /^Make/)
    expect(textOf(again)).toContain('nothing new was made')
    expect(await bot.store.db.segment.findMany({ include: { _count: true } })).toHaveLength(1)
    expect(await bot.store.db.segmentMember.count()).toBe(5)
    expect(await tasks()).toMatchObject([
      {
        title: '5 high-value customers share what those who left had: Industry: Hotels',
        cause: 'lost-trait',
        customerId: null,
        assignee: { name: 'Sofia Lind' },
        dueOn: new Date('2026-09-21'),
      },
    ])
    expect(JSON.stringify((await tasks())[0]?.evidence)).toContain('24 of the 40 customers who left')
    expect(await said('sofia', '/customer list segment:"High value · Industry: Hotels"')).toContain('Customer 090')
  })

  it('takes exactly the value: not another that contains it', async () => {
    const id = await given(bot, { name: 'Chain', owner: 'tom' })
    await bot.store.db.customer.update({ where: { id }, data: { industry: 'Hotels and spas' } })
    await bot.store.db.rfmScore.create({
      data: { customerId: id, teamId: 1, recency: 5, frequency: 5, monetary: 5, segment: 'loyal' },
    })
    const preview = await press('marcus', await bot.say('marcus', '/retention lost'), /^Segment and tasks$/)
    expect(textOf(preview)).toContain('Segment: rfm:high-value industry:"Hotels" not industry:"Hotels and spas"')
    expect(textOf(preview)).not.toContain('Tom Baker')
  })

  it('gives the customers of nobody, and of somebody who no longer works here, to the team', async () => {
    await bot.store.db.member.update({ where: { id: await bot.member('sofia') }, data: { deactivatedAt: bot.now } })
    const preview = await press('marcus', await bot.say('marcus', '/retention lost'), /^Segment and tasks$/)
    await press('marcus', preview, /^Make/)
    expect(await tasks()).toMatchObject([{ assigneeId: null, title: expect.stringContaining('5 high-value customers') }])
  })

  it('says so when there is nobody to write about', async () => {
    await bot.store.db.rfmScore.deleteMany()
    const reply = await press('marcus', await bot.say('marcus', '/retention lost'), /^Segment and tasks$/)
    expect(textOf(reply)).toContain('there is nobody to write about')
    expect(await bot.store.db.segment.count()).toBe(0)
  })

  it('is for managers of the team alone', async () => {
    const report = await bot.say('sofia', '/retention lost')
    expect(buttons(report, /^Segment and tasks$/)).toEqual([])
    // Of another team she is one.
    await bot.store.db.teamRole.updateMany({ where: { memberId: await bot.member('chen') }, data: { role: 'manager' } })
    const [button] = buttons(await bot.say('marcus', '/retention lost'), /^Segment and tasks$/)
    for (const action of ['surveys.lost-trait', 'surveys.lost-make'])
      for (const person of ['sofia', 'chen', 'vera', 'anna'] as const) await bot.click(person, action, button?.value ?? null)
    expect(await bot.store.db.segment.count()).toBe(0)
    expect(await tasks()).toEqual([])
    expect(await bot.store.db.auditEntry.count({ where: { action: 'segment.manage', outcome: 'denied' } })).toBe(8)
  })

  it('asks by every trait in words that the filter reads back, in both languages', async () => {
    const [button] = buttons(await bot.say('marcus', '/retention lost'), /^Segment and tasks$/)
    const value = button?.value as Record<string, unknown>
    const click = async (trait: string, text: string, teamId = 1) =>
      textOf(await bot.click('marcus', 'surveys.lost-trait', { ...value, teamId, trait, value: text, label: text } as never))
    expect(await click('source', 'website')).toContain('source:"website"')
    expect(await click('region', 'Region 0')).toContain('region:"Region 0"')
    expect(await click('owner', 'Sofia Lind')).toContain('owner:"Sofia Lind"')
    expect(await click('product', 'LAMP-1')).toContain('product:"LAMP-1"')
    expect(await click('first-order', '2025-09')).toContain('firstorder:2025-09')
    await bot.store.db.customer.updateMany({ data: { teamId: 2, tier: 'A "1"' } })
    await bot.store.db.rfmScore.updateMany({ data: { teamId: 2 } })
    expect(await click('first-order', '2025-09', 2)).toContain('分层：高价值 首次下单：2025-09')
    expect(await click('product', 'LAMP-1', 2)).toContain('产品："LAMP-1"')
    expect(await click('tier', 'A "1"', 2)).toContain('等级："A \\"1\\""')
  })
})
