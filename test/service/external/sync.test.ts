import { beforeEach, describe, expect, it } from 'vitest'
import type { ContactEnd, ContactFollow, ContactProfile, ContactSync } from '../../../src/chat/contact-sync.ts'
import { collect } from '../../../src/chat/contributions.ts'
import type { Message } from '../../../src/chat/message.ts'
import { createOutbox } from '../../../src/delivery/outbox.ts'
import { features } from '../../../src/features.ts'
import { eraseCustomer } from '../../../src/privacy/erase.ts'
import { createContactSync } from '../../../src/service/external/sync.ts'
import { externalSignal } from '../../../src/service/signals/external.ts'
import { untilFollowable } from '../../harness/activities.ts'
import { messageText, textOf, useBot } from '../../harness/bot.ts'
import { makeCustomer } from '../../harness/customers.ts'
import { endOf, readSignal } from '../../harness/signals.ts'
import { main } from '../../people/parts.ts'

const allFeatures = features(main)
const bot = useBot(allFeatures)
const day = 86_400_000
let sync: ContactSync

beforeEach(() => {
  const outbox = createOutbox(() => bot.now)
  sync = createContactSync({ store: bot.store, outbox, platform: 'test', now: () => bot.now })
})

const ago = (days: number): Date => new Date(bot.now.getTime() - days * day)
const follow = (member: string, more: Partial<ContactFollow> = {}): ContactFollow => ({
  ...{ member, addedAt: ago(30), state: null, remark: null, description: '', tags: [], given: false },
  ...more,
})
const zhang = (...follows: ContactFollow[]): ContactProfile => ({ contact: 'wm1', name: '张三', phones: [], follows })
const ended = (member: string, by: ContactEnd, at = bot.now) => sync.happened({ kind: 'ended', contact: 'wm1', member, by, at })
const added = (member: string, at = bot.now, state: string | null = null) =>
  sync.happened({ kind: 'added', contact: 'wm1', member, at, state })
const customer = () => bot.store.db.customer.findFirstOrThrow({ include: { owner: true } })
const tasks = () => bot.store.db.careTask.findMany({ orderBy: { id: 'asc' } })
const points = async () => (await readSignal(bot.store, externalSignal, endOf('2026-09-16'))).get((await customer()).id)?.points

/** Who was told what, in the order of the outbox. */
async function told(): Promise<{ to: string; text: string }[]> {
  const items = await bot.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })
  return items.map(({ target, message }) => ({
    to: (target as { id: string }).id,
    text: messageText(message as unknown as Message),
  }))
}
const timeline = async (): Promise<string> => textOf(await bot.say('marcus', '/customer timeline 张三'))

describe('a contact whom a member added', () => {
  it('becomes the member’s customer, from where the mark says, and stands on the timeline', async () => {
    expect(await added('sofia', ago(0), '展会2026')).toBe('unknown')
    expect(await sync.undescribed([])).toEqual(['wm1'])
    await sync.described([{ ...zhang(follow('sofia', { addedAt: ago(0), state: '展会2026' })), phones: ['138 0000 0001'] }])
    expect(await customer()).toMatchObject({
      name: '张三',
      source: '展会2026',
      phone: '138 0000 0001',
      teamId: 1,
      owner: { ref: 'sofia' },
    })
    expect(await sync.undescribed([])).toEqual([])
    expect(await timeline()).toContain('Became a contact of Sofia Lind, by 展会2026')
    expect(await told()).toEqual([])
  })

  it('is called what the member calls them', async () => {
    await sync.described([zhang(follow('sofia', { remark: '华润 张总' }))])
    expect((await customer()).name).toBe('华润 张总')
  })

  it('is the customer who is on record with the phone number, whom nobody else has', async () => {
    const id = await makeCustomer(bot.store, { name: 'Huarun' })
    await bot.store.db.customer.update({ where: { id }, data: { phoneDigits: '13800000001' } })
    await sync.described([{ ...zhang(follow('sofia', { state: '展会' })), phones: ['+86 138 0000 0001'] }])
    expect(await bot.store.db.customer.count()).toBe(1)
    expect(await customer()).toMatchObject({ name: 'Huarun', source: '展会', owner: { ref: 'sofia' } })
  })

  it('is a customer of their own when two have the number', async () => {
    for (const name of ['Huarun', 'Huarun Beijing']) {
      const id = await makeCustomer(bot.store, { name })
      await bot.store.db.customer.update({ where: { id }, data: { phoneDigits: '13800000001' } })
    }
    await sync.described([{ ...zhang(follow('sofia')), phones: ['13800000001'] }])
    expect(await bot.store.db.customer.count()).toBe(3)
  })

  it('of a member whom nobody met makes the member known by the id', async () => {
    await sync.described([zhang(follow('wangwu'))])
    expect(await customer()).toMatchObject({ teamId: 1, owner: { ref: 'wangwu', name: 'wangwu' } })
  })

  it('counts once, however often it is said', async () => {
    await sync.described([zhang(follow('sofia')), zhang(follow('tom'))])
    await sync.described([zhang(follow('sofia'), follow('tom'))])
    await added('sofia', ago(30))
    expect(await bot.store.db.customer.count()).toBe(1)
    expect(await bot.store.db.activity.count({ where: { kind: 'external.added' } })).toBe(2)
  })

  it('that the platform does not know (any more) leaves nothing', async () => {
    await added('sofia')
    await sync.vanished('wm1')
    expect(await bot.store.db.externalContact.count()).toBe(0)
    await sync.described([zhang(follow('sofia'))])
    await sync.vanished('wm1')
    expect(await bot.store.db.externalContact.count()).toBe(1)
  })
})

