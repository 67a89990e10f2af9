import { beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '../../src/chat/message.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { suggestCustomers } from '../../src/customers/suggest.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { given, givenContact } from './shop.ts'

const bot = useBot([customersFeature])
let acme: number
let beta: number
let zhike: number

beforeEach(async () => {
  acme = await given(bot, { name: 'Acme GmbH', phone: '+49 30 1234567', owner: 'sofia' })
  beta = await given(bot, { name: 'Beta GmbH', owner: 'tom' })
  zhike = await given(bot, { name: '知客科技', teamId: 2, owner: 'chen' })
  bot.suggestions = suggestCustomers
})

const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))
const clicked = async (person: PersonName, action: string, value: Json) => textOf(await bot.click(person, action, value))
const denied = /You may not do that|您没有权限/

describe('another team’s customer', () => {
  it('is not found, listed, suggested or named by anything typed', async () => {
    for (const line of [
      'acme',
      'acme gmbh',
      '+49 30 1234567',
      '4567',
      'edit acme',
      'tag acme +x',
      'stage acme x',
      'left acme: y',
      'assign acme me',
      'timeline acme',
      'history acme',
      'contact acme',
    ])
      expect(await said('chen', `/客户 ${line}`)).not.toMatch(/Acme GmbH/)
    expect(await said('chen', '/客户 列表 全部')).not.toContain('Acme')
    const suggested = await bot.receive({
      kind: 'suggest',
      key: 's1',
      platform: 'test',
      person: { platform: 'test', id: 'chen' },
      place: null,
      replyTo: null,
      query: 'acme',
    })
    expect(suggested).toEqual({ kind: 'options', options: [] })
  })

  it('is refused at every button, and the refusal is audited', async () => {
    const actions = ['show', 'edit', 'assign', 'tag', 'stage', 'timeline', 'history', 'contact', 'left', 'back']
    for (const action of actions)
      expect(await clicked('chen', `customers.${action}`, { customerId: acme }), action).toMatch(denied)
    const audited = await bot.store.db.auditEntry.findMany({ where: { outcome: 'denied' } })
    expect(audited).toHaveLength(actions.length)
    expect(JSON.stringify(audited.map(entry => entry.resource))).not.toContain('Acme')
  })

  it('is refused at every form', async () => {
    const id = { customerId: acme }
    const forms = [
      ['edit', { ...id, version: 1, shown: {} }, { name: 'X' }],
      ['assign', id, { owner: 'chen' }],
      ['tag', { ...id, shown: [] }, { tags: 'a' }],
      ['stage', id, { stage: 'a' }],
      ['left', id, { reason: 'price', day: '2026-09-01' }],
      ['contact', { ...id, contactId: null }, { name: 'A' }],
      ['search', {}, { customer: String(acme) }],
    ] as const
    for (const [form, state, values] of forms)
      expect(textOf(await bot.submit('chen', `customers.${form}`, state as unknown as Json, values)), form).toMatch(denied)
    expect(await bot.store.db.customer.findUniqueOrThrow({ where: { id: acme } })).toMatchObject({
      name: 'Acme GmbH',
      version: 1,
    })
  })

  it('has contacts that are refused too', async () => {
    const contactId = await givenContact(bot, acme, { name: 'Anna Becker' })
    expect(await clicked('chen', 'customers.contact-edit', { contactId })).toMatch(denied)
    expect(await clicked('chen', 'customers.contact-remove', { contactId })).toMatch(denied)
    expect(await said('chen', '/客户 Anna Becker')).not.toContain('Acme')
  })

  it('cannot be pulled out of the channel it is linked to', async () => {
    await bot.store.db.channel.updateMany({ where: { ref: 'general' }, data: { customerId: acme } })
    expect(await said('chen', '/客户 #[general]')).not.toContain('Acme')
    expect(textOf(await bot.say('chen', '/客户 关联 知客', 'general'))).not.toContain('Acme')
    expect((await bot.store.db.channel.findFirstOrThrow({ where: { ref: 'general' } })).customerId).toBe(acme)
    expect(textOf(await bot.say('chen', '/客户 取消关联', 'general'))).toMatch(denied)
  })
})

describe('a colleague’s customer', () => {
  it('can be read, not changed', async () => {
    expect(await said('sofia', '/customer beta')).toContain('Beta GmbH')
    expect(await said('sofia', '/customer beta')).not.toContain('[Edit]')
    for (const line of [
      'edit beta',
      'tag beta +x',
      'stage beta x',
      'left beta: y',
      'assign beta me',
      'contact add beta: A',
      'link beta #[general]',
    ])
      expect(await said('sofia', `/customer ${line}`), line).toMatch(denied)
    expect(await bot.store.db.customer.findUniqueOrThrow({ where: { id: beta } })).toMatchObject({ version: 1, tags: [] })
  })

  it('is not even there in a team set to own customers only', async () => {
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await said('sofia', '/customer beta')).toContain('no customer')
    expect(await said('sofia', '/customer list all')).not.toContain('Beta')
    expect(await clicked('sofia', 'customers.show', { customerId: beta })).toMatch(denied)
    expect(await said('sofia', '/customer acme')).toContain('Acme GmbH')
    expect(await said('vera', '/customer beta')).toContain('Beta GmbH')
    expect(await said('marcus', '/customer beta')).toContain('[Edit]')
  })
})

