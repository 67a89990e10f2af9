import { beforeEach, describe, expect, it } from 'vitest'
import { customersFeature } from '../../src/customers/feature.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { given, givenContact } from './shop.ts'

const bot = useBot([customersFeature])
let acme: number
let zhike: number

beforeEach(async () => {
  acme = await given(bot, {
    name: 'Acme GmbH',
    phone: '+49 30 1234567',
    tier: 'A',
    stage: 'negotiation',
    tags: ['VIP'],
    owner: 'sofia',
    custom: { plan: 'Gold' },
  })
  await given(bot, { name: 'Northwind Traders', owner: 'sofia' })
  await given(bot, { name: 'Northgate Ltd', owner: 'tom' })
  zhike = await given(bot, { name: '知客科技', phone: '138 0013 8000', tags: ['重点'], teamId: 2, owner: 'chen' })
  await givenContact(bot, acme, { name: 'Anna Becker', role: 'buyer', phone: '+49 171 5550199', isKey: true })
})

const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))
const record = (id: number) => bot.store.db.customer.findUniqueOrThrow({ where: { id } })

describe('/customer shows the card', () => {
  it('with facts, tags, own fields, contacts and the buttons this person may use', async () => {
    const card = await said('sofia', '/customer acme')
    expect(card).toContain('Acme GmbH\nTier: A\nStage: negotiation\nOwner: Sofia Lind\nPhone: +49 30 1234567')
    expect(card).toContain('On record since: 5 Jan 2026\nTags: VIP\nplan: Gold')
    expect(card).toContain('Contacts\n- Anna Becker · buyer · key contact / +49 171 5550199')
    expect(card).toContain('[Edit] [Timeline] [Assign]')
    expect(await said('vera', '/customer acme')).not.toContain('[Edit]')
  })

  it('in Chinese to a Chinese reader, by name, pinyin, initials or phone', async () => {
    for (const who of ['知客', 'zhike', 'zk', '13800138000', '8000', '查看 知客', '标签：重点']) {
      const card = await said('chen', `/客户 ${who}`)
      expect(card).toContain('知客科技\n负责人: 陈晓雯\n电话: 138 0013 8000')
      expect(card).toContain('[编辑] [时间线] [分配]')
    }
    expect(textOf(await bot.dm('chen', '客户 知客'))).toContain('知客科技')
  })

  it('takes one slip of the keyboard, and a customer named like a verb in quotes', async () => {
    expect(await said('sofia', '/customer amce')).toContain('Acme GmbH\nTier')
    await given(bot, { name: 'New', owner: 'sofia' })
    expect(await said('sofia', '/customer "new"')).toMatch(/^New\n/)
    expect(await said('sofia', '/customer show new')).toMatch(/^New\n/)
  })

  it('or a numbered list to pick from, whose numbers then name a customer', async () => {
    const list = await said('sofia', '/customer north')
    expect(list).toContain('Which customer is “north”?\n1. Northwind Traders')
    expect(list).toContain('2. Northgate Ltd')
    expect(list).toContain('[Open]')
    expect(await said('sofia', '/customer 2')).toMatch(/^Northgate Ltd\n/)
    expect(await said('sofia', '/customer 9')).toContain('Number 9 is not in the list')
  })

  it('or says that nobody is called so, with a form to create one that has the name in it', async () => {
    const reply = await bot.say('sofia', '/customer Zebra Inc')
    expect(textOf(reply)).toBe('I found no customer for “Zebra Inc”.\n[Create]')
    const form = await bot.click('sofia', 'customers.new', { name: 'Zebra Inc' })
    expect(form).toMatchObject({
      kind: 'form',
      form: {
        id: 'customers.new',
        fields: expect.arrayContaining([expect.objectContaining({ name: 'name', value: 'Zebra Inc' })]),
      },
    })
    expect(await said('chen', '/客户 斑马')).toBe('没有找到与“斑马”匹配的客户。\n[新建]')
  })

  it('offers what is near when the name is far off', async () => {
    expect(await said('sofia', '/customer northwest trade')).toContain(
      'No customer is called “northwest trade”. Did you mean:\n1. Northwind',
    )
  })

  it('hints the right order when the verb stands last', async () => {
    expect(await said('sofia', '/customer acme timeline')).toContain('Did you mean /customer timeline acme?')
    expect(await said('sofia', '/customer nosuch gmbh history')).toContain('Did you mean /customer history nosuch gmbh?')
    expect(await said('chen', '/客户 知客 时间线')).toContain('您是不是想用 /customer 时间线 知客？')
    expect(await said('chen', '/客户 知客时间线')).toContain('您是不是想用 /customer 时间线 知客？')
  })

  it('guesses nobody for an id that nobody has', async () => {
    await given(bot, { name: 'Lighthouse Trading', externalId: 'LT-1002', owner: 'sofia' })
    await given(bot, { name: 'Litho', externalId: 'LT-1011', teamId: 2 })
    expect(await said('sofia', '/customer LT-1002')).toMatch(/^Lighthouse Trading\n/)
    for (const id of ['LT-1001', 'lt-1011', 'LT1001'])
      expect(await said('sofia', `/customer ${id}`)).toBe(`I found no customer for “${id}”.\n[Create]`)
  })

  it('names the verb that a mistyped first word is near to', async () => {
    expect(await said('sofia', '/customer tga zebra +vip')).toContain('Did you mean /customer tag acme +vip -trial?')
    expect(await said('sofia', '/customer timelin')).toContain('Did you mean /customer timeline acme?')
    expect(await said('chen', '/客户 联系仁 张伟')).toContain('您是不是想用 /customer 联系人')
  })

  it('asks with a type-ahead when nothing is typed, and shows what was chosen', async () => {
    const reply = await bot.say('sofia', '/customer')
    expect(reply).toMatchObject({ kind: 'form', form: { id: 'customers.search', fields: [{ kind: 'customer' }] } })
    expect(textOf(await bot.submit('sofia', 'customers.search', {}, { customer: String(acme) }))).toMatch(/^Acme GmbH\n/)
    expect(await bot.submit('sofia', 'customers.search', {}, { customer: null })).toMatchObject({ kind: 'invalid' })
  })

  it('says when a customer has left', async () => {
    await given(bot, { name: 'Gone Ltd', leftAt: new Date('2026-09-01T10:00:00Z'), leftReason: 'Price' })
    expect(await said('sofia', '/customer gone')).toContain('Left on 1 Sep 2026: Price')
  })
})

