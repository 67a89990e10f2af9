import { beforeEach, describe, expect, it } from 'vitest'
import type { Form, FormValues } from '../../src/chat/form.ts'
import { readContact } from '../../src/customers/contact-text.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { given, givenContact } from './shop.ts'

const bot = useBot([customersFeature])
let acme: number

beforeEach(async () => {
  acme = await given(bot, { name: 'Acme GmbH', owner: 'sofia' })
  await given(bot, { name: '知客科技', teamId: 2, owner: 'chen' })
})

describe('a contact typed in one line', () => {
  const blank = { role: null, phone: null, email: null, birthday: null, preferences: null, isKey: false }
  it.each([
    [
      'Anna Becker, buyer, +49 171 5550199, anna@acme.example',
      { name: 'Anna Becker', role: 'buyer', phone: '+49 171 5550199', email: 'anna@acme.example' },
    ],
    ['anna@acme.example; Anna Becker; key', { name: 'Anna Becker', email: 'anna@acme.example', isKey: true }],
    [
      'Anna Becker, CFO, 1980-05-31, calls in the morning, no e-mail on Fridays',
      { name: 'Anna Becker', role: 'CFO', birthday: '1980-05-31', preferences: 'calls in the morning, no e-mail on Fridays' },
    ],
    [
      '张伟，采购经理，138 0013 8000，关键联系人，喜欢微信沟通',
      { name: '张伟', role: '采购经理', phone: '138 0013 8000', isKey: true, preferences: '喜欢微信沟通' },
    ],
    ['张伟 采购 13800138000', { name: '张伟', role: '采购', phone: '13800138000' }],
    ['Anna Becker +491715550199 anna@acme.example', { name: 'Anna Becker', phone: '+491715550199', email: 'anna@acme.example' }],
    ['👩‍💼 ليلى', { name: '👩‍💼 ليلى' }],
  ])('%s', (line, values) => {
    expect(readContact(line)).toEqual({ ...blank, ...values })
  })

  it('is nobody without a name', () => {
    for (const line of ['', ' , ;', '+49 171 5550199', 'a@b.example']) expect(readContact(line)).toBeNull()
  })
})

describe('/customer contact', () => {
  it('adds, shows on the card, finds the customer by it, edits and removes, all in history', async () => {
    expect(
      textOf(await bot.say('sofia', '/customer contact add acme: Anna Becker, buyer, +49 171 5550199, anna@acme.example')),
    ).toContain(
      'Anna Becker is now a contact of Acme GmbH.\n- Anna Becker · buyer / +49 171 5550199 · anna@acme.example\n[Open] [Edit] [Remove]',
    )
    for (const who of ['becker', '0199', 'anna@acme.example'])
      expect(textOf(await bot.say('sofia', `/customer ${who}`))).toContain('- Anna Becker · buyer')
    const { id: contactId } = await bot.store.db.contact.findFirstOrThrow()
    const opened = await bot.click('sofia', 'customers.contact-edit', { contactId })
    if (opened.kind !== 'form') throw new Error(textOf(opened))
    expect(opened.form.id).toBe('customers.contact')
    const { state } = opened.form
    expect(
      await bot.submit('sofia', 'customers.contact', state, { name: '', phone: '1', email: 'x', birthday: '2026-02-30' }),
    ).toMatchObject({
      kind: 'invalid',
      errors: { name: expect.any(String), phone: expect.any(String), email: expect.any(String), birthday: expect.any(String) },
    })
    await bot.submit('sofia', 'customers.contact', state, {
      name: 'Anna Vogel',
      role: 'CFO',
      phone: null,
      email: null,
      birthday: null,
      key: 'yes',
      preferences: 'mornings',
    })
    expect(textOf(await bot.say('sofia', '/customer contact acme'))).toContain(
      'Contacts of Acme GmbH\n- Anna Vogel · CFO · key contact / mornings',
    )
    await bot.click('sofia', 'customers.contact-remove', { contactId })
    expect(textOf(await bot.click('sofia', 'customers.contact-edit', { contactId }))).toContain('no longer there')
    expect(
      await bot.store.db.change.findMany({ select: { field: true, before: true, after: true }, orderBy: { id: 'asc' } }),
    ).toEqual([
      { field: 'contact', before: null, after: 'Anna Becker, buyer, +49 171 5550199, anna@acme.example' },
      {
        field: 'contact',
        before: 'Anna Becker, buyer, +49 171 5550199, anna@acme.example',
        after: 'Anna Vogel, CFO, ★, mornings',
      },
      { field: 'contact', before: 'Anna Vogel, CFO, ★, mornings', after: null },
    ])
  })

  it('works in Chinese', async () => {
    expect(textOf(await bot.say('chen', '/客户 联系人 添加 知客：张伟，采购，13800138000'))).toContain(
      '张伟已添加为知客科技的联系人。',
    )
    expect(textOf(await bot.say('chen', '/客户 联系人 知客'))).toContain('知客科技的联系人\n- 张伟 · 采购 / 13800138000')
    expect(textOf(await bot.say('chen', '/客户 张伟'))).toContain('知客科技')
    expect(textOf(await bot.say('chen', '/客户 zhangwei'))).toContain('知客科技')
  })

  it('says how many are left out', async () => {
    for (let index = 0; index < 25; index++)
      await bot.submit('sofia', 'customers.contact', { customerId: acme, contactId: null }, { name: `Person ${index}` })
    expect(textOf(await bot.say('sofia', '/customer contact acme'))).toContain('…and 5 more')
    expect(textOf(await bot.say('sofia', '/customer acme'))).toContain('more with /customer contact "Acme GmbH"')
  })
})

