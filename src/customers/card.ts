import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { isLocalDate } from '../chat/dates/zone.ts'
import type { CardCustomer, CardSection } from '../chat/feature.ts'
import { type Button, bold, type Fact, type Inline, type Message, type Part } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { kept } from '../database/kept.ts'
import { personInline } from '../people/store.ts'
import { type CustomField, shownValue } from './custom/field.ts'
import { activeFields } from './custom/store.ts'
import { fields } from './fields.ts'
import { customOf, dayOf } from './record.ts'
import { type CustomerRecord, customerResource } from './store.ts'

const shownCustom = 12

const words = wording({
  en: {
    owner: 'Owner',
    unassigned: 'unassigned',
    team: 'Team',
    since: 'On record since',
    lastContact: 'Last contact',
    left: (day: string, reason: string) => `Left on ${day}: ${reason}`,
    moreCustom: (count: number) => `…and ${count} more own fields, shown when editing.`,
  },
  'zh-CN': {
    owner: '负责人',
    unassigned: '未分配',
    team: '团队',
    since: '建档日期',
    lastContact: '上次联系',
    left: (day: string, reason: string) => `已于${day}流失：${reason}`,
    moreCustom: (count: number) => `……另有 ${count} 个自定义字段，编辑时可见。`,
  },
})

/** Everything known about one customer: own facts first, then what the rooms' sections say, in their order. */
export async function buildCard(context: Context, customer: CustomerRecord): Promise<Message> {
  const parts: Part[] = [
    { kind: 'heading', text: customer.name },
    ...leftPart(context, customer),
    { kind: 'facts', facts: ownFacts(context, customer), priority: 8 },
    ...(await customParts(context, customer)),
  ]
  parts.push(...(await sectionParts(context, context.rooms.cardSections, customer)))
  const actions = customerButtons(context, customer, 'card')
  if (actions.length) parts.push({ kind: 'actions', actions, priority: 9 })
  return { locale: context.locale, summary: customer.name, parts }
}

/** What sections say about a customer, in their order. All is read in one statement: each round trip costs as much as the reading. */
export async function sectionParts(context: Context, sections: readonly CardSection[], customer: CardCustomer): Promise<Part[]> {
  if (sections.length === 0) return []
  const columns = sections.map(
    section => Prisma.sql`(SELECT coalesce(json_agg(r), '[]') FROM (${section.rows(context, customer.id)}) r)`,
  )
  const [found] = await context.tx.$queryRaw<{ rows: unknown[][] }[]>`${kept}
    SELECT json_build_array(${Prisma.join(columns)}) AS rows`
  return sections.flatMap((section, index) => section.show(context, found?.rows[index] ?? [], customer))
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

async function customParts({ tx, locale }: Context, customer: CustomerRecord): Promise<Part[]> {
  const custom = customOf(customer)
  if (Object.keys(custom).length === 0) return []
  const all = (await activeFields(tx)).flatMap(field => {
    const value = custom[field.key]
    return value === undefined ? [] : [{ label: field.label, value: [shownOn(field, value, locale)] }]
  })
  if (all.length === 0) return []
  const parts: Part[] = [{ kind: 'facts', facts: all.slice(0, shownCustom), priority: 4 }]
  if (all.length > shownCustom)
    parts.push({ kind: 'note', text: [words(locale).moreCustom(all.length - shownCustom)], priority: 3 })
  return parts
}

const shownOn = (field: CustomField, value: string, locale: Locale): string =>
  field.type === 'date' && isLocalDate(value) ? formatDate(value, locale, 'UTC', 'long') : shownValue(field, value, locale)