describe('tags, stage and owner change by one line', () => {
  it('in English', async () => {
    expect(await said('sofia', '/customer tag acme +trial -vip +key account')).toContain(
      'Acme GmbH now has the tags trial, key account.',
    )
    expect(await said('sofia', '/customer stage acme won')).toContain('Acme GmbH is now in the stage won.')
    expect(await said('sofia', '/customer assign acme to tom')).toContain('Acme GmbH now belongs to Tom Baker.')
    expect(await record(acme)).toMatchObject({
      tags: ['trial', 'key account'],
      stage: 'won',
      ownerId: await bot.member('tom'),
      version: 4,
    })
  })

  it('in Chinese, with full-width signs', async () => {
    expect(await said('chen', '/客户 标签 知客 ＋试用 －重点')).toContain('知客科技现在的标签：试用。')
    expect(await said('chen', '/客户 阶段 知客：谈判中')).toContain('知客科技的阶段已改为“谈判中”。')
    expect(await said('marcus', '/客户 分配 知客 给 陈晓雯')).toContain('already belongs to')
    expect(await said('marcus', '/customer assign zhike @[marcus]')).toContain('知客科技 now belongs to Marcus Reed.')
    expect(await record(zhike)).toMatchObject({ tags: ['试用'], stage: '谈判中', ownerId: await bot.member('marcus') })
  })

  it('takes quotes off tags, and puts names where people and channels are mentioned', async () => {
    expect(await said('sofia', '/customer tag acme +"big fish" -vip')).toContain('Acme GmbH now has the tags big fish.')
    expect(await said('sofia', '/customer tag acme +“new - deal” -“Big Fish”')).toContain('has the tags new - deal.')
    expect(await said('sofia', '/customer tag acme +@[marcus]')).toContain('@Marcus Reed')
    await bot.say('sofia', '/customer stage acme with @[marcus]')
    await bot.say('sofia', '/customer edit acme source=@[tom] plan="ask @[marcus]" tags="「two words」, x"')
    await bot.say('sofia', '/customer contact add acme: Anna Vogel, buyer, knows @[marcus] well')
    await bot.say('sofia', '/customer left acme reason @[marcus] said so in #[general]')
    await bot.say('sofia', '/customer new Referred Ltd source=@[tom]')
    expect(await record(acme)).toMatchObject({
      stage: 'with @Marcus Reed',
      source: '@Tom Baker',
      custom: { plan: 'ask @Marcus Reed' },
      tags: ['two words', 'x'],
      leftReason: '@Marcus Reed said so in #general',
    })
    expect(await bot.store.db.contact.findFirst({ where: { name: 'Anna Vogel' } })).toMatchObject({
      preferences: 'knows @Marcus Reed well',
    })
    expect(await bot.store.db.customer.findFirst({ where: { name: 'Referred Ltd' } })).toMatchObject({ source: '@Tom Baker' })
    for (const line of ['@[marcus]', 'stage @[marcus] x', 'tag nosuch@[marcus]'])
      expect(await said('sofia', `/customer ${line}`)).not.toContain('@[')
  })

  it('keeps tags unique whatever their case, and their number and length bounded', async () => {
    expect(await said('sofia', '/customer tag acme +vip')).toContain('already has the tags VIP')
    expect(await said('sofia', `/customer tag acme +${'x'.repeat(41)}`)).toContain('A tag has at most 40 characters.')
    const many = Array.from({ length: 31 }, (_, index) => `+t${index}`).join(' ')
    expect(await said('sofia', `/customer tag acme ${many}`)).toContain('at most 30 tags')
    expect((await record(acme)).tags).toEqual(['VIP'])
  })

  it.each([
    'left acme reason ',
    'left acme because of ',
    'stage acme ',
    'tag acme +',
    'left north reason ',
    'stage north ',
    'tag north +',
  ])('gives back all of a text too long to keep: %s', async line => {
    const typed = `${'so much to say about this one '.repeat(330)}end`
    const said = textOf(await bot.say('sofia', `/customer ${line}${typed}`)).replace(/\s/g, '')
    expect(said).toContain('end')
    expect(said.match(/somuchtosayaboutthisone/g)?.length).toBeGreaterThan(320)
    expect(await record(acme)).toMatchObject({ leftAt: null, tags: ['VIP'] })
  })

  it('tells the new owner in private, in their language', async () => {
    await bot.store.db.customer.update({ where: { id: zhike }, data: { ownerId: null } })
    await bot.say('marcus', '/customer assign zhike @[chen]')
    const [item] = await bot.store.db.outboxItem.findMany()
    expect(item).toMatchObject({ place: 'chen', platform: 'test' })
    expect(JSON.stringify(item?.message)).toContain('Marcus Reed将以下客户分配给您')
  })

  it('asks by a form when the line does not say what to', async () => {
    for (const [line, id] of [
      ['tag acme', 'customers.tag'],
      ['stage acme', 'customers.stage'],
      ['assign acme', 'customers.assign'],
      ['left acme', 'customers.left'],
      ['edit acme', 'customers.edit'],
      ['contact add acme', 'customers.contact'],
      ['new', 'customers.new'],
    ])
      expect(await bot.say('sofia', `/customer ${line}`)).toMatchObject({ kind: 'form', form: { id } })
    for (const [line, id] of [
      ['标签 知客', 'customers.tag'],
      ['阶段 知客', 'customers.stage'],
      ['分配 知客', 'customers.assign'],
      ['流失 知客', 'customers.left'],
      ['编辑 知客', 'customers.edit'],
      ['联系人 添加 知客', 'customers.contact'],
      ['新建', 'customers.new'],
    ])
      expect(await bot.say('chen', `/客户 ${line}`)).toMatchObject({ kind: 'form', form: { id } })
  })

  it('goes on from a pick list when several could be meant', async () => {
    const reply = await bot.say('sofia', '/customer stage north won')
    const [, list] = reply.kind === 'message' ? reply.message.parts : []
    const button = list?.kind === 'list' ? list.rows[0]?.act?.[0] : undefined
    expect(button).toMatchObject({ action: 'customers.stage', value: { stage: 'won' } })
    expect(textOf(await bot.click('sofia', 'customers.stage', button?.value ?? null))).toContain(
      'Northwind Traders is now in the stage won.',
    )
  })

  it('does not assign to people who could not see the customer', async () => {
    expect(await said('sofia', '/customer assign acme 陈晓雯')).toContain('陈晓雯 has no role in the team “Key accounts”')
    expect(await said('sofia', '/customer assign acme nobody-like-this')).toContain('I know nobody called')
    expect(await said('sofia', '/customer assign acme nobody')).toContain('Acme GmbH has no owner now.')
  })

  it('saves what forms send', async () => {
    await bot.submit('sofia', 'customers.tag', { customerId: acme, shown: ['VIP'] }, { tags: 'gold, silver' })
    await bot.submit('sofia', 'customers.stage', { customerId: acme, shown: 'negotiation' }, { stage: 'renewal' })
    expect(await record(acme)).toMatchObject({ tags: ['gold', 'silver'], stage: 'renewal' })
    await bot.submit('sofia', 'customers.assign', { customerId: acme }, { owner: 'tom' })
    expect(await record(acme)).toMatchObject({ ownerId: await bot.member('tom') })
  })
})

