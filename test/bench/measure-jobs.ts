import type { Contributions } from '../../src/chat/contributions.ts'
import { collect } from '../../src/chat/contributions.ts'
import { localDate } from '../../src/chat/dates/zone.ts'
import type { Store } from '../../src/database/store.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { allTeams } from '../../src/people/store.ts'
import { timed } from './statistics.ts'

export interface JobFigures {
  /** Seconds for all teams. */
  risk: number
  /** RFM, and the members of the segments below. */
  segments: number
  digest: number
  /** Seconds of one bare aggregate over the same orders. */
  floor: number
}

/** The rooms as main collects them; what only a running bot knows (its platforms) plays no part in jobs. */
export const rooms: Contributions = collect(features({ checks: async () => [], nextRuns: async () => [] }))

/** Runs the night's risk and the morning's digest for every team, each in one transaction as the heartbeat does. */
export async function measureJobs(store: Store, now: Date): Promise<JobFigures> {
  await floor(store)
  const { seconds: bare } = await timed(() => floor(store))
  const risk = await runForTeams(store, 'risk', now)
  await addSegments(store, now)
  const segments = await runForTeams(store, 'segments', now)
  return { floor: bare, risk, segments, digest: await runForTeams(store, 'digest', now) }
}

/** What companies ask for: orders, silence, risk, tags. */
const filters = [
  'orders>=3 and lastorder>60d',
  'risk>60% or tag:vip',
  'spent>1000 and not contact<30d',
  'csat>=4 or rfm:high-value',
]

async function addSegments(store: Store, createdAt: Date): Promise<void> {
  const teams = await store.tx(allTeams)
  const data = teams.flatMap(({ id: teamId }) =>
    filters.map((filter, index) => ({ teamId, name: `Segment ${index}`, nameKey: `segment${index}`, filter, createdAt })),
  )
  await store.db.segment.createMany({ data })
}

const floor = (store: Store) =>
  store.bulk(bulk => bulk.rows('SELECT "customerId", count(*), max("orderedAt"), sum(amount) FROM "Order" GROUP BY 1'))

async function runForTeams(store: Store, name: string, now: Date): Promise<number> {
  const job = rooms.jobs.find(each => each.name === name)
  if (job?.scope !== 'team') throw new Error(`there is no daily job ${name} of teams`)
  const outbox = createOutbox(() => now)
  let total = 0
  for (const team of await store.tx(allTeams)) {
    const { seconds } = await timed(() =>
      store.tx(tx => job.run({ tx, now, outbox, rooms, date: localDate(now, team.zone), late: false, skipped: 0 }, team)),
    )
    total += seconds
  }
  return total
}

/** Marks all daily jobs as run, so that the bot's first minute is not spent on them while its answers are measured. */
export async function markJobsDone(store: Store, now: Date): Promise<void> {
  const day = (offset: number): string => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10)
  await store.tx(async tx => {
    const [teams, members] = [await tx.team.findMany(), await tx.member.findMany()]
    const scopes = (scope: string): string[] =>
      scope === 'team' ? teams.map(({ id }) => `team:${id}`) : scope === 'member' ? members.map(({ id }) => `member:${id}`) : []
    const data = rooms.jobs.flatMap(job =>
      scopes(job.scope).flatMap(scope =>
        [-1, 0, 1].map(offset => ({
          job: job.name,
          scope,
          localDate: day(offset),
          state: 'done',
          startedAt: now,
          finishedAt: now,
        })),
      ),
    )
    await tx.jobRun.createMany({ data, skipDuplicates: true })
    await tx.outboxItem.deleteMany({})
  })
}
