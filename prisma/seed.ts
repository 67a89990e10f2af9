import { atRisk } from '../src/care/at-risk.ts'
import { applyRule, perRuleAndDay } from '../src/care/job.ts'
import type { Team } from '../src/chat/context.ts'
import type { Contributions } from '../src/chat/contributions.ts'
import { addDays, localDate } from '../src/chat/dates/zone.ts'
import type { Outbox } from '../src/chat/outbox.ts'
import { contactSearch, customerSearch } from '../src/customers/search-text.ts'
import type { Store, Tx } from '../src/database/store.ts'
import { runDigest } from '../src/digest/job.ts'
import { topicsText } from '../src/interactions/topics.ts'
import { learnPurchases } from '../src/orders/next/learn.ts'
import { toTeam } from '../src/people/store.ts'
import {
  ACME_SHARED,
  CUSTOMER_CARE_ZH,
  KEY_ACCOUNTS,
  MARCUS,
  OLIVIA,
  SOFIA,
  TEAM_ID,
  XIAOWEN,
} from '../src/playground/workspace.ts'
import { buildScores } from '../src/risk/scores/scoring.ts'
import { scoreRfm } from '../src/segments/rfm/score.ts'
import { type Company, chinese, english, notes, tasks } from './seed/companies.ts'
import { former } from './seed/former.ts'
import { leavers } from './seed/leavers.ts'
import { orderLines } from './seed/products.ts'
import { segments } from './seed/segments.ts'
import { ownFields, ownValues, tickets, usage } from './seed/service.ts'
import { surveys } from './seed/surveys.ts'

const day = 24 * 60 * 60 * 1000

const sources = { english: ['referral', 'trade fair', 'website', 'partner'], chinese: ['老客户介绍', '展会', '官网', '渠道伙伴'] }

interface Shop {
  team: { id: number; zone: string; locale: string; currency: string; horizonDays: number }
  companies: Company[]
  language: 'english' | 'chinese'
  owner: number
  prefix: string
  phone: string
}

/**
 * Fills an empty database with the demo shop of the playground: two teams, their people, and customers whose orders, contacts and
 * tasks are laid out around `now`. Does nothing where there is a customer already. The same shop for everybody: chance is seeded.
 */
export async function seedShop(store: Store, outbox: Outbox, rooms: Contributions, now: Date): Promise<void> {
  if ((await store.db.customer.count()) > 0) return
  await store.tx(async tx => {
    const { marcus, sofia, xiaowen } = await people(tx, now)
    const [first, second] = await teams(tx, now)
    await tx.teamRole.createMany({ data: await roles(tx, first.id, second.id) })
    const random = chance(20_260_101)
    const shops: Shop[] = [
      {
        team: first,
        companies: [...english, ...former('english')],
        language: 'english',
        owner: sofia,
        prefix: 'LT',
        phone: '+49 30 5550',
      },
      {
        team: second,
        companies: [...chinese, ...former('chinese')],
        language: 'chinese',
        owner: xiaowen,
        prefix: 'HD',
        phone: '138 1755 ',
      },
    ]
    for (const shop of shops) {
      const ids = await customers(tx, shop, now)
      await orders(tx, shop, ids, now, random)
      await leavers(tx, { ...shop, customers: shop.companies.map(({ left }, index) => ({ id: ids[index] ?? 0, left })) }, now)
      await interactions(tx, shop, ids, now)
      await careTasks(tx, shop, ids, now)
      await contracts(tx, shop, ids, now)
      const kept = shop.companies.map(({ silent, orders }, index) => ({ id: ids[index] ?? 0, silent, orders }))
      const place = { prefix: shop.prefix, zone: shop.team.zone, language: shop.language, customers: kept }
      await tickets(tx, place, now)
      await usage(tx, place, now)
      await surveys(tx, { ...place, owner: shop.owner, teamId: shop.team.id }, now)
      const today = localDate(now, shop.team.zone)
      await learnPurchases(tx, shop.team, today)
      // As it would have been worked out a week ago and yesterday, so that scores have moved.
      for (const back of [7, 1, 0]) await buildScores({ tx, signals: rooms.riskSignals }, shop.team, addDays(today, -back))
      await scoreRfm(tx, shop.team, today)
    }
    for (const team of [first, second]) {
      await segments({ tx, now, outbox, rooms }, toTeam(team), team === first ? marcus : xiaowen)
      await firstDigest(tx, toTeam(team), outbox, rooms, now)
    }
    const acme = await tx.customer.findFirstOrThrow({ where: { name: 'Acme Retail Group' } })
    await tx.channel.create({
      data: { platform: 'slack', ref: ACME_SHARED, name: 'acme-lumen', kind: 'shared', customerId: acme.id },
    })
  })
}

