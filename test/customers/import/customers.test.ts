import { beforeEach, describe, expect, it } from 'vitest'
import { type ImportOptions, type ImportRow, type Landed, reasonOf } from '../../../src/chat/import-kind.ts'
import { customersFeature } from '../../../src/customers/feature.ts'
import { customersImport } from '../../../src/customers/import/customers.ts'
import { textOf, useBot } from '../../harness/bot.ts'
import { given } from '../shop.ts'

const bot = useBot([customersFeature])
let now: Date

beforeEach(() => {
  now = new Date('2026-09-16T10:00:00Z')
})

const options = (): ImportOptions => ({
  createCustomers: false,
  defaultCurrency: 'EUR',
  defaultZone: 'UTC',
  now,
  written: new Set<number>(),
})

/** Rows as the imports room hands them over: checked by the schema, extra columns apart. */
function land(
  rows: (Record<string, string | null> & { extra?: never })[],
  extra: Record<string, string | null> = {},
): Promise<Landed> {
  const read = rows.map((row, index): ImportRow => ({ line: index + 2, values: customersImport.row.parse(row), extra }))
  return bot.store.bulk(bulk => customersImport.land(bulk, read, options()))
}
const record = (externalId: string) => bot.store.db.customer.findUniqueOrThrow({ where: { externalId } })

