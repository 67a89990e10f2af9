import { beforeEach, describe, expect, it } from 'vitest'
import type { Form, FormValues } from '../../src/chat/form.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { given } from './shop.ts'

const bot = useBot([customersFeature])
let acme: number

beforeEach(async () => {
  acme = await given(bot, {
    name: 'Acme GmbH',
    phone: '+49 30 1234567',
    tier: 'A',
    tags: ['VIP'],
    owner: 'sofia',
    custom: { plan: 'Gold', seats: '12' },
  })
})

async function opened(person: PersonName): Promise<Form> {
  const reply = await bot.click(person, 'customers.edit', { customerId: acme })
  if (reply.kind !== 'form') throw new Error(`no form: ${textOf(reply)}`)
  return reply.form
}
const shownIn = (form: Form): FormValues =>
  Object.fromEntries(
    form.fields.map(field => [field.name, 'value' in field && typeof field.value === 'string' ? field.value : null]),
  )
const send = (person: PersonName, form: Form, changes: FormValues) =>
  bot.submit(person, 'customers.edit', form.state, { ...shownIn(form), ...changes })
const record = () => bot.store.db.customer.findUniqueOrThrow({ where: { id: acme } })

describe('the edit form', () => {
  it('shows what is on record and changes only what was changed', async () => {
    const form = await opened('sofia')
    const [plan = '', seats = ''] = form.fields.flatMap(({ name }) => (name.startsWith('custom.') ? [name] : []))
    expect(shownIn(form)).toMatchObject({ name: 'Acme GmbH', tags: 'VIP', [plan]: 'Gold', [seats]: '12', birthday: null })
    expect(textOf(await send('sofia', form, {}))).toContain('Acme GmbH: nothing changed.')
    expect(
      textOf(await send('sofia', form, { email: 'hi@acme.example', birthday: '1998-05-31', [plan]: 'Platinum', [seats]: null })),
    ).toContain('Acme GmbH: saved e-mail, birthday, plan, seats.')
    expect(await record()).toMatchObject({
      email: 'hi@acme.example',
      birthday: new Date('1998-05-31'),
      custom: { plan: 'Platinum' },
      version: 2,
    })
    expect(await bot.store.db.change.count()).toBe(4)
  })

  it('finds the customer under its new name and number at once', async () => {
    await send('sofia', await opened('sofia'), { name: '顶峰科技', phone: '021-5555 6666' })
    for (const who of ['顶峰', 'dingfeng', 'dfkj', '55556666'])
      expect(textOf(await bot.say('sofia', `/customer ${who}`))).toMatch(/^顶峰科技\n/)
    expect(textOf(await bot.say('sofia', '/customer acme'))).toContain('no customer')
  })

  it('says at the field what is wrong, and saves nothing', async () => {
    const wrong = {
      name: '',
      email: 'not-an-address',
      phone: '123',
      birthday: '2026-02-30',
      tier: 'x'.repeat(41),
      tags: 'y'.repeat(41),
      custom: 'no colon',
    }
    const reply = await send('sofia', await opened('sofia'), wrong)
    expect(reply.kind === 'invalid' && Object.keys(reply.errors).sort()).toEqual(Object.keys(wrong).sort())
    expect((await send('chen', await opened('sofia'), wrong)).kind).toBe('message')
    expect(await record()).toMatchObject({ name: 'Acme GmbH', version: 1 })
  })

  it('refuses an external id that another customer has', async () => {
    await given(bot, { name: 'Other', externalId: 'C-1', teamId: 2 })
    expect(await send('sofia', await opened('sofia'), { externalId: 'C-1' })).toMatchObject({
      kind: 'invalid',
      errors: { externalId: expect.any(String) },
    })
    expect(textOf(await bot.say('sofia', '/customer edit acme id=C-1'))).toContain('Another customer has this external id.')
  })
})

