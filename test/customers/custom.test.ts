import { beforeEach, describe, expect, it } from 'vitest'
import type { Form, FormValues } from '../../src/chat/form.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { readValue, shownValue, typeOf } from '../../src/customers/custom/field.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { importFile } from '../imports/importing.ts'
import { given } from './shop.ts'

const rapport = {
  name: 'rapport',
  aliases: [],
  summary: { en: '', 'zh-CN': '' },
  verbs: [],
  otherwise: 'fields',
  empty: 'fields',
  firstWordIsName: false,
}
const bot = useBot([{ name: 'people', commands: [rapport] }, customersFeature])

const file = `external_id,name,Seats,Renewal type:choice,Trial,Contract date,Zip,备注
A,Acme GmbH,25,auto,yes,2026-12-31,01099,重点客户
B,Beta AG,8,Manual,no,2027-02-01,10115,
C,Gamma,1200,auto,no,2026-11-15,80331,Founder likes chess
`
const load = (text = file) => importFile(bot.store, 'customers', text)
const said = async (line: string) => textOf(await bot.say('marcus', line))
const formOf = (reply: Reply): Form => {
  if (reply.kind !== 'form') throw new Error(textOf(reply))
  return reply.form
}
const record = (externalId: string) => bot.store.db.customer.findUniqueOrThrow({ where: { externalId } })
const fieldId = async (label: string) => (await bot.store.db.customField.findFirstOrThrow({ where: { label } })).id

describe('a value of an own field', () => {
  it('is kept in one form of its type, and shown in the reader’s language', () => {
    const read = (type: Parameters<typeof readValue>[0]['type'], text: string, options: string[] = []) =>
      readValue({ type, options }, text)
    expect(['25', '1,234.50', '-007', '１２', '+3', '1.0'].map(text => read('number', text))).toEqual([
      '25',
      '1234.5',
      '-7',
      '12',
      '3',
      '1',
    ])
    expect(['abc', '1,23', '', '1e9', 'NaN', '9'.repeat(16)].map(text => read('number', text))).toEqual(Array(6).fill(null))
    expect(['2026-3-1', '2026年3月1日', '2026-02-30', '1.3.2026'].map(text => read('date', text))).toEqual([
      '2026-03-01',
      '2026-03-01',
      null,
      null,
    ])
    expect(['Yes', '是', '否', 'false', 'maybe'].map(text => read('yes-no', text))).toEqual(['yes', 'yes', 'no', 'no', null])
    expect(read('choice', 'AUTO renew', ['Auto-renew', 'manual'])).toBe('Auto-renew')
    expect([read('choice', 'other', ['auto']), read('text', 'x'.repeat(501)), read('text', 'a\u0000\nb')]).toEqual([
      null,
      null,
      'a b',
    ])
    expect([shownValue({ type: 'number' }, '1234567.5', 'en'), shownValue({ type: 'yes-no' }, 'yes', 'zh-CN')]).toEqual([
      '1,234,567.5',
      '是',
    ])
  })

  it('gives a column its type only when all are of it, and what could be an id stays text', () => {
    expect(typeOf(['1', '2.5'])).toBe('number')
    expect(typeOf(['01099', '10115'])).toBe('text')
    expect(typeOf(['13800138000'])).toBe('text')
    expect(typeOf(['2026-01-01', '2026/2/3'])).toBe('date')
    expect(typeOf(['yes', '否'])).toBe('yes-no')
    expect([typeOf(['1', 'n/a']), typeOf([]), typeOf(['1', '0'])]).toEqual(['text', 'text', 'number'])
  })
})