describe('two people editing one contact at once', () => {
  let contactId: number
  const record = () => bot.store.db.contact.findUniqueOrThrow({ where: { id: contactId } })
  beforeEach(async () => {
    contactId = await givenContact(bot, acme, { name: 'Anna Becker', role: 'buyer', phone: '+49 171 5550199' })
  })
  const opened = async (person: PersonName): Promise<Form> => {
    const reply = await bot.click(person, 'customers.contact-edit', { contactId })
    if (reply.kind !== 'form') throw new Error(`no form: ${textOf(reply)}`)
    return reply.form
  }
  const send = (person: PersonName, form: Form, changes: FormValues) => {
    const shown = form.fields.map(field => [field.name, typeof field.value === 'string' ? field.value : null])
    return bot.submit(person, 'customers.contact', form.state, { ...Object.fromEntries(shown), ...changes })
  }

  it('keep what both changed in different fields', async () => {
    const [mine, theirs] = [await opened('sofia'), await opened('marcus')]
    await send('marcus', theirs, { phone: '+49 171 9999999', key: 'yes' })
    expect(textOf(await send('sofia', mine, { role: 'CFO' }))).toContain('Anna Becker: saved.')
    expect(await record()).toMatchObject({ role: 'CFO', phone: '+49 171 9999999', isKey: true })
  })

  it('are asked when they changed the same field, with the other’s text in sight', async () => {
    const [mine, theirs] = [await opened('sofia'), await opened('marcus')]
    await send('marcus', theirs, { phone: '+49 171 9999999' })
    const reply = await send('sofia', mine, { phone: '+49 171 1111111', email: 'anna@acme.example' })
    if (reply.kind !== 'next-form') throw new Error(textOf(reply))
    expect(reply.form.intro).toContain('Marcus Reed changed the same while you were editing')
    expect(reply.form.fields.find(field => field.name === 'phone')).toMatchObject({
      value: '+49 171 1111111',
      hint: 'Now: +49 171 9999999',
    })
    expect(await record()).toMatchObject({ phone: '+49 171 9999999', email: null })
    await send('sofia', reply.form, {})
    expect(await record()).toMatchObject({ phone: '+49 171 1111111', email: 'anna@acme.example' })
  })

  it('lose no text when the contact was removed meanwhile', async () => {
    const mine = await opened('sofia')
    await bot.click('marcus', 'customers.contact-remove', { contactId })
    const said = textOf(await send('sofia', mine, { preferences: 'calls in the morning only' }))
    expect(said).toContain('no longer there')
    expect(said).toContain('calls in the morning only')
  })
})