describe('leaving is dated and happens once', () => {
  it('with a reason in the line, in both languages', async () => {
    expect(await said('sofia', '/customer left acme reason too expensive')).toContain(
      'Acme GmbH left on 16 Sep 2026: too expensive.',
    )
    expect(await record(acme)).toMatchObject({ leftAt: bot.now, leftReason: 'too expensive' })
    expect(await said('sofia', '/customer left acme reason something else')).toContain(
      'already left on 16 Sep 2026: too expensive.',
    )
    expect(await said('chen', '/客户 流失 知客 原因：选择了竞品')).toContain('知客科技已于2026年9月16日标记为流失：选择了竞品')
    const left = await bot.store.db.activity.findMany({ where: { kind: 'left' } })
    expect(left.map(({ customerId, data }) => [customerId, data])).toEqual([
      [acme, { reason: 'too expensive' }],
      [zhike, { reason: '选择了竞品' }],
    ])
  })

  it('from the form, with a choice, own words and a day that is not to come', async () => {
    const state = { customerId: acme }
    const send = (values: Record<string, string | null>) => bot.submit('sofia', 'customers.left', state, values)
    expect(await send({ reason: null, note: ' ', day: '2026-09-10' })).toMatchObject({
      kind: 'invalid',
      errors: { reason: expect.any(String) },
    })
    expect(await send({ reason: 'price', note: null, day: '2026-09-17' })).toMatchObject({
      kind: 'invalid',
      errors: { day: expect.any(String) },
    })
    expect(await send({ reason: 'price', note: null, day: '2026-02-30' })).toMatchObject({
      kind: 'invalid',
      errors: { day: expect.any(String) },
    })
    expect(textOf(await send({ reason: 'price', note: 'twice as much', day: '2026-09-10' }))).toContain(
      'left on 10 Sep 2026: Price: twice as much.',
    )
  })

  it('is undone by hand', async () => {
    await bot.say('sofia', '/customer left acme: moved')
    expect(await said('sofia', '/customer back acme')).toContain('Acme GmbH is back.')
    expect(await said('sofia', '/customer back acme')).toContain('has not left')
    expect(await record(acme)).toMatchObject({ leftAt: null, leftReason: null })
  })
})

