import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate, localTime } from '../../src/chat/dates/zone.ts'
import { dueDate, nextRun, type Schedule, skippedDays } from '../../src/delivery/due.ts'
import { seed } from '../harness/seed.ts'

const minute = 60_000
const at = (time: string, zone = 'America/New_York', more: Partial<Schedule> = {}): Schedule => ({
  zone,
  at: time,
  workdays: [1, 2, 3, 4, 5],
  workdaysOnly: false,
  since: new Date(0),
  ...more,
})

/** The minutes at which a heartbeat first finds a date due, between two instants. */
function firings(schedule: Schedule, from: string, to: string): string[] {
  const done = new Set<string>()
  const fired: string[] = []
  for (let now = Date.parse(from); now < Date.parse(to); now += minute) {
    const due = dueDate(schedule, new Date(now))
    if (!due || done.has(due.date)) continue
    done.add(due.date)
    fired.push(`${due.date} at ${new Date(now).toISOString().slice(0, 16)}`)
  }
  return fired
}

describe('a daily job', () => {
  it('runs once on the day whose 02:30 the spring clock leaves out', () => {
    expect(firings(at('02:30'), '2026-03-08T05:00Z', '2026-03-09T12:00Z')).toEqual([
      '2026-03-08 at 2026-03-08T07:00',
      '2026-03-09 at 2026-03-09T06:30',
    ])
  })

  it('runs once on the day whose 01:30 the autumn clock shows twice', () => {
    expect(firings(at('01:30'), '2026-11-01T04:00Z', '2026-11-02T12:00Z')).toEqual([
      '2026-11-01 at 2026-11-01T05:30',
      '2026-11-02 at 2026-11-02T06:30',
    ])
  })

  it('runs on both sides of the day that Samoa left out', () => {
    expect(firings(at('09:00', 'Pacific/Apia'), '2011-12-29T12:00Z', '2011-12-31T10:00Z')).toEqual([
      '2011-12-29 at 2011-12-29T19:00',
      '2011-12-31 at 2011-12-30T19:00',
    ])
  })

  it('keeps to working days when it is to', () => {
    const schedule = at('09:00', 'Asia/Shanghai', { workdaysOnly: true })
    expect(firings(schedule, '2026-09-18T00:00Z', '2026-09-21T12:00Z')).toEqual([
      '2026-09-18 at 2026-09-18T01:00',
      '2026-09-21 at 2026-09-21T01:00',
    ])
  })

  it('is late from a quarter of an hour on, and says so', () => {
    const due = (now: string) => dueDate(at('09:00', 'UTC'), new Date(now))
    expect(due('2026-09-16T08:59Z')).toBeNull()
    expect(due('2026-09-16T09:15Z')).toMatchObject({ date: '2026-09-16', late: false })
    expect(due('2026-09-16T09:16Z')).toMatchObject({ date: '2026-09-16', late: true })
    expect(due('2026-09-16T23:59Z')).toMatchObject({ date: '2026-09-16', late: true })
  })

  it('is not due for a time before the team existed', () => {
    const schedule = at('09:00', 'UTC', { since: new Date('2026-09-16T09:30Z') })
    expect(dueDate(schedule, new Date('2026-09-16T10:00Z'))).toBeNull()
    expect(dueDate(schedule, new Date('2026-09-17T09:00Z'))).toMatchObject({ date: '2026-09-17', late: false })
  })
})

describe('in every zone of the world, around the nights on which its clocks change (R5)', () => {
  it(`a job runs on each local day once, not before its time, whenever the heartbeat beats (seed ${seed})`, () => {
    const lives = fc.record({
      zone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      time: fc.tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 0, max: 59 })).map(both => both.map(two).join(':')),
      from: fc.date({ min: new Date('2007-01-01'), max: new Date('2037-01-01'), noInvalidDate: true }),
      steps: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 10, maxLength: 10 }),
    })
    fc.assert(
      fc.property(lives, ({ zone, time, from, steps }) => {
        const change = nextChange(zone, from.getTime())
        const fired: string[] = []
        const seen = new Set<string>()
        let beats = 0
        for (let now = change - 60 * hour; now < change + 60 * hour; now += (steps[beats++ % steps.length] ?? 1) * minute) {
          seen.add(localDate(new Date(now), zone))
          const due = dueDate(at(time, zone), new Date(now))
          if (!due || fired.includes(due.date)) continue
          expect(localTime(new Date(now), zone) >= time).toBe(true)
          expect(due.date).toBe(localDate(new Date(now), zone))
          fired.push(due.date)
        }
        // The last day may end before its time has come.
        const days = [...seen]
        expect([days, days.slice(0, -1)]).toContainEqual(fired)
      }),
      { seed, numRuns: 100 },
    )
  })
})

