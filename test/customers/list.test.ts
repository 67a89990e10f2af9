import { beforeEach, describe, expect, it } from 'vitest'
import type { Feature } from '../../src/chat/feature.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { Prisma } from '../../src/database/generated/client.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { given } from './shop.ts'

/** Stands for a later room that contributes a word. */
const risky: Feature = {
  name: 'risky',
  filterFields: [
    {
      type: 'flag',
      name: 'risky',
      words: ['at-risk', '有风险'],
      meaning: { en: 'at risk', 'zh-CN': '有风险' },
      example: { en: 'at-risk', 'zh-CN': '有风险' },
      where: () => Prisma.sql`c."tier" = 'C' AND c."leftAt" IS NULL`,
      order: Prisma.sql`c."id" DESC`,
    },
  ],
}
const bot = useBot([customersFeature, risky])

beforeEach(async () => {
  await given(bot, { name: 'Acme GmbH', tier: 'A', stage: 'Negotiation', tags: ['VIP'], owner: 'sofia' })
  await given(bot, { name: 'Beta GmbH', tier: 'C', tags: ['Key Account'], owner: 'sofia' })
  await given(bot, { name: 'Cobalt Ltd', tier: 'C', owner: 'tom' })
  await given(bot, { name: 'Delta Ltd' })
  await given(bot, { name: 'Gone Ltd', owner: 'sofia', leftAt: new Date('2026-09-01T10:00:00Z'), leftReason: 'Price' })
  await given(bot, { name: '知客科技', tier: 'C', tags: ['VIP'], teamId: 2, owner: 'chen' })
  await given(bot, { name: '白云酒店', stage: '谈判中', teamId: 2 })
})

