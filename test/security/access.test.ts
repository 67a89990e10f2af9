import { beforeEach, describe, expect, it } from 'vitest'
import { type AccessAction, type Actor, accessActions, can, shownIn } from '../../src/chat/access.ts'
import { collect } from '../../src/chat/contributions.ts'
import { deniedMessage } from '../../src/chat/messages.ts'
import type { Reply, Said } from '../../src/chat/platform.ts'
import { features } from '../../src/features.ts'
import { type PersonName, type PlaceName, textOf, useBot } from '../harness/bot.ts'
import { main } from '../people/parts.ts'
import { givenSegment } from '../segments/shop.ts'
import { givenAnswer } from '../surveys/given.ts'
import { entries, type Ids, type Sample } from './access-entries.ts'
import { allowed, everybody, type Who } from './access-matrix.ts'

const all = features(main)
const rooms = collect(all)

/** Every entry there is, by the name it has in the table, with what it asks for. */
const present = new Map<string, AccessAction>([
  ...rooms.commands.flatMap(command => command.verbs.map(verb => [`/${command.name} ${verb.name}`, verb.needs] as const)),
  ...rooms.actions.map(action => [`action ${action.id}`, action.needs] as const),
  ...rooms.shortcuts.map(shortcut => [`shortcut ${shortcut.name}`, shortcut.needs] as const),
  ...rooms.forms.map(form => [`form ${form.id}`, form.needs] as const),
])

const actor = (over: Partial<Actor>): Actor => ({
  memberId: 1,
  name: 'Somebody',
  platform: 'test',
  ref: 'U1',
  admin: false,
  outsider: false,
  roles: new Map(),
  ...over,
})
/** Member 1 owns the record of team 1. */
const actors: Record<Who, Actor> = {
  admin: actor({ memberId: 9, admin: true }),
  manager: actor({ memberId: 8, roles: new Map([[1, 'manager']]) }),
  'other manager': actor({ memberId: 7, roles: new Map([[2, 'manager']]) }),
  owner: actor({ roles: new Map([[1, 'rep']]) }),
  'stand-in': actor({ memberId: 5, roles: new Map([[1, 'rep']]), standsFor: new Map([[1, '2026-09-21']]) }),
  rep: actor({ memberId: 2, roles: new Map([[1, 'rep']]) }),
  viewer: actor({ memberId: 3, roles: new Map([[1, 'viewer']]) }),
  guest: actor({ memberId: 4 }),
  outsider: actor({ outsider: true, roles: new Map([[1, 'manager']]), admin: true }),
}
const kinds = ['dm', 'internal', 'shared'] as const
const record = { teamId: 1, ownerId: 1 }

/** What Anna said in the shared channel. */
const said: Said = {
  message: { id: 'shared:1', author: 'Anna', text: 'We need it by Friday.', at: '2026-09-16T08:00:00.000Z', link: null },
  thread: null,
}

describe('what is shown to one person alone, about something said elsewhere', () => {
  it('counts as a direct message for members, and nothing else does', () => {
    for (const kind of kinds) expect([shownIn(kind, true), shownIn(kind, false)]).toEqual(['dm', kind])
  })

  it('opens nothing to people of another company, guests and strangers', () => {
    const place = shownIn('shared', true)
    for (const who of ['guest', 'outsider'] as const) expect(can(actors[who], 'interaction.log', { place })).toBe(false)
    expect(can(actors.owner, 'interaction.log', { place, ...record })).toBe(true)
  })
})

describe('the table', () => {
  it('has a row for every verb, action and form, and none for what is gone', () => {
    expect(Object.keys(entries).toSorted()).toEqual([...present.keys()].toSorted())
  })

  it('names what each entry asks for', () => {
    expect(Object.fromEntries(Object.entries(entries).map(([name, { needs }]) => [name, needs]))).toEqual(
      Object.fromEntries(present),
    )
  })

  it('uses every kind of access there is', () => {
    const used = new Set(Object.values(entries).map(entry => entry.needs))
    expect(accessActions.filter(action => !used.has(action))).toEqual([])
  })

  it('refuses people nobody knows, whatever roles they claim', () => {
    for (const action of accessActions) expect(can(actor({ memberId: null, admin: true }), action)).toBe(false)
  })
})

describe.each([...present])('%s (%s)', (_name, needs) => {
  it.each(kinds)('is open to the right people only, in a place that is %s', place => {
    // Customers answer where they were asked; the entry itself checks that it is theirs.
    const isClosed = place === 'shared' && needs !== 'survey.answer'
    const open = isClosed ? { record: [], ownOnly: [], door: [] } : allowed[needs]
    const who = (test: (actor: Actor) => boolean): Who[] => everybody.filter(name => test(actors[name])).toSorted()
    expect(who(one => can(one, needs, { place, ...record }))).toEqual([...open.record].toSorted())
    expect(who(one => can(one, needs, { place, ...record, ownOnly: true }))).toEqual([...open.ownOnly].toSorted())
    expect(who(one => can(one, needs, { place }))).toEqual([...open.door].toSorted())
  })
})

