import { describe, expect, it } from 'vitest'
import type { Team } from '../../src/chat/context.ts'
import { collect } from '../../src/chat/contributions.ts'
import { addActivity } from '../../src/customers/activity.ts'
import { customerById } from '../../src/customers/store.ts'
import { type CustomerPatch, changeCustomer, lockCustomer } from '../../src/customers/write.ts'
import type { Tx } from '../../src/database/store.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { teamById } from '../../src/people/store.ts'
import { touchedSegments } from '../../src/segments/job.ts'
import { fitting } from '../../src/segments/own/members.ts'
import { readerFor, runSegments } from '../../src/segments/own/run.ts'
import { segmentsOf } from '../../src/segments/own/store.ts'
import { chance, land, ownFields, plans, randomCustomer, stages, tags, tiers } from '../customers/filter/random-shop.ts'
import { untilFollowable } from '../harness/activities.ts'
import { useBot } from '../harness/bot.ts'
import { makeCustomer } from '../harness/customers.ts'
import { scoreRow } from '../harness/scores.ts'
import { seed } from '../harness/seed.ts'
import { givenSegment } from './shop.ts'

const all = features({ checks: async () => [], nextRuns: async () => [] })
const rooms = collect(all)
const bot = useBot(all)
const outbox = createOutbox(() => bot.now)
const parts = (tx: Tx) => ({ tx, now: bot.now, outbox, rooms })

/** One beat of what follows the activities. */
const minute = async (): Promise<void> => {
  await untilFollowable(bot.store)
  await bot.store.tx(async tx => {
    if (touchedSegments.scope === 'minute') await touchedSegments.run(parts(tx))
  })
}
const team = (id: number): Promise<Team> => bot.store.tx(tx => teamById(tx, id))
const nightly = async (id = 1): Promise<void> => {
  const whole = await team(id)
  await bot.store.tx(tx => runSegments(parts(tx), whole))
}

/** Who is in each segment, and who fits its filter when everything is worked out anew. */
async function members(id: number): Promise<{ is: Record<string, number[]>; fits: Record<string, number[]> }> {
  const whole = await team(id)
  return bot.store.tx(async tx => {
    const read = await readerFor(parts(tx), whole)
    const [is, fits]: Record<string, number[]>[] = [{}, {}]
    for (const { id: segmentId, name, filter } of await segmentsOf(tx, [id])) {
      const found = read(filter)
      if (found.kind === 'problem') throw new Error(`${name}: ${found.problem.kind}`)
      const rows = await tx.$queryRaw<{ id: number }[]>`SELECT c."id" FROM "Customer" c WHERE ${fitting(id, found)} ORDER BY 1`
      const stored = await tx.segmentMember.findMany({ where: { segmentId }, orderBy: { customerId: 'asc' } })
      Object.assign(is ?? {}, { [name]: stored.map(({ customerId }) => customerId) })
      Object.assign(fits ?? {}, { [name]: rows.map(row => row.id) })
    }
    return { is: is ?? {}, fits: fits ?? {} }
  })
}

