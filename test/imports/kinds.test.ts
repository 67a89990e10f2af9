import { describe, expect, it } from 'vitest'
import { type ImportKind, type ImportRow, reasonOf } from '../../src/chat/import-kind.ts'
import { useStore } from '../harness/store.ts'
import { importedAt, importFile, rooms, teamsAndCustomers } from './importing.ts'

const kindOf = (name: string): ImportKind => {
  const kind = rooms.importKinds.find(candidate => candidate.kind === name)
  if (!kind) throw new Error(`no kind ${name}`)
  return kind
}

interface Case {
  kind: string
  table: 'contact' | 'interaction' | 'usageEvent' | 'ticket' | 'contract'
  header: string
  rows: [string, string]
  /** The first row with something else in it. */
  changed: string
  /** How often each kind of fact is on the timeline after both rows came twice and one changed. */
  facts: Record<string, number>
}

const cases: Case[] = [
  {
    kind: 'contacts',
    table: 'contact',
    header: 'external_id,customer_external_id,name,role,phone,email,birthday,preferences,is_key',
    rows: ['P1,C1,Anna Becker,buyer,+49 171 5550199,anna@acme.example,1980-05-31,short calls,yes', 'P2,C2,张伟,采购,,,,,否'],
    changed: 'P1,C1,Anna Becker,head of purchasing,,,,,',
    facts: { contact: 2, edited: 1 },
  },
  {
    kind: 'interactions',
    table: 'interaction',
    header: 'external_id,customer_external_id,at,kind,by,note,sentiment',
    rows: ['I1,C1,2026-03-31T09:00:00Z,call,Dana,Happy with the trial,', 'I2,C2,2026-04-01,电话,,聊了续约,积极'],
    changed: 'I1,C1,2026-03-31T09:00:00Z,meeting,Dana,Unhappy with the trial,',
    facts: { interaction: 2, edited: 1 },
  },
  {
    kind: 'events',
    table: 'usageEvent',
    header: 'external_id,customer_external_id,at,name,channel,count',
    rows: ['E1,C1,2026-03-31T09:00:00Z,login,app,3', 'E2,C1,2026-03-31T10:00:00Z,login,,'],
    changed: 'E1,C1,2026-03-31T09:00:00Z,login,app,4',
    facts: { usage: 1, edited: 1 },
  },
  {
    kind: 'tickets',
    table: 'ticket',
    header: 'external_id,customer_external_id,opened_at,closed_at,severity,subject,csat',
    rows: ['T1,C1,2026-03-31,,High,Late again,', 'T2,C2,2026-03-01,2026-03-05,紧急,打不开,5'],
    changed: 'T1,C1,2026-03-31,2026-04-02,high,Late again,2',
    facts: { 'ticket.opened': 2, 'ticket.solved': 2 },
  },
  {
    kind: 'contracts',
    table: 'contract',
    header: 'external_id,customer_external_id,starts_at,ends_at,amount,currency,period,status',
    rows: ['K1,C1,2026-01-01,2026-12-31,12000,USD,year,active', 'K2,C2,2025-01-01,2025-12-31,800,,month,已取消'],
    changed: 'K1,C1,2026-01-01,2027-12-31,13000,USD,year,active',
    facts: { 'contract.signed': 2, 'contract.cancelled': 1, 'contract.renewed': 1 },
  },
]

