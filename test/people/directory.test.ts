import { describe, expect, it } from 'vitest'
import type { Speaker } from '../../src/chat/context.ts'
import type { Incoming, PersonProfile } from '../../src/chat/platform.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { createDirectory } from '../../src/people/directory.ts'
import { useStore } from '../harness/store.ts'

const holder = useStore()
const now = new Date('2026-09-16T10:00:00Z')
const later = new Date('2026-09-18T10:00:00Z')
const outbox = createOutbox(() => now)

const profile = (id: string, over: Partial<PersonProfile> = {}): PersonProfile => ({
  ref: { platform: 'test', id, workspace: 'T1' },
  name: `Name ${id}`,
  locale: 'en-GB',
  zone: 'Europe/Berlin',
  external: false,
  guest: false,
  admin: false,
  deactivated: false,
  ...over,
})

let events = 0
const said = (id: string, over: object = {}): Incoming =>
  ({
    key: `e${++events}`,
    platform: 'test',
    person: { platform: 'test', id },
    place: null,
    replyTo: null,
    kind: 'command',
    name: 'customer',
    text: '',
    ...over,
  }) as Incoming

const inside = (kind: 'internal' | 'shared') => ({ place: { platform: 'test', id: 'C1', kind, name: 'sales' } })

/** A directory over people who may change or stop answering; counts the looks. */
function directoryOf(people: Record<string, Partial<PersonProfile>>, admins: string[] = []) {
  const looks: string[] = []
  const platform = { down: false, hangs: false }
  const directory = createDirectory({
    store: holder.store,
    outbox,
    whoIs: async ({ id }) => {
      looks.push(id)
      if (platform.hangs) return new Promise(() => {})
      if (platform.down) throw new Error('platform is down')
      return people[id] ? profile(id, people[id]) : null
    },
    admins,
    defaults: { zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' },
  })
  return { directory, looks, platform, people }
}

const rolesOf = (speaker: Speaker) => [...speaker.actor.roles].map(([team, role]) => `${team}:${role}`).join(' ')

describe('who speaks', () => {
  it('asks the platform about an unknown person once, and then knows them by our own records', async () => {
    const { directory, looks } = directoryOf({ U1: {} })
    const first = await directory.identify(said('U1'), now)
    await directory.identify(said('U1'), now)
    expect(looks).toEqual(['U1'])
    expect(first).toMatchObject({
      locale: 'en',
      zone: 'Europe/Berlin',
      actor: { name: 'Name U1', outsider: false, admin: false },
    })
  })

  it('needs one statement for everybody we know, in a channel too', async () => {
    const { directory } = directoryOf({ U1: {} })
    await directory.identify(said('U1', inside('internal')), now)
    const used: string[] = []
    const db = new Proxy(holder.store.db, {
      get: (client, name) => {
        used.push(String(name))
        const member: unknown = Reflect.get(client, name)
        return typeof member === 'function' ? member.bind(client) : member
      },
    })
    const watched = createDirectory({
      store: { ...holder.store, db },
      outbox,
      whoIs: async () => null,
      admins: [],
      defaults: { zone: 'UTC', locale: 'en', currency: 'EUR' },
    })
    await watched.identify(said('U1', inside('internal')), now)
    expect(used).toEqual(['$queryRaw'])
  })

  it('makes full members reps of the first team, which is made from the settings', async () => {
    const { directory } = directoryOf({ U1: {} })
    const speaker = await directory.identify(said('U1'), now)
    expect(rolesOf(speaker)).toBe('1:rep')
    expect(speaker.team).toMatchObject({ id: 1, zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY', digestMin: '0.00' })
  })

  it('makes one first team when several processes meet the first people at once', async () => {
    const crowd = Array.from({ length: 8 }, (_, index) => `U${index}`)
    const people = Object.fromEntries(crowd.map(id => [id, {}]))
    await Promise.all(crowd.map(id => directoryOf(people).directory.identify(said(id), now)))
    expect(await holder.store.db.team.count()).toBe(1)
    expect(await holder.store.db.member.count()).toBe(8)
  })

  it('lets what was granted replace the role by default, and takes it away on none', async () => {
    const { directory } = directoryOf({ U1: {}, U2: {}, U3: {} })
    for (const id of ['U1', 'U2', 'U3']) await directory.identify(said(id), now)
    await holder.store.db.team.create({ data: { name: 'Second', zone: 'UTC', locale: 'en', currency: 'EUR' } })
    const grant = (memberId: number, teamId: number, role: string) =>
      holder.store.db.teamRole.create({ data: { memberId, teamId, role } })
    await grant(1, 2, 'manager')
    await grant(2, 1, 'none')
    await grant(3, 2, 'none')
    expect(rolesOf(await directory.identify(said('U1'), now))).toBe('2:manager')
    expect(rolesOf(await directory.identify(said('U2'), now))).toBe('')
    expect(rolesOf(await directory.identify(said('U3'), now))).toBe('')
  })

  it('gives guests nothing, and treats people of another company and nobody as outsiders', async () => {
    const { directory } = directoryOf({ G: { guest: true }, X: { external: true, admin: true } }, ['test:X'])
    const guest = await directory.identify(said('G'), now)
    expect([guest.actor.outsider, guest.actor.roles.size]).toEqual([false, 0])
    for (const id of ['X', 'nobody']) {
      const { actor, team } = await directory.identify(said(id), now)
      expect(actor).toMatchObject({ outsider: true, admin: false })
      expect([actor.roles.size, team]).toEqual([0, null])
    }
  })

  it('takes administrators from the settings and from the platform', async () => {
    const { directory } = directoryOf({ U1: {}, U2: { admin: true }, U3: {} }, ['test:U1', 'other:U3'])
    const admins = await Promise.all(['U1', 'U2', 'U3'].map(async id => (await directory.identify(said(id), now)).actor.admin))
    expect(admins).toEqual([true, true, false])
  })

  it('refuses somebody who comes from another workspace than we know them in, until the platform says who they are', async () => {
    const { directory, platform, people } = directoryOf({ U1: {} })
    await directory.identify(said('U1'), now)
    platform.down = true
    const elsewhere = { person: { platform: 'test', id: 'U1', workspace: 'T9' } }
    expect((await directory.identify(said('U1', elsewhere), now)).actor.outsider).toBe(true)
    platform.down = false
    people.U1 = { external: true }
    const soon = new Date(now.getTime() + 120_000)
    expect((await directory.identify(said('U1', elsewhere), soon)).actor.outsider).toBe(true)
  })
})

describe('profiles that grow old', () => {
  it('looks again after a day, and takes over what changed', async () => {
    const { directory, looks, people } = directoryOf({ U1: {} })
    await directory.identify(said('U1'), now)
    people.U1 = { guest: true, name: 'Renamed' }
    expect((await directory.identify(said('U1'), now)).actor.name).toBe('Name U1')
    const speaker = await directory.identify(said('U1'), later)
    expect([speaker.actor.name, speaker.actor.roles.size, looks.length]).toEqual(['Renamed', 0, 2])
  })

  it('goes on with what is stored when the platform fails, and leaves it alone for a minute', async () => {
    const { directory, looks, platform } = directoryOf({ U1: {} })
    await directory.identify(said('U1'), now)
    platform.down = true
    expect(rolesOf(await directory.identify(said('U1'), later))).toBe('1:rep')
    expect(rolesOf(await directory.identify(said('U1'), later))).toBe('1:rep')
    expect(looks).toHaveLength(2)
  })

  it('goes on with what is stored when the platform hangs', async () => {
    const { directory, platform } = directoryOf({ U1: {} })
    await directory.identify(said('U1'), now)
    platform.hangs = true
    expect(rolesOf(await directory.identify(said('U1'), later))).toBe('1:rep')
  })

  it('says that it failed when the platform fails about somebody unknown', async () => {
    const { directory, platform } = directoryOf({ U1: {} })
    platform.down = true
    await expect(directory.identify(said('U1'), now)).rejects.toMatchObject({ code: 'person_lookup_failed' })
  })

  it('takes over a changed profile at once', async () => {
    const { directory, people } = directoryOf({ U1: {} })
    await directory.identify(said('U1'), now)
    people.U1 = { deactivated: true }
    await directory.identify(said('U1', { kind: 'person-changed' }), now)
    expect(await holder.store.db.member.findFirst()).toMatchObject({ deactivatedAt: now })
  })

  it('gets to know people who are mentioned or chosen in a form', async () => {
    const { directory } = directoryOf({ U1: {}, U2: {}, U3: {} })
    await directory.identify(said('U1', { text: 'role @[U2] manager @[gone]' }), now)
    await directory.identify(said('U1', { kind: 'submit', form: 'x', state: null, values: {}, people: ['U3'] }), now)
    const refs = await holder.store.db.member.findMany({ select: { ref: true }, orderBy: { ref: 'asc' } })
    expect(refs.map(member => member.ref)).toEqual(['U1', 'U2', 'U3'])
  })
})

describe('places', () => {
  it('keeps a channel when somebody first speaks in it, direct messages not', async () => {
    const { directory } = directoryOf({ U1: {} })
    const { channel } = await directory.identify(said('U1', inside('internal')), now)
    await directory.identify(said('U1', { place: { platform: 'test', id: 'D1', kind: 'dm' } }), now)
    expect(await holder.store.db.channel.findMany({ select: { id: true, ref: true, name: true, kind: true } })).toEqual([
      { id: channel?.id, ref: 'C1', name: 'sales', kind: 'internal' },
    ])
  })

  it('speaks for the team of the channel, elsewhere for the person’s first', async () => {
    const { directory } = directoryOf({ U1: {} })
    await directory.identify(said('U1', inside('internal')), now)
    const second = await holder.store.db.team.create({ data: { name: 'Second', zone: 'UTC', locale: 'en', currency: 'EUR' } })
    await holder.store.db.channel.updateMany({ data: { teamId: second.id } })
    expect((await directory.identify(said('U1', inside('internal')), now)).team?.id).toBe(second.id)
    expect((await directory.identify(said('U1'), now)).team?.id).toBe(1)
  })

  it('takes a channel for shared from the moment anybody says so, until it is unshared', async () => {
    const { directory } = directoryOf({ U1: {} })
    const kindNow = async () => (await directory.identify(said('U1', inside('internal')), now)).place?.kind
    const changed = (change: string) =>
      holder.store.tx(tx => directory.observe(tx, said('U1', { ...inside('internal'), kind: 'place-changed', change }), now))
    expect(await kindNow()).toBe('internal')
    await changed('shared')
    expect(await kindNow()).toBe('shared')
    await changed('unshared')
    expect(await kindNow()).toBe('internal')
    await directory.identify(said('U1', inside('shared')), now)
    expect(await kindNow()).toBe('shared')
  })

  it('follows a channel to its new id with all it is bound to, and remembers that it is archived', async () => {
    const { directory } = directoryOf({ U1: {} })
    await directory.identify(said('U1', inside('internal')), now)
    await holder.store.db.channel.updateMany({ data: { teamId: 1 } })
    await directory.identify(said('U1', { place: { platform: 'test', id: 'C2', kind: 'internal' } }), now)
    const change = (over: object) =>
      holder.store.tx(tx => directory.observe(tx, said('U1', { ...inside('internal'), kind: 'place-changed', ...over }), now))
    await change({ change: 'archived' })
    await change({ change: 'moved', newId: 'C2' })
    expect(await holder.store.db.channel.findMany({ select: { ref: true, teamId: true, archivedAt: true } })).toEqual([
      { ref: 'C2', teamId: 1, archivedAt: now },
    ])
  })
})