describe(`members after random facts (SEED=${seed})`, () => {
  it('are those who fit when worked out anew, whatever happened, with effects and segments of segments; timeline and figures add up', async () => {
    const random = chance(seed)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
    await ownFields(bot.store)
    const owners = [await bot.member('sofia'), await bot.member('tom')]
    for (const id of [1, 2]) {
      const customers = Array.from({ length: 15 }, (_, at) => randomCustomer(id * 100 + at, random, bot.now, owners))
      await land(bot.store, customers, id)
      await givenSegment(bot, {
        name: 'Busy',
        filter: 'orders>=2 or tickets>0 or event:login<14d',
        teamId: id,
        onEnter: { addTags: ['busy'] },
        onExit: { removeTags: ['busy'] },
      })
      await givenSegment(bot, {
        name: 'Tagged',
        filter: 'tag:busy and plan:gold',
        teamId: id,
        onEnter: { stage: 'picked' },
      })
      await givenSegment(bot, {
        name: 'Picked',
        filter: 'stage:picked and not segment:"Any silent"',
        teamId: id,
        onEnter: { tier: 'Z' },
        onExit: {},
      })
      await givenSegment(bot, { name: 'Any silent', filter: 'lastorder>30d or lastorder:none', teamId: id })
      await givenSegment(bot, { name: 'Gone', filter: 'left and tier!=A', teamId: id })
      await nightly(id)
    }
    const ids = [...Array.from({ length: 15 }, (_, at) => 100 + at), ...Array.from({ length: 15 }, (_, at) => 200 + at)]
    let facts = 0
    for (let round = 0; round < 12; round++) {
      for (let change = 0; change < 4; change++) {
        const customerId = pick(ids)
        await bot.store.tx(tx => happen(tx, customerId, ++facts))
      }
      bot.now = new Date(bot.now.getTime() + 60_000)
      await minute()
      for (const id of [1, 2]) {
        const { is, fits } = await members(id)
        expect(is, `round ${round}, team ${id}`).toEqual(fits)
      }
      if (round % 5 !== 4) continue
      bot.now = new Date(bot.now.getTime() + 26 * 3_600_000)
      for (const id of [1, 2]) await nightly(id)
      for (const id of [1, 2]) {
        const { is, fits } = await members(id)
        expect(is, `the night after round ${round}, team ${id}`).toEqual(fits)
      }
    }
    await addsUp()

    /** Something happens to a customer, with the fact that goes with it. */
    async function happen(tx: Tx, customerId: number, number: number): Promise<void> {
      const now = bot.now
      const fact = (kind: string) => addActivity(tx, { customerId, kind, at: now, memberId: null, source: 'import' })
      const edit = async (patch: CustomerPatch) => {
        const customer = await lockCustomer(tx, customerId)
        if (customer) await changeCustomer({ tx, now, memberId: null, source: 'chat' }, customer, patch)
      }
      const ways: (() => Promise<unknown>)[] = [
        () => edit({ tags: tags.filter(() => random() < 0.4) }),
        () => edit({ tier: pick(tiers), stage: pick(stages) }),
        () => edit({ custom: { Plan: pick(plans) } }),
        async () =>
          edit({
            team: await customerById(tx, customerId).then(one =>
              one?.teamId === 1 ? { id: 2, name: '华东客户部' } : { id: 1, name: 'Key accounts' },
            ),
          }),
        async () => {
          await tx.order.create({
            data: { externalId: `F-${number}`, customerId, orderedAt: now, amount: '12', currency: 'EUR' },
          })
          await fact('order')
        },
        async () => {
          await tx.ticket.create({ data: { customerId, openedAt: now, severity: 'high', subject: 'Late' } })
          await fact('ticket.opened')
        },
        async () => {
          await tx.ticket.updateMany({ where: { customerId }, data: { closedAt: now } })
          await fact('ticket.solved')
        },
        async () => {
          await tx.usageEvent.create({ data: { externalId: `F-${number}`, customerId, at: now, name: 'login' } })
          await fact('usage')
        },
        async () => {
          await tx.customer.update({ where: { id: customerId }, data: { leftAt: random() < 0.5 ? now : null } })
          await fact('left')
        },
      ]
      await pick(ways)()
    }
  })

  /** Who came as often as they went is out, who came once more is in; the days' figures say the same. */
  async function addsUp(): Promise<void> {
    const rows = await bot.store.db.$queryRaw<{ off: number }[]>`
      SELECT count(*)::int AS off FROM (
        SELECT a."refId", a."customerId", sum(CASE a."kind" WHEN 'segment.entered' THEN 1 ELSE -1 END) AS is_in
        FROM "Activity" a WHERE a."kind" IN ('segment.entered', 'segment.left') AND a."refId" IN (SELECT "id" FROM "Segment") GROUP BY 1, 2) moved
      FULL JOIN "SegmentMember" m ON m."segmentId" = moved."refId" AND m."customerId" = moved."customerId"
      WHERE coalesce(moved.is_in, 0) <> CASE WHEN m."customerId" IS NULL THEN 0 ELSE 1 END`
    expect(rows).toEqual([{ off: 0 }])
    const days = await bot.store.db.$queryRaw<{ off: number }[]>`
      SELECT count(*)::int AS off FROM "Segment" s
      WHERE (SELECT coalesce(sum(d."entered" - d."exited"), 0) FROM "SegmentDay" d WHERE d."segment" = s."id"::text AND d."teamId" = s."teamId")
         <> (SELECT count(*) FROM "SegmentMember" m WHERE m."segmentId" = s."id")`
    expect(days).toEqual([{ off: 0 }])
  }
})

