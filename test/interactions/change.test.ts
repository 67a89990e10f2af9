import { beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../src/chat/context.ts'
import { collect } from '../../src/chat/contributions.ts'
import type { Form } from '../../src/chat/form.ts'
import { sectionParts } from '../../src/customers/card.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { interactionsSection } from '../../src/interactions/card.ts'
import { yesterdaySection } from '../../src/interactions/digest.ts'
import { draftJob } from '../../src/interactions/draft.ts'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { teamById } from '../../src/people/store.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { messageText, type PersonName, textOf, useBot } from '../harness/bot.ts'
import { addCustomer } from '../tasks/shop.ts'

const bot = useBot([tasksFeature, interactionsFeature])
let acme = 0
let log = 0

beforeEach(async () => {
  acme = await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
  await bot.say('sofia', '/log acme: called Anna next: friday send the quote')
  log = (await bot.store.db.interaction.findFirstOrThrow()).id
})

const stored = () => bot.store.db.interaction.findUniqueOrThrow({ where: { id: log } })
const tasks = () => bot.store.db.careTask.findMany({ orderBy: { id: 'asc' } })
const lastContact = async (id: number) => (await bot.store.db.customer.findUniqueOrThrow({ where: { id } })).lastContactAt

async function openEdit(person: PersonName): Promise<{ form: Form; values: Record<string, string | null> }> {
  const reply = await bot.click(person, 'interactions.edit', { interactionId: log })
  if (reply.kind !== 'form') throw new Error(textOf(reply))
  return { form: reply.form, values: valuesIn(reply.form) }
}

function valuesIn(form: Form): Record<string, string | null> {
  return Object.fromEntries(
    form.fields.map(field => [
      field.name,
      field.kind === 'customer' ? (field.value?.value ?? null) : ((field.value as string | undefined) ?? null),
    ]),
  )
}

describe('Edit', () => {
  it('shows what is stored and moves the task', async () => {
    const { form, values } = await openEdit('sofia')
    expect(values).toEqual({
      customer: String(acme),
      text: 'called Anna',
      kind: 'call',
      sentiment: 'neutral',
      next: 'send the quote',
      due: '2026-09-18',
    })
    const reply = await bot.submit('sofia', 'interactions.edit', form.state, {
      ...values,
      text: 'called Anna and Bob',
      kind: 'meeting',
      due: '2026-09-22',
    })
    expect(textOf(reply)).toContain('Changed the log for Acme GmbH.')
    expect(textOf(reply)).toContain('send the quote, due Tue 22 Sep')
    expect(await stored()).toMatchObject({ note: 'called Anna and Bob', kind: 'meeting', version: 2 })
    expect(await tasks()).toMatchObject([{ title: 'send the quote', dueOn: new Date('2026-09-22'), status: 'open' }])
    const activities = await bot.store.db.activity.findMany({
      where: { kind: { startsWith: 'interaction' } },
      orderBy: { id: 'asc' },
    })
    expect(activities).toMatchObject([
      { kind: 'interaction', data: { kind: 'meeting', note: 'called Anna and Bob' } },
      { kind: 'interaction.edited', data: { fields: ['text', 'kind', 'due'] } },
    ])
  })

  it('drops the task when the next step is emptied, and makes one when there was none', async () => {
    const first = await openEdit('sofia')
    await bot.submit('sofia', 'interactions.edit', first.form.state, { ...first.values, next: null, due: null })
    expect(await tasks()).toMatchObject([{ status: 'dropped' }])
    const second = await openEdit('sofia')
    expect(second.values.next).toBeNull()
    await bot.submit('sofia', 'interactions.edit', second.form.state, { ...second.values, next: 'visit them monday' })
    expect(await tasks()).toMatchObject([
      { status: 'dropped' },
      { status: 'open', title: 'visit them', dueOn: new Date('2026-09-21') },
    ])
  })

  it('moves a log to the right customer, with its task, timeline and last contact', async () => {
    const other = await addCustomer(bot, 'Blue Harbor', 1, 'sofia')
    const { form, values } = await openEdit('sofia')
    await bot.submit('sofia', 'interactions.edit', form.state, { ...values, customer: String(other) })
    expect([(await stored()).customerId, (await tasks())[0]?.customerId]).toEqual([other, other])
    expect([await lastContact(acme), await lastContact(other)]).toEqual([null, bot.now])
    expect(await bot.store.db.activity.count({ where: { kind: 'interaction', customerId: other } })).toBe(1)
  })

  it('merges what two people changed at once in different fields', async () => {
    const hers = await openEdit('sofia')
    const his = await openEdit('marcus')
    await bot.submit('sofia', 'interactions.edit', hers.form.state, { ...hers.values, text: 'called Anna twice' })
    await bot.submit('marcus', 'interactions.edit', his.form.state, { ...his.values, sentiment: 'negative' })
    expect(await stored()).toMatchObject({ note: 'called Anna twice', sentiment: 'negative' })
  })

  it('shows the second what the first changed in the same field, and asks', async () => {
    const hers = await openEdit('sofia')
    const his = await openEdit('marcus')
    await bot.submit('sofia', 'interactions.edit', hers.form.state, { ...hers.values, text: 'hers' })
    const reply = await bot.submit('marcus', 'interactions.edit', his.form.state, { ...his.values, text: 'his' })
    if (reply.kind !== 'next-form') throw new Error(textOf(reply))
    expect(reply.form.intro).toContain('text: hers')
    expect(valuesIn(reply.form).text).toBe('his')
    expect((await stored()).note).toBe('hers')
    await bot.submit('marcus', 'interactions.edit', reply.form.state, valuesIn(reply.form))
    expect((await stored()).note).toBe('his')
  })

  it('is for its author and managers', async () => {
    await bot.click('tom', 'interactions.edit', { interactionId: log })
    const { form, values } = await openEdit('sofia')
    await bot.submit('tom', 'interactions.edit', form.state, { ...values, text: 'changed by Tom' })
    expect((await stored()).note).toBe('called Anna')
  })

  it('answers clearly when the log is undone or gone', async () => {
    const { form, values } = await openEdit('sofia')
    await bot.click('sofia', 'interactions.undo', { interactionId: log })
    const late = textOf(await bot.submit('sofia', 'interactions.edit', form.state, { ...values, text: 'too late' }))
    expect(late).toContain('was undone')
    expect(late).toContain('too late')
    expect(textOf(await bot.click('chen', 'interactions.edit', { interactionId: 999 }))).toBe('这条跟进已不存在。')
  })
})

describe('Undo', () => {
  it('takes the log and its task back, says so, gives the text back, and counts once', async () => {
    const replies = await Promise.all([1, 2].map(() => bot.click('sofia', 'interactions.undo', { interactionId: log })))
    const texts = replies.map(textOf)
    expect(texts.filter(text => text.includes('The task “send the quote” it made is dropped too.'))).toHaveLength(1)
    expect(texts.filter(text => text.includes('was undone before'))).toHaveLength(1)
    expect(texts.join()).toContain('called Anna')
    expect((await stored()).undoneAt).toEqual(bot.now)
    expect(await tasks()).toMatchObject([{ status: 'dropped' }])
    expect(await lastContact(acme)).toBeNull()
    expect(
      JSON.stringify(await bot.store.db.activity.findMany({ where: { kind: 'interaction' } }), (_, value) =>
        typeof value === 'bigint' ? null : value,
      ),
    ).not.toContain('called Anna')
  })

  it('goes back to the contact before', async () => {
    const before = bot.now
    bot.now = new Date('2026-09-16T11:00:00Z')
    await bot.say('sofia', '/log acme: called again')
    const second = await bot.store.db.interaction.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(await lastContact(acme)).toEqual(bot.now)
    await bot.click('sofia', 'interactions.undo', { interactionId: second.id })
    expect(await lastContact(acme)).toEqual(before)
  })

  it('leaves a task alone that is already done', async () => {
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/care done 1')
    expect(textOf(await bot.click('sofia', 'interactions.undo', { interactionId: log }))).not.toContain('dropped')
    expect(await tasks()).toMatchObject([{ status: 'done' }])
  })

  it('is for the author, within 24 hours', async () => {
    expect(textOf(await bot.click('marcus', 'interactions.undo', { interactionId: log }))).toContain('Only who wrote a log')
    bot.now = new Date('2026-09-17T10:00:01Z')
    expect(textOf(await bot.click('sofia', 'interactions.undo', { interactionId: log }))).toContain('within 24 hours')
    expect((await stored()).undoneAt).toBeNull()
  })
})

describe('the card and the digest', () => {
  it('show the last interactions, without undone ones', async () => {
    for (const note of ['visited them', 'emailed the offer', 'met the boss']) {
      bot.now = new Date(bot.now.getTime() + 60_000)
      await bot.say('sofia', `/log acme: ${note}`)
    }
    const undone = await bot.store.db.interaction.findFirstOrThrow({ where: { note: 'met the boss' } })
    await bot.click('sofia', 'interactions.undo', { interactionId: undone.id })
    await bot.say('sofia', '/log acme: met the new boss')
    const text = await bot.store.tx(async tx => {
      const context = { tx, locale: 'en', zone: 'Europe/Berlin', now: bot.now, may: () => true } as unknown as Context
      const customer = { id: acme, name: 'Acme GmbH', teamId: 1, leftAt: null }
      return messageText({ locale: 'en', summary: '', parts: await sectionParts(context, [interactionsSection], customer) })
    })
    expect(text).toContain('- 👥 met the new boss / 16 Sep · meeting · Sofia Lind [Edit]')
    expect(text).not.toContain('met the boss')
    expect(text).toContain('…and 1 more: /customer timeline Acme GmbH')
  })

  it('count logs and tasks done per rep since the last working day', async () => {
    await bot.say('sofia', '/care')
    await bot.say('sofia', '/care done 1')
    const build = (date: string, previous: string) =>
      bot.store.tx(async tx => {
        const team = await teamById(tx, 1)
        const context = { tx, team, locale: 'en' as const, date, asOf: bot.now, past: false, previous, rooms: collect([]) }
        return messageText({ locale: 'en', summary: '', parts: await yesterdaySection.build(context) })
      })
    expect(await build('2026-09-17', '2026-09-16')).toContain('- Sofia Lind: 1 log, 1 task done')
    expect(await build('2026-09-18', '2026-09-17')).toBe('')
    await bot.click('sofia', 'interactions.undo', { interactionId: log })
    expect(await build('2026-09-17', '2026-09-16')).toContain('- Sofia Lind: 0 logs, 1 task done')
  })
})

describe('a kept text', () => {
  it('is forgotten after a day', async () => {
    await addCustomer(bot, 'Northwind Traders')
    await addCustomer(bot, 'Northwind Logistics')
    await bot.say('sofia', '/log northwind: called')
    if (draftJob.scope !== 'minute') throw new Error('the job runs every minute')
    const { run } = draftJob
    const clean = () => bot.store.tx(tx => run({ tx, now: bot.now, outbox: createOutbox(() => bot.now), rooms: collect([]) }))
    await clean()
    expect(await bot.store.db.storedValue.count()).toBe(1)
    bot.now = new Date('2026-09-17T10:00:01Z')
    await clean()
    expect(await bot.store.db.storedValue.count()).toBe(0)
  })
})