describe('a customer who deletes the member', () => {
  beforeEach(() => sync.described([zhang(follow('sofia'))]))

  it('is told to owner and managers at once, and the owner has a task for today', async () => {
    await ended('sofia', 'contact')
    const messages = await told()
    expect(messages.map(({ to }) => to)).toEqual(['sofia', 'marcus'])
    expect(messages[0]?.text).toContain('张三 deleted Sofia Lind from their contacts\nNobody of the company has them')
    expect(await tasks()).toMatchObject([
      {
        assigneeId: await bot.member('sofia'),
        dueOn: new Date('2026-09-16'),
        status: 'open',
        title: '张三 deleted Sofia Lind: find out why',
      },
    ])
    expect(await timeline()).toContain('Deleted Sofia Lind from their contacts')
  })

  it('raises the risk, less when others still have them, and no more once they add again', async () => {
    expect(await points()).toBeUndefined()
    await ended('sofia', 'contact')
    expect(await points()).toBeCloseTo(1.5, 1)
    await added('tom')
    expect(await points()).toBeCloseTo(0.6, 1)
    bot.now = new Date(bot.now.getTime() + 60_000)
    await added('sofia')
    expect(await points()).toBeUndefined()
    expect(await tasks()).toMatchObject([{ status: 'dropped' }])
  })

  it('counts once, and an older event changes nothing', async () => {
    await ended('sofia', 'contact', ago(1))
    await ended('sofia', 'contact', ago(1))
    await added('sofia', ago(2))
    await sync.described([zhang(follow('sofia'))])
    expect(await told()).toHaveLength(2)
    expect(await tasks()).toHaveLength(1)
    await added('sofia', ago(0))
    await ended('sofia', 'contact', ago(1))
    expect(await told()).toHaveLength(2)
    expect(await points()).toBeUndefined()
  })

  it('is told even when the contact was not known yet', async () => {
    await sync.happened({ kind: 'ended', contact: 'wm2', member: 'tom', by: 'contact', at: bot.now })
    expect(await told()).toEqual([])
    await sync.described([{ contact: 'wm2', name: '李四', phones: [], follows: [follow('tom')] }])
    expect((await told()).map(({ to }) => to)).toEqual(['tom', 'marcus'])
  })

  it('moves the score within the minute', async () => {
    const { id } = await customer()
    for (const [index, days] of [200, 150, 100, 50, 10].entries())
      await bot.store.db.order.create({
        data: { externalId: `O${index}`, customerId: id, orderedAt: ago(days), amount: 100, currency: 'EUR' },
      })
    const rooms = collect(allFeatures)
    const job = rooms.jobs.find(({ name }) => name === 'risk-touched')
    if (job?.scope !== 'minute') throw new Error('no job')
    await ended('sofia', 'contact')
    await untilFollowable(bot.store)
    await bot.store.tx(tx => job.run({ tx, rooms, now: bot.now, outbox: createOutbox(() => bot.now) }))
    expect(textOf(await bot.say('sofia', '/customer why 张三'))).toContain('deleted Sofia Lind from their contacts')
  })
})

describe('a member who deletes the customer', () => {
  it('is told to the managers; the risk stays', async () => {
    await sync.described([zhang(follow('sofia'))])
    await ended('sofia', 'member')
    expect(await told()).toMatchObject([{ to: 'marcus', text: expect.stringContaining('Sofia Lind deleted the customer 张三') }])
    expect(await tasks()).toEqual([])
    expect(await points()).toBeUndefined()
  })
})

