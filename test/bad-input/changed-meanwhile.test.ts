import { beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import type { Form, FormValues } from '../../src/chat/form.ts'
import { staleFormMessage, staleMessage } from '../../src/chat/messages.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { features } from '../../src/features.ts'
import { failures, messageText, type PersonName, textOf, useBot } from '../harness/bot.ts'
import { entries, type Ids, type Sample } from '../security/access-entries.ts'
import { givenSegment } from '../segments/shop.ts'
import { givenAnswer } from '../surveys/given.ts'
import { added, facts } from '../utterances/changes.ts'
import { openShop } from '../utterances/shop.ts'
import { leakIn } from './leaks.ts'

const all = features({ checks: async () => [], nextRuns: async () => [] })
const bot = useBot(all)
const rooms = collect(all)
let ids: Ids

beforeEach(async () => {
  failures.length = 0
  await openShop(bot)
  const { db } = bot.store
  const { id: customerId } = await db.customer.findFirstOrThrow({ where: { name: 'Acme GmbH' } })
  const { id: taskId } = await db.careTask.findFirstOrThrow({ where: { customerId } })
  await bot.say('sofia', '/log acme: called Anna next: friday send the quote')
  const { id: interactionId } = await db.interaction.findFirstOrThrow()
  const { id: contactId } = await db.contact.findFirstOrThrow({ where: { customerId } })
  const ticket = { customerId, openedAt: bot.now, severity: 'high', subject: 'Late again' }
  const { id: fieldId } = await db.customField.create({ data: { key: 'Plan', label: 'Plan' } })
  const { id: ticketId } = await db.ticket.create({ data: ticket })
  const { id: channelId } = await db.channel.findFirstOrThrow({ where: { ref: 'key-accounts' } })
  ids = {
    customerId,
    taskId,
    interactionId,
    contactId,
    ticketId,
    fieldId,
    segmentId: await givenSegment(bot, { name: 'Happy', filter: 'csat>=4' }),
    ownerId: await bot.member('sofia'),
    memberId: await bot.member('tom'),
    teamId: 1,
    channelId,
    ...(await givenAnswer(bot.store, { customerId, taskId, memberId: await bot.member('anna'), words: 'Late again' })),
  }
})

const attempt = (who: PersonName, name: string, sample: Sample): Promise<Reply> => {
  const [kind, id = ''] = name.split(' ')
  return kind === 'action'
    ? bot.click(who, id, sample.value ?? {})
    : bot.submit(who, id, sample.state ?? null, sample.values ?? {})
}

/** A form as the platform would send it back, with these fields typed anew. */
function filled(form: Form, typed: FormValues): FormValues {
  const shown = form.fields.map(field => {
    const value = 'value' in field ? field.value : undefined
    return [field.name, value === undefined ? null : typeof value === 'object' && 'label' in value ? value.value : value] as const
  })
  return { ...Object.fromEntries(shown), ...typed }
}

const formOf = (reply: Reply): Form => {
  if (reply.kind !== 'form' && reply.kind !== 'next-form') throw new Error(`no form: ${textOf(reply)}`)
  return reply.form
}

describe('a record that was deleted between the click and the answer', () => {
  /** Those about a team, its fields, questionnaires or figures, about a handover, or for customers alone. */
  const ofTeam =
    /people\.|customers\.(?:list|field)|hand-over|take-back|external\.transfer|form segments|surveys\.(?:join|results|csv|remind|theme|questionnaire|archive|mail|recall|trigger|lost)/
  const about = Object.entries(entries).filter(([name, entry]) => !name.startsWith('/') && entry.sample && !ofTeam.test(name))

  it('is something every button and form of a customer, task or log may meet', () => {
    expect(about.length).toBeGreaterThanOrEqual(30)
  })

  it.each(about.map(([name]) => name))('%s says so in the person’s language, and gives back what was written', async name => {
    const sample = entries[name]?.sample?.(ids) ?? {}
    await bot.store.db.customer.delete({ where: { id: ids.customerId } })
    await bot.store.db.segment.delete({ where: { id: ids.segmentId } })
    for (const [who, says] of [
      [
        'olivia',
        /no longer there|already logged|older than a day|may have been deleted|out of date|no longer kept|no longer asked/,
      ],
      ['chen', /已不存在|已经记录过|已经?失效|已超过一天|已过期/],
    ] as const) {
      await bot.store.db.member.update({ where: { id: await bot.member('chen') }, data: { isPlatformAdmin: true } })
      const before = await facts(bot)
      const reply = await attempt(who, name, sample)
      const text = textOf(reply)
      expect(failures).toEqual([])
      expect(text).toMatch(says)
      expect(leakIn(text)).toBeNull()
      expect(added(before, await facts(bot))).toEqual([])
      const { text: typed, what } = sample.values ?? {}
      for (const written of [typed, what])
        if (typeof written === 'string' && !name.includes('tasks.done')) expect(text).toContain(written)
    }
  })
})

describe('two people edit at once', () => {
  it('a customer: what only one of them changed merges', async () => {
    const forms = [await bot.click('sofia', 'customers.edit', { customerId: ids.customerId })]
    forms.push(await bot.click('marcus', 'customers.edit', { customerId: ids.customerId }))
    const [first, second] = forms.map(formOf)
    if (!first || !second) throw new Error('two forms')
    await bot.submit('marcus', first.id, second.state, filled(second, { stage: 'won' }))
    const reply = await bot.submit('sofia', first.id, first.state, filled(first, { tier: 'B' }))
    expect(textOf(reply)).toContain('saved tier')
    expect(await bot.store.db.customer.findUnique({ where: { id: ids.customerId } })).toMatchObject({ tier: 'B', stage: 'won' })
  })

  it.each([
    ['sofia', 'Marcus Reed changed the same while you were editing', 'Now: won'],
    ['chen', '您编辑期间，Marcus Reed也修改了相同的内容', '现为：won'],
  ] as const)('a customer: where both changed the same, %s sees the other’s and is asked', async (who, intro, theirs) => {
    await bot.store.db.member.update({ where: { id: await bot.member('chen') }, data: { isPlatformAdmin: true } })
    const mine = formOf(await bot.click(who, 'customers.edit', { customerId: ids.customerId }))
    await bot.say('marcus', '/customer stage acme won')
    const asked = formOf(await bot.submit(who, mine.id, mine.state, filled(mine, { stage: 'lost', tier: 'B' })))
    expect(asked.intro).toContain(intro)
    expect(asked.fields.find(field => field.name === 'stage')).toMatchObject({ value: 'lost', hint: theirs })
    expect(asked.fields.find(field => field.name === 'tier')).toMatchObject({ value: 'B' })
    expect(await bot.store.db.customer.findUnique({ where: { id: ids.customerId } })).toMatchObject({ tier: 'A', stage: 'won' })
    await bot.submit(who, asked.id, asked.state, filled(asked, {}))
    expect(await bot.store.db.customer.findUnique({ where: { id: ids.customerId } })).toMatchObject({ tier: 'B', stage: 'lost' })
  })

  it('a log: the fields merge, the same field is asked about', async () => {
    const mine = formOf(await bot.click('sofia', 'interactions.edit', { interactionId: ids.interactionId }))
    const theirs = formOf(await bot.click('marcus', 'interactions.edit', { interactionId: ids.interactionId }))
    await bot.submit('marcus', theirs.id, theirs.state, filled(theirs, { text: 'called Anna twice', kind: 'visit' }))
    const asked = formOf(
      await bot.submit('sofia', mine.id, mine.state, filled(mine, { text: 'called Ben', sentiment: 'positive' })),
    )
    expect(asked.intro).toContain('called Anna twice')
    await bot.submit('sofia', asked.id, asked.state, filled(asked, {}))
    const log = await bot.store.db.interaction.findUnique({ where: { id: ids.interactionId } })
    expect(log).toMatchObject({ note: 'called Ben', kind: 'visit', sentiment: 'positive' })
  })

  it('a task: of two who finish it one does, the other is told who was first', async () => {
    const form = formOf(await bot.click('sofia', 'tasks.done', { taskId: ids.taskId }))
    await bot.submit('marcus', form.id, form.state, { result: 'solved', text: null })
    const reply = await bot.submit('sofia', form.id, form.state, { result: 'reached', text: 'she renews' })
    expect(textOf(reply)).toContain('is already done: Marcus Reed')
    expect(await bot.store.db.careTask.findUnique({ where: { id: ids.taskId } })).toMatchObject({ outcome: 'solved' })
  })
})

describe('a button or form of an older version', () => {
  it.each(rooms.actions.map(action => action.id))(
    '%s with a value of another shape is out of date, and does nothing',
    async id => {
      const before = await facts(bot)
      for (const value of [
        null,
        'x',
        7,
        [],
        { customer: 1 },
        { customerId: 'one' },
        { customerId: ids.customerId, extra: true },
      ]) {
        if (id === 'people.me' || (id === 'customers.new' && typeof value === 'object')) continue
        expect(textOf(await bot.click('olivia', id, value)), JSON.stringify(value)).toBe(messageText(staleMessage('en')))
      }
      expect(added(before, await facts(bot))).toEqual([])
      expect(failures).toEqual([])
    },
  )

  it('that nobody knows any more is out of date, in both languages', async () => {
    expect(textOf(await bot.click('sofia', 'customers.merge', { customerId: 1 }))).toBe(messageText(staleMessage('en')))
    expect(textOf(await bot.click('chen', 'nothing', {}))).toBe(messageText(staleMessage('zh-CN')))
    const typed = { note: 'three paragraphs of notes' }
    expect(textOf(await bot.submit('sofia', 'customers.merge', {}, typed))).toContain('three paragraphs of notes')
  })

  it.each(rooms.forms.map(form => form.id))('%s with a state of another shape gives back what was written', async id => {
    for (const [who, locale] of [
      ['sofia', 'en'],
      ['chen', 'zh-CN'],
    ] as const) {
      const reply = await bot.submit(who, id, { old: 1 }, { note: 'worth keeping', text: null })
      expect(textOf(reply)).toBe(messageText(staleFormMessage(locale, 'worth keeping')))
    }
  })

  it('that took a field we no longer know gives back what was written', async () => {
    const values = { customer: String(ids.customerId), text: 'called about the trial', mood: 'good' }
    const reply = await bot.submit('sofia', 'interactions.log', {}, values)
    expect(textOf(reply)).toContain('This form is out of date')
    expect(textOf(reply)).toContain('called about the trial')
  })
})

describe('a form that could not be opened because its trigger expired', () => {
  it('has changed nothing, and opens when asked for again', async () => {
    const before = await facts(bot)
    for (const again of [1, 2, 3]) {
      const reply = await bot.click('sofia', 'customers.edit', { customerId: ids.customerId })
      expect(reply, `time ${again}`).toMatchObject({ kind: 'form', form: { id: 'customers.edit' } })
    }
    expect(await facts(bot)).toEqual(before)
  })

  it('keeps a long text for as long as it takes to open it', async () => {
    await bot.say('sofia', `/log zebra: ${'called about the trial '.repeat(300)}`)
    expect(await bot.store.db.storedValue.count()).toBe(1)
  })
})