describe('through the real dispatch', () => {
  const bot = useBot(all)
  const people: Record<Who, PersonName> = {
    admin: 'olivia',
    manager: 'marcus',
    'other manager': 'chen',
    owner: 'sofia',
    // Not of the cast: she stands in while Sofia is away.
    'stand-in': 'nora' as PersonName,
    rep: 'tom',
    viewer: 'vera',
    guest: 'gus',
    outsider: 'anna',
  }
  /** In every text of the seeded records; whoever may not read them must never meet it. */
  const canary = 'Zebrafish'
  let ids: Ids

  beforeEach(async () => {
    const { db } = bot.store
    const member = { chen: await bot.member('chen'), sofia: await bot.member('sofia') }
    await db.teamRole.updateMany({ where: { memberId: member.chen }, data: { role: 'manager' } })
    await db.channel.createMany({ data: [{ platform: 'test', ref: 'anna-room', name: `${canary} room`, kind: 'shared' }] })
    const nora = await db.member.create({
      data: {
        platform: 'test',
        ref: 'nora',
        workspace: 'T1',
        name: 'Nora Quist',
        locale: 'en',
        zone: 'Europe/Berlin',
        syncedAt: bot.now,
      },
    })
    await db.teamRole.create({ data: { memberId: nora.id, teamId: 1, role: 'rep' } })
    await db.member.update({
      where: { id: member.sofia },
      data: { awayFrom: new Date('2026-09-16'), awayUntil: new Date('2026-09-21'), standInId: nora.id },
    })
    const at = new Date('2026-09-10T10:00:00Z')
    const customer = await db.customer.create({
      data: {
        name: `${canary} Ltd`,
        externalId: 'K-1',
        teamId: 1,
        ownerId: member.sofia,
        phone: canary,
        email: canary,
        searchText: 'k-1',
        tags: [canary],
        contacts: { create: { name: canary, phone: canary } },
        activities: { create: { kind: 'created', at, source: 'chat', data: { canary } } },
        changes: { create: { at, source: 'chat', field: 'name', after: canary } },
        orders: { create: { externalId: 'O-1', orderedAt: at, amount: 10, currency: 'EUR' } },
      },
    })
    const task = await db.careTask.create({
      data: {
        customerId: customer.id,
        teamId: 1,
        title: canary,
        dueOn: new Date('2026-09-16'),
        assigneeId: member.sofia,
        cause: 'manual',
        evidence: [canary],
      },
    })
    const interaction = await db.interaction.create({
      data: {
        customerId: customer.id,
        at,
        kind: 'call',
        memberId: member.sofia,
        note: canary,
        sentiment: 'neutral',
        createdAt: at,
      },
    })
    const contact = await db.contact.findFirstOrThrow({ where: { customerId: customer.id } })
    const field = await db.customField.create({ data: { key: 'Plan', label: 'Plan' } })
    const ticket = await db.ticket.create({ data: { customerId: customer.id, openedAt: at, severity: 'high', subject: canary } })
    const channel = await db.channel.findFirstOrThrow({ where: { ref: 'key-accounts' } })
    // Asked of somebody else than those who try.
    const asked = { customerId: customer.id, taskId: task.id, memberId: member.chen, words: canary }
    ids = {
      customerId: customer.id,
      taskId: task.id,
      interactionId: interaction.id,
      contactId: contact.id,
      ownerId: member.sofia,
      ticketId: ticket.id,
      fieldId: field.id,
      segmentId: await givenSegment(bot, { name: 'Happy', filter: 'csat>=4' }),
      memberId: await bot.member('tom'),
      teamId: 1,
      channelId: channel.id,
      ...(await givenAnswer(bot.store, asked)),
    }
  })

  const attempt = (who: Who, name: string, sample: Sample, place: PlaceName = 'dm'): Promise<Reply> => {
    const person = people[who]
    const [kind = '', id = ''] = name.split(' ')
    if (kind === 'action') return bot.click(person, id, sample.value ?? {}, place)
    if (kind === 'shortcut') return bot.shortcut(person, id, said, place)
    if (kind === 'form') return bot.submit(person, id, sample.state ?? null, sample.values ?? {}, place)
    const verb = rooms.commands.find(command => `/${command.name}` === kind)?.verbs.find(one => one.name === id)
    return bot.say(person, [kind, verb?.words[0] ?? '', sample.rest ?? ''].filter(Boolean).join(' '), place)
  }

  const denials = () => bot.store.db.auditEntry.count({ where: { outcome: 'denied' } })
  const refusals = new Set(
    (['outsider', 'shared', 'role'] as const).flatMap(why => [
      deniedMessage('en', why).summary,
      deniedMessage('zh-CN', why).summary,
    ]),
  )
  // What was typed may stand below: it comes back.
  const isRefused = (reply: Reply): boolean => reply.kind === 'message' && refusals.has(reply.message.summary)

  /** All that people can change, in one line. */
  const fingerprint = async (): Promise<string> => {
    const tables = [
      'Customer',
      'Contact',
      'CareTask',
      'Interaction',
      'Order',
      'Ticket',
      'Contract',
      'RiskQuiet',
      'Activity',
      'Change',
      'Survey',
      'SurveyTrigger',
      'Referral',
    ]
    const sums = [...tables, 'Team', 'TeamRole', 'Channel', 'OutboxItem', 'ApiToken'].map(
      table => `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum FROM "${table}" t`,
    )
    return JSON.stringify(await bot.store.db.$queryRawUnsafe(`${sums.join(' UNION ALL ')} ORDER BY 1`))
  }

  /** What somebody handed on, finished or undid is Sofia's again. */
  const restore = async (): Promise<void> => {
    const ownerId = await bot.member('sofia')
    await bot.store.db.customer.updateMany({ where: { id: ids.customerId }, data: { ownerId, leftAt: null } })
    await bot.store.db.careTask.updateMany({ where: { id: ids.taskId }, data: { assigneeId: ownerId, status: 'open' } })
    await bot.store.db.interaction.updateMany({ where: { id: ids.interactionId }, data: { undoneAt: null, memberId: ownerId } })
    await bot.store.db.survey.updateMany({ where: { id: ids.surveyId }, data: { closedAt: null } })
  }

  /** Refused at the door: told so and nothing else, and written down. */
  const expectRefused = async (who: Who, name: string, sample: Sample, place: PlaceName) => {
    const before = await denials()
    const reply = await attempt(who, name, sample, place)
    expect(isRefused(reply), `${who} in ${place}: ${textOf(reply)}`).toBe(true)
    expect(await denials(), `${who} in ${place}: audited`).toBe(before + 1)
  }

  /** Gets in, but not to this record: changes nothing, opens no form, learns nothing that they may not read. */
  const expectKept = async (who: Who, name: string, sample: Sample, mayRead: boolean) => {
    const before = await fingerprint()
    const reply = await attempt(who, name, sample)
    expect(await fingerprint(), `${who} changed something: ${textOf(reply)}`).toBe(before)
    // A verb may ask again who is meant; a button or form that opens the record's form has let somebody in.
    if (!name.startsWith('/')) expect(reply.kind, `${who}: ${textOf(reply)}`).not.toMatch(/form|none/)
    if (!mayRead) expect(JSON.stringify(reply), `${who} learnt of it`).not.toContain(canary)
  }

  const own = Object.keys(entries).filter(name => entries[name]?.needs === 'survey.answer')
  const ours = Object.keys(entries).filter(name => entries[name]?.needs !== 'survey.answer')

  it.each(own)('%s does nothing for whoever was not asked, of our company or another', async name => {
    const sample = entries[name]?.sample?.(ids)
    if (!sample) throw new Error(`no sample for ${name}`)
    for (const place of ['dm', 'shared'] as const)
      for (const who of everybody) {
        const before = await fingerprint()
        const reply = await attempt(who, name, sample, place)
        expect(await fingerprint(), `${who} changed something: ${textOf(reply)}`).toBe(before)
        expect(reply.kind, `${who}: ${textOf(reply)}`).toBe('message')
        expect(JSON.stringify(reply), `${who} learnt of it`).not.toContain(canary)
      }
  })

  it.each(ours)('%s keeps everybody out who may not', async name => {
    const entry = entries[name]
    if (!entry) throw new Error(`no row for ${name}`)
    const sample = entry.sample?.(ids) ?? {}
    const { door, record: toRecord, ownOnly } = allowed[entry.needs]
    const readers = allowed['customer.read']

    await expectRefused('outsider', name, sample, 'dm')
    await expectRefused('outsider', name, sample, 'shared')
    await expectRefused('guest', name, sample, 'key-accounts')
    // What a shortcut shows is seen by one person alone, so that it works on what customers say; `aside` below holds its limits.
    const isAside = name.startsWith('shortcut ')
    for (const who of isAside ? [] : (['owner', 'admin'] as const)) await expectRefused(who, name, sample, 'shared')
    const routed = entry.sample !== undefined || name.startsWith('/')
    if (routed) for (const who of everybody.filter(one => !door.includes(one))) await expectRefused(who, name, sample, 'dm')

    for (const who of everybody.filter(one => door.includes(one))) {
      if (entry.sample && !entry.everybodysOwn && !toRecord.includes(who))
        await expectKept(who, name, sample, readers.record.includes(who))
      else if (!readers.record.includes(who)) expect(JSON.stringify(await attempt(who, name, sample))).not.toContain(canary)
    }
    if (!entry.sample || entry.everybodysOwn) return
    await bot.store.db.team.updateMany({ data: { ownOnly: true } })
    if (!ownOnly.includes('rep') && door.includes('rep')) await expectKept('rep', name, sample, false)
    await bot.store.db.team.updateMany({ data: { ownOnly: false } })
    for (const who of toRecord) {
      await restore()
      const reply = await attempt(who, name, sample)
      expect(isRefused(reply), `${who} is refused: ${textOf(reply)}`).toBe(false)
      expect(textOf(reply), `${who} gets an answer`).not.toContain('nothing was saved (')
    }
  })
})