describe('two people editing at once', () => {
  it('merge when they change different fields', async () => {
    const [mine, theirs] = [await opened('sofia'), await opened('marcus')]
    await send('marcus', theirs, { phone: '+49 30 9999999' })
    expect(textOf(await send('sofia', mine, { email: 'hi@acme.example' }))).toContain('saved e-mail.')
    expect(await record()).toMatchObject({ phone: '+49 30 9999999', email: 'hi@acme.example', version: 3 })
  })

  it('are asked when they change the same field, with the other’s change in sight', async () => {
    const [mine, theirs] = [await opened('sofia'), await opened('marcus')]
    await send('marcus', theirs, { phone: '+49 30 9999999' })
    const reply = await send('sofia', mine, { phone: '+49 30 1111111', email: 'hi@acme.example' })
    if (reply.kind !== 'next-form') throw new Error(textOf(reply))
    expect(reply.form.intro).toContain('Marcus Reed changed the same while you were editing')
    expect(reply.form.fields.find(field => field.name === 'phone')).toMatchObject({
      value: '+49 30 1111111',
      hint: 'Now: +49 30 9999999',
    })
    expect(await record()).toMatchObject({ phone: '+49 30 9999999', email: null })
    await send('sofia', reply.form, {})
    expect(await record()).toMatchObject({ phone: '+49 30 1111111', email: 'hi@acme.example' })
  })

  it('have nothing to settle when both wrote the same', async () => {
    const [mine, theirs] = [await opened('sofia'), await opened('marcus')]
    await send('marcus', theirs, { phone: '+49 30 9999999' })
    expect(textOf(await send('sofia', mine, { phone: '+49 30 9999999' }))).toContain('nothing changed')
  })

  it('lose none of the tags that either added', async () => {
    await bot.say('marcus', '/customer tag acme +marcus')
    await bot.submit('sofia', 'customers.tag', { customerId: acme, shown: ['VIP'] }, { tags: 'sofia' })
    expect((await record()).tags).toEqual(['marcus', 'sofia'])
  })

  it('are asked when both chose a stage, and nobody overwrites one they did not see', async () => {
    const opened = async (person: PersonName): Promise<Form> => {
      const reply = await bot.click(person, 'customers.stage', { customerId: acme })
      if (reply.kind !== 'form') throw new Error(textOf(reply))
      return reply.form
    }
    const send = (person: PersonName, form: Form, stage: string | null) =>
      bot.submit(person, 'customers.stage', form.state, { stage })
    const [mine, theirs] = [await opened('sofia'), await opened('marcus')]
    await send('marcus', theirs, 'won')
    const reply = await send('sofia', mine, 'negotiation')
    if (reply.kind !== 'next-form') throw new Error(textOf(reply))
    expect(reply.form.intro).toContain('Marcus Reed changed the same')
    expect(reply.form.fields[0]).toMatchObject({ value: 'negotiation', hint: 'Now: won' })
    expect((await record()).stage).toBe('won')
    // Left as it was shown, it leaves the other's choice.
    expect(textOf(await send('sofia', mine, null))).toContain('already is in the stage won')
    await send('sofia', reply.form, 'negotiation')
    expect((await record()).stage).toBe('negotiation')
  })

  it('at the very same moment are both kept', async () => {
    const [mine, theirs] = [await opened('sofia'), await opened('marcus')]
    await Promise.all([send('sofia', mine, { email: 'hi@acme.example' }), send('marcus', theirs, { industry: 'Tools' })])
    expect(await record()).toMatchObject({ email: 'hi@acme.example', industry: 'Tools', version: 3 })
    expect(await bot.store.db.change.count()).toBe(2)
  })
})

describe('editing in one line', () => {
  it('sets what is named and leaves the rest, in both languages', async () => {
    expect(
      textOf(await bot.say('sofia', '/customer edit acme email=hi@acme.example region="North Rhine" renewal=June')),
    ).toContain('saved e-mail, region, renewal.')
    expect(await record()).toMatchObject({
      email: 'hi@acme.example',
      region: 'North Rhine',
      custom: { plan: 'Gold', seats: '12', renewal: 'June' },
    })
    await given(bot, { name: '知客科技', teamId: 2, owner: 'chen' })
    expect(textOf(await bot.say('chen', '/客户 编辑 知客 电话：021-55556666 行业＝软件'))).toContain(
      '知客科技：已保存电话、行业。',
    )
  })

  it('opens the form with what was typed when something is wrong', async () => {
    const reply = await bot.say('sofia', '/customer edit acme email=nonsense phone=1')
    expect(reply).toMatchObject({ kind: 'form', form: { intro: expect.stringContaining('five digits') } })
    expect(reply.kind === 'form' && shownIn(reply.form)).toMatchObject({ email: 'nonsense', phone: '1' })
  })

  it('moves a customer to another team only with an owner there, or none', async () => {
    expect(textOf(await bot.say('marcus', '/customer edit acme team=华东'))).toContain('saved owner, team.')
    expect(await record()).toMatchObject({ teamId: 2, ownerId: null })
    expect(textOf(await bot.say('sofia', '/customer acme'))).toContain('no customer')
  })

  it('keeps what was typed when several could be meant', async () => {
    await given(bot, { name: 'North Ltd', owner: 'sofia' })
    const north = await given(bot, { name: 'North Sea AG', owner: 'sofia' })
    const pick = async (line: string) => {
      const reply = await bot.say('sofia', line)
      const list = reply.kind === 'message' ? reply.message.parts.find(part => part.kind === 'list') : undefined
      const row = list?.kind === 'list' ? list.rows.find(({ ref }) => ref?.id === north) : undefined
      return { reply, value: row?.act?.[0]?.value ?? null }
    }
    const { value } = await pick('/customer edit north phone=+49301234 plan="Gold one"')
    expect(textOf(await bot.click('sofia', 'customers.edit', value))).toContain('North Sea AG: saved phone, plan.')
    expect(await bot.store.db.customer.findUniqueOrThrow({ where: { id: north } })).toMatchObject({
      phone: '+49301234',
      custom: { plan: 'Gold one' },
    })
    const long = await pick(`/customer edit north notes=${'word '.repeat(1_000)}end`)
    expect(long.value).toEqual({ customerId: north })
    expect(textOf(long.reply)).toContain('word end')
  })

  it('gives back a value that no field holds', async () => {
    const said = textOf(await bot.say('sofia', `/customer edit acme industry=${'x'.repeat(5_000)}`))
    expect(said).toContain('At most 200 characters')
    expect(said.replace(/\n/g, '')).toContain(`industry=${'x'.repeat(2_000)}`)
    expect(said.match(/x/g)?.length).toBeGreaterThanOrEqual(5_000)
  })
})