describe('customers from a file', () => {
  it('land with everything search, the card and the timeline need', async () => {
    const landed = await land(
      [
        {
          external_id: 'C-1',
          name: 'Acme GmbH',
          phone: '+49 30 1234567',
          tier: 'A',
          owner: 'sofia lind',
          tags: 'VIP; trial',
          birthday: '1998-05-31',
        },
        { external_id: 'C-2', name: '知客科技', owner: 'test:chen', team: '华东客户部', stage: '谈判中' },
      ],
      { Plan: 'Gold\t"x"\\' },
    )
    expect(landed).toMatchObject({ created: 2, updated: 0, unchanged: 0, problems: [] })
    expect(landed.notes?.map(note => note.en)).toEqual(['New own field of customers: Plan (text).'])
    expect(await record('C-1')).toMatchObject({
      ownerId: await bot.member('sofia'),
      teamId: 1,
      tags: ['VIP', 'trial'],
      birthday: new Date('1998-05-31'),
      custom: { Plan: 'Gold "x"\\' },
      version: 1,
      createdAt: now,
    })
    expect(await record('C-2')).toMatchObject({ ownerId: await bot.member('chen'), teamId: 2, pinyin: 'zhikekeji' })
    expect(textOf(await bot.say('chen', '/客户 zkkj'))).toContain('知客科技')
    expect(await bot.store.db.activity.findMany({ where: { kind: 'created', source: 'import' } })).toHaveLength(2)
  })

  it('lose with null what may be empty and keep what is absent; a name, a team and an id cannot be emptied', async () => {
    const given = { external_id: 'C-1', name: 'Acme GmbH', phone: '+49 30 1234567', tier: 'A', owner: 'sofia lind', tags: 'VIP' }
    await land([given], { plan: 'Gold', seats: '20' })
    expect(await land([{ external_id: 'C-1', phone: null, owner: null, tags: null }], { plan: null })).toMatchObject({
      updated: 1,
    })
    const after = await record('C-1')
    expect(after).toMatchObject({ phone: null, phoneDigits: '', ownerId: null, tags: [], tier: 'A', custom: { seats: '20' } })
    for (const column of ['external_id', 'name', 'team']) {
      const [issue] = customersImport.row.safeParse({ external_id: 'C-1', [column]: null }).error?.issues ?? []
      expect(issue && reasonOf(issue as Parameters<typeof reasonOf>[0])).toEqual({ en: 'cannot be empty', 'zh-CN': '不能为空' })
    }
  })

  it('a second time change nothing', async () => {
    const rows = [{ external_id: 'C-1', name: 'Acme GmbH', phone: '+49 30 1234567', tags: 'VIP' }]
    await land(rows, { plan: 'Gold' })
    const before = await record('C-1')
    now = new Date('2026-09-17T10:00:00Z')
    expect(await land(rows, { plan: 'Gold' })).toEqual({ created: 0, updated: 0, unchanged: 1, problems: [] })
    expect(await record('C-1')).toEqual(before)
    expect(await bot.store.db.change.count()).toBe(0)
  })

  it('update by external id: what is absent stays, each change is in history', async () => {
    await given(bot, {
      name: 'Acme GmbH',
      externalId: 'C-1',
      phone: '+49 30 1234567',
      stage: 'new',
      tags: ['VIP'],
      custom: { plan: 'Gold', seats: '12' },
      owner: 'sofia',
    })
    expect(
      await land([{ external_id: 'C-1', name: 'Acme AG', stage: 'won', owner: 'Tom Baker' }], { plan: 'Platinum' }),
    ).toMatchObject({ updated: 1 })
    expect(await record('C-1')).toMatchObject({
      name: 'Acme AG',
      phone: '+49 30 1234567',
      phoneDigits: '49301234567',
      tags: ['VIP'],
      custom: { plan: 'Platinum', seats: '12' },
      teamId: 1,
      version: 2,
    })
    const changes = await bot.store.db.change.findMany({ orderBy: { id: 'asc' } })
    expect(changes.map(({ field, before, after, source }) => [field, before, after, source])).toEqual([
      ['name', 'Acme GmbH', 'Acme AG', 'import'],
      ['stage', 'new', 'won', 'import'],
      ['custom.plan', 'Gold', 'Platinum', 'import'],
      ['owner', 'Sofia Lind', 'Tom Baker', 'import'],
    ])
    expect((await bot.store.db.activity.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind)).toEqual([
      'stage',
      'owner',
      'edited',
    ])
    expect(textOf(await bot.say('tom', '/customer acme ag'))).toContain('plan: Platinum')
  })

  it('of the same id in one file follow each other', async () => {
    expect(
      await land([
        { external_id: 'C-1', name: 'Acme', tier: 'B' },
        { external_id: 'C-1', tier: 'A' },
      ]),
    ).toMatchObject({ created: 1, problems: [] })
    expect(await record('C-1')).toMatchObject({ name: 'Acme', tier: 'A' })
  })

  it('with something wrong are left out one by one, with the column and the reason, and the others land', async () => {
    const landed = await land([
      { external_id: 'C-1', name: 'Good' },
      { external_id: 'C-2' },
      { external_id: 'C-3', name: 'X', owner: 'Nobody' },
      { external_id: 'C-4', name: 'X', team: 'Nowhere' },
      { external_id: 'C-5', name: 'X', birthday: '2027-01-01' },
    ])
    expect(landed).toMatchObject({
      created: 1,
      problems: [
        { line: 3, column: 'name' },
        { line: 4, column: 'owner' },
        { line: 5, column: 'team' },
        { line: 6, column: 'birthday' },
      ],
    })
    expect(await bot.store.db.customer.count()).toBe(1)
    expect(
      (
        await land(
          [{ external_id: 'C-9', name: 'Wide' }],
          Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`c${index}`, 'x'])),
        )
      ).problems,
    ).toMatchObject([{ line: 2 }])
  })

  it('are checked cell by cell, with reasons in both languages', () => {
    const checked = customersImport.row.safeParse({
      external_id: 'C-1',
      name: 'x'.repeat(201),
      email: 'nonsense',
      phone: '12',
      birthday: '2026-02-30',
      tags: 'y'.repeat(41),
    })
    expect(checked.error?.issues.map(issue => issue.path[0])).toEqual(['name', 'phone', 'email', 'birthday', 'tags'])
    const [first] = checked.error?.issues ?? []
    expect(first && reasonOf(first as Parameters<typeof reasonOf>[0])).toEqual({
      en: 'At most 200 characters.',
      'zh-CN': '最多 200 个字符。',
    })
  })

  it('have the columns of the public file format', () => {
    expect(customersImport.columns.join(',')).toBe(
      'external_id,name,phone,email,tier,stage,owner,team,industry,region,source,birthday,referrer,tags',
    )
  })
})
