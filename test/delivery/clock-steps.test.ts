import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate, localTime } from '../../src/chat/dates/zone.ts'
import { seed } from '../harness/seed.ts'
import { useStore } from '../harness/store.ts'
import { clockwork, marking, marks, team } from './jobs.ts'

const holder = useStore()
const minute = 60_000
/** Those with odd clocks as often as all others of the world together. */
const zone = fc.oneof(
  fc.constantFrom(
    'America/New_York',
    'Pacific/Apia',
    'Asia/Shanghai',
    'Pacific/Pago_Pago',
    'Australia/Lord_Howe',
    'Europe/Berlin',
  ),
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
)
/** Around the nights on which clocks change, and Samoa's skipped day. */
const starts = ['2026-03-08T04:00Z', '2026-11-01T03:00Z', '2011-12-29T20:00Z', '2026-03-29T00:00Z', '2026-09-16T09:00Z']

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 700 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('clock' as const), minutes: fc.integer({ min: -1_600, max: 1_600 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('zone' as const), zone }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const), hour: fc.integer({ min: 0, max: 23 }) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

describe('the clock (R5)', () => {
  it(`may step and change, zones and times may be edited: never two runs for one local date, none early (seed ${seed})`, async () => {
    const lives = fc.tuple(fc.constantFrom(...starts), zone, fc.array(step, { minLength: 8, maxLength: 16 }))
    await fc.assert(
      fc.asyncProperty(lives, async ([start, zone, steps]) => {
        await holder.store.db.jobRun.deleteMany()
        await holder.store.db.storedValue.deleteMany()
        await live(start, zone, steps)
      }),
      { seed, numRuns: 10 },
    )
  })
})

async function live(start: string, zone: string, steps: readonly Step[]): Promise<void> {
  const since = new Date(0)
  const world = clockwork(holder.store, [marking('digest', { workdaysOnly: false })], [team(1, { zone, since })])
  const { clock, heartbeat } = world
  clock.now = new Date(start)
  for (const change of steps) {
    const [current] = world.teams
    if (!current) throw new Error('no team')
    if (change.kind === 'zone') world.teams = [{ ...current, zone: change.zone }]
    else if (change.kind === 'time') world.teams = [{ ...current, digestAt: `${String(change.hour).padStart(2, '0')}:30` }]
    else clock.now = new Date(clock.now.getTime() + change.minutes * minute)
    const ran = await heartbeat.beat()
    const [now] = world.teams
    if (ran > 0 && now) expect(localTime(clock.now, now.zone) >= now.digestAt).toBe(true)
    if (ran > 0 && now) expect((await dates()).at(-1)).toBe(localDate(clock.now, now.zone))
  }
  const all = (await marks(holder.store)).map(mark => String(mark).split(' ')[2])
  expect(new Set(all).size).toBe(all.length)
  expect(world.failures).toEqual([])
}

async function dates(): Promise<string[]> {
  const runs = await holder.store.db.jobRun.findMany({ orderBy: { id: 'asc' } })
  return runs.map(run => run.localDate)
}
