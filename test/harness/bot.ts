import { afterAll, beforeEach } from 'vitest'
import { chartDescription } from '../../src/charts/text.ts'
import type { Role } from '../../src/chat/access.ts'
import type { Context } from '../../src/chat/context.ts'
import { collect } from '../../src/chat/contributions.ts'
import { createDispatch, type DispatchParts } from '../../src/chat/dispatch.ts'
import type { Feature } from '../../src/chat/feature.ts'
import type { Choice, FormValues } from '../../src/chat/form.ts'
import type { Json, Message, Part } from '../../src/chat/message.ts'
import { plainText } from '../../src/chat/message.ts'
import type { Incoming, PersonProfile, Place, Reply, Said } from '../../src/chat/platform.ts'
import type { Store } from '../../src/database/store.ts'
import { createInbox } from '../../src/delivery/inbox.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { createDirectory } from '../../src/people/directory.ts'
import { homeMessage } from '../../src/people/home.ts'
import { useStore } from './store.ts'

/** The cast every room's tests share. */
export const people = {
  olivia: { name: 'Olivia Hart', zone: 'Europe/Berlin', locale: 'en-GB', admin: true },
  marcus: { name: 'Marcus Reed', zone: 'Europe/London', locale: 'en-GB' },
  sofia: { name: 'Sofia Lind', zone: 'Europe/Berlin', locale: 'en-US' },
  tom: { name: 'Tom Baker', zone: 'Europe/Berlin', locale: 'en-US' },
  chen: { name: '陈晓雯', zone: 'Asia/Shanghai', locale: 'zh-CN' },
  vera: { name: 'Vera Young', zone: 'Europe/Berlin', locale: 'en-US' },
  gus: { name: 'Gus Guest', zone: 'Europe/Berlin', locale: 'en-US', guest: true },
  anna: { name: 'Anna Becker', zone: 'Europe/Berlin', locale: 'en-US', external: true },
} satisfies Record<string, { name: string; zone: string; locale: string; admin?: boolean; guest?: boolean; external?: boolean }>
export type PersonName = keyof typeof people

const roles: [PersonName, number, Role][] = [
  ['marcus', 1, 'manager'],
  ['marcus', 2, 'manager'],
  ['sofia', 1, 'rep'],
  ['tom', 1, 'rep'],
  ['chen', 2, 'rep'],
  ['vera', 1, 'viewer'],
]

/** Team 1 'Key accounts' (Berlin, en, channel key-accounts), team 2 '华东客户部' (Shanghai, zh-CN, channel east). */
export const places = {
  'key-accounts': { kind: 'internal', teamId: 1 },
  east: { kind: 'internal', teamId: 2 },
  general: { kind: 'internal', teamId: null },
  shared: { kind: 'shared', teamId: null },
} as const
export type PlaceName = keyof typeof places | 'dm'

export interface Bot {
  readonly store: Store
  /** The virtual clock; set it freely. Starts on Wednesday 2026-09-16 10:00 UTC. */
  now: Date
  /** What the last reply said, as plain text. */
  say(person: PersonName, line: string, place?: PlaceName): Promise<Reply>
  /** A plain text in the DM with the bot. */
  dm(person: PersonName, text: string): Promise<Reply>
  click(person: PersonName, action: string, value: Json, place?: PlaceName): Promise<Reply>
  submit(person: PersonName, form: string, state: Json, values: FormValues, place?: PlaceName): Promise<Reply>
  /** Opens the person's own page. */
  home(person: PersonName): Promise<Reply>
  /** A shortcut at a message said in the place. */
  shortcut(person: PersonName, name: string, said: Said, place?: PlaceName): Promise<Reply>
  /** Submits a form that a shortcut opened: seen by the person alone, about what was said in the place. */
  submitAside(person: PersonName, form: string, state: Json, values: FormValues, place?: PlaceName): Promise<Reply>
  receive(incoming: Incoming): Promise<Reply>
  /** The member's id. */
  member(person: PersonName): Promise<number>
  /** Called for customer type-ahead. */
  suggestions: (context: Context, query: string) => Promise<Choice[]>
}