const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))
const listed = async (person: PersonName, line: string) =>
  [...(await said(person, line)).matchAll(/^\d+\. (.*?) \//gm)].map(([, name]) => name)

describe('/customer list', () => {
  it.each([
    ['sofia', '/customer list', ['Acme GmbH', 'Beta GmbH']],
    ['sofia', '/customer list mine', ['Acme GmbH', 'Beta GmbH']],
    ['sofia', '/customer list mine tag:vip', ['Acme GmbH']],
    ['sofia', '/customer list tag vip', ['Acme GmbH']],
    ['sofia', '/customer list tag:key account mine', ['Beta GmbH']],
    ['sofia', '/customer list tag:"key account"', ['Beta GmbH']],
    ['sofia', '/customer list stage:negotiation', ['Acme GmbH']],
    ['sofia', '/customer list tier:C', ['Beta GmbH', 'Cobalt Ltd']],
    ['sofia', '/customer list at-risk', ['Cobalt Ltd', 'Beta GmbH']],
    ['sofia', '/customer list at-risk, mine', ['Beta GmbH']],
    ['sofia', '/customer list owner:@[tom]', ['Cobalt Ltd']],
    ['sofia', '/customer list owner:tom', ['Cobalt Ltd']],
    ['sofia', '/customer list unassigned', ['Delta Ltd']],
    ['sofia', '/customer list left', ['Gone Ltd']],
    ['sofia', '/customer list all', ['Acme GmbH', 'Beta GmbH', 'Cobalt Ltd', 'Delta Ltd', 'Gone Ltd']],
    ['marcus', '/customer list tier=C', ['Beta GmbH', 'Cobalt Ltd', '知客科技']],
    ['chen', '/客户 列表', ['知客科技']],
    ['chen', '/客户 列表 我的', ['知客科技']],
    ['chen', '/客户 列表 标签：VIP', ['知客科技']],
    ['chen', '/客户 列表 我的有风险', ['知客科技']],
    ['chen', '/客户 列表 阶段：谈判中', ['白云酒店']],
    ['chen', '/客户 列表 未分配', ['白云酒店']],
    ['chen', '/客户 列表全部', ['白云酒店', '知客科技']],
    ['chen', '/客户 列表 负责人：陈晓雯，等级：C', ['知客科技']],
  ] as const)('%s: %s', async (person, line, names) => {
    expect(await listed(person, line)).toEqual(names)
  })

  it('says which word it does not know, the nearest one, and what there is', async () => {
    expect(await said('sofia', '/customer list mien')).toContain(
      'I cannot filter by “mien”. Did you mean /customer list mine?\nYou can combine, with and, or, not and parentheses: mine · tag:vip',
    )
    expect(await said('chen', '/客户 列表 有风线')).toContain('无法按“有风线”筛选。您是不是想用 /customer 列表 有风险？')
    expect(await said('sofia', '/customer list mine:yes')).toContain(
      '“mine:yes” cannot be compared: it stands alone, as in mine.',
    )
    expect(await said('sofia', '/customer list tag:')).toContain('“tag:” is not complete. Write it like tag:vip.')
    expect(await said('sofia', `/customer list ${'x'.repeat(10_000)}`)).toContain('at most 500 characters')
  })

  it('says when nothing fits', async () => {
    expect(await said('tom', '/customer list tag:nothing')).toContain('No customer fits tag:nothing')
    expect(await said('olivia', '/customer list mine')).toContain('You own no customers now.')
  })

  it('is paged in place, rows keep their numbers, and the numbers mean their customers', async () => {
    for (let index = 0; index < 22; index++)
      await given(bot, { name: `Page ${String(index).padStart(2, '0')}`, tier: 'P', owner: 'sofia' })
    const first = await said('sofia', '/customer list tier:P')
    expect(first).toContain('1. Page 00')
    expect(first).toContain('1–10 of 22')
    expect(first).toMatch(/\[Next\]$/)
    const reply = await bot.click('sofia', 'customers.list', { filter: 'tier:P', page: 2 })
    expect(reply.kind).toBe('replace')
    expect(textOf(reply)).toContain('21. Page 20')
    expect(textOf(reply)).toContain('21–22 of 22')
    expect(textOf(reply)).toMatch(/\[Back\]$/)
    expect(await said('sofia', '/customer 22')).toMatch(/^Page 21\n/)
    // Beyond the last page (customers went meanwhile) is the last page.
    expect(textOf(await bot.click('sofia', 'customers.list', { filter: 'tier:P', page: 99 }))).toContain('21. Page 20')
  })

  it('speaks of customers who left only when there are some, in words that work', async () => {
    expect(await said('sofia', '/customer list')).toContain('see them with /customer list mine left')
    expect(await said('sofia', '/customer list at-risk')).not.toContain('left')
    expect(await said('sofia', '/customer list tag:vip')).not.toContain('left')
    expect(await said('chen', '/客户 列表')).not.toContain('流失')
    await given(bot, { name: '老客户', teamId: 2, owner: 'chen', leftAt: new Date('2026-09-01T10:00:00Z'), leftReason: '价格' })
    expect(await said('chen', '/客户 列表')).toContain('查看请用 /customer 列表 我的 流失')
    expect(await listed('chen', '/客户 列表 我的 流失')).toEqual(['老客户'])
    await bot.store.db.customer.updateMany({ where: { ownerId: await bot.member('sofia') }, data: { leftAt: bot.now } })
    expect(await said('sofia', '/customer list mine')).toContain('You own no customers now.\nSome who left do: ')
  })

  it('is headed by what was asked, people by their names', async () => {
    expect(await said('sofia', '/customer list mine')).toMatch(/^My customers\n/)
    expect(await said('chen', '/客户 列表')).toMatch(/^我的客户\n/)
    expect(await said('chen', '/客户 列表 标签：VIP')).toMatch(/^客户（标签：VIP）\n/)
    expect(await said('chen', '/客户 列表 标签：停用')).toBe('没有符合“标签：停用”的客户。')
    expect(await said('sofia', '/customer list owner:@[tom]')).toMatch(/^Customers: owner:@Tom Baker\n/)
    expect(await said('sofia', '/customer list tag:x owner:@[tom]')).toBe('No customer fits tag:x owner:@Tom Baker.')
    expect(await said('sofia', '/customer list @[tom]')).toContain('I cannot filter by “@Tom Baker”.')
  })
})