describe('a channel is linked to a customer', () => {
  it('from inside, from elsewhere, and unlinked again', async () => {
    expect(textOf(await bot.say('sofia', '/customer link acme', 'general'))).toContain('Acme GmbH is now linked to this channel')
    expect(textOf(await bot.say('sofia', '/customer', 'general'))).toContain('Find a customer')
    expect(await said('sofia', '/customer link acme #[shared]')).toContain('Acme GmbH is now linked to that channel')
    expect(await said('sofia', '/customer #[shared]')).toMatch(/^Acme GmbH\n/)
    expect(textOf(await bot.say('sofia', '/customer link northwind', 'general'))).toContain('instead of Acme GmbH')
    expect(await said('sofia', '/customer unlink #[shared]')).toContain('no longer linked')
    expect(await said('sofia', '/customer unlink #[shared]')).toContain('not linked to any customer')
  })

  it('only where it says which', async () => {
    expect(await said('sofia', '/customer link acme')).toContain('Which channel?')
    expect(await said('chen', '/客户 关联 知客')).toContain('请在要关联的频道里输入')
  })

  it('and nothing is shown in a channel shared outside', async () => {
    expect(textOf(await bot.say('sofia', '/customer acme', 'shared'))).toContain('shared with another company')
  })
})

describe('timeline and history', () => {
  it('say what happened and who changed what, when', async () => {
    await bot.say('sofia', '/customer stage acme won')
    await bot.say('marcus', '/customer edit acme phone="+49 30 7654321" plan=Platinum')
    await bot.say('sofia', '/customer contact add acme: Tim Vogel, CFO')
    const timeline = await said('sofia', '/customer timeline acme')
    expect(timeline).toContain('- 📇 New contact: Tim Vogel / 16 Sep, 12:00 · Sofia Lind')
    expect(timeline).toContain('- 🔀 Stage: negotiation → won / 16 Sep, 12:00 · Sofia Lind')
    const history = await said('sofia', '/customer history acme')
    expect(history).toContain('- stage: negotiation → won / 16 Sep, 12:00 · Sofia Lind')
    expect(history).toContain('- phone: +49 30 1234567 → +49 30 7654321 / 16 Sep, 12:00 · Marcus Reed')
    expect(history).toContain('- plan: Gold → Platinum')
    expect(await said('chen', '/客户 时间线 知客')).toContain('知客科技还没有任何动态。')
    expect(await said('chen', '/客户 历史 知客')).toContain('知客科技还没有变更记录。')
  })

  it('are paged in place', async () => {
    for (let index = 0; index < 12; index++)
      await bot.store.db.activity.create({
        data: {
          customerId: acme,
          kind: 'stage',
          at: new Date(bot.now.getTime() - index * 60_000),
          source: 'chat',
          data: { before: `s${index}`, after: 'x' },
        },
      })
    const first = await said('sofia', '/customer timeline acme')
    expect(first).toContain('1–10 of 12\n[Next] [Open]')
    const next = await bot.click('sofia', 'customers.timeline', { customerId: acme, page: 1 })
    expect(next.kind).toBe('replace')
    expect(textOf(next)).toContain('s11 → x')
    expect(textOf(next)).toContain('11–12 of 12\n[Back] [Open]')
  })
})

