import { collect } from '../../src/chat/contributions.ts'
import type { Job } from '../../src/chat/job.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { toTeam } from '../../src/people/store.ts'
import type { SurveyParts } from '../../src/surveys/parts.ts'
import type { useBot } from '../harness/bot.ts'
import { main } from '../people/parts.ts'

/** Everything asked goes to the test's own platform, or by e-mail. */
export const parts: SurveyParts = {
  connected: () => ['test', 'email'],
  pageUrl: id => `https://rapport.example/s/${id}`,
}

export const allFeatures = features({ ...main, ...parts })
export type SurveyBot = ReturnType<typeof useBot>

const rooms = collect(allFeatures)

/** What the heartbeat does each minute for what waits: invitations, reminders. */
export async function minute(bot: SurveyBot): Promise<void> {
  const base = { now: bot.now, outbox: createOutbox(() => bot.now), rooms }
  for (const job of rooms.jobs)
    if (job.scope === 'minute' && job.name.startsWith('survey-')) await bot.store.tx(tx => job.run({ ...base, tx }))
}

/** Delivery says that everything it has arrived. */
export async function delivered(bot: SurveyBot): Promise<void> {
  const parts = { outbox: createOutbox(() => bot.now), now: bot.now, rooms }
  await bot.store.tx(async tx => {
    for (const { id, key } of await tx.outboxItem.findMany({ where: { state: 'pending' } })) {
      await tx.outboxItem.update({ where: { id }, data: { state: 'sent' } })
      for (const watch of rooms.deliveryWatches)
        if (key.startsWith(watch.prefix)) await watch.ended(tx, key, { state: 'sent', ref: '1' }, parts)
    }
  })
}

/** A customer of team 1, owned by Sofia, who shares the channel `shared` with us: Anna is there. */
export async function givenAcme(bot: SurveyBot, over: { name?: string; email?: string; ownerId?: number | null } = {}) {
  const { db } = bot.store
  const name = over.name ?? 'Acme Retail'
  const customer = await db.customer.create({
    data: {
      name,
      searchText: ` ${name.toLowerCase()}`,
      teamId: 1,
      ownerId: over.ownerId === undefined ? await bot.member('sofia') : over.ownerId,
      email: over.email ?? null,
    },
  })
  if (!over.email) await db.channel.updateMany({ where: { ref: 'shared' }, data: { customerId: customer.id } })
  return customer
}

/** Many customers of team 1 with an address each. */
export async function givenCrowd(bot: SurveyBot, count: number): Promise<void> {
  const ownerId = await bot.member('sofia')
  await bot.store.db.customer.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      ...{ name: `Crowd ${index}`, searchText: ` crowd ${index}`, teamId: 1, ownerId, tier: 'A' },
      email: `crowd${index}@example.com`,
    })),
  })
}

/** Runs a job of the room as the heartbeat would, for team 1 on the clock's day. */
export async function runJob(bot: SurveyBot, name: string): Promise<void> {
  const job = rooms.jobs.find(each => each.name === name) as Job
  const base = { now: bot.now, outbox: createOutbox(() => bot.now), rooms }
  await bot.store.tx(async tx => {
    if (job.scope === 'minute') return job.run({ ...base, tx })
    const team = toTeam(await tx.team.findUniqueOrThrow({ where: { id: 1 } }))
    if (job.scope === 'team')
      await job.run({ ...base, tx, date: bot.now.toISOString().slice(0, 10), late: false, skipped: 0 }, team)
  })
}

/** Sofia asks Anna of the customer, and says that she is theirs. */
export const askAnna = (bot: SurveyBot, customerId: number, kind = 'nps') =>
  bot.click('sofia', 'surveys.send', { customerId, kind, person: 'anna', sure: true })
