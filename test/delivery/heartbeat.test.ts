import { describe, expect, it, onTestFinished } from 'vitest'
import { useStore } from '../harness/store.ts'
import { gate } from './fake-platform.ts'
import { clockwork, marking, marks, team } from './jobs.ts'

const holder = useStore()
const at = (time: string) => new Date(time)
const runs = () => holder.store.db.jobRun.findMany({ orderBy: { id: 'asc' } })

describe('the heartbeat', () => {
  it('runs a due job once, however often it beats', async () => {
    const { heartbeat, clock } = clockwork(holder.store, [marking('digest')])
    clock.now = at('2026-09-16T08:59:00Z')
    expect(await heartbeat.beat()).toBe(0)
    clock.now = at('2026-09-16T09:00:00Z')
    expect(await heartbeat.beat()).toBe(1)
    for (const time of ['2026-09-16T09:00:00Z', '2026-09-16T09:01:00Z', '2026-09-16T23:59:00Z']) {
      clock.now = at(time)
      expect(await heartbeat.beat()).toBe(0)
    }
    expect(await marks(holder.store)).toEqual(['digest team:1 2026-09-16'])
  })

  it('after three days off runs today’s, late and saying how many were skipped, and none of the older ones (R4)', async () => {
    const { heartbeat, clock } = clockwork(holder.store, [marking('digest')])
    clock.now = at('2026-09-14T09:00:00Z')
    await heartbeat.beat()
    clock.now = at('2026-09-18T12:00:00Z')
    await heartbeat.beat()
    clock.now = at('2026-09-21T09:00:00Z')
    await heartbeat.beat()
    expect(await marks(holder.store)).toEqual([
      'digest team:1 2026-09-14',
      'digest team:1 2026-09-18 late skipped 3',
      'digest team:1 2026-09-21',
    ])
    expect((await runs()).map(run => run.skipped)).toEqual([0, 3, 0])
  })

  it('runs each team’s jobs in the team’s own day', async () => {
    const teams = [team(1, { zone: 'Asia/Shanghai' }), team(2, { zone: 'America/New_York', since: at('2026-09-16T00:00:00Z') })]
    const { heartbeat, clock } = clockwork(holder.store, [marking('digest')], teams)
    for (const time of ['2026-09-16T01:00:00Z', '2026-09-16T12:59:00Z', '2026-09-16T13:00:00Z']) {
      clock.now = at(time)
      await heartbeat.beat()
    }
    expect(await marks(holder.store)).toEqual(['digest team:1 2026-09-16', 'digest team:2 2026-09-16'])
  })

  it('runs in the order of the clock what a late start finds due: scores before the digest that shows them', async () => {
    const order: string[] = []
    const noting = (name: string, dueAt: string) =>
      marking(name, { dueAt: () => dueAt, inside: async () => void order.push(name) })
    const jobs = [noting('reminder', '09:00'), noting('digest', '09:00'), noting('care', '05:05'), noting('risk', '05:00')]
    const { heartbeat, clock } = clockwork(holder.store, jobs)
    clock.now = at('2026-09-16T11:00:00Z')
    await heartbeat.beat()
    expect(order).toEqual(['risk', 'care', 'reminder', 'digest'])
  })

  it('does not run yesterday’s after today’s when the clock or the zone is set back', async () => {
    const one = clockwork(holder.store, [marking('digest', { workdaysOnly: false })])
    one.clock.now = at('2026-09-16T09:00:00Z')
    await one.heartbeat.beat()
    one.teams = [team(1, { zone: 'Pacific/Pago_Pago' })]
    expect(await one.heartbeat.beat()).toBe(0)
    one.clock.now = at('2026-09-15T23:00:00Z')
    expect(await one.heartbeat.beat()).toBe(0)
    expect(await marks(holder.store)).toEqual(['digest team:1 2026-09-16'])
  })

  it('goes on after a clock that was a year ahead', async () => {
    const { heartbeat, clock } = clockwork(holder.store, [marking('digest')])
    clock.now = at('2027-09-16T09:00:00Z')
    await heartbeat.beat()
    clock.now = at('2026-09-17T09:00:00Z')
    expect(await heartbeat.beat()).toBe(1)
  })
})