/** Today's digest is there from the start; the daily job finds it posted. */
async function firstDigest(tx: Tx, team: Team, outbox: Outbox, rooms: Contributions, now: Date): Promise<void> {
  const context = { tx, now, outbox, rooms, date: localDate(now, team.zone), late: false, skipped: 0 }
  await applyRule({ tx, rooms, team, date: context.date, limit: perRuleAndDay }, atRisk, now)
  await runDigest(context, team)
}

async function people(tx: Tx, now: Date): Promise<{ marcus: number; sofia: number; xiaowen: number }> {
  const member = (ref: string, name: string, locale: string, zone: string, isPlatformAdmin = false) => ({
    ...{ platform: 'slack', workspace: TEAM_ID, ref, name, locale, zone, isPlatformAdmin, syncedAt: now, createdAt: now },
  })
  const made = await tx.member.createManyAndReturn({
    data: [
      member(OLIVIA, 'Olivia Hart', 'en', 'Europe/Berlin', true),
      member(MARCUS, 'Marcus Reed', 'en', 'Europe/London'),
      member(SOFIA, 'Sofia Lind', 'en', 'Europe/Berlin'),
      member(XIAOWEN, '陈晓雯', 'zh-CN', 'Asia/Shanghai'),
    ],
  })
  const idOf = (ref: string): number => made.find(row => row.ref === ref)?.id ?? 0
  return { marcus: idOf(MARCUS), sofia: idOf(SOFIA), xiaowen: idOf(XIAOWEN) }
}