describe('following facts', () => {
  it('sees a fact within the minute, and a minute later what other jobs made of it', async () => {
    const id = await makeCustomer(bot.store, { name: 'Acme' })
    await givenSegment(bot, { name: 'Risky', filter: 'risk>60%' })
    await minute()
    await minute()
    await bot.store.tx(tx => addActivity(tx, { customerId: id, kind: 'order', at: bot.now, memberId: null, source: 'import' }))
    await minute()
    expect((await members(1)).is).toEqual({ Risky: [] })
    await bot.store.db.riskScore.create({ data: scoreRow({ customerId: id, score: 0.8 }) })
    await minute()
    expect((await members(1)).is).toEqual({ Risky: [id] })
  })

  it('does not answer to what segments themselves did', async () => {
    const id = await makeCustomer(bot.store, { name: 'Acme', orders: ['2026-09-01'] })
    await givenSegment(bot, { name: 'Buys', filter: 'orders>0', onEnter: { addTags: ['buys'], stage: 'customer' } })
    await bot.store.tx(tx => addActivity(tx, { customerId: id, kind: 'order', at: bot.now, memberId: null, source: 'import' }))
    await minute()
    const customer = await bot.store.db.customer.findUniqueOrThrow({ where: { id } })
    expect(customer).toMatchObject({ tags: ['buys'], stage: 'customer', version: 2 })
    const history = await bot.store.db.change.findMany({ where: { customerId: id }, orderBy: { id: 'asc' } })
    expect(history.map(({ field, before, after, source }) => [field, before, after, source]).toSorted()).toEqual([
      ['stage', null, 'customer', 'segment'],
      ['tags', null, 'buys', 'segment'],
    ])
    for (let beat = 0; beat < 4; beat++) await minute()
    expect(await bot.store.db.change.count()).toBe(2)
    expect(await bot.store.db.activity.count({ where: { kind: 'segment.entered' } })).toBe(1)
  })

  it('keeps the members of a segment whose field is gone, says so, and goes on when it is back', async () => {
    await ownFields(bot.store)
    const id = await makeCustomer(bot.store, { name: 'Acme' })
    await bot.store.db.customer.update({ where: { id }, data: { custom: { Seats: '30' } } })
    await givenSegment(bot, { name: 'Large', filter: 'seats>20' })
    await nightly()
    expect((await members(1)).is).toEqual({ Large: [id] })
    await bot.store.db.customField.updateMany({ where: { key: 'Seats' }, data: { archivedAt: bot.now } })
    await bot.store.db.customer.update({ where: { id }, data: { custom: {} } })
    await nightly()
    expect(await bot.store.db.segmentMember.count()).toBe(1)
    expect((await bot.store.db.segment.findFirstOrThrow()).brokenAt).not.toBeNull()
    await bot.store.db.customField.updateMany({ where: { key: 'Seats' }, data: { archivedAt: null } })
    await nightly()
    expect(await bot.store.db.segmentMember.count()).toBe(0)
    expect((await bot.store.db.segment.findFirstOrThrow()).brokenAt).toBeNull()
  })

  it('takes an import of thousands of facts as one run, and loses none of it', async () => {
    const id = await makeCustomer(bot.store, { name: 'Acme', orders: ['2026-09-01'] })
    await givenSegment(bot, { name: 'Buys', filter: 'orders>0' })
    await bot.store.db.$executeRaw`
      INSERT INTO "Activity" ("customerId", "kind", "at", "source") SELECT ${id}, 'order', ${bot.now}, 'import' FROM generate_series(1, 12000)`
    await minute()
    expect((await members(1)).is).toEqual({ Buys: [id] })
    await minute()
    await bot.store.db.order.deleteMany()
    await bot.store.tx(tx =>
      addActivity(tx, { customerId: id, kind: 'order_undone', at: bot.now, memberId: null, source: 'chat' }),
    )
    await minute()
    expect((await members(1)).is).toEqual({ Buys: [] })
  })
})
