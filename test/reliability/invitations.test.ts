import { describe, expect, it } from 'vitest'
import type { Contributions } from '../../src/chat/contributions.ts'
import type { Store } from '../../src/database/store.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { toTeam } from '../../src/people/store.ts'
import { askCustomers } from '../../src/surveys/asking/ask.ts'
import { planAsking } from '../../src/surveys/asking/plan.ts'
import { nps } from '../../src/surveys/shipped.ts'
import {
  arrivals,
  channelIds,
  embeddedDatabase,
  inDatabase,
  outsideSlack,
  patience,
  random,
  seed,
  start,
  until,
} from './stage.ts'

/** The whole of 10,000 takes its 34 minutes by the pace that Slack's limits ask for: INVITATIONS=10000. */
const invitations = Number(process.env.INVITATIONS ?? 360)
const turns = Math.ceil(invitations / 300)

describe('a mailing (R2)', { timeout: 3 * patience.timeout + turns * 90_000 }, () => {
  it(`goes on after each kill -9: every customer is invited once (SEED=${seed})`, async () => {
    const next = random(seed)
    const channels = channelIds(invitations)
    const outside = await outsideSlack(channels)
    for (const channel of outside.slack.world.channels.values()) if (channels.includes(channel.id)) channel.shared = true
    const database = await embeddedDatabase()
    await inDatabase(database, store => givenMailing(store, channels))
    const invited = () => [...arrivals(outside.slack)].filter(([key]) => key.startsWith('survey:'))
    for (let life = 0; life < 2; life++) {
      const bot = await start(outside, database)
      const doomed = invited().length + 20 + Math.floor(next() * 80)
      await until(() => expect(invited().length).toBeGreaterThanOrEqual(Math.min(doomed, invitations)))
      await bot.kill()
    }
    const bot = await start(outside, database)
    const all = { timeout: patience.timeout + turns * 90_000, interval: 250 }
    await expect.poll(() => invited().length, all).toBe(invitations)
    await bot.terminate()
    expect(invited().filter(([, count]) => count !== 1)).toEqual([])
    const left = await inDatabase(database, store => store.db.survey.count({ where: { sentAt: null } }))
    // The last may have arrived without the bot having heard of it; delivery looks before it would send again.
    expect(left).toBeLessThanOrEqual(8)
  })
})

/** A customer for each channel, all of them to be asked; nothing is sent yet. */
async function givenMailing(store: Store, channels: readonly string[]): Promise<void> {
  const data = { name: 'Team 1', zone: 'UTC', locale: 'en', currency: 'EUR', quietFrom: '00:00', quietUntil: '00:00' }
  const team = toTeam(await store.db.team.create({ data }))
  const made = await store.db.customer.createManyAndReturn({
    data: channels.map(ref => ({ name: `Customer ${ref}`, teamId: team.id })),
    select: { id: true },
  })
  await store.db.channel.createMany({
    data: channels.map((ref, index) => ({
      ...{ platform: 'slack', ref, name: ref.toLowerCase(), kind: 'shared', customerId: made[index]?.id ?? null },
    })),
  })
  const parts = { connected: () => ['slack'], pageUrl: (id: number) => `/s/${id}` }
  const rooms: Pick<Contributions, 'contactBlocks'> = { contactBlocks: [] }
  const now = new Date()
  await store.tx(async tx => {
    const run = { tx, now, outbox: createOutbox(() => now), rooms }
    const { ready } = await planAsking(
      run,
      parts,
      made.map(({ id }) => id),
    )
    await askCustomers(run, parts, { team, questionnaire: nps, cause: 'manual', createdById: null }, ready)
  })
}