describe('own fields', () => {
  beforeEach(async () => {
    expect((await load()).result).toMatchObject({ created: 3, rejected: 0 })
  })

  it('come from a file’s columns with the type of their values, said once, and a second time nothing', async () => {
    const fields = await bot.store.db.customField.findMany({ orderBy: { id: 'asc' } })
    expect(fields.map(({ label, type, options }) => [label, type, options])).toEqual([
      ['Seats', 'number', []],
      ['Renewal type', 'choice', ['auto', 'Manual']],
      ['Trial', 'yes-no', []],
      ['Contract date', 'date', []],
      ['Zip', 'text', []],
      ['备注', 'text', []],
    ])
    const again = await load()
    expect(again.result).toMatchObject({ unchanged: 3, updated: 0, notes: [] })
    const wrong = await load('external_id,seats,renewal-type\nA,many,auto\nB,9,weekly\nC,1300,manual\n')
    expect(wrong.problems).toEqual([
      'line 2, seats: this is not a number, such as 25 or 12.5.',
      'line 3, renewal-type: choose one of auto, Manual.',
    ])
    expect((await record('C')).custom).toMatchObject({ Seats: '1300', 'Renewal type': 'Manual' })
    const first = await importFile(bot.store, 'customers', 'external_id,Region code\nA,7\n')
    expect(first.result?.notes).toEqual([
      { en: 'New own field of customers: Region code (number).', 'zh-CN': '新增客户自定义字段：Region code（数字）。' },
    ])
  })

  it('stand on the card, each by its type and in the reader’s language', async () => {
    expect(await said('/customer gamma')).toContain(
      'Seats: 1,200\nRenewal type: auto\nTrial: no\nContract date: 15 November 2026\nZip: 80331\n备注: Founder likes chess',
    )
    await bot.store.db.customer.updateMany({ data: { teamId: 2 } })
    expect(textOf(await bot.say('chen', '/客户 acme'))).toContain('Trial: 是\nContract date: 2026年12月31日')
  })

  it('are found by their texts', async () => {
    expect(await said('/customer chess')).toMatch(/^Gamma\n/)
    expect(await said('/customer 重点')).toMatch(/^Acme GmbH\n/)
  })

  it('choose lists, by comparison where their type has one, and such a list shows them', async () => {
    const names = async (filter: string) =>
      (await said(`/customer list ${filter}`)).split('\n').flatMap(line => /^\d+\. (.+?)(?: \/ |$)/.exec(line)?.[1] ?? [])
    expect(await names('seats:>20')).toEqual(['Acme GmbH · Seats 25', 'Gamma · Seats 1,200'])
    expect(await names('seats >= 25')).toEqual(['Acme GmbH · Seats 25', 'Gamma · Seats 1,200'])
    expect(await names('seats:8')).toEqual(['Beta AG · Seats 8'])
    expect(await names('renewal-type:AUTO trial:yes')).toEqual(['Acme GmbH · Renewal type auto · Trial yes'])
    expect(await names('contract-date:<2027-01-01 seats:<100')).toEqual(['Acme GmbH · Contract date 2026-12-31 · Seats 25'])
    expect(await names('contract_date:2026-11')).toEqual(['Gamma · Contract date 2026-11-15'])
    expect(await names('备注：无')).toEqual(['Beta AG'])
    expect(await said('/customer list seats:many')).toContain('“seats:many” needs a number, as in Seats>20.')
    // A value from before the field became a number breaks no list.
    await bot.store.db.$executeRaw`UPDATE "Customer" SET "custom" = "custom" || '{"Seats":"n/a"}' WHERE "externalId" = 'B'`
    expect(await names('seats:<100')).toEqual(['Acme GmbH · Seats 25'])
  })

  it('are edited in one line or in the form, each input of its kind, and what does not fit comes back', async () => {
    expect(await said('/customer edit acme seats=30 renewal-type=manual trial=否')).toContain('saved Seats, Trial, Renewal type')
    expect((await record('A')).custom).toMatchObject({ Seats: '30', 'Renewal type': 'Manual', Trial: 'no' })
    const wrong = formOf(await bot.say('marcus', '/customer edit acme seats=lots zip=99999'))
    expect(wrong.intro).toContain('Seats: this is not a number')
    const inputs = wrong.fields.filter(({ name }) => name.startsWith('custom.'))
    expect(inputs.map(({ label, kind }) => [label, kind])).toEqual([
      ['Seats', 'number'],
      ['Renewal type', 'choice'],
      ['Trial', 'choice'],
      ['Contract date', 'date'],
      ['Zip', 'text'],
      ['备注', 'text'],
    ])
    expect(inputs.find(({ label }) => label === 'Zip')).toMatchObject({ value: '99999' })
    const values: FormValues = Object.fromEntries(
      wrong.fields.map(field => [field.name, 'value' in field && typeof field.value === 'string' ? field.value : null]),
    )
    const seats = `custom.${await fieldId('Seats')}`
    expect(await bot.submit('marcus', 'customers.edit', wrong.state, { ...values, [seats]: 'x' })).toMatchObject({
      kind: 'invalid',
      errors: { [seats]: expect.stringContaining('Seats') },
    })
    expect(textOf(await bot.submit('marcus', 'customers.edit', wrong.state, { ...values, [seats]: null }))).toContain('saved')
    expect((await record('A')).custom).not.toHaveProperty('Seats')
    expect(await bot.store.db.change.count({ where: { field: 'custom.Seats', after: null } })).toBe(1)
    expect(await said('/customer edit beta seats=')).toContain('saved Seats')
    expect(await said('/customer new Delta seats=12 plan=Gold')).toContain('Seats: 12')
    expect(await bot.store.db.customField.findUnique({ where: { key: 'plan' } })).toMatchObject({ type: 'text' })
  })

  it('that two people edit at once merge field by field', async () => {
    const form = formOf(await bot.click('marcus', 'customers.edit', { customerId: (await record('A')).id }))
    const values: FormValues = Object.fromEntries(
      form.fields.map(field => [field.name, 'value' in field && typeof field.value === 'string' ? field.value : null]),
    )
    await said('/customer edit acme seats=99')
    await bot.submit('marcus', 'customers.edit', form.state, { ...values, [`custom.${await fieldId('Zip')}`]: '04103' })
    expect((await record('A')).custom).toMatchObject({ Seats: '99', Zip: '04103' })
    const conflict = await bot.submit('marcus', 'customers.edit', form.state, {
      ...values,
      [`custom.${await fieldId('Seats')}`]: '5',
    })
    expect(conflict.kind).toBe('next-form')
    expect(textOf(conflict)).toContain('Marcus Reed changed the same')
  })

  it('are looked after by managers: added, renamed, given another type when every value fits, put away and brought back', async () => {
    expect(await said('/rapport fields')).toContain('- Seats / number · 3 customers [Edit|Archive]')
    expect(textOf(await bot.say('sofia', '/rapport fields'))).not.toContain('Seats')
    const send = async (id: number | null, label: string, type: string, options: string | null = null) =>
      bot.submit('marcus', 'customers.field', { fieldId: id }, { label, type, options })
    expect(await send(null, 'seats', 'text')).toMatchObject({ kind: 'invalid', errors: { label: expect.any(String) } })
    expect(await send(null, 'Phone', 'text')).toMatchObject({ kind: 'invalid', errors: { label: expect.any(String) } })
    expect(await send(null, 'Level', 'choice')).toMatchObject({ kind: 'invalid', errors: { options: expect.any(String) } })
    expect(textOf(await send(null, 'Level', 'choice', 'Gold\nSilver\n gold '))).toContain('Level: saved (choice)')
    expect(textOf(await send(await fieldId('备注'), 'Notes', 'number'))).toContain('2 customers have a value that does not fit')
    expect(textOf(await send(await fieldId('Zip'), 'Postcode', 'number'))).toContain('Postcode: saved (number)')
    expect((await record('A')).custom).toMatchObject({ Zip: '1099' })
    expect(await said('/customer edit acme postcode=1100')).toContain('saved')
    const seats = await fieldId('Seats')
    expect(textOf(await bot.click('marcus', 'customers.field-archive', { fieldId: seats, archive: true }))).toContain('archived')
    expect(await said('/customer gamma')).not.toContain('Seats')
    expect(textOf(await bot.say('marcus', '/customer edit acme seats=1'))).toContain('Edit customer')
    await load()
    expect((await bot.store.db.customField.findUniqueOrThrow({ where: { id: seats } })).archivedAt).not.toBeNull()
    await bot.click('marcus', 'customers.field-archive', { fieldId: seats, archive: false })
    expect(await said('/customer gamma')).toContain('Seats: 1,200')
  })

  it('are at most a hundred, with a clear answer', async () => {
    await bot.store.db.customField.createMany({
      data: Array.from({ length: 94 }, (_, at) => ({ key: `f${at}`, label: `f${at}` })),
    })
    expect(formOf(await bot.say('marcus', '/customer edit acme one-more=x')).intro).toContain('There are 100 own fields already')
    expect(
      textOf(await bot.submit('marcus', 'customers.field', { fieldId: null }, { label: 'Another', type: 'text', options: null })),
    ).toContain('100 own fields already')
    expect((await load('external_id,Another\nA,1\n')).problems[0]).toContain('At most 100 own fields')
  })
})

describe('customers made before', () => {
  it('keep texts under names that are fields', async () => {
    await given(bot, { name: 'Old', custom: { plan: 'Gold' }, owner: 'sofia' })
    expect(await said('/customer list plan:gold')).toContain('Old · plan Gold')
  })
})