describe('roles', () => {
  it('viewers read, guests and outsiders get nothing, administrators everything', async () => {
    expect(await said('vera', '/customer acme')).toContain('Acme GmbH')
    for (const line of ['new X', 'edit acme', 'tag acme +x', 'left acme: y'])
      expect(await said('vera', `/customer ${line}`)).toMatch(denied)
    expect(await said('gus', '/customer acme')).not.toContain('Acme GmbH')
    expect(textOf(await bot.say('anna', '/customer acme', 'shared'))).toContain('Only members')
    expect(await clicked('anna', 'customers.show', { customerId: acme })).toContain('Only members')
    expect(await said('olivia', '/customer zhike')).toContain('知客科技')
    expect(await said('olivia', '/customer tag zhike +seen')).toContain('seen')
    expect((await bot.store.db.customer.findUniqueOrThrow({ where: { id: zhike } })).tags).toEqual(['seen'])
  })

  it('a role taken away counts at the next click', async () => {
    expect(await clicked('sofia', 'customers.edit', { customerId: acme })).toContain('Edit customer')
    await bot.store.db.teamRole.updateMany({ where: { memberId: await bot.member('sofia') }, data: { role: 'none' } })
    expect(await clicked('sofia', 'customers.edit', { customerId: acme })).toMatch(denied)
  })
})

describe('type-ahead', () => {
  const suggest = (query: string) =>
    bot.receive({
      kind: 'suggest',
      key: `s-${query}`,
      platform: 'test',
      person: { platform: 'test', id: 'sofia' },
      place: null,
      replyTo: null,
      query,
    })

  it('offers one’s own before anything is typed, then what matches, with owner and tier', async () => {
    expect(await suggest('')).toEqual({ kind: 'options', options: [{ value: String(acme), label: 'Acme GmbH · Sofia Lind' }] })
    expect(await suggest('bet')).toEqual({ kind: 'options', options: [{ value: String(beta), label: 'Beta GmbH · Tom Baker' }] })
  })

  it('offers at most twenty, each within the width of an option', async () => {
    for (let index = 0; index < 25; index++) await given(bot, { name: `${'Long '.repeat(30)}${index}`, tier: 'A' })
    const reply = await suggest('long')
    const options = reply.kind === 'options' ? reply.options : []
    expect(options).toHaveLength(20)
    expect(Math.max(...options.map(option => [...option.label].length))).toBeLessThanOrEqual(75)
  })
})

describe('assigning what one may not', () => {
  it('says who may, in one sentence, and is on record', async () => {
    await given(bot, { name: 'Greenhouse' })
    await given(bot, { name: '绿屋', teamId: 2 })
    expect(await said('sofia', '/customer assign greenhouse @[sofia]')).toBe(
      'You may not do that: a manager of the team “Key accounts” (Marcus Reed) or an administrator can assign this customer.',
    )
    expect(await said('chen', '/客户 分配 绿屋 @[chen]')).toBe(
      '您没有权限做这个操作：这位客户只能由“华东客户部”团队的经理（Marcus Reed）或管理员分配。',
    )
    expect(await clicked('sofia', 'customers.assign', { customerId: beta })).toContain('its owner, a manager')
    expect(await bot.store.db.auditEntry.count({ where: { outcome: 'denied', action: 'customer.assign' } })).toBe(3)
  })
})

describe('linking a channel', () => {
  const linkedTo = async (ref: string) => (await bot.store.db.channel.findFirstOrThrow({ where: { ref } })).customerId

  it('of a team one has no role in is refused, by line and by button; members of it and administrators may', async () => {
    for (const answer of [
      await said('sofia', '/customer link acme #[east]'),
      await clicked('sofia', 'customers.link', { customerId: acme, channel: 'east' }),
    ])
      expect(answer).toContain('the channel of a team you are not in')
    expect(await said('chen', '/客户 关联 知客 #[key-accounts]')).toContain('这是其他团队的频道')
    expect(await linkedTo('east')).toBeNull()
    expect(await said('marcus', '/customer link acme #[east]')).toContain('Acme GmbH is now linked to')
    expect(await said('olivia', '/customer link beta #[east]')).toContain('instead of Acme GmbH')
    expect(await linkedTo('east')).toBe(beta)
  })

  it('that is about a customer one may not change is refused', async () => {
    await bot.say('tom', '/customer link beta #[general]')
    expect(await said('sofia', '/customer link acme #[general]')).toContain('a customer that you may not change')
    expect(await linkedTo('general')).toBe(beta)
  })
})