describe.each(cases)('imported $kind', ({ kind, table, header, rows, changed, facts }) => {
  const base = useStore()
  const file = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`
  const count = () => (base.store.db[table] as unknown as { count(): Promise<number> }).count()

  it('land once however often and in whatever batches they come, and a changed row changes its record', async () => {
    await teamsAndCustomers(base.store)
    expect((await importFile(base.store, kind, file(...rows))).result).toMatchObject({ created: 2, rejected: 0 })
    for (const batchRows of [1, 100])
      expect((await importFile(base.store, kind, file(...rows), { batchRows })).result).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 2,
      })
    expect((await importFile(base.store, kind, file(changed))).result).toMatchObject({ created: 0, updated: 1 })
    expect((await importFile(base.store, kind, file(changed))).result).toMatchObject({ updated: 0, unchanged: 1 })
    expect(await count()).toBe(2)
    const said = await base.store.db.activity.groupBy({ by: ['kind'], _count: true })
    expect(Object.fromEntries(said.map(each => [each.kind, each._count]))).toEqual(facts)
    expect(await base.store.db.activity.count({ where: { at: { gt: importedAt } } })).toBe(0)
  })

  it('of a customer nobody knows are a problem, or make the customer when asked to', async () => {
    await teamsAndCustomers(base.store)
    const stranger = rows[0].replace(',C1,', ',NEW-1,')
    const refused = await importFile(base.store, kind, file(stranger, rows[1]))
    expect(refused.problems).toEqual([expect.stringContaining('line 2, customer_external_id: there is no customer')])
    expect(refused.result).toMatchObject({ created: 1, rejected: 1 })
    const made = await importFile(base.store, kind, file(stranger), { createCustomers: true })
    expect(made.result).toMatchObject({ created: 1, customersCreated: 1, rejected: 0 })
    expect(await base.store.db.customer.findUnique({ where: { externalId: 'NEW-1' } })).toMatchObject({ teamId: 1 })
  })

  it('with hostile cells are refused one by one or kept as the text they are', async () => {
    await teamsAndCustomers(base.store)
    const long = 'x'.repeat(10_000)
    const hostile = [long, '=cmd|calc!A1', 'a\u0007\u202eb', '\u200b', "'; DROP TABLE x; --", '<script>', '\ud800', '1e999', '-1']
    const columns = header.split(',')
    const lines = columns.flatMap((_, at) =>
      hostile.map((cell, nth) =>
        rows[0]
          .split(',')
          .map((good, index) => (index === at ? `"${cell}"` : index === 0 ? `H${at}-${nth}` : good))
          .join(','),
      ),
    )
    const { result, problems } = await importFile(base.store, kind, file(...lines))
    expect(result?.stopped).toBeNull()
    expect(result?.rows).toBe(lines.length)
    expect(problems.length).toBeGreaterThanOrEqual(columns.length)
    const stored = JSON.stringify(await (base.store.db[table] as unknown as { findMany(): Promise<unknown[]> }).findMany())
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may have come through
    expect(stored).not.toMatch(/\\u0007|\u0007|\u202e|x{5000}/)
  })

  it('are described column by column, and a required one refuses null with a reason in both languages', () => {
    const { fields, columns, required, row } = kindOf(kind)
    expect(columns).toEqual(header.split(','))
    for (const column of Object.values(fields)) expect(column.description.length).toBeGreaterThan(3)
    for (const column of required) {
      const issues = row.safeParse({ [column]: null }).error?.issues ?? []
      const issue = issues.find(({ path, code }) => path[0] === column && code === 'custom')
      if (issue) expect(reasonOf(issue as Parameters<typeof reasonOf>[0])).toEqual({ en: 'cannot be empty', 'zh-CN': '不能为空' })
    }
  })
})

describe('null, which JSON can say,', () => {
  const base = useStore()
  const land = (kind: string, values: Record<string, string | null>) =>
    base.store.bulk(bulk => {
      const row: ImportRow = { line: 0, values: kindOf(kind).row.parse(values), extra: {} }
      const options = {
        createCustomers: false,
        defaultCurrency: 'EUR',
        defaultZone: 'UTC',
        now: importedAt,
        written: new Set<number>(),
      }
      return kindOf(kind).land(bulk, [row], options)
    })

  it('empties what may be empty, while what is absent stays', async () => {
    await teamsAndCustomers(base.store)
    const { db } = base.store
    for (const { kind, header, rows } of cases) await importFile(base.store, kind, `${header}\n${rows.join('\n')}\n`)
    await land('contacts', { external_id: 'P1', phone: null, birthday: null, is_key: null })
    expect(await db.contact.findUnique({ where: { externalId: 'P1' } })).toMatchObject({
      ...{ name: 'Anna Becker', role: 'buyer', phone: null, phoneDigits: '', birthday: null, isKey: false },
    })
    await land('tickets', { external_id: 'T2', closed_at: null, csat: null })
    expect(await db.ticket.findUnique({ where: { externalId: 'T2' } })).toMatchObject({
      closedAt: null,
      csat: null,
      severity: 'urgent',
    })
    expect(await db.activity.count({ where: { kind: 'ticket.reopened' } })).toBe(1)
    await land('contracts', { external_id: 'K1', amount: null, status: 'cancelled' })
    expect(await db.contract.findUnique({ where: { externalId: 'K1' } })).toMatchObject({
      amount: null,
      period: 'year',
      status: 'cancelled',
    })
    const whole = { external_id: 'I1', customer_external_id: 'C1', at: '2026-03-31T09:00:00Z', note: 'Happy with the trial' }
    await land('interactions', { ...whole, by: null, kind: null })
    expect(await db.interaction.findUnique({ where: { externalId: 'I1' } })).toMatchObject({
      by: null,
      kind: 'note',
      sentiment: 'positive',
    })
    await land('events', {
      external_id: 'E1',
      customer_external_id: 'C1',
      at: '2026-03-31T09:00:00Z',
      name: 'login',
      channel: null,
    })
    expect(await db.usageEvent.findUnique({ where: { externalId: 'E1' } })).toMatchObject({ channel: null, count: 3 })
  })
})

describe('what rows of the kinds say', () => {
  const base = useStore()

  it('is told apart from what is wrong, cell by cell, in both languages', async () => {
    const reasons = (kind: string, values: Record<string, string>) =>
      (kindOf(kind).row.safeParse(values).error?.issues ?? []).map(issue => reasonOf(issue as Parameters<typeof reasonOf>[0]))
    const id = { external_id: '1', customer_external_id: 'C1' }
    expect(reasons('tickets', { ...id, severity: 'odd', csat: '6' })).toEqual([
      { en: '"odd" is none of low, normal, high, urgent', 'zh-CN': '"odd" 不在可用的取值中：low、normal、high、urgent' },
      { en: '"6" is not a whole number from 1 to 5', 'zh-CN': '"6" 不是 1 到 5 之间的整数' },
    ])
    expect(reasons('contacts', { ...id, email: 'nobody', phone: '12', is_key: 'maybe' })).toHaveLength(3)
    expect(
      reasons('contracts', { ...id, ends_at: '2026-02-30', amount: '1,000.50', currency: 'XX', status: 'odd' }),
    ).toHaveLength(4)
    for (const reason of reasons('events', { ...id, at: '2026-01-01', name: 'login', count: '1.5' }))
      expect(reason['zh-CN']).toMatch(/\p{Script=Han}/u)
  })

  it('has its order: nothing closes before it opened, no contract ends before it starts, no birthday is yet to come', async () => {
    await teamsAndCustomers(base.store)
    const tickets =
      'external_id,customer_external_id,opened_at,closed_at,subject\nT1,C1,2026-03-31,2026-03-30,A\nT2,C1,2026-03-31T20:00:00Z,2026-03-31,B\n'
    expect((await importFile(base.store, 'tickets', tickets)).problems).toEqual(['line 2, closed_at: lies before opened_at'])
    const contracts = 'external_id,customer_external_id,starts_at,ends_at\nK1,C1,2026-03-31,2026-03-30\n'
    expect((await importFile(base.store, 'contracts', contracts)).problems).toEqual(['line 2, ends_at: lies before starts_at'])
    const contacts = 'external_id,customer_external_id,name,birthday\nP1,C1,Eve,2026-10-01\nP2,C1,,\n'
    const { problems } = await importFile(base.store, 'contacts', contacts)
    expect(problems[0]).toContain('birthday')
    expect(problems[1]).toContain('line 3, name: is missing; a new record needs it')
  })

  it('is dated where the customer is, and whom it names is a colleague or stays a name', async () => {
    await teamsAndCustomers(base.store)
    await base.store.db.member.create({
      data: { platform: 'slack', ref: 'U1', workspace: 'T1', name: 'Sofia Lind', locale: 'en', zone: 'UTC' },
    })
    const file = `external_id,customer_external_id,at,by,note
I1,C1,2026-03-31,sofia lind,"First line
second line"
I2,C2,2026-03-31 09:30,slack:U1,拜访了客户，很满意
I3,C2,2026-09-30,Old colleague,in the future`
    expect((await importFile(base.store, 'interactions', file)).result).toMatchObject({ created: 3 })
    const all = await base.store.db.interaction.findMany({ orderBy: { externalId: 'asc' }, include: { customer: true } })
    expect(all.map(({ at, by, note, kind, sentiment }) => [at.toISOString(), by, note, kind, sentiment])).toEqual([
      ['2026-03-31T16:00:00.000Z', null, 'First line\nsecond line', 'note', 'neutral'],
      ['2026-03-31T01:30:00.000Z', null, '拜访了客户，很满意', 'visit', 'positive'],
      ['2026-09-30T04:00:00.000Z', 'Old colleague', 'in the future', 'note', 'neutral'],
    ])
    expect(new Set(all.map(({ memberId }) => memberId !== null))).toEqual(new Set([true, false]))
    // What lies ahead is no contact yet.
    expect(all[1]?.customer.lastContactAt?.toISOString()).toBe('2026-03-31T01:30:00.000Z')
    await importFile(base.store, 'interactions', `external_id,customer_external_id,at,note\nI2,C1,2026-04-02,moved\n`)
    const [acme, other] = await base.store.db.customer.findMany({ orderBy: { id: 'asc' } })
    expect([acme?.lastContactAt?.toISOString(), other?.lastContactAt]).toEqual(['2026-04-02T16:00:00.000Z', null])
  })
})
