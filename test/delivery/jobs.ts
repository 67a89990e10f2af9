import type { Team } from '../../src/chat/context.ts'
import { collect } from '../../src/chat/contributions.ts'
import type { Job, JobContext } from '../../src/chat/job.ts'
import type { Store } from '../../src/database/store.ts'
import { createHeartbeat, type Heartbeat } from '../../src/delivery/heartbeat.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'

export interface Clockwork {
  readonly failures: string[]
  clock: { now: Date }
  teams: (Team & { since: Date })[]
  heartbeat: Heartbeat
}

export const team = (id: number, more: Partial<Team & { since: Date }> = {}): Team & { since: Date } => ({
  id,
  name: `Team ${id}`,
  zone: 'UTC',
  locale: 'en',
  currency: 'EUR',
  workdays: [1, 2, 3, 4, 5],
  digestAt: '09:00',
  ownOnly: false,
  digestBand: 'at_risk',
  digestMin: '0',
  digestLength: 10,
  horizonDays: 90,
  quietFrom: '18:00',
  quietUntil: '09:00',
  since: new Date('2026-01-01T00:00:00Z'),
  ...more,
})

type TeamJob = Extract<Job, { scope: 'team' }>

/** A job whose runs leave a mark in their transaction: `digest team:1 2026-09-16`, with ` late` and ` skipped 2` where so. */
export const marking = (
  name: string,
  { inside, ...more }: Partial<TeamJob> & { inside?(context: JobContext): Promise<void> } = {},
): TeamJob => ({
  name,
  scope: 'team',
  workdaysOnly: true,
  dueAt: ({ digestAt }) => digestAt,
  async run(context, { id }) {
    const { tx, date, late, skipped } = context
    const key = `${name} team:${id} ${date}${late ? ' late' : ''}${skipped ? ` skipped ${skipped}` : ''}`
    await tx.storedValue.create({ data: { key: `${key} #${Math.random()}`, value: key } })
    await inside?.(context)
  },
  ...more,
})

/** A heartbeat over these jobs, with teams and a clock the test changes. */
export function clockwork(store: Store, jobs: readonly Job[], teams: Clockwork['teams'] = [team(1)]): Clockwork {
  const clock = { now: new Date('2026-09-16T09:00:00Z') }
  const failures: string[] = []
  const made: Clockwork = {
    failures,
    clock,
    teams,
    heartbeat: createHeartbeat({
      store,
      outbox: createOutbox(() => clock.now),
      rooms: collect([{ name: 'test', jobs }]),
      now: () => clock.now,
      log(level, event, fields) {
        if (level === 'warn' || level === 'error') failures.push(`${event} ${fields?.job ?? ''} ${fields?.code ?? ''}`.trim())
      },
      teams: async () => made.teams,
      members: async () => [],
    }),
  }
  return made
}

/** The marks that committed runs left, in order. */
export async function marks(store: Store): Promise<unknown[]> {
  const rows = await store.db.storedValue.findMany()
  return rows.map(row => row.value).toSorted()
}
