import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { type Button, bold, code, type Fact, type Inline, type Message, type Part, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import type { Contact } from '../database/generated/client.ts'
import { personInline } from '../people/store.ts'
import { fields } from './fields.ts'
import { commandText } from './messages.ts'
import { customOf, dayOf } from './record.ts'
import { type CustomerRecord, customerResource } from './store.ts'

const shownContacts = 5
const shownCustom = 12

const words = wording({
  en: {
    owner: 'Owner',
    unassigned: 'unassigned',
    team: 'Team',
    since: 'On record since',
    lastContact: 'Last contact',
    contacts: 'Contacts',
    moreContacts: 'more with ',
    key: 'key contact',
    born: (day: string) => `birthday ${day}`,
    left: (day: string, reason: string) => `Left on ${day}: ${reason}`,
    moreCustom: (count: number) => `…and ${count} more own fields, shown when editing.`,
  },
  'zh-CN': {
    owner: '负责人',
    unassigned: '未分配',
    team: '团队',
    since: '建档日期',
    lastContact: '上次联系',
    contacts: '联系人',
    moreContacts: '查看更多：',
    key: '关键联系人',
    born: (day: string) => `生日 ${day}`,
    left: (day: string, reason: string) => `已于${day}流失：${reason}`,
    moreCustom: (count: number) => `……另有 ${count} 个自定义字段，编辑时可见。`,
  },
})

/** Everything known about one customer: own facts and contacts here, the rest from the rooms. One statement beside theirs. */
export async function buildCard(context: Context, customer: CustomerRecord): Promise<Message> {
  const contacts = await context.tx.contact.findMany({
    where: { customerId: customer.id },
    orderBy: [{ isKey: 'desc' }, { id: 'asc' }],
    take: shownContacts + 1,
  })
  const parts: Part[] = [
    { kind: 'heading', text: customer.name },
    ...leftPart(context, customer),
    { kind: 'facts', facts: ownFacts(context, customer), priority: 8 },
    ...customParts(context, customer),
    ...contactParts(context, customer, contacts),
  ]
  for (const section of context.rooms.cardSections) parts.push(...(await section.build(context, customer.id)))
  const actions = customerButtons(context, customer, 'card')
  if (actions.length) parts.push({ kind: 'actions', actions, priority: 9 })
  return { locale: context.locale, summary: customer.name, parts }
}

/** The rooms' buttons at this customer, as far as this person may use them. */
export function customerButtons(context: Context, customer: CustomerRecord, on: 'card' | 'digest'): Button[] {
  const resource = customerResource(customer)
  return context.rooms.customerActions
    .filter(entry => entry.on.includes(on))
    .filter(entry => context.rooms.actions.some(({ id, needs }) => id === entry.action && context.may(needs, resource)))
    .map(entry => ({ action: entry.action, label: entry.label[context.locale], value: { customerId: customer.id } }))
}

function leftPart({ locale, zone }: Context, { leftAt, leftReason }: CustomerRecord): Part[] {
  if (!leftAt) return []
  return [{ kind: 'text', text: [bold(words(locale).left(formatDate(leftAt, locale, zone), leftReason ?? '–'))], priority: 8 }]
}

function ownFacts({ locale, zone, now, actor }: Context, customer: CustomerRecord): Fact[] {
  const text = words(locale)
  const facts: Fact[] = []
  const add = (label: string, value: Inline | null | undefined | false) => {
    if (value) facts.push({ label, value: [value] })
  }
  const birthday = dayOf(customer.birthday)
  add(fields.tier.label[locale], customer.tier)
  add(fields.stage.label[locale], customer.stage)
  add(text.owner, customer.owner ? personInline(customer.owner) : text.unassigned)
  add(text.team, (actor.admin || actor.roles.size > 1) && customer.team.name)
  add(fields.phone.label[locale], customer.phone)
  add(fields.email.label[locale], customer.email)
  add(text.lastContact, customer.lastContactAt && formatDate(customer.lastContactAt, locale, zone, 'relative', now))
  for (const name of ['industry', 'region', 'source', 'referrer'] as const) add(fields[name].label[locale], customer[name])
  add(fields.birthday.label[locale], birthday && formatDate(birthday, locale, zone, 'long'))
  add(text.since, formatDate(customer.createdAt, locale, zone, 'short'))
  add(fields.externalId.label[locale], customer.externalId)
  add(fields.tags.label[locale], customer.tags.join(locale === 'en' ? ', ' : '、'))
  return facts
}

function customParts({ locale }: Context, customer: CustomerRecord): Part[] {
  const custom = Object.entries(customOf(customer))
  if (custom.length === 0) return []
  const facts = custom.slice(0, shownCustom).map(([label, value]) => ({ label, value: [value] }))
  const parts: Part[] = [{ kind: 'facts', facts, priority: 4 }]
  if (custom.length > shownCustom)
    parts.push({ kind: 'note', text: [words(locale).moreCustom(custom.length - shownCustom)], priority: 3 })
  return parts
}

function contactParts({ locale, zone }: Context, customer: CustomerRecord, contacts: readonly Contact[]): Part[] {
  if (contacts.length === 0) return []
  const text = words(locale)
  const rows = contacts.slice(0, shownContacts).map((contact): Row => contactRow(contact, locale, zone))
  const who = customer.name.includes(' ') ? `"${customer.name}"` : customer.name
  const more = contacts.length > shownContacts ? { more: [text.moreContacts, code(commandText(locale, 'contact', who))] } : {}
  return [{ kind: 'list', title: text.contacts, rows, priority: 6, ...more }]
}

/** A contact in a list: name, role and whether it is the key contact; quieter how to reach and what they like. */
export function contactRow(contact: Contact, locale: Context['locale'], zone: string): Row {
  const text = words(locale)
  const day = dayOf(contact.birthday)
  const head = [contact.role, contact.isKey && text.key].filter(Boolean).join(' · ')
  const born = day && text.born(formatDate(day, locale, zone, 'long'))
  const detail = [contact.phone, contact.email, born, shortened(contact.preferences)].filter(Boolean).join(' · ')
  return { text: [bold(contact.name), ...(head ? [` · ${head}`] : [])], ...(detail ? { detail: [detail] } : {}) }
}

const shownPreferences = 160

function shortened(preferences: string | null): string | null {
  const characters = [...(preferences ?? '')]
  return characters.length > shownPreferences ? `${characters.slice(0, shownPreferences).join('')}…` : preferences
}