/** A bot of these features over the real dispatch, directory, inbox and database; only the platform is missing. */
export function useBot(features: readonly Feature[], limits?: DispatchParts['limits']): Bot {
  const holder = useStore()
  const rooms = collect(features)
  let events = 0
  let dispatch: ReturnType<typeof createDispatch>

  const whoIs = async ({ id }: { id: string }): Promise<PersonProfile | null> => {
    const person = (
      people as Record<string, (typeof people)[PersonName] & { admin?: boolean; guest?: boolean; external?: boolean }>
    )[id]
    if (!person) return null
    const { name, locale, zone, admin = false, guest = false, external = false } = person
    return { ref: { platform: 'test', id }, name, locale, zone, external, guest, admin, deactivated: false }
  }

  const base = (person: PersonName, place: PlaceName) => ({
    key: `test-${++events}`,
    platform: 'test',
    person: { platform: 'test', id: person },
    place: placeOf(person, place),
    replyTo: null,
  })

  const bot: Bot = {
    get store() {
      return holder.store
    },
    now: new Date('2026-09-16T10:00:00Z'),
    say: (person, line, place = 'dm') => {
      const [name = '', ...rest] = line.split(' ')
      return bot.receive({ ...base(person, place), kind: 'command', name: name.replace(/^\//, ''), text: rest.join(' ') })
    },
    dm: (person, text) => bot.receive({ ...base(person, 'dm'), kind: 'text', text }),
    click: (person, action, value, place = 'dm') => bot.receive({ ...base(person, place), kind: 'action', action, value }),
    submit: (person, form, state, values, place = 'dm') =>
      bot.receive({ ...base(person, place), kind: 'submit', form, state, values }),
    home: person => bot.receive({ ...base(person, 'dm'), place: null, kind: 'home' }),
    shortcut: (person, name, said, place = 'general') =>
      bot.receive({ ...base(person, place), aside: true, kind: 'shortcut', shortcut: name, said }),
    submitAside: (person, form, state, values, place = 'general') =>
      bot.receive({ ...base(person, place), aside: true, kind: 'submit', form, state, values }),
    receive: incoming => dispatch.receive(incoming),
    async member(person) {
      return (await bot.store.db.member.findUniqueOrThrow({ where: { platform_ref: { platform: 'test', ref: person } } })).id
    },
    suggestions: async () => [],
  }

  beforeEach(async () => {
    bot.now = new Date('2026-09-16T10:00:00Z')
    await cast(holder.store)
    const defaults = { zone: 'UTC', locale: 'en', currency: 'EUR' } as const
    const outbox = createOutbox(() => bot.now)
    dispatch = createDispatch({
      store: holder.store,
      inbox: createInbox(holder.store),
      outbox,
      directory: createDirectory({ store: holder.store, outbox, whoIs, admins: [], defaults }),
      rooms,
      ...(limits && { limits }),
      suggestCustomers: (context, query) => bot.suggestions(context, query),
      home: homeMessage,
      now: () => bot.now,
      log: (level, event, fields) => {
        if (level === 'error') failures.push(`${event} ${JSON.stringify(fields)}`)
      },
    })
  })
  afterAll(() => {
    if (failures.length && process.env.SHOW_FAILURES) console.error(failures.join('\n'))
  })
  return bot
}

/** What dispatch logged as failed; printed with SHOW_FAILURES=1. */
export const failures: string[] = []

function placeOf(person: PersonName, place: PlaceName): Place {
  if (place === 'dm') return { platform: 'test', id: `dm-${person}`, kind: 'dm' }
  return { platform: 'test', id: place, kind: places[place].kind, name: place }
}

async function cast(store: Store): Promise<void> {
  await store.db.team.createMany({
    data: [
      { id: 1, name: 'Key accounts', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR' },
      { id: 2, name: '华东客户部', zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' },
    ],
  })
  await store.db.$executeRaw`SELECT setval(pg_get_serial_sequence('"Team"', 'id'), 2)::text`
  await store.db.member.createMany({
    data: Object.entries(people).map(([ref, person]) => ({
      platform: 'test',
      ref,
      workspace: 'external' in person ? 'T2' : 'T1',
      name: person.name,
      locale: person.locale.startsWith('zh') ? 'zh-CN' : 'en',
      zone: person.zone,
      isExternal: 'external' in person,
      isGuest: 'guest' in person,
      isPlatformAdmin: 'admin' in person,
      syncedAt: new Date('2026-09-16T09:00:00Z'),
    })),
  })
  const members = new Map((await store.db.member.findMany()).map(member => [member.ref, member.id]))
  await store.db.teamRole.createMany({
    data: roles.map(([person, teamId, role]) => ({ memberId: members.get(person) ?? 0, teamId, role })),
  })
  await store.db.channel.createMany({
    data: Object.entries(places).map(([ref, place]) => ({
      platform: 'test',
      ref,
      name: ref,
      kind: place.kind,
      teamId: place.teamId,
    })),
  })
}

/** Everything a reply says, one line a part: what a test looks for words in. */
export function textOf(reply: Reply): string {
  if (reply.kind === 'message' || reply.kind === 'replace') return messageText(reply.message)
  if (reply.kind === 'form' || reply.kind === 'next-form')
    return [reply.form.title, reply.form.intro ?? '', ...reply.form.fields.map(field => field.label)].join('\n')
  if (reply.kind === 'invalid') return Object.values(reply.errors).join('\n')
  if (reply.kind === 'options') return reply.options.map(option => option.label).join('\n')
  return ''
}

export function messageText(message: Message): string {
  return message.parts.map(partText).join('\n')
}

function partText(part: Part): string {
  if (part.kind === 'heading') return part.text
  if (part.kind === 'text' || part.kind === 'note') return plainText(part.text)
  if (part.kind === 'facts') return part.facts.map(fact => `${fact.label}: ${plainText(fact.value)}`).join('\n')
  if (part.kind === 'table') return [part.columns, ...part.rows].map(row => row.join(' | ')).join('\n')
  if (part.kind === 'chart') return chartDescription(part.chart)
  if (part.kind === 'actions') return part.actions.map(button => `[${button.label}]`).join(' ')
  if (part.kind === 'divider') return '---'
  const rows = part.rows.map((row, index) => {
    const number = part.start === undefined ? '-' : `${part.start + index}.`
    const act = row.act?.length ? ` [${row.act.map(button => button.label).join('|')}]` : ''
    return `${number} ${plainText(row.text)}${row.detail ? ` / ${plainText(row.detail)}` : ''}${act}`
  })
  return [part.title ?? '', ...rows, part.more ? plainText(part.more) : ''].filter(Boolean).join('\n')
}