async function teams(tx: Tx, now: Date) {
  // Without quiet hours, so that surveys can be tried at any time.
  const data = { createdAt: now, digestLength: 8, quietFrom: '00:00', quietUntil: '00:00' }
  const first = await tx.team.create({
    data: { ...data, name: 'Key accounts', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR' },
  })
  const second = await tx.team.create({
    data: { ...data, name: '华东客户部', zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' },
  })
  const channel = (ref: string, name: string, teamId: number) => ({ platform: 'slack', kind: 'internal', ref, name, teamId })
  await tx.channel.createMany({
    data: [channel(KEY_ACCOUNTS, 'key-accounts', first.id), channel(CUSTOMER_CARE_ZH, '客户关怀', second.id)],
  })
  return [first, second] as const
}

async function roles(tx: Tx, first: number, second: number) {
  const ids = new Map((await tx.member.findMany()).map(member => [member.ref, member.id]))
  const role = (ref: string, teamId: number, name: string) => ({ memberId: ids.get(ref) ?? 0, teamId, role: name })
  return [
    role(MARCUS, first, 'manager'),
    role(MARCUS, second, 'manager'),
    role(SOFIA, first, 'rep'),
    role(XIAOWEN, first, 'none'),
    role(XIAOWEN, second, 'rep'),
  ]
}

async function customers(tx: Tx, shop: Shop, now: Date): Promise<number[]> {
  await tx.customField.createMany({ data: ownFields[shop.language].map(field => ({ ...field, createdAt: now })) })
  const made = await tx.customer.createManyAndReturn({
    select: { id: true },
    data: shop.companies.map((company, index) => {
      const identity = {
        name: company.name,
        externalId: `${shop.prefix}-${1001 + index}`,
        phone: `${shop.phone}${1200 + index * 37}`,
        custom: ownValues(shop.language, index),
      }
      return {
        ...identity,
        ...customerSearch(identity),
        teamId: shop.team.id,
        // Two of each team wait for somebody to take them.
        ownerId: index % 13 === 12 ? null : shop.owner,
        tier: company.tier,
        stage: company.stage,
        industry: company.industry,
        region: company.region,
        source: company.source ?? sources[shop.language][index % 4] ?? null,
        tags: company.tags.split(',').filter(Boolean),
        lastContactAt: company.contact === null ? null : before(now, company.contact),
        createdAt: before(now, company.cycle * company.orders + 120),
      }
    }),
  })
  const ids = made.map(({ id }) => id)
  await tx.contact.createMany({
    data: shop.companies.flatMap((company, index) => {
      if (company.person === '') return []
      const email = `${mailbox(company.person) || `buyer-${1001 + index}`}@${mailbox(company.name.split(' ')[0] ?? '') || shop.prefix.toLowerCase()}.example`
      const person = { name: company.person, phone: `${shop.phone}${1201 + index * 37}`, email }
      const preferences =
        index % 3 === 0 ? { english: 'Prefers calls before noon', chinese: '上午方便接电话' }[shop.language] : null
      return { ...person, ...contactSearch(person), customerId: ids[index] ?? 0, role: company.role, preferences, isKey: true }
    }),
  })
  return ids
}

async function orders(tx: Tx, shop: Shop, ids: readonly number[], now: Date, random: () => number): Promise<void> {
  const rows = shop.companies.flatMap((company, index) => {
    let days = company.silent
    return Array.from({ length: company.orders }, (_, number) => {
      if (number > 0) days += Math.max(1, Math.round(company.cycle * (0.75 + random() / 2)))
      const amount = (company.amount * (0.7 + random() * 0.6)).toFixed(2)
      const orderedAt = before(now, days, 7 + Math.floor(random() * 8))
      const buyer = { industry: company.industry, index, language: shop.language }
      return {
        customerId: ids[index] ?? 0,
        externalId: `${shop.prefix}-${1001 + index}-${company.orders - number}`,
        orderedAt,
        amount,
        lines: orderLines(buyer, company.orders - 1 - number, amount, random()),
      }
    })
  })
  const made = await tx.order.createManyAndReturn({
    data: rows.map(({ lines: _, ...order }) => ({ ...order, currency: shop.team.currency, createdAt: order.orderedAt })),
  })
  await tx.orderLine.createMany({
    data: made.flatMap(({ id }, index) =>
      (rows[index]?.lines ?? []).map(line => {
        return { ...line, orderId: id, quantity: Math.max(1, Math.round(Number(line.amount) / 45)) }
      }),
    ),
  })
  await tx.activity.createMany({
    data: made.map(({ id, customerId, orderedAt, amount, currency }) => {
      const data = { amount: amount.toFixed(2), currency }
      return { customerId, kind: 'order', at: orderedAt, source: 'import', refId: id, data }
    }),
  })
}

async function interactions(tx: Tx, shop: Shop, ids: readonly number[], now: Date): Promise<void> {
  const texts = notes[shop.language]
  const data = shop.companies.flatMap(({ contact }, index) => {
    if (contact === null) return []
    return [contact, contact + 26, contact + 61].slice(0, 1 + (index % 3)).map((days, number) => {
      const [kind, sentiment, note] = texts[(index + number * 3) % texts.length] ?? texts[0]
      const at = before(now, days, 8 + ((index + number) % 8))
      return {
        customerId: ids[index] ?? 0,
        memberId: shop.owner,
        kind,
        sentiment,
        topics: topicsText(note),
        note,
        at,
        createdAt: at,
      }
    })
  })
  const made = await tx.interaction.createManyAndReturn({ data })
  await tx.activity.createMany({
    data: made.map(({ id, customerId, kind, sentiment, note, at, memberId }) => {
      return { customerId, kind: 'interaction', at, memberId, source: 'chat', refId: id, data: { kind, sentiment, note } }
    }),
  })
}

async function careTasks(tx: Tx, shop: Shop, ids: readonly number[], now: Date): Promise<void> {
  const today = localDate(now, shop.team.zone)
  await tx.careTask.createMany({
    data: tasks[shop.language].map(([title, inDays, company]) => ({
      customerId: ids[company] ?? null,
      teamId: shop.team.id,
      title,
      dueOn: new Date(addDays(today, inDays)),
      assigneeId: shop.owner,
      cause: 'manual',
      createdById: shop.owner,
      createdAt: before(now, 8),
    })),
  })
}

/** Customers marked for renewal have a contract that ends soon. */
async function contracts(tx: Tx, shop: Shop, ids: readonly number[], now: Date): Promise<void> {
  const renewing = shop.companies.flatMap((company, index) =>
    /renewal|重点/.test(company.tags) ? [{ company, id: ids[index] ?? 0, index }] : [],
  )
  const today = localDate(now, shop.team.zone)
  await tx.contract.createMany({
    data: renewing.map(({ company, id, index }) => ({
      externalId: `${shop.prefix}-C${1001 + index}`,
      customerId: id,
      startsAt: new Date(addDays(today, -320 + index)),
      endsAt: new Date(addDays(today, 45 + index * 7)),
      amount: company.amount * 8,
      currency: shop.team.currency,
      period: 'year',
      status: 'active',
    })),
  })
}

/** What stands before or after the @ of a name in Latin letters; empty for others. */
const mailbox = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '')

/** `days` before now, at that hour of the day (UTC); never in the future. */
function before(now: Date, days: number, hour = 9): Date {
  const at = new Date(now.getTime() - days * day)
  at.setUTCHours(hour, (days * 17) % 60, 0, 0)
  return at > now ? new Date(now.getTime() - 60 * 60 * 1000) : at
}

/** mulberry32: a small seeded generator, 0 <= x < 1. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