describe('a job that fails', () => {
  it('leaves no trace but its failed run, and does not keep others from running', async () => {
    const broken = marking('broken', {
      async inside({ tx, outbox }) {
        const target = { platform: 'test', kind: 'channel', id: 'C1' } as const
        await outbox.put(tx, { key: 'half', target, message: { locale: 'en', summary: '', parts: [] } })
        throw Object.assign(new Error('data of a customer'), { code: 'oops' })
      },
    })
    const { heartbeat, failures } = clockwork(holder.store, [broken, marking('digest')])
    expect(await heartbeat.beat()).toBe(1)
    expect(await marks(holder.store)).toEqual(['digest team:1 2026-09-16'])
    expect(await holder.store.db.outboxItem.count()).toBe(0)
    expect(await runs()).toMatchObject([
      { job: 'broken', state: 'failed', errorCode: 'oops' },
      { job: 'digest', state: 'done' },
    ])
    expect(failures).toEqual(['job.failed broken oops'])
  })

  it('is tried again ten minutes later, and then says what was skipped before', async () => {
    let healthy = true
    const job = marking('digest', {
      async inside() {
        if (!healthy) throw new Error('not yet')
      },
    })
    const { heartbeat, clock } = clockwork(holder.store, [job])
    clock.now = at('2026-09-14T09:00:00Z')
    await heartbeat.beat()
    healthy = false
    clock.now = at('2026-09-16T09:00:00Z')
    await heartbeat.beat()
    healthy = true
    clock.now = at('2026-09-16T09:09:00Z')
    expect(await heartbeat.beat()).toBe(0)
    clock.now = at('2026-09-16T09:10:00Z')
    expect(await heartbeat.beat()).toBe(1)
    expect(await marks(holder.store)).toEqual(['digest team:1 2026-09-14', 'digest team:1 2026-09-16 skipped 1'])
    expect(await runs()).toMatchObject([{ state: 'done' }, { state: 'done', errorCode: null, skipped: 1 }])
  })
})

describe('two processes', () => {
  it('that beat at the same moment run each job once', async () => {
    const teams = Array.from({ length: 12 }, (_, index) => team(index + 1))
    const many = [1, 2, 3].map(() => clockwork(holder.store, [marking('risk'), marking('digest')], teams))
    const counts = await Promise.all(many.map(({ heartbeat }) => heartbeat.beat()))
    const rest = await many[0]?.heartbeat.beat()
    expect(counts.reduce((sum, count) => sum + count, rest ?? 0)).toBe(24)
    const left = await marks(holder.store)
    expect(left).toHaveLength(24)
    expect(new Set(left).size).toBe(24)
    expect(many.flatMap(({ failures }) => failures)).toEqual([])
  })

  it.runIf(process.env.TEST_DATABASE === 'postgres')(
    'do not wait for each other, and leave a team’s later jobs to the one that runs the earlier',
    async () => {
      const began = gate()
      const goOn = gate()
      const slowRisk = marking('risk', {
        async inside({ date }) {
          began.open()
          if (date) await goOn.opened
        },
      })
      const slow = clockwork(holder.store, [slowRisk, marking('digest')])
      const other = clockwork(holder.store, [marking('risk'), marking('digest')], [team(1), team(2)])
      const slowBeat = slow.heartbeat.beat()
      await began.opened
      expect(await other.heartbeat.beat()).toBe(2)
      goOn.open()
      expect(await slowBeat).toBe(2)
      expect(await marks(holder.store)).toEqual([
        'digest team:1 2026-09-16',
        'digest team:2 2026-09-16',
        'risk team:1 2026-09-16',
        'risk team:2 2026-09-16',
      ])
    },
  )
})

describe('a stop', () => {
  it('lets the job that runs end, and begins no other', async () => {
    const began = gate()
    const goOn = gate()
    const first = marking('first', {
      async inside() {
        began.open()
        await goOn.opened
      },
    })
    const { heartbeat } = clockwork(holder.store, [first, marking('second')])
    onTestFinished(() => heartbeat.stop())
    heartbeat.start()
    await began.opened
    const stopped = heartbeat.stop()
    goOn.open()
    await stopped
    expect(await marks(holder.store)).toEqual(['first team:1 2026-09-16'])
  })
})
