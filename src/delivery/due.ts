import { addDays, instantOf, type LocalDate, localDate, localTime, weekday } from '../chat/dates/zone.ts'

/** When a daily job runs for one scope. */
export interface Schedule {
  zone: string
  /** Local time, HH:MM. */
  at: string
  workdays: readonly number[]
  workdaysOnly: boolean
  /** The scope exists since then: it is not due for a time before. */
  since: Date
}

export interface Due {
  date: LocalDate
  /** When it should have run. */
  at: Date
  late: boolean
}

const lateAfterMs = 15 * 60_000

/**
 * Is the job due at `now`, and for which local date? Plain wall-clock comparison: a time skipped in spring is due when the clock
 * has passed it, and a time that comes twice in autumn is the same date, whose run is already stored.
 */
export function dueDate(schedule: Schedule, now: Date): Due | null {
  const date = localDate(now, schedule.zone)
  if (!runsOn(date, schedule)) return null
  if (localTime(now, schedule.zone) < schedule.at) return null
  const at = instantOf(date, schedule.at, schedule.zone)
  if (at < schedule.since) return null
  return { date, at, late: now.getTime() - at.getTime() > lateAfterMs }
}

/** How many days the job should have run between the last run and `date`, both excluded; 0 when it never ran. */
export function skippedDays(last: LocalDate | null, date: LocalDate, schedule: Schedule): number {
  if (!last || last >= date) return 0
  let count = 0
  // A year of downtime is counted as a year; nobody reads further.
  for (let day = addDays(last, 1), steps = 0; day < date && steps < 366; day = addDays(day, 1), steps++)
    if (runsOn(day, schedule) && happened(day, schedule.zone)) count++
  return count
}

/** The next instant after `now` at which the job will be due; null when it has no days. */
export function nextRun(schedule: Schedule, now: Date): Date | null {
  const today = localDate(now, schedule.zone)
  for (let ahead = 0; ahead < 10; ahead++) {
    const day = addDays(today, ahead)
    const at = instantOf(day, schedule.at, schedule.zone)
    if (at > now && at >= schedule.since && runsOn(day, schedule) && happened(day, schedule.zone)) return at
  }
  return null
}

const runsOn = (day: LocalDate, { workdaysOnly, workdays }: Schedule): boolean => !workdaysOnly || workdays.includes(weekday(day))

/** Some countries left a day out (Samoa had no 30 December 2011). */
const happened = (day: LocalDate, zone: string): boolean => localDate(instantOf(day, '12:00', zone), zone) === day
