import { beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import type { Form, FormValues } from '../../src/chat/form.ts'
import type { Button } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { teamById } from '../../src/people/store.ts'
import { runSegments } from '../../src/segments/own/run.ts'
import { given } from '../customers/shop.ts'
import { messageText, type PersonName, textOf, useBot } from '../harness/bot.ts'
import { givenSegment } from './shop.ts'

const all = features({ checks: async () => [], nextRuns: async () => [] })
const rooms = collect(all)
const bot = useBot(all)

beforeEach(async () => {
  await given(bot, { name: 'Acme GmbH', tier: 'A', tags: ['VIP'], owner: 'sofia' })
  await given(bot, { name: 'Beta GmbH', tier: 'A', owner: 'tom' })
  await given(bot, { name: 'Cobalt Ltd', tier: 'B' })
  await given(bot, { name: '知客科技', tier: 'A', teamId: 2, owner: 'chen' })
})

const said = async (person: PersonName, line: string) => textOf(await bot.say(person, line))
const night = (teamId = 1) =>
  bot.store.tx(async tx =>
    runSegments({ tx, now: bot.now, outbox: createOutbox(() => bot.now), rooms }, await teamById(tx, teamId)),
  )
const memberNames = async (name: string) =>
  (
    await bot.store.db.segmentMember.findMany({
      where: { segment: { name } },
      include: { customer: true },
      orderBy: { customerId: 'asc' },
    })
  ).map(({ customer }) => customer.name)

function button(reply: Reply, label: RegExp): Button {
  const parts = reply.kind === 'message' || reply.kind === 'replace' ? reply.message.parts : []
  const found = parts.flatMap(part => (part.kind === 'actions' ? part.actions : [])).find(each => label.test(each.label))
  if (!found) throw new Error(`no button ${label} on: ${textOf(reply)}`)
  return found
}
const press = (person: PersonName, reply: Reply, label: RegExp) => {
  const { action, value } = button(reply, label)
  return bot.click(person, action, value)
}
function formOf(reply: Reply): Form {
  if (reply.kind !== 'form' && reply.kind !== 'next-form') throw new Error(`no form but: ${textOf(reply)}`)
  return reply.form
}
const filledIn = (form: Form): FormValues =>
  Object.fromEntries(
    form.fields.map(field => [field.name, 'value' in field && typeof field.value === 'string' ? field.value : null]),
  )
const fill = (person: PersonName, form: Form, values: FormValues) =>
  bot.submit(person, form.id, form.state, { ...filledIn(form), ...values })

describe('/segment new', () => {
  it('previews who fits and saves on a click; the list, the filter and the card know it, in both languages', async () => {
    const preview = await bot.say('marcus', '/segment new "Big ones" tier:A not left')
    expect(textOf(preview)).toBe(
      'New segment: Big ones\nUnderstood as: tier:A and not left\nFit now: 2 customers · Acme GmbH, Beta GmbH\nNot saved yet.\n[Save] [Change…]',
    )
    expect(await bot.store.db.segment.count()).toBe(0)
    const saved = await press('marcus', preview, /^Save$/)
    expect(saved.kind).toBe('replace')
    expect(textOf(saved)).toContain('Big ones: saved, 2 in it.')
    expect(await memberNames('Big ones')).toEqual(['Acme GmbH', 'Beta GmbH'])
    expect(await said('sofia', '/segment')).toContain('- Big ones · 2 / tier:A not left [List|Show]')
    expect(await said('sofia', '/customer list segment:"big ones" mine')).toContain('1. Acme GmbH')
    expect(await said('sofia', '/customer Acme')).toContain('Segments: Big ones')
    // Nobody moved: neither timeline nor figures tell of a rule that is new.
    expect(await bot.store.db.activity.count({ where: { source: 'segment' } })).toBe(0)
    expect(await bot.store.db.segmentDay.findMany()).toMatchObject([{ members: 2, entered: 0, exited: 0 }])
    // The second click finds nothing to save.
    expect(textOf(await press('marcus', preview, /^Save$/))).toContain('no longer kept')

    await bot.store.db.teamRole.updateMany({ where: { memberId: await bot.member('chen') }, data: { role: 'manager' } })
    const chinese = await bot.say('chen', '/分群 新建 重点客户：等级：A且建档>30天')
    expect(textOf(chinese)).toContain(
      '新分群：重点客户\n条件理解为: 等级:A 且 建档>30天\n目前符合: 1 位客户 · 知客科技\n尚未保存。\n[保存] [修改…]',
    )
    await press('chen', chinese, /^保存$/)
    expect(await said('chen', '/客户 知客')).toContain('分群: 重点客户')
    expect(await said('chen', '/客户 列表 分群：重点客户')).toContain('1. 知客科技')
    expect(await said('chen', '/分群')).toContain('- 重点客户 · 1 / 等级：A且建档>30天 [名单|详情|编辑]')
    // Names of another team's segments are not known here.
    expect(await said('chen', '/客户 列表 分群：big-ones')).toContain('没有“分群:big-ones”')
  })

  it.each([
    ['Happy ones csat>=4', 'Happy ones', 'csat>=4'],
    ['Happy: csat>=4', 'Happy', 'csat>=4'],
    ['满意客户 满意度>=4 且 我的', '满意客户', '满意度>=4 且 我的'],
    ['“满意 客户” 满意度>=4', '满意 客户', '满意度>=4'],
    ['Not bad not tag:bad', 'Not bad', 'not tag:bad'],
    ['Big (orders>3 or tier:A)', 'Big', '(orders>3 or tier:A)'],
    ['Only a name', 'Only a name', ''],
    ['High value and loyal orders>3', 'High value and loyal', 'orders>3'],
    ['重点 我的有风险', '重点', '我的有风险'],
  ])('takes the name off %s', async (typed, name, filter) => {
    const reply = await bot.say('marcus', `/segment new ${typed}`)
    if (reply.kind === 'form') {
      expect(filledIn(reply.form)).toMatchObject({ name, filter: filter || null })
      return
    }
    await press('marcus', reply, /^Save$/)
    expect(await bot.store.db.segment.findFirstOrThrow()).toMatchObject({ name, filter })
  })

  it('gives what is wrong back in the form, with all that was typed', async () => {
    const form = formOf(await bot.say('marcus', '/segment new Silent lastordr>60d and mine'))
    expect(form.intro).toBe('I cannot filter by “lastordr”. Did you mean lastorder?')
    expect(filledIn(form)).toMatchObject({ name: 'Silent', filter: 'lastordr>60d and mine' })
  })

  it('says in the form what is wrong at its field, and shows what happens on coming and going', async () => {
    const form = formOf(await bot.say('marcus', '/segment new'))
    const wrong = await fill('marcus', form, { name: 'champions', filter: 'mine', 'enter.tags': `+${'x'.repeat(50)}` })
    expect(wrong).toEqual({
      kind: 'invalid',
      errors: {
        name: 'There is a segment “champions” already. Choose another name, or edit that one.',
        filter: '“mine” depends on who looks, so a segment cannot ask for it. Name the person instead: owner:Sofia.',
        'enter.tags': 'At most 30 tags of at most 40 characters.',
      },
    })
    const preview = await fill('marcus', form, {
      name: 'Big ones',
      filter: 'tier:A',
      'enter.tags': '+big -"small fry"',
      'enter.stage': 'courted',
      'enter.task': 'call within 3 days',
      'enter.who': 'owner',
      'enter.tell': 'yes',
      'exit.task': 'ask why',
      'exit.person': 'sofia',
    })
    expect(textOf(preview)).toContain(
      'Coming in: tag big · remove the tag small fry · stage courted · task “call within 3 days” for the owner · a message in the team’s channel\n' +
        'Going out: task “ask why” for Sofia Lind\n' +
        'Not saved yet. Saving does nothing to those who fit now: what happens on coming in and going out starts with the next one.\n' +
        '[Save] [Save, and do it for these 2 now] [Change…]',
    )
    const again = formOf(await press('marcus', preview, /^Change/))
    expect(filledIn(again)).toMatchObject({
      name: 'Big ones',
      filter: 'tier:A',
      'enter.tags': '+big -"small fry"',
      'exit.person': 'sofia',
    })
  })

  it('is refused to reps, to others with the preview’s button, and where no team of theirs is', async () => {
    expect(await said('sofia', '/segment new Big tier:A')).toContain('You may not do that.')
    const preview = await bot.say('marcus', '/segment new Big tier:A')
    expect(textOf(await press('sofia', preview, /^Save$/))).toContain('You may not do that.')
    expect(textOf(await press('olivia', preview, /^Save$/))).toContain('no longer kept')
    expect(await bot.store.db.segment.count()).toBe(0)
  })
})

describe('saving', () => {
  it('refuses what would go round in a circle, and names the way', async () => {
    await givenSegment(bot, { name: 'Trial', filter: 'tag:trial', onEnter: { stage: 'testing' } })
    const form = formOf(await bot.say('marcus', '/segment new'))
    const circle = await fill('marcus', form, { name: 'Testing', filter: 'stage:testing and orders:none', 'exit.tags': '-Trial' })
    expect(circle).toMatchObject({
      kind: 'invalid',
      errors: {
        filter:
          'This would go round in a circle: “Testing” changes the tag “trial”, which “Trial” asks for; “Trial” changes the stage, which “Testing” asks for. Take one of these away.',
      },
    })
    const self = await fill('marcus', form, { name: 'Buyers', filter: 'orders>0 and not tag:buyer', 'enter.tags': '+buyer' })
    expect(textOf(self)).toBe('This would go round in a circle: “Buyers” changes the tag “buyer”, which it asks for itself.')
    expect(textOf(await fill('marcus', form, { name: 'Testing', filter: 'stage:testing', 'exit.tags': '-done' }))).toContain(
      '[Save]',
    )
    const nested = await bot.say('marcus', '/segment new Nested segment:trial')
    await press('marcus', nested, /^Save$/)
    const edit = formOf(await bot.say('marcus', '/segment edit trial'))
    expect(textOf(await fill('marcus', edit, { filter: 'segment:nested' }))).toContain(
      '“Trial” decides who is in it, which “Nested” asks for',
    )
  })

  it('does what happens on coming in for those who fit now only when that is chosen', async () => {
    const form = formOf(await bot.say('marcus', '/segment new'))
    const values = { name: 'Big ones', filter: 'tier:A', 'enter.tags': '+big', 'enter.task': 'call tomorrow' }
    await press('marcus', await fill('marcus', form, values), /^Save$/)
    expect(await bot.store.db.customer.count({ where: { tags: { has: 'big' } } })).toBe(0)
    await night()
    expect(await bot.store.db.careTask.count()).toBe(0)
    const edit = formOf(await bot.say('marcus', '/segment edit Big ones'))
    const preview = await fill('marcus', edit, { filter: 'tier:A or tier:B' })
    expect(textOf(preview)).toContain('With this change: 1 come in, 0 go out')
    const done = await press('marcus', preview, /do it for these 3/)
    expect(textOf(done)).toContain('Done for 3 customers.')
    expect(await bot.store.db.customer.count({ where: { tags: { has: 'big' } } })).toBe(3)
    expect(await bot.store.db.careTask.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { title: 'call', assigneeId: await bot.member('sofia'), cause: 'segment', evidence: ['Came into the segment “Big ones”'] },
      { title: 'call', assigneeId: await bot.member('tom') },
      { title: 'call', assigneeId: null },
    ])
    expect(await said('sofia', '/customer timeline Acme')).toContain('Came into the segment “Big ones”')
    expect(await said('sofia', '/customer history Acme')).toContain('tags: VIP → VIP, big / 16 Sep, 12:00 · by a segment')
  })

  it('shows who saved meanwhile, and loses neither', async () => {
    await givenSegment(bot, { name: 'Big ones', filter: 'tier:A' })
    const mine = formOf(await bot.say('marcus', '/segment edit Big ones'))
    const theirs = await bot.say('olivia', '/segment edit "Big ones" tier:B')
    const preview = await fill('marcus', mine, { filter: 'tier:C' })
    await press('olivia', theirs, /^Save$/)
    const again = formOf(await press('marcus', preview, /^Save$/))
    expect(again.intro).toBe(
      'Somebody saved this segment meanwhile (“Big ones”: tier:B). Yours is below; saving replaces theirs.',
    )
    expect(filledIn(again)).toMatchObject({ filter: 'tier:C' })
    await press('marcus', await fill('marcus', again, {}), /^Save$/)
    expect(await bot.store.db.segment.findFirstOrThrow()).toMatchObject({ filter: 'tier:C', version: 3 })
  })

  it('renames, keeps names apart, and removes after a question that names who asks for it', async () => {
    const id = await givenSegment(bot, { name: 'Big ones', filter: 'tier:A' })
    await givenSegment(bot, { name: 'Nested', filter: 'segment:"big ones"' })
    await night()
    expect(await memberNames('Nested')).toEqual(['Acme GmbH', 'Beta GmbH'])
    expect(textOf(await bot.say('marcus', '/segment new "BIG-ones" tier:A'))).toContain('There is a segment “BIG-ones” already.')
    const asked = await bot.say('marcus', '/segment remove big ones')
    expect(textOf(asked)).toBe(
      'Remove the segment “Big ones”?\nThese ask for it and will no longer be brought up to date: Nested.\n[Remove]',
    )
    expect(button(asked, /Remove/).confirm).toContain('cannot be undone')
    expect(textOf(await press('sofia', asked, /Remove/))).toContain('You may not do that.')
    await press('marcus', asked, /Remove/)
    expect(await bot.store.db.segment.findMany()).toMatchObject([{ name: 'Nested' }])
    expect(await bot.store.db.segmentDay.count({ where: { segment: String(id) } })).toBe(0)
    await night()
    expect(await said('marcus', '/segment')).toMatch(/- Nested · 2 · .* · ⚠️ filter cannot be read/)
    expect(await said('marcus', '/segment nested')).toContain(
      'Its filter cannot be read any more, so nobody comes in or goes out: “segment:big ones” does not exist.',
    )
    const form = formOf(await bot.say('marcus', '/segment edit Nested'))
    await press('marcus', await fill('marcus', form, { name: 'Tier A', filter: 'tier:A' }), /^Save$/)
    expect(await memberNames('Tier A')).toEqual(['Acme GmbH', 'Beta GmbH'])
  })
})