const hour = 60 * minute
const two = (number: number): string => String(number).padStart(2, '0')

/** When a zone's clock next jumps, to the hour; a day later where it does not for a year. */
function nextChange(zone: string, from: number): number {
  const wall = (instant: number) => Date.parse(`${localDate(new Date(instant), zone)}T${localTime(new Date(instant), zone)}Z`)
  const shift = (instant: number) => wall(instant) - Math.floor(instant / minute) * minute
  for (let day = from; day < from + 366 * 24 * hour; day += 24 * hour) {
    if (shift(day) === shift(day + 24 * hour)) continue
    for (let each = day; ; each += hour) if (shift(each) !== shift(each + hour)) return each
  }
  return from + 24 * hour
}

describe('skipped days', () => {
  it('are the working days between the last run and today', () => {
    const workdays = at('09:00', 'UTC', { workdaysOnly: true })
    expect(skippedDays('2026-09-16', '2026-09-17', workdays)).toBe(0)
    expect(skippedDays('2026-09-16', '2026-09-21', workdays)).toBe(2)
    expect(skippedDays('2026-09-16', '2026-09-21', at('09:00', 'UTC'))).toBe(4)
  })

  it('are none before the first run, nor when the clock went back', () => {
    expect(skippedDays(null, '2026-09-21', at('09:00'))).toBe(0)
    expect(skippedDays('2026-09-21', '2026-09-21', at('09:00'))).toBe(0)
    expect(skippedDays('2026-09-25', '2026-09-21', at('09:00'))).toBe(0)
  })

  it('do not count a day that the country left out', () => {
    expect(skippedDays('2011-12-29', '2011-12-31', at('09:00', 'Pacific/Apia'))).toBe(0)
  })

  it('end at a year', () => {
    expect(skippedDays('2020-01-01', '2026-01-01', at('09:00'))).toBe(366)
  })
})

describe('the next run', () => {
  it('is on the next working day at that time', () => {
    const schedule = at('09:00', 'Europe/Berlin', { workdaysOnly: true })
    expect(nextRun(schedule, new Date('2026-09-18T06:59Z'))?.toISOString()).toBe('2026-09-18T07:00:00.000Z')
    expect(nextRun(schedule, new Date('2026-09-18T07:00Z'))?.toISOString()).toBe('2026-09-21T07:00:00.000Z')
  })

  it('does not exist for a team without working days', () => {
    expect(nextRun(at('09:00', 'UTC', { workdaysOnly: true, workdays: [] }), new Date())).toBeNull()
  })

  it(`is due when it comes, and not a minute before, in every zone (seed ${seed})`, () => {
    const zones = [
      'America/New_York',
      'Pacific/Apia',
      'Asia/Shanghai',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
    ]
    const schedules = fc.record({
      zone: fc.constantFrom(...zones),
      hour: fc.integer({ min: 3, max: 22 }),
      now: fc.date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    })
    fc.assert(
      fc.property(schedules, ({ zone, hour, now }) => {
        const schedule = at(`${String(hour).padStart(2, '0')}:30`, zone)
        const next = nextRun(schedule, now)
        if (!next) return false
        const before = dueDate(schedule, new Date(next.getTime() - minute))
        return dueDate(schedule, next)?.date === localDate(next, zone) && before?.date !== localDate(next, zone)
      }),
      { seed, numRuns: 300 },
    )
  })

  it(`is found due for the local date it is, never another (seed ${seed})`, () => {
    const instants = fc.date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, fc.constantFrom('America/New_York', 'Pacific/Apia', 'America/Havana'), (now, zone) => {
        const due = dueDate(at('00:00', zone), now)
        return due?.date === localDate(now, zone) && localTime(now, zone) >= '00:00'
      }),
      { seed, numRuns: 300 },
    )
  })
})
