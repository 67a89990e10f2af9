import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  instantOf,
  isLocalDate,
  isZone,
  localDate,
  localTime,
  nextWorkingDay,
  startOfDay,
  weekday,
} from '../../../src/chat/dates/zone.ts'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Africa/Cairo',
]

describe('zones', () => {
  it.each([
    ['2026-09-03T18:30:00Z', 'Asia/Shanghai', '2026-09-04', '02:30'],
    ['2026-09-03T18:30:00Z', 'America/New_York', '2026-09-03', '14:30'],
    ['2026-09-03T18:30:00Z', 'Asia/Kathmandu', '2026-09-04', '00:15'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01', '00:00'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31', '00:00'],
  ])('%s in %s is %s %s', (instant, zone, date, time) => {
    expect([localDate(new Date(instant), zone), localTime(new Date(instant), zone)]).toEqual([date, time])
  })

  it.each([
    ['an ordinary time', '2026-09-04', '02:30', 'Asia/Shanghai', '2026-09-03T18:30:00.000Z'],
    ['a quarter-hour zone', '2026-09-04', '00:15', 'Asia/Kathmandu', '2026-09-03T18:30:00.000Z'],
    ['a skipped time moves forward (spring, New York)', '2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['a repeated time is the first (autumn, New York)', '2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['a skipped time moves forward (Berlin)', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['a repeated time is the first (Berlin)', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['a half-hour clock change (Lord Howe)', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['a day Samoa left out', '2011-12-30', '09:00', 'Pacific/Apia', '2011-12-30T19:00:00.000Z'],
    ['the day after it', '2011-12-31', '00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('instantOf: %s', (_, date, time, zone, instant) => {
    expect(instantOf(date, time, zone).toISOString()).toBe(instant)
  })

  it('starts a day at its first instant when midnight itself is skipped', () => {
    const start = startOfDay('2018-11-04', 'America/Sao_Paulo')
    expect([localDate(start, 'America/Sao_Paulo'), localTime(start, 'America/Sao_Paulo')]).toEqual(['2018-11-04', '01:00'])
    expect(localDate(new Date(start.getTime() - 1), 'America/Sao_Paulo')).toBe('2018-11-03')
  })

  it('knows named zones and refuses offsets and nonsense', () => {
    expect(['UTC', 'Asia/Shanghai', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'].map(isZone)).toEqual([true, true, true, true])
    expect(['', 'Mars/Olympus', '+08:00', 'Asia/Shanghai; drop', '北京'].map(isZone)).toEqual([false, false, false, false, false])
  })

  it('local date and time lead back to the same instant, or to the first of two equal wall times', () => {
    const minutes = fc.integer({ min: Date.UTC(1975, 0, 1) / 60_000, max: Date.UTC(2100, 0, 1) / 60_000 })
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), minutes, (zone, minute) => {
        const instant = new Date(minute * 60_000)
        const back = instantOf(localDate(instant, zone), localTime(instant, zone), zone)
        expect([localDate(back, zone), localTime(back, zone)]).toEqual([localDate(instant, zone), localTime(instant, zone)])
        expect(back.getTime()).toBeLessThanOrEqual(instant.getTime())
        expect(instant.getTime() - back.getTime()).toBeLessThanOrEqual(3 * 3_600_000)
      }),
      { numRuns: 2000 },
    )
  })

  it('does not depend on the zone of the process', () => {
    const own = process.env.TZ
    process.env.TZ = 'America/Los_Angeles'
    try {
      expect(localDate(new Date('2026-09-03T18:30:00Z'), 'Asia/Shanghai')).toBe('2026-09-04')
      expect(instantOf('2026-03-08', '02:30', 'America/New_York').toISOString()).toBe('2026-03-08T07:30:00.000Z')
    } finally {
      process.env.TZ = own
    }
  })
})

describe('the calendar', () => {
  it('accepts only days that exist', () => {
    expect(['2026-02-28', '2028-02-29', '2000-02-29'].map(isLocalDate)).toEqual([true, true, true])
    expect(
      ['2027-02-30', '2026-02-29', '1900-02-29', '2026-13-01', '2026-9-3', '2026-04-31', '', '2026-09-03T00:00'].map(isLocalDate),
    ).toEqual(Array(8).fill(false))
  })

  it('counts across months, leap days and years', () => {
    expect([addDays('2028-02-28', 1), addDays('2026-12-31', 1), addDays('2026-01-01', -1)]).toEqual([
      '2028-02-29',
      '2027-01-01',
      '2025-12-31',
    ])
    expect([addMonths('2026-01-31', 1), addMonths('2026-12-31', 2), addMonths('2026-03-31', -1)]).toEqual([
      '2026-02-28',
      '2027-02-28',
      '2026-02-28',
    ])
    expect([daysBetween('2026-09-03', '2026-09-03'), daysBetween('2026-12-31', '2026-01-01')]).toEqual([0, -364])
    expect(['2026-09-07', '2026-09-06'].map(weekday)).toEqual([1, 7])
  })

  it('moves to the next working day, never to the same day, and survives a week without any', () => {
    expect(nextWorkingDay('2026-09-03', [1, 2, 3, 4, 5])).toBe('2026-09-04')
    expect(nextWorkingDay('2026-09-04', [1, 2, 3, 4, 5])).toBe('2026-09-07')
    expect(nextWorkingDay('2026-09-06', [7])).toBe('2026-09-13')
    expect(nextWorkingDay('2026-09-06', [])).toBe('2026-09-07')
  })

  it('addDays and daysBetween undo each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), days => {
        const moved = addDays('2026-09-03', days)
        expect(daysBetween('2026-09-03', moved)).toBe(days)
        expect(isLocalDate(moved)).toBe(true)
      }),
    )
  })
})