describe('coming and going', () => {
  const move = async (tier: string, names: readonly string[]) => {
    await bot.store.db.customer.updateMany({ where: { name: { in: [...names] } }, data: { tier } })
    bot.now = new Date(bot.now.getTime() + 60_000)
    await night()
  }
  const outgoing = async () =>
    (await bot.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })).map(({ key, place, message }) => [
      key.replace(/:.*/, ''),
      place,
      messageText(message as never),
    ])

  it('sets tags, tier and stage with history, tells the team’s own channel once, names at most ten, and never a shared one', async () => {
    await bot.store.db.channel.updateMany({ where: { ref: 'shared' }, data: { teamId: 1 } })
    await givenSegment(bot, {
      name: 'Big ones',
      filter: 'region:north',
      onEnter: { addTags: ['big'], removeTags: ['vip'], tier: 'S', stage: 'won', tell: true },
      onExit: { removeTags: ['BIG'], tell: true },
    })
    for (let at = 0; at < 12; at++) await given(bot, { name: `Shop ${String(at).padStart(2, '0')}` })
    await bot.store.db.customer.updateMany({ where: { teamId: 1 }, data: { region: 'North' } })
    await night()
    expect(await bot.store.db.customer.findFirstOrThrow({ where: { name: 'Acme GmbH' } })).toMatchObject({
      tags: ['big'],
      tier: 'S',
      stage: 'won',
    })
    expect(await outgoing()).toEqual([
      [
        'segment',
        'key-accounts',
        `Acme GmbH, Beta GmbH, Cobalt Ltd, ${[0, 1, 2, 3, 4, 5, 6].map(at => `Shop 0${at}`).join(', ')} and 5 more came into the segment “Big ones”.\nSee all: /customer list segment:"Big ones"`,
      ],
    ])
    expect(await said('marcus', '/segment')).toContain('- Big ones · 15 · today +15 −0 · 7 days +15 −0')
    await bot.store.db.customer.updateMany({ where: { name: 'Beta GmbH' }, data: { region: 'South' } })
    bot.now = new Date(bot.now.getTime() + 60_000)
    await night()
    expect((await outgoing()).slice(1)).toEqual([['segment', 'key-accounts', 'Beta GmbH went out of the segment “Big ones”.']])
    expect(await bot.store.db.customer.findFirstOrThrow({ where: { name: 'Beta GmbH' } })).toMatchObject({ tags: [], tier: 'S' })
    expect(await said('marcus', '/segment')).toContain('- Big ones · 14 · today +15 −1 · 7 days +15 −1')
  })

  it('gives tasks to owners, a person or the team, one for all to whom many come at once, and one a day however often they come', async () => {
    const sofia = await bot.member('sofia')
    await givenSegment(bot, {
      name: 'Small',
      filter: 'tier:S',
      onEnter: { task: { what: 'visit within 2 days', who: 'owner' } },
      onExit: { task: { what: 'ask why', who: sofia } },
    })
    await move('S', ['Beta GmbH'])
    expect(await bot.store.db.careTask.findMany()).toMatchObject([
      { title: 'visit', assigneeId: await bot.member('tom'), dueOn: new Date('2026-09-18') },
    ])
    expect((await outgoing()).map(([key, place]) => [key, place])).toEqual([['task-assigned', 'tom']])
    await move('A', ['Beta GmbH'])
    await move('S', ['Beta GmbH'])
    await move('A', ['Beta GmbH'])
    expect(
      (await bot.store.db.careTask.findMany({ orderBy: { id: 'asc' } })).map(({ title, assigneeId }) => [title, assigneeId]),
    ).toEqual([
      ['visit', await bot.member('tom')],
      ['ask why', sofia],
    ])
    for (let at = 0; at < 11; at++) await given(bot, { name: `Shop ${at}`, tier: 'S', owner: 'sofia' })
    await bot.store.db.careTask.deleteMany()
    await move('S', ['Cobalt Ltd'])
    const tasks = await bot.store.db.careTask.findMany({ orderBy: { assigneeId: 'asc' } })
    expect(
      new Set(
        tasks.map(({ title, customerId, assigneeId }) => `${title}, ${customerId === null ? 'all' : 'one'}, ${assigneeId}`),
      ),
    ).toEqual(new Set(['visit, one, null', `visit (11 customers), all, ${sofia}`]))
    expect(tasks.find(({ assigneeId }) => assigneeId === sofia)).toMatchObject({
      suggestion: 'See them all with /customer list segment:Small',
    })
    expect(await said('sofia', '/care')).toContain('visit (11 customers)')
    // She works here no longer: what was to be hers is the team's.
    await bot.store.db.member.update({ where: { id: sofia }, data: { deactivatedAt: bot.now } })
    await move('A', ['Cobalt Ltd'])
    expect(await bot.store.db.careTask.findMany({ where: { title: 'ask why' } })).toMatchObject([{ assigneeId: null }])
  })

  it('speaks the team’s language', async () => {
    await givenSegment(bot, {
      name: '重点客户',
      teamId: 2,
      filter: '等级：A',
      onEnter: { tell: true, task: { what: '三天内回访', who: 'owner' } },
    })
    await night(2)
    expect((await outgoing()).find(([key]) => key === 'segment')).toEqual([
      'segment',
      'east',
      '知客科技进入了分群“重点客户”。\n查看全部：/customer 列表 分群：重点客户',
    ])
    expect(await bot.store.db.careTask.findFirstOrThrow()).toMatchObject({
      title: '回访',
      dueOn: new Date('2026-09-19'),
      evidence: ['进入分群“重点客户”'],
    })
  })
})

describe('what one may see', () => {
  it('is counted of one’s own customers where the team’s reps see only these, without the team’s movement', async () => {
    await givenSegment(bot, { name: 'Big ones', filter: 'tier:A' })
    await night()
    expect(await said('sofia', '/segment')).toContain('- Big ones · 2 · today +2 −0')
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await said('sofia', '/segment')).toContain('- Big ones · 1 / tier:A')
    expect(await said('sofia', '/segment big ones')).toContain('Customers: 1\n')
    expect(await said('sofia', '/customer list segment:big-ones')).toContain('1–1 of 1')
    expect(await said('chen', '/segment big ones')).toContain('没有叫“big ones”的分群。')
    expect(textOf(await bot.click('chen', 'segments.show', { segmentId: 1 }))).toContain('您没有权限')
  })
})
