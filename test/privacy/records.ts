import type { Store } from '../../src/database/store.ts'
import { scoreRow } from '../harness/scores.ts'

/** A customer of team 1 with one record of each kind there is; gives its id. `seed` keeps two of them apart. */
export async function recordsOf(store: Store, seed: number): Promise<number> {
  const { db } = store
  const at = new Date(`2026-0${seed}-10T12:00:00Z`)
  const { id: customerId } = await db.customer.create({
    data: { name: `Customer ${seed}`, teamId: 1, leftAt: at, leftReason: 'price' },
  })
  const person = { platform: 'slack', ref: `U-${seed}`, workspace: 'T2', name: `Person ${seed}`, locale: 'en', zone: 'UTC' }
  const { id: memberId } = await db.member.create({ data: { ...person, isExternal: true } })
  await db.contact.create({ data: { customerId, name: `Contact ${seed}`, memberId } })
  await db.channel.create({
    data: { platform: 'slack', ref: `C-${seed}`, name: `customer-${seed}`, kind: 'internal', customerId },
  })
  await db.change.create({ data: { customerId, at, source: 'chat', field: 'phone', before: '1', after: '2' } })
  await db.activity.create({ data: { customerId, kind: 'created', at, source: 'chat' } })
  await db.interaction.create({ data: { customerId, at, kind: 'call', note: 'called', sentiment: 'neutral' } })
  await db.careTask.create({
    data: { customerId, teamId: 1, title: 'Call', dueOn: at, cause: 'manual', status: 'done', doneAt: at },
  })
  await db.order.create({
    data: {
      externalId: `O-${seed}`,
      customerId,
      orderedAt: at,
      amount: `${seed}00.10`,
      currency: 'EUR',
      lines: { create: { sku: 'S1', name: `Product ${seed}`, quantity: '1.5', amount: `${seed}00.10` } },
    },
  })
  await db.ticket.create({
    data: { externalId: `T-${seed}`, customerId, openedAt: at, severity: 'high', subject: 'Broken', csat: seed },
  })
  await db.contract.create({
    data: { externalId: `K-${seed}`, customerId, endsAt: at, amount: `${seed}000`, currency: 'EUR', status: 'active' },
  })
  const member = await db.member.upsert({
    where: { platform_ref: { platform: 'wecom', ref: 'lina' } },
    create: { platform: 'wecom', ref: 'lina', workspace: '', name: 'Lina', locale: 'zh-CN', zone: 'UTC' },
    update: {},
  })
  await db.externalContact.create({
    data: {
      ...{ platform: 'wecom', ref: `wm-${seed}`, customerId, createdAt: at },
      follows: { create: { memberId: member.id, addedAt: at, seenAt: at, state: 'fair' } },
      transfers: { create: { fromId: member.id, toId: member.id, askedById: member.id, askedAt: at } },
    },
  })
  await db.usageEvent.create({ data: { externalId: `E-${seed}`, customerId, at, name: 'login', count: seed } })
  await db.rfmScore.create({ data: { customerId, teamId: 1, recency: 5, frequency: 4, monetary: 4, segment: 'champions' } })
  await db.riskScore.create({ data: scoreRow({ customerId, score: 0.5, band: 'watch', asOf: at }) })
  await db.riskHistory.create({ data: { customerId, day: at, score: 0.5, band: 'watch', fromScore: 0.3, fromBand: 'healthy' } })
  await db.riskForecast.create({ data: { customerId, madeOn: at, teamId: 1, horizonDays: 90, score: 0.5 } })
  const segment = { teamId: 1, name: `Segment ${seed}`, nameKey: `segment${seed}`, filter: 'all', createdAt: at }
  await db.segment.create({ data: { ...segment, members: { create: { customerId, since: at } } } })
  await db.riskQuiet.create({ data: { customerId, until: at, reason: 'on leave' } })
  const survey = await db.survey.create({
    data: {
      ...{
        customerId,
        teamId: 1,
        kind: 'nps',
        cause: 'manual',
        locale: 'en',
        platform: 'email',
        targetKind: 'person',
        target: 'x',
      },
      ...{
        createdAt: at,
        sendAt: at,
        sentAt: at,
        expiresAt: at,
        answeredAt: at,
        changedAt: at,
        score: seed,
        closedText: 'We called',
      },
    },
  })
  await db.referral.create({ data: { customerId, surveyId: survey.id, name: 'Friend', reach: 'friend', createdAt: at } })
  await db.inboxItem.create({ data: { key: `mention-${seed}-InboxItem`, platform: 'slack', payload: {}, receivedAt: at } })
  await db.outboxItem.create({
    data: {
      key: `mention-${seed}-OutboxItem`,
      platform: 'slack',
      place: 'C1',
      target: {},
      message: {},
      notBefore: at,
      createdAt: at,
    },
  })
  await db.storedValue.create({ data: { key: `mention-${seed}-StoredValue`, value: {} } })
  return customerId
}