describe('a customer who goes over to a colleague', () => {
  beforeEach(() => sync.described([zhang(follow('sofia'))]))

  it.each(['given first', 'taken first'])('has a new owner, and nobody is alarmed (%s)', async order => {
    if (order === 'given first') await ended('sofia', 'transfer')
    await sync.described([zhang(follow('tom', { addedAt: ago(0), given: true }))])
    if (order === 'taken first') await ended('sofia', 'transfer')
    expect((await customer()).owner?.ref).toBe('tom')
    expect(await told()).toEqual([])
    expect(await tasks()).toEqual([])
    expect(await points()).toBeUndefined()
    expect(await timeline()).toContain('Given to a colleague by Sofia Lind')
  })

  it('does not go to a third who had them long before', async () => {
    await sync.described([zhang(follow('sofia'), follow('marcus', { addedAt: ago(20) }))])
    await ended('sofia', 'transfer')
    expect((await customer()).owner?.ref).toBe('sofia')
    await sync.described([zhang(follow('marcus', { addedAt: ago(20) }), follow('tom', { addedAt: ago(0), given: true }))])
    expect((await customer()).owner?.ref).toBe('tom')
  })

  it('goes to the one who is left, once it is known that nobody else has them', async () => {
    await sync.described([zhang(follow('sofia'), follow('tom', { addedAt: ago(20) }))])
    await ended('sofia', 'transfer')
    await sync.described([zhang(follow('tom', { addedAt: ago(20), remark: '张总' }))])
    expect((await customer()).owner?.ref).toBe('tom')
  })

  it('stays with whom somebody gave them to since', async () => {
    await ended('sofia', 'transfer')
    await sync.described([zhang(follow('tom', { addedAt: ago(0), given: true }))])
    bot.now = new Date(bot.now.getTime() + 60_000)
    await bot.say('marcus', '/customer assign 张三 @sofia')
    await sync.described([zhang(follow('tom', { addedAt: ago(0), given: true, remark: '张总' }))])
    expect((await customer()).owner?.ref).toBe('sofia')
  })

  it('stays with whom the customer belongs to here, if that is somebody else', async () => {
    await bot.store.db.customer.updateMany({ data: { ownerId: await bot.member('marcus') } })
    await sync.described([zhang(follow('tom', { addedAt: ago(0), given: true }))])
    await ended('sofia', 'transfer')
    expect((await customer()).owner?.ref).toBe('marcus')
  })
})

describe('a list that tells only one member’s part', () => {
  it('makes nobody a customer: who had them first is not known yet', async () => {
    const later = zhang(follow('tom', { addedAt: ago(1) }))
    expect(await sync.described([later], 'part')).toEqual(['wm1'])
    expect(await bot.store.db.customer.count()).toBe(0)
    await sync.described([zhang(...later.follows, follow('sofia', { addedAt: ago(30), state: '官网' }))])
    expect(await customer()).toMatchObject({ owner: { ref: 'sofia' }, source: '官网' })
    expect(await sync.described([later], 'part')).toEqual([])
  })
})

describe('comparing the lists', () => {
  beforeEach(async () => {
    await sync.described([
      zhang(follow('sofia')),
      { contact: 'wm2', name: '李四', phones: [], follows: [follow('sofia')] },
      { contact: 'wm3', name: '王五', phones: [], follows: [follow('tom')] },
    ])
    bot.now = new Date(bot.now.getTime() + day)
  })

  it('finds who is gone without a word, and says that nobody knows how, in one message each', async () => {
    await sync.described([zhang(follow('sofia'))])
    expect(await sync.compared(['sofia'], bot.now)).toBe(1)
    const messages = await told()
    expect(messages.map(({ to }) => to)).toEqual(['sofia', 'marcus'])
    expect(messages[0]?.text).toContain('No longer among our contacts (1)\n- 李四 / was a contact of Sofia Lind')
    expect(await sync.compared(['sofia'], bot.now)).toBe(0)
  })

  it('does not take a colleague’s new customer for lost', async () => {
    await sync.described([zhang(follow('sofia'), follow('tom', { addedAt: bot.now, given: true }))])
    bot.now = new Date(bot.now.getTime() + day)
    await sync.described([zhang(follow('tom', { addedAt: ago(1), given: true }))])
    expect(await sync.compared(['sofia'], bot.now)).toBe(2)
    expect(await bot.store.db.customer.findFirst({ where: { name: '张三' }, include: { owner: true } })).toMatchObject({
      owner: { ref: 'tom' },
    })
    expect((await told())[0]?.text).not.toContain('张三')
  })

  it('learns later who ended it, and tells that', async () => {
    await sync.described([{ contact: 'wm2', name: '李四', phones: [], follows: [follow('sofia')] }])
    await sync.compared(['sofia'], bot.now)
    await ended('sofia', 'contact', ago(0.1))
    expect((await told()).at(-1)?.text).toContain('张三 deleted Sofia Lind')
  })
})

describe('an erased customer', () => {
  it('is not taken in again while a member still has them, only when they come back themselves', async () => {
    await sync.described([zhang(follow('sofia'))])
    await sync.described([zhang(follow('sofia', { remark: '张老板', description: '爱喝龙井', tags: ['龙井'] }))])
    const { id } = await customer()
    await bot.store.tx(tx => eraseCustomer(tx, collect(allFeatures), id, bot.now))
    await sync.described([zhang(follow('sofia'))])
    await ended('sofia', 'contact')
    expect(await bot.store.db.customer.count({ where: { erasedAt: null } })).toBe(0)
    const { db } = bot.store
    const kept = [
      await db.externalContact.findMany(),
      await db.externalFollow.findMany(),
      await db.activity.findMany(),
      await db.outboxItem.findMany(),
    ]
    expect(JSON.stringify(kept, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(/wm1|张|龙井/)
    await added('sofia')
    await sync.described([zhang(follow('sofia'))])
    expect(await bot.store.db.customer.count({ where: { erasedAt: null } })).toBe(1)
  })
})
