import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import type { Message } from '../../src/chat/message.ts'
import type { Incoming, Target } from '../../src/chat/platform.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { digestFeature } from '../../src/digest/feature.ts'
import { runDigest } from '../../src/digest/job.ts'
import { createPeopleFeature } from '../../src/people/feature.ts'
import { bindChannel, presentRef } from '../../src/people/places.ts'
import { teamById } from '../../src/people/store.ts'
import { tellUndelivered } from '../../src/people/tell-undelivered.ts'
import { messageText, textOf, useBot } from '../harness/bot.ts'
import { main } from './parts.ts'

const features = [createPeopleFeature(main), digestFeature]
const rooms = collect(features)
const bot = useBot(features)
const outbox = createOutbox(() => bot.now)
let events = 0

type Change = Extract<Incoming, { kind: 'place-changed' }>['change']
const changed = (change: Change, ref = 'key-accounts', more: { newId?: string } = {}) =>
  bot.receive({
    key: `change-${++events}`,
    platform: 'test',
    person: { platform: 'test', id: 'system' },
    place: { platform: 'test', id: ref, kind: 'internal', name: ref },
    replyTo: null,
    kind: 'place-changed',
    change,
    ...more,
  })
const notices = async () =>
  (await bot.store.db.outboxItem.findMany({ where: { key: { startsWith: 'notice:' } }, orderBy: { id: 'asc' } })).map(row => ({
    place: row.place,
    text: messageText(row.message as unknown as Message),
  }))
const digest = (date: string) =>
  bot.store.tx(async tx => runDigest({ tx, now: bot.now, outbox, rooms, date, late: false, skipped: 0 }, await teamById(tx, 1)))
const digests = () => bot.store.db.outboxItem.count({ where: { key: { startsWith: 'digest:' } } })
const refused = (key: string, target: Target) =>
  bot.store.tx(tx =>
    tellUndelivered(tx, { outbox, admins: [] }, { key, target }, { state: 'failed', code: 'channel_shared' }, bot.now),
  )
const keyAccounts: Target = { platform: 'test', kind: 'channel', id: 'key-accounts' }

describe('a team’s channel that becomes shared with another company', () => {
  it('is told to each manager of the team once, in their language, with the next step', async () => {
    await bot.store.db.teamRole.create({ data: { teamId: 1, memberId: await bot.member('chen'), role: 'manager' } })
    await changed('shared')
    await changed('shared')
    const told = await notices()
    expect(told.map(({ place }) => place).toSorted()).toEqual(['chen', 'marcus'])
    expect(told.find(({ place }) => place === 'marcus')?.text).toMatch(/#key-accounts is now shared.*\/rapport setup/s)
    expect(told.find(({ place }) => place === 'chen')?.text).toMatch(/#key-accounts 已与其他公司共享.*\/rapport 设置/s)
  })

  it('is told again only after it was unshared', async () => {
    await changed('shared')
    await changed('unshared')
    bot.now = new Date('2026-09-17T10:00:00Z')
    await changed('shared')
    expect(await notices()).toHaveLength(2)
  })

  it('is told to administrators where the team has no manager', async () => {
    await bot.store.db.teamRole.deleteMany({ where: { role: 'manager' } })
    await changed('shared')
    expect((await notices()).map(({ place }) => place)).toEqual(['olivia'])
  })

  it('is told once, whether the event, a refused digest or somebody’s word there comes first', async () => {
    await refused('digest:1:key-accounts:2026-09-16', keyAccounts)
    await changed('shared')
    await refused('digest:1:key-accounts:2026-09-17', keyAccounts)
    const spoken = { platform: 'test', id: 'key-accounts', kind: 'shared' as const }
    const said = { platform: 'test', person: { platform: 'test', id: 'sofia' }, place: spoken, replyTo: null }
    await bot.receive({ ...said, key: 'said', kind: 'text', text: 'help' })
    expect((await notices()).map(({ place }) => place)).toEqual(['marcus'])
  })

  it('is not believed on the word of a platform that did not answer in time', async () => {
    const place = { platform: 'test', id: 'key-accounts', kind: 'shared' as const, assumed: true }
    const said = { platform: 'test', person: { platform: 'test', id: 'sofia' }, place, replyTo: null }
    expect(textOf(await bot.receive({ ...said, key: 'hiccup', kind: 'text', text: 'rapport help' }))).toContain('shared with')
    expect(await notices()).toEqual([])
    expect(await bot.store.db.channel.findFirst({ where: { ref: 'key-accounts' } })).toMatchObject({ kind: 'internal' })
  })

  it('gets no digest while it is shared, and after that the next one, without what was left out', async () => {
    await changed('shared')
    await digest('2026-09-16')
    await digest('2026-09-17')
    expect(await digests()).toBe(0)
    await changed('unshared')
    await digest('2026-09-18')
    expect(await digests()).toBe(1)
  })

  it('refuses setup there, and lets the team’s manager bind another channel with everything the team has', async () => {
    await bot.store.db.team.update({ where: { id: 1 }, data: { digestAt: '08:15' } })
    await changed('shared')
    expect(textOf(await bot.say('marcus', '/rapport setup time=07:00', 'key-accounts'))).toContain('shared with another company')
    const reply = await bot.say('marcus', '/rapport setup length=5', 'general')
    expect(textOf(reply)).toContain('channel of the team “Key accounts”')
    expect(await bot.store.db.team.findUnique({ where: { id: 1 } })).toMatchObject({ digestAt: '08:15', digestLength: 5 })
    expect(await bot.store.db.team.count()).toBe(2)
    await digest('2026-09-16')
    expect((await bot.store.db.outboxItem.findMany({ where: { key: { startsWith: 'digest:' } } })).map(row => row.place)).toEqual(
      ['general'],
    )
  })
})

describe('a channel that gets a new id', () => {
  it('takes along what waits to be sent, what its lists mean and what the settings call it', async () => {
    await digest('2026-09-16')
    const target = { platform: 'test', kind: 'channel' as const, id: 'key-accounts' }
    await bot.store.tx(tx =>
      outbox.put(tx, { key: 'other', target: { ...target, id: 'east' }, message: { locale: 'en', summary: '', parts: [] } }),
    )
    await bot.store.db.shownList.create({ data: { platform: 'test', place: 'key-accounts', rows: [], at: bot.now } })
    await changed('moved', 'key-accounts', { newId: 'C-2' })
    await changed('moved', 'C-2', { newId: 'C-3' })
    const waiting = await bot.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })
    expect(waiting.map(row => [row.place, (row.target as { id: string }).id])).toEqual([
      ['C-3', 'C-3'],
      ['east', 'east'],
    ])
    expect((await bot.store.db.shownList.findMany()).every(({ place }) => place === 'C-3')).toBe(true)
    await bot.store.tx(async tx => {
      const ref = await presentRef(tx, 'test', 'key-accounts')
      expect(ref).toBe('C-3')
      await bindChannel(tx, { platform: 'test', id: ref }, 1)
    })
    expect(await bot.store.db.channel.count({ where: { teamId: 1 } })).toBe(1)
  })

  it('is told as shared when somebody spoke under the new id before we heard of it', async () => {
    await bot.store.db.channel.create({ data: { platform: 'test', ref: 'C-2', name: 'key-accounts', kind: 'shared' } })
    await changed('moved', 'key-accounts', { newId: 'C-2' })
    await changed('shared', 'C-2')
    expect((await notices()).map(({ place }) => place)).toEqual(['marcus'])
    expect(await bot.store.db.channel.findFirst({ where: { ref: 'C-2' } })).toMatchObject({ teamId: 1, kind: 'shared' })
  })
})
