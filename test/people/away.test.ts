import { beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { localDate } from '../../src/chat/dates/zone.ts'
import type { DigestContext } from '../../src/chat/feature.ts'
import type { Job, JobContext, JobMember } from '../../src/chat/job.ts'
import type { Message } from '../../src/chat/message.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { readSpan, splitAway } from '../../src/people/away/read.ts'
import { scheduledMembers } from '../../src/people/schedule.ts'
import { teamById } from '../../src/people/store.ts'
import { messageText, type PersonName, textOf, useBot } from '../harness/bot.ts'
import { addCustomer, addTask, taskOf } from '../tasks/shop.ts'
import { main } from './parts.ts'

const rooms = collect(features(main))
const bot = useBot(features(main))
/** Sofia's customer, and her task of today. */
let customerId: number
let taskId: number

beforeEach(async () => {
  customerId = await addCustomer(bot, 'Acme', 1, 'sofia')
  taskId = await addTask(bot, 'mail the offer', 'sofia', { customerId })
})

const said = async (person: PersonName, line: string): Promise<string> => textOf(await bot.say(person, line))
const row = async (person: PersonName) => bot.store.db.member.findUniqueOrThrow({ where: { id: await bot.member(person) } })
const day = (column: Date | null) => column?.toISOString().slice(0, 10) ?? null
const absence = async (person: PersonName) => {
  const { awayFrom, awayUntil, standInId } = await row(person)
  return { from: day(awayFrom), until: day(awayUntil), standInId }
}
const sentTo = async (person: PersonName): Promise<string[]> => {
  const items = await bot.store.db.outboxItem.findMany({ where: { place: { contains: person } }, orderBy: { id: 'asc' } })
  return items.map(({ message }) => messageText(message as unknown as Message))
}

/** Runs the morning reminder of one person now. */
async function remind(person: PersonName): Promise<void> {
  const job = rooms.jobs.find(({ name }) => name === 'reminder') as Extract<Job, { scope: 'member' }>
  const id = await bot.member(person)
  await bot.store.tx(async tx => {
    const member = (await scheduledMembers(tx)).find(one => one.id === id) as JobMember
    const date = localDate(bot.now, member.zone)
    const context: JobContext = { tx, now: bot.now, outbox: createOutbox(() => bot.now), rooms, date, late: false, skipped: 0 }
    await job.run(context, member)
  })
}

describe('an absence in words', () => {
  const ref = { now: new Date('2026-09-16T10:00:00Z'), zone: 'Europe/Berlin' }
  it.each([
    ['until monday', '2026-09-16', '2026-09-21'],
    ['on holiday until 1 October', '2026-09-16', '2026-10-01'],
    ['friday to 10 Oct', '2026-09-18', '2026-10-12'],
    ['from friday until tuesday', '2026-09-18', '2026-09-23'],
    ['tomorrow', '2026-09-17', '2026-09-18'],
    ['next week', '2026-09-21', '2026-09-28'],
    ['for 3 days', '2026-09-16', '2026-09-21'],
    ['2026-12-21 - 2026-12-31', '2026-12-21', '2027-01-01'],
    ['到周一', '2026-09-16', '2026-09-21'],
    ['周五到10月9日', '2026-09-18', '2026-10-12'],
    ['周一回来', '2026-09-16', '2026-09-21'],
    ['明天', '2026-09-17', '2026-09-18'],
    ['3天', '2026-09-16', '2026-09-21'],
  ])('%s', (text, from, until) => {
    expect(readSpan(text, ref, [1, 2, 3, 4, 5])).toEqual({ kind: 'span', absence: { from, until } })
  })

  it('knows who is away from who stands in by where they are named', () => {
    expect(splitAway('until monday @[tom]')).toEqual({ who: null, standIn: '@[tom]', when: 'until monday' })
    expect(splitAway('@[sofia] until monday stand-in @[tom]')).toEqual({
      who: '@[sofia]',
      standIn: '@[tom]',
      when: 'until monday',
    })
    expect(splitAway('@[sofia] 到周一')).toEqual({ who: '@[sofia]', standIn: null, when: '到周一' })
    expect(splitAway('到周一 由@[tom] 代班')).toEqual({ who: null, standIn: '@[tom]', when: '到周一' })
  })

  it.each(['until yesterday-ish', 'whenever', ''])('asks back for what is no time: %s', async text => {
    expect(await said('sofia', `/care away ${text || '@[sofia] whenever'}`)).toMatch(/\/care away until monday/)
    expect((await absence('sofia')).until).toBeNull()
  })
})

describe('being away', () => {
  it('says from when, until when and who stands in, and tells the stand-in', async () => {
    const answer = await said('sofia', '/care away until monday @[tom]')
    expect(answer).toContain('You are away from Wed 16 Sep and back on Mon 21 Sep. Tom Baker stands in')
    expect(await absence('sofia')).toEqual({ from: '2026-09-16', until: '2026-09-21', standInId: await bot.member('tom') })
    expect((await sentTo('tom')).join()).toContain('Sofia Lind is away from Wed 16 Sep')
  })

  it('in Chinese, with the verb glued to what follows', async () => {
    await bot.store.db.teamRole.create({ data: { memberId: await bot.member('tom'), teamId: 2, role: 'rep' } })
    expect(await said('chen', '/care 请假到周一 代班 @[tom]')).toMatch(/从9月16日周三起外出，9月21日周一回来.*Tom Baker 代班/)
    expect(await said('chen', '/care 回来')).toContain('欢迎回来')
  })

  it('puts the person’s due tasks on the stand-in’s list and page, marked, and nobody else’s', async () => {
    await addTask(bot, 'after the holiday', 'sofia', { customerId, dueOn: '2026-09-22' })
    await said('sofia', '/care away until monday @[tom]')
    const list = await said('tom', '/care')
    expect(list).toMatch(/mail the offer \/ .*for Sofia Lind \(away until Mon 21 Sep\).*\[Done\|/)
    expect(list).not.toContain('after the holiday')
    expect(textOf(await bot.home('tom'))).toContain('for Sofia Lind')
    expect(await said('vera', '/care')).not.toContain('mail the offer')
    expect(await said('marcus', '/care team')).toMatch(
      /mail the offer \/ .*Sofia Lind \(away until Mon 21 Sep, Tom Baker stands in\)/,
    )
  })

  it('lets the stand-in finish, log and edit as the owner may, but not give the customer away, and only for so long', async () => {
    await bot.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await said('tom', '/customer acme')).not.toContain('Open tasks')
    await said('sofia', '/care away until monday @[tom]')
    expect(await said('tom', '/customer acme')).toContain('Open tasks')
    expect(await said('tom', '/customer stage acme won')).not.toContain('may not')
    expect(await said('tom', '/log acme: called, all is well')).toContain('Logged for Acme')
    expect(await said('tom', '/customer assign acme @[tom]')).toContain('may not')
    await bot.submit('tom', 'tasks.done', { taskId }, { result: null, text: 'sent it' })
    expect(await taskOf(bot, taskId)).toMatchObject({ status: 'done', assigneeId: await bot.member('sofia') })
    bot.now = new Date('2026-09-20T22:30:00Z') // Monday in Berlin
    expect(await said('tom', '/customer acme')).not.toContain('Open tasks')
  })

  it('gives a viewer nothing by standing in', async () => {
    expect(await said('sofia', '/care away until monday @[vera]')).toContain('no rep or manager')
    await bot.store.db.member.update({
      where: { id: await bot.member('sofia') },
      data: { awayFrom: new Date('2026-09-16'), awayUntil: new Date('2026-09-21'), standInId: await bot.member('vera') },
    })
    expect(textOf(await bot.submit('vera', 'tasks.done', { taskId }, { result: null, text: 'x' }))).toContain('may not')
    expect(await taskOf(bot, taskId)).toMatchObject({ status: 'open' })
  })

  it('sends the reminder to the stand-in, not to whoever is away', async () => {
    await said('sofia', '/care away until monday @[tom]')
    bot.now = new Date('2026-09-17T07:00:00Z')
    await remind('sofia')
    await remind('tom')
    expect((await sentTo('sofia')).join()).not.toContain('Your tasks today')
    expect((await sentTo('tom')).at(-1)).toMatch(/Overdue \(1\)[\s\S]*mail the offer.*for Sofia Lind/)
  })

  it('ends by itself: the first reminder afterwards says, once, what colleagues did meanwhile', async () => {
    await said('sofia', '/care away until monday @[tom]')
    await bot.submit('tom', 'tasks.done', { taskId }, { result: null, text: 'sent it' })
    await said('tom', '/log acme: called, all is well')
    for (const now of ['2026-09-21T07:00:00Z', '2026-09-22T07:00:00Z']) {
      bot.now = new Date(now)
      await remind('sofia')
    }
    const meanwhile = (await sentTo('sofia')).filter(text => text.includes('While you were away'))
    expect(meanwhile).toHaveLength(1)
    expect(meanwhile[0]).toMatch(/Acme[\s\S]*Acme · Task done: mail the offer \(sent it\) \/ Tom Baker/)
    expect(await said('tom', '/care')).not.toContain('Sofia')
  })

  it('shows in the digest who stands in for whoever is behind', async () => {
    await said('sofia', '/care away until monday @[tom]')
    bot.now = new Date('2026-09-17T07:00:00Z')
    await bot.store.db.careTask.update({ where: { id: taskId }, data: { createdAt: new Date('2026-09-15T07:00:00Z') } })
    const section = rooms.digestSections.find(({ name }) => name === 'overdue-tasks')
    const parts = await bot.store.tx(async tx => {
      const team = await teamById(tx, 1)
      const context: DigestContext = {
        tx,
        team,
        locale: 'en',
        date: '2026-09-17',
        asOf: bot.now,
        past: false,
        previous: '2026-09-16',
        rooms,
      }
      return section?.build(context)
    })
    expect(messageText({ locale: 'en', summary: '', parts: parts ?? [] })).toContain(
      'Sofia Lind (away until Mon 21 Sep, Tom Baker stands in)',
    )
  })

  it('back early: reminders go on, and the stand-in hears that it is over', async () => {
    await said('sofia', '/care away until monday @[tom]')
    bot.now = new Date('2026-09-17T10:00:00Z')
    expect(await said('sofia', '/care back')).toContain('Welcome back')
    expect(await said('tom', '/care')).not.toContain('mail the offer')
    expect((await sentTo('tom')).join()).toContain('no longer needs you')
    expect(await said('sofia', '/care back')).toContain('No absence is set')
  })
})

describe('what comes meanwhile', () => {
  beforeEach(() => bot.say('sofia', '/care away until monday @[tom]'))

  it('a task given to whoever is away is said to the stand-in, and its giver learns of the absence', async () => {
    expect(await said('marcus', '/care new acme: @[sofia] call them back tomorrow')).toContain(
      'Sofia Lind (away until Mon 21 Sep, Tom Baker stands in)',
    )
    expect((await sentTo('tom')).at(-1)).toMatch(/gave you a task: call them back[\s\S]*Assigned to: Sofia Lind/)
    await said('marcus', '/care new acme: @[sofia] plan the year on 1 October')
    expect((await sentTo('sofia')).at(-1)).toContain('plan the year')
  })

  it('a task that the stand-in snoozes for an hour wakes with the stand-in', async () => {
    await bot.submit('tom', 'tasks.snooze', { taskId }, { until: '1h' })
    expect((await sentTo('tom')).at(-1)).toContain('Back from snooze: mail the offer')
    expect((await sentTo('sofia')).join()).not.toContain('Back from snooze')
  })
})

describe('who may set it, and who may stand in', () => {
  it('a manager sets it for a member of the team, who is told; other reps and managers may not', async () => {
    expect(await said('marcus', '/care away @[sofia] until monday @[tom]')).toContain('Sofia Lind is away')
    expect((await sentTo('sofia')).join()).toContain('Marcus Reed set that you are away')
    expect(await said('tom', '/care away @[sofia] until 1 Oct')).toContain('may not')
    expect(await said('tom', '/care back @[sofia]')).toContain('may not')
    expect(textOf(await bot.click('tom', 'people.back', { memberId: await bot.member('sofia') }))).toContain('may not')
    const values = { awayFrom: null, awayUntil: '2026-10-01', standIn: null }
    expect(textOf(await bot.submit('tom', 'people.away', { memberId: await bot.member('sofia') }, values))).toContain('may not')
    expect((await absence('sofia')).until).toBe('2026-09-21')
  })

  it('refuses oneself, strangers, and a stand-in who is away too; and warns whom others count on', async () => {
    expect(await said('sofia', '/care away until monday @[sofia]  @[sofia]')).toMatch(/stand in for themselves/)
    expect(await said('sofia', '/care away until monday @[chen]')).toContain('no rep or manager in this team')
    expect(await said('sofia', '/care away until monday @[anna]')).toMatch(/know nobody|cannot stand in/)
    await said('tom', '/care away friday to tuesday')
    expect(await said('sofia', '/care away until monday @[tom]')).toContain('Tom Baker is away from Fri 18 Sep to Wed 23 Sep')
    expect(await absence('sofia')).toEqual({ from: null, until: null, standInId: null })
    await said('tom', '/care back')
    await said('sofia', '/care away until monday @[tom]')
    expect(await said('tom', '/care away friday')).toContain('In that time Sofia Lind counts on a stand-in who is away too')
  })
})

describe('forms and settings', () => {
  it('without words it is a form, which says what is wrong where it is', async () => {
    expect(textOf(await bot.say('sofia', '/care away'))).toMatch(/First day away\nBack on\nStand-in/)
    const state = { memberId: await bot.member('sofia') }
    const past = await bot.submit('sofia', 'people.away', state, {
      awayFrom: '2026-09-20',
      awayUntil: '2026-09-18',
      standIn: null,
    })
    expect(past).toMatchObject({ kind: 'invalid', errors: { awayUntil: expect.stringContaining('day of return') } })
    const self = await bot.submit('sofia', 'people.away', state, { awayFrom: null, awayUntil: '2026-09-21', standIn: 'sofia' })
    expect(self).toMatchObject({ kind: 'invalid', errors: { standIn: expect.stringContaining('themselves') } })
    const done = await bot.submit('sofia', 'people.away', state, { awayFrom: null, awayUntil: '2026-09-21', standIn: 'tom' })
    expect(textOf(done)).toContain('Tom Baker stands in')
  })

  it('is one of one’s own settings, by words and in the form, which leaves it alone unless it was changed', async () => {
    expect(await said('sofia', '/rapport me time=08:30 away=until monday @[tom]')).toMatch(
      /Remind me at: 08:30[\s\S]*Away: Wed 16 Sep to Mon 21 Sep, Tom Baker stands in/,
    )
    const told = (await sentTo('tom')).length
    const form = await bot.say('sofia', '/rapport me')
    const fields = form.kind === 'form' ? form.form.fields : []
    const filled = Object.fromEntries(fields.map(field => [field.name, 'value' in field ? (field.value as string) : null]))
    expect(filled).toMatchObject({ awayFrom: '2026-09-16', awayUntil: '2026-09-21', standIn: 'tom' })
    await bot.submit('sofia', 'people.me', null, { ...filled, time: '07:00' })
    expect(await sentTo('tom')).toHaveLength(told)
    expect(await row('sofia')).toMatchObject({ remindAt: '07:00', standInId: await bot.member('tom') })
    expect(await said('sofia', '/rapport me away=no')).toContain('Away: no')
  })
})
