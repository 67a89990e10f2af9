import { describe, expect, it } from 'vitest'
import { readAssignments } from '../../src/customers/assignments.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { given } from './shop.ts'

const bot = useBot([customersFeature])
const byName = (name: string) => bot.store.db.customer.findMany({ where: { name }, orderBy: { id: 'asc' } })

describe('/customer new', () => {
  it('puts a customer on record by one line, owned by the rep who did', async () => {
    const card = textOf(await bot.say('sofia', '/customer new Acme GmbH tier=A phone=+49 30 1234567 tags=vip, trial plan=Gold'))
    expect(card).toMatch(/^Created Acme GmbH\.\nAcme GmbH\nTier: A/)
    const [acme] = await byName('Acme GmbH')
    expect(acme).toMatchObject({
      tier: 'A',
      teamId: 1,
      ownerId: await bot.member('sofia'),
      tags: ['vip', 'trial'],
      custom: { plan: 'Gold' },
      phoneDigits: '49301234567',
    })
    expect(await bot.store.db.activity.findMany()).toMatchObject([{ kind: 'created', customerId: acme?.id, source: 'chat' }])
  })

  it('takes Chinese keys, colons and mentions, in the Chinese team', async () => {
    expect(
      textOf(await bot.say('chen', '/客户 新建 知客科技 等级=A 电话：138 0013 8000 负责人=@[chen] 生日：1998年5月31日')),
    ).toContain('已新建：知客科技。')
    const [zhike] = await byName('知客科技')
    expect(zhike).toMatchObject({
      tier: 'A',
      phone: '138 0013 8000',
      teamId: 2,
      ownerId: await bot.member('chen'),
      birthday: new Date('1998-05-31'),
    })
  })

  it('leaves the owner open when a manager creates', async () => {
    await bot.say('marcus', '/customer new Acme GmbH')
    await bot.say('marcus', '/customer new Beta GmbH owner=@Sofia')
    expect([(await byName('Acme GmbH'))[0]?.ownerId, (await byName('Beta GmbH'))[0]?.ownerId]).toEqual([
      null,
      await bot.member('sofia'),
    ])
  })

  it('shows who may be the same before it creates, and creates when told so', async () => {
    await given(bot, { name: 'ACME GmbH', phone: '030 1234567', owner: 'tom' })
    const same = await bot.say('sofia', '/customer new Acme GmbH tier=A')
    expect(textOf(same)).toContain(
      'There may already be “Acme GmbH”:\n1. ACME GmbH / Tom Baker · never contacted [Open]\n[Create anyway]',
    )
    expect(textOf(await bot.say('sofia', '/customer new Somebody phone=+49 30 123-4567'))).toContain('1. ACME GmbH')
    const last = same.kind === 'message' ? same.message.parts.at(-1) : undefined
    const button = last?.kind === 'actions' ? last.actions[0] : undefined
    expect(textOf(await bot.click('sofia', 'customers.create', button?.value ?? null))).toContain('Created Acme GmbH.')
    expect(await byName('Acme GmbH')).toMatchObject([{ tier: 'A' }])
  })

  it('does the same from the form', async () => {
    await given(bot, { name: 'Acme GmbH', owner: 'tom' })
    const values = { name: 'Acme GmbH', owner: 'sofia' }
    const first = await bot.submit('sofia', 'customers.new', { teamId: 1, anyway: false }, values)
    expect(first).toMatchObject({
      kind: 'next-form',
      form: { state: { anyway: true }, intro: expect.stringContaining('May already exist: Acme GmbH') },
    })
    expect(textOf(await bot.submit('sofia', 'customers.new', { teamId: 1, anyway: true }, values))).toContain(
      'Created Acme GmbH.',
    )
    expect(await byName('Acme GmbH')).toHaveLength(2)
  })

  it('never shows customers of other teams as duplicates, and never takes their external id', async () => {
    await given(bot, { name: 'Acme GmbH', externalId: 'C-1', teamId: 2 })
    expect(textOf(await bot.say('sofia', '/customer new Acme GmbH'))).toContain('Created')
    const taken = await bot.say('sofia', '/customer new Other id=C-1')
    expect(taken).toMatchObject({ kind: 'form', form: { intro: 'External id: Another customer has this external id.' } })
    expect(JSON.stringify(taken)).not.toContain('Acme')
  })

  it('opens the form with everything typed when something is wrong or unknown', async () => {
    const reply = await bot.say('sofia', '/customer new Acme email=nonsense owner=@Nobody')
    expect(reply).toMatchObject({
      kind: 'form',
      form: { id: 'customers.new', intro: expect.stringMatching(/nobody called “@?Nobody”[\s\S]*E-mail: /i) },
    })
    expect(JSON.stringify(reply)).toContain('"value":"nonsense"')
    expect(await bot.submit('sofia', 'customers.new', { teamId: 1, anyway: false }, { name: ' ', phone: '12' })).toMatchObject({
      kind: 'invalid',
      errors: { name: expect.any(String), phone: expect.any(String) },
    })
  })

  it('keeps names of every script and emoji whole, and bounds them', async () => {
    const names = ['مكتبة النور', '👩‍👩‍👧 Café „Zum Löwen“', 'A=B Ltd', '"Quoted" & <b>']
    for (const name of names)
      expect(textOf(await bot.submit('sofia', 'customers.new', { teamId: 1, anyway: false }, { name }))).toContain(
        `Created ${name}.`,
      )
    for (const name of names) expect(textOf(await bot.say('sofia', `/customer show ${name.replaceAll('"', '')}`))).toContain(name)
    const reply = await bot.say('sofia', `/customer new ${'x'.repeat(10_000)}`)
    expect(reply).toMatchObject({ kind: 'form', form: { intro: expect.stringContaining('At most 200 characters.') } })
  })
})

describe('key=value', () => {
  it('is taken apart with quotes, spaces, both widths and unknown keys', () => {
    expect(readAssignments('Acme GmbH tier=A owner=@Sofia Lind region="North = East" seats＝12')).toEqual({
      head: 'Acme GmbH',
      said: 'tier=A owner=@Sofia Lind region="North = East" seats＝12',
      texts: { tier: 'A', region: 'North = East', custom: 'seats: 12' },
      owner: '@Sofia Lind',
      team: null,
    })
    expect(readAssignments('知客科技，电话：138，标签=重点、试用 团队=华东')).toMatchObject({
      head: '知客科技',
      texts: { phone: '138', tags: '重点、试用' },
      team: '华东',
    })
    expect(readAssignments('Hotel: Am See')).toMatchObject({ head: 'Hotel: Am See', texts: {} })
    expect(readAssignments('')).toEqual({ head: '', said: '', texts: {}, owner: null, team: null })
  })
})
