import { beforeEach, describe, expect, it } from 'vitest'
import type { Form } from '../../src/chat/form.ts'
import type { Reply, Said, SaidMessage } from '../../src/chat/platform.ts'
import { suggestCustomers } from '../../src/customers/suggest.ts'
import { features } from '../../src/features.ts'
import { type PersonName, type PlaceName, textOf, useBot } from '../harness/bot.ts'
import { main } from '../people/parts.ts'
import { addCustomer } from '../tasks/shop.ts'

const bot = useBot(features(main))
const db = () => bot.store.db
let acme = 0

beforeEach(async () => {
  bot.suggestions = suggestCustomers
  acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
})

const annas = (text: string, over: Partial<SaidMessage> = {}): SaidMessage => ({
  id: 'shared:100.1',
  author: 'Anna Becker',
  text,
  at: '2026-09-16T08:30:00.000Z',
  link: 'https://lumen.example/archives/shared/p1001',
  ...over,
})
const alone = (text: string): Said => ({ message: annas(text), thread: null })
const threaded = (texts: string[], more = false): Said => {
  const messages = texts.map((text, index) =>
    annas(text, {
      id: `shared:100.${index + 1}`,
      author: index % 2 ? 'Sofia Lind' : 'Anna Becker',
      at: `2026-09-16T08:3${index}:00.000Z`,
    }),
  )
  return { message: messages[0] ?? annas(''), thread: { id: 'shared:100.1', messages, more } }
}
const formOf = (reply: Reply): Form => {
  if (reply.kind !== 'form' && reply.kind !== 'next-form') throw new Error(`no form but ${textOf(reply)}`)
  return reply.form
}
const press = async (who: PersonName, said: Said, place: PlaceName = 'shared') =>
  formOf(await bot.shortcut(who, 'log', said, place))
const shownIn = (form: Form, name: string) => {
  const field = form.fields.find(one => one.name === name)
  return field && 'value' in field ? field.value : undefined
}
const save = (who: PersonName, form: Form, values: Record<string, string | null>, place: PlaceName = 'shared') =>
  bot.submitAside(who, form.id, form.state, { customer: String(acme), kind: 'message', next: null, ...values }, place)
const logs = () => db().interaction.findMany({ orderBy: { id: 'asc' } })

describe('a message logged by its menu', () => {
  it('keeps its time, its author, a link back and the kind message, and is on card and timeline', async () => {
    const form = await press('sofia', alone('We are unhappy and compare prices. next: monday call us'))
    expect(shownIn(form, 'text')).toBe('Anna Becker: We are unhappy and compare prices. next: monday call us')
    const reply = await save('sofia', form, { text: String(shownIn(form, 'text')), next: 'friday send the quote' })
    expect(textOf(reply)).toContain('Logged for Acme GmbH')
    const sofia = await bot.member('sofia')
    expect(await logs()).toMatchObject([
      {
        customerId: acme,
        at: new Date('2026-09-16T08:30:00Z'),
        kind: 'message',
        memberId: sofia,
        note: 'Anna Becker: We are unhappy and compare prices. next: monday call us',
        sentiment: 'negative',
        link: 'https://lumen.example/archives/shared/p1001',
      },
    ])
    expect(await db().careTask.findMany()).toMatchObject([{ title: 'send the quote', assigneeId: sofia }])
    expect(await db().customer.findUnique({ where: { id: acme } })).toMatchObject({
      lastContactAt: new Date('2026-09-16T08:30:00Z'),
    })
    for (const line of ['/customer acme', '/customer timeline acme'])
      expect(JSON.stringify(await bot.say('sofia', line))).toContain('https://lumen.example/archives/shared/p1001')
  })

  it('keeps the link on the timeline when the log is edited', async () => {
    const form = await press('sofia', alone('Hello'))
    await save('sofia', form, { text: 'Anna Becker: Hello' })
    const [log] = await logs()
    const edit = formOf(await bot.click('sofia', 'interactions.edit', { interactionId: log?.id ?? 0 }))
    const values = {
      customer: String(acme),
      text: 'Anna Becker: Hello again',
      kind: 'message',
      sentiment: 'neutral',
      next: null,
      due: null,
    }
    await bot.submit('sofia', edit.id, edit.state, values)
    expect(JSON.stringify(await bot.say('sofia', '/customer timeline acme'))).toMatch(/Hello again.*archives\/shared/)
  })

  it('is logged once a customer: the second is told, after an undo it is logged again', async () => {
    const [first, second, third] = [
      await press('sofia', alone('Hi')),
      await press('tom', alone('Hi')),
      await press('sofia', alone('Hi')),
    ]
    await save('sofia', first, { text: 'Anna: Hi' })
    expect(textOf(await save('tom', second, { text: 'Anna: Hi' }))).toMatch(
      /logged before for Acme GmbH.*Nothing was logged twice/,
    )
    expect(textOf(await save('sofia', first, { text: 'Anna: Hi' }))).toContain('logged already from the same form')
    expect(await logs()).toHaveLength(1)
    await bot.click('sofia', 'interactions.undo', { interactionId: (await logs())[0]?.id ?? 0 })
    await save('sofia', third, { text: 'Anna: Hi' })
    expect((await logs()).filter(log => log.undoneAt === null)).toHaveLength(1)
  })

  it('is one log when two people log it at the same moment', async () => {
    const forms = [await press('sofia', alone('Hi')), await press('tom', alone('Hi'))] as const
    await Promise.all([save('sofia', forms[0], { text: 'Hi' }), save('tom', forms[1], { text: 'Hi' })])
    expect(await logs()).toHaveLength(1)
  })

  it('comes back with the answer when the person may not log there', async () => {
    const other = await addCustomer(bot, 'Elsewhere AG', 2, 'chen')
    const form = await press('sofia', alone('Hi'))
    const reply = await save('sofia', form, { customer: String(other), text: 'Anna: a secret plan' })
    expect(textOf(reply)).toContain('Anna: a secret plan')
    expect(textOf(reply)).not.toContain('Elsewhere')
    expect(await logs()).toEqual([])
  })
})