describe('Chinese without spaces', () => {
  it('is taken apart at the verb', async () => {
    expect(await said('chen', '/客户 新建蓝海贸易')).toContain('已新建：蓝海贸易。')
    expect(await said('chen', '/客户 时间线知客')).toContain('知客科技还没有任何动态。')
    expect(await said('vera', '/客户 新建蓝海贸易')).toContain('You may not do that')
  })
})

describe('a customer deleted meanwhile', () => {
  it('is said to be gone at every button and form', async () => {
    await bot.store.db.customer.delete({ where: { id: acme } })
    const id = { customerId: acme }
    for (const action of ['show', 'edit', 'assign', 'tag', 'stage', 'timeline', 'history', 'contact', 'left', 'back'])
      expect(textOf(await bot.click('sofia', `customers.${action}`, id)), action).toContain('no longer there')
    const forms: [string, Parameters<typeof bot.submit>[2], Parameters<typeof bot.submit>[3]][] = [
      ['edit', { ...id, version: 1, shown: {} }, { name: 'X' }],
      ['assign', id, { owner: 'tom' }],
      ['tag', { ...id, shown: [] }, { tags: 'a' }],
      ['stage', id, { stage: 'a' }],
      ['left', id, { reason: 'price', day: '2026-09-01' }],
      ['contact', { ...id, contactId: null }, { name: 'A' }],
      ['search', {}, { customer: String(acme) }],
    ]
    for (const [form, state, values] of forms)
      expect(textOf(await bot.submit('sofia', `customers.${form}`, state, values)), form).toContain('no longer there')
  })
})
