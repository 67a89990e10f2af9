import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { createDeliverer } from '../../src/delivery/deliverer.ts'
import { createHeartbeat } from '../../src/delivery/heartbeat.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { scheduledMembers, scheduledTeams } from '../../src/people/schedule.ts'
import { CUSTOMER_CARE_ZH, KEY_ACCOUNTS } from '../../src/playground/workspace.ts'
import { transports } from '../harness/process.ts'
import { useStore } from '../harness/store.ts'
import { type Bench, shownText, startBench } from '../platforms/slack/bench.ts'

const holder = useStore()
const channels = [KEY_ACCOUNTS, CUSTOMER_CARE_ZH]

describe.each(transports)('a bot that was stopped for three days, over %s (R4)', transport => {
  it('posts today’s digest late and saying so, counts those it skipped, and is on time again the next day', async () => {
    const clock = { now: new Date('2026-09-14T07:00:00Z') }
    const bench = await startBench(transport, { now: () => clock.now })
    await seedTeam()
    const first = processAt(clock, bench)
    await first.minute()
    expect(digests(bench)).toEqual([1, 1])
    // Tuesday to Thursday it does not run. On Friday its next process finds what is due.
    const next = processAt(clock, bench)
    for (const time of ['2026-09-18T10:00:00Z', '2026-09-18T10:01:00Z', '2026-09-18T21:59:00Z']) {
      clock.now = new Date(time)
      await next.minute()
      expect(digests(bench)).toEqual([2, 2])
    }
    clock.now = new Date('2026-09-21T07:00:00Z')
    await next.minute()
    for (const channel of channels) {
      const said = bench.slack.messages(channel).map(({ blocks }) => shownText(blocks))
      expect(said.map(text => /Late today/.test(text))).toEqual([false, true, false])
      expect(said.map(text => /(\w+) earlier digests? w/.exec(text)?.[1])).toEqual([undefined, '3', undefined])
      expect(said[1]).toContain('Fri 18 Sep')
    }
    const runs = await holder.store.db.jobRun.findMany({ where: { job: 'digest' }, orderBy: { id: 'asc' } })
    expect(runs.map(({ localDate, skipped }) => `${localDate} ${skipped}`)).toEqual([
      '2026-09-14 0',
      '2026-09-18 3',
      '2026-09-21 0',
    ])
    expect(first.failures).toEqual([])
    expect(next.failures).toEqual([])
  })
})

const digests = ({ slack }: Bench): number[] => channels.map(channel => slack.messages(channel).length)

async function seedTeam(): Promise<void> {
  const team = await holder.store.db.team.create({
    data: { name: 'Key accounts', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR', createdAt: new Date('2026-01-01') },
  })
  await holder.store.db.channel.createMany({
    data: channels.map(ref => ({ platform: 'slack', ref, name: ref, kind: 'internal', teamId: team.id })),
  })
}

/** What the clock drives in a bot's process, with all rooms; each minute it does what is due and sends it. */
function processAt(clock: { now: Date }, bench: Bench): { minute(): Promise<void>; failures: string[] } {
  const failures: string[] = []
  const now = () => clock.now
  const outbox = createOutbox(now)
  const log = (level: string, event: string) => void (level === 'info' || level === 'debug' || failures.push(event))
  const parts = { store: holder.store, now, log }
  const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))
  const heartbeat = createHeartbeat({ ...parts, outbox, rooms, teams: scheduledTeams, members: scheduledMembers })
  const deliverer = createDeliverer({ ...parts, platforms: [bench.platform], random: () => 0.5, tell: async () => undefined })
  return {
    failures,
    async minute() {
      await heartbeat.beat()
      await deliverer.drain()
    },
  }
}