describe('the customer of the form', () => {
  const chosen = async (said: Said, place: PlaceName = 'shared') => shownIn(await press('sofia', said, place), 'customer')

  it('is that of the channel', async () => {
    await db().channel.updateMany({ where: { ref: 'shared' }, data: { customerId: acme } })
    expect(await chosen(alone('nothing named'))).toMatchObject({ value: String(acme) })
  })

  it('is the one the text names, in either language, and none when it names several or nobody', async () => {
    const zhike = await addCustomer(bot, '知客科技', 1, 'sofia')
    const bolt = await addCustomer(bot, 'Bolt Electric', 1, 'tom')
    expect(await chosen(alone('昨天和知客科技的周敏通了电话'))).toMatchObject({ value: String(zhike) })
    expect(await chosen(alone('the people at Bolt Electric want more'))).toMatchObject({ value: String(bolt) })
    expect(await chosen(alone('acme gmbh and 知客科技 both'))).toBeUndefined()
    expect(await chosen(alone('nothing at all'))).toBeUndefined()
  })

  it('is the one whose contact wrote the message', async () => {
    await db().contact.create({ data: { customerId: acme, name: 'Anna Becker', searchText: ' anna becker ' } })
    expect(await chosen(alone('hello'))).toMatchObject({ value: String(acme) })
  })

  it('is never one the person may not see', async () => {
    await db().team.updateMany({ data: { ownOnly: true } })
    const bolt = await addCustomer(bot, 'Bolt Electric', 1, 'tom')
    await db().channel.updateMany({ where: { ref: 'shared' }, data: { customerId: bolt } })
    expect(await chosen(alone('the people at Bolt Electric want more'))).toBeUndefined()
  })
})

describe('a thread', () => {
  it('is offered whole, shown for a change, and logged with who said what and the time of its last message', async () => {
    const form = await press('sofia', threaded(['Too slow', 'We look into it', 'Thanks']))
    expect(JSON.stringify(form)).toContain('The whole thread (3 messages)')
    const look = formOf(await save('sofia', form, { what: 'thread', text: 'Anna Becker: Too slow' }))
    const transcript = 'Anna Becker: Too slow\nSofia Lind: We look into it\nAnna Becker: Thanks'
    expect(shownIn(look, 'transcript')).toBe(transcript)
    await bot.submitAside('sofia', look.id, look.state, { transcript, kind: 'message', next: null }, 'shared')
    expect(await logs()).toMatchObject([{ customerId: acme, note: transcript, at: new Date('2026-09-16T08:32:00Z') }])
    const again = formOf(await save('sofia', await press('sofia', threaded(['Too slow', 'We', 'T'])), { what: 'thread' }))
    const reply = await bot.submitAside(
      'sofia',
      again.id,
      again.state,
      { transcript: 'x', kind: 'message', next: null },
      'shared',
    )
    expect(textOf(reply)).toContain('Nothing was logged twice')
  })

  it('that is long is bounded and says so, and is saved without the second look when it does not fit a form', async () => {
    const form = await press(
      'sofia',
      threaded(
        Array.from({ length: 9 }, () => 'x'.repeat(2_000)),
        true,
      ),
    )
    expect(JSON.stringify(form)).toContain('the first 9 messages')
    expect((await save('sofia', form, { what: 'thread', text: '' })).kind).toBe('message')
    const [log] = await logs()
    expect(log?.note.length).toBeLessThan(12_100)
    expect(log?.note).toContain('[… +')
  })

  it('that cannot be read is said, and its message can be logged', async () => {
    const form = await press('chen', { message: annas('你好'), thread: 'unreadable' })
    expect(form.intro).toContain('请把我邀请进频道')
    expect(form.fields.map(({ name }) => name)).not.toContain('what')
  })
})

describe('in a channel shared with another company', () => {
  it('the form’s type-ahead shows the person’s customers, and only in a form of a shortcut', async () => {
    const base = {
      key: 'ask',
      platform: 'test',
      person: { platform: 'test', id: 'sofia' },
      replyTo: null,
      kind: 'suggest' as const,
      query: 'acme',
    }
    const place = { platform: 'test', id: 'shared', kind: 'shared' as const }
    expect(textOf(await bot.receive({ ...base, place, aside: true }))).toContain('Acme GmbH')
    expect(textOf(await bot.receive({ ...base, place }))).toBe('')
  })

  it('a form that claims no privacy is refused, and people of the other company are in any case', async () => {
    const form = await press('sofia', alone('Hi'))
    const values = { customer: String(acme), text: 'Hi', kind: 'message', next: null }
    expect(textOf(await bot.submit('sofia', form.id, form.state, values, 'shared'))).toContain('shared with')
    for (const who of ['anna', 'gus'] as const) {
      expect(textOf(await bot.shortcut(who, 'log', alone('Acme GmbH'), 'shared'))).not.toContain('Acme')
      expect(textOf(await bot.submitAside(who, form.id, form.state, values, 'shared'))).not.toContain('Acme')
    }
    expect(await logs()).toEqual([])
  })
})
