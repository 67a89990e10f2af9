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

const lateAfterMs = 15 * 60_000

/**
 * Is the job due at `now`, and for which local date? Plain wall-clock comparison: a time skipped in spring is due when the clock
 * has passed it, and a time that comes twice in autumn is the same date, whose run is already stored.
 */
export function dueDate(schedule: Schedule, now: Date): { date: LocalDate; late: boolean } | null {
  const date = localDate(now, schedule.zone)
  if (schedule.workdaysOnly && !schedule.workdays.includes(weekday(date))) return null
  if (localTime(now, schedule.zone) < schedule.at) return null
  const dueAt = instantOf(date, schedule.at, schedule.zone)
  if (dueAt < schedule.since) return null
  return { date, late: now.getTime() - dueAt.getTime() > lateAfterMs }
}

/** How many days the job should have run between the last run and `date`, both excluded; 0 when it never ran. */
export function skippedDays(last: LocalDate | null, date: LocalDate, schedule: Schedule): number {
  if (!last || last >= date) return 0
  let count = 0
  // A year of downtime is counted as a year; nobody reads further.
  for (let day = addDays(last, 1), steps = 0; day < date && steps < 366; day = addDays(day, 1), steps++)
    if (!schedule.workdaysOnly || schedule.workdays.includes(weekday(day))) count++
  return count
}

/** The next instant after `now` at which the job will be due. */
export function nextRun(schedule: Schedule, now: Date): Date {
  let day = localDate(now, schedule.zone)
  for (let steps = 0; steps < 8; steps++, day = addDays(day, 1)) {
    const at = instantOf(day, schedule.at, schedule.zone)
    if (at > now && (!schedule.workdaysOnly || schedule.workdays.includes(weekday(day)))) return at
  }
  return instantOf(day, schedule.at, schedule.zone)
}
