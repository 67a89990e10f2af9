import { addDays, addMonths, dateOf, endOfMonth, exists, type LocalDate, mondayOf, partsOf, weekday } from './calendar.ts'
import type { Reading } from './candidate.ts'

/** Which part of a week, month, quarter or year is meant. */
export type Edge = 'start' | 'middle' | 'end' | 'whole'
export type Unit = 'week' | 'month' | 'quarter' | 'year'

/**
 * A week, month, quarter or year counted from the writer's own (0 is the current one). "Next week" is its Monday and "next month" its
 * 1st; of the current one only its end is still ahead, so "this week" is its Friday. Weeks start on Monday and end, at work, on Friday.
 */
export function spanReading(unit: Unit, count: number, edge: Edge, today: LocalDate): Reading {
  const first = firstDay(unit, count, today)
  const last = lastDay(unit, first)
  const workEnd = unit === 'week' ? addDays(first, 4) : last
  if (edge === 'end' || (edge === 'whole' && count === 0))
    return { date: workEnd < today && count === 0 ? atLeast(last, today) : workEnd, last }
  if (edge === 'middle')
    return {
      date:
        unit === 'week' ? addDays(first, 2) : unit === 'month' ? addDays(first, 14) : addMonths(first, unit === 'year' ? 6 : 1),
    }
  return edge === 'start' ? { date: first } : { date: first, last }
}

function atLeast(date: LocalDate, today: LocalDate): LocalDate {
  return date < today ? today : date
}

function firstDay(unit: Unit, count: number, today: LocalDate): LocalDate {
  const { year, month } = partsOf(today)
  if (unit === 'week') return addDays(mondayOf(today), 7 * count)
  if (unit === 'month') return addMonths(dateOf(year, month, 1), count)
  if (unit === 'quarter') return addMonths(dateOf(year, month - ((month - 1) % 3), 1), 3 * count)
  return dateOf(year + count, 1, 1)
}

function lastDay(unit: Unit, first: LocalDate): LocalDate {
  if (unit === 'week') return addDays(first, 6)
  return endOfMonth(addMonths(first, unit === 'month' ? 0 : unit === 'quarter' ? 2 : 11))
}

/** A month of a year, or its start, middle (15th) or end. */
export function monthReading(year: number, month: number, edge: Edge): Reading {
  const first = dateOf(year, month, 1)
  if (edge === 'end') return { date: endOfMonth(first) }
  if (edge === 'middle') return { date: dateOf(year, month, 15) }
  return edge === 'start' ? { date: first } : { date: first, last: endOfMonth(first) }
}

/** A month without a year: the current one while it lasts, else the next of that name. */
export function comingMonth(month: number, edge: Edge, today: LocalDate): Reading {
  const { year } = partsOf(today)
  const reading = monthReading(year, month, edge)
  return (reading.last ?? reading.date) < today ? monthReading(year + 1, month, edge) : reading
}

/** A month and day, in the year given or else the next time that day comes within a year. */
export function dayReading(year: number | null, month: number, day: number, today: LocalDate): Reading | 'impossible' {
  if (year !== null) return exists(year, month, day) ? { date: dateOf(year, month, day) } : 'impossible'
  const current = partsOf(today).year
  for (const candidate of [current, current + 1]) {
    const date = dateOf(candidate, month, day)
    if (exists(candidate, month, day) && date >= today) return { date }
  }
  return 'impossible'
}

/** A bare day of the month (the 5th, 5号): this month while it is ahead, else the next month that has it. */
export function comingDay(day: number, today: LocalDate): Reading | null {
  if (day < 1 || day > 31) return null
  const { year, month } = partsOf(today)
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const first = partsOf(addMonths(dateOf(year, month, 1), ahead))
    const date = dateOf(first.year, first.month, day)
    if (exists(first.year, first.month, day) && date >= today) return { date }
  }
  return null
}

/** The next time this weekday comes, never today; "this Friday" keeps to the week while Friday is still ahead in it. */
export function comingWeekday(day: number, today: LocalDate): LocalDate {
  return addDays(today, (day - weekday(today) + 7) % 7 || 7)
}

/** A weekday of the week counted from the writer's own; of the current week, one that has passed is next week's. */
export function weekdayOfWeek(day: number, weeks: number, today: LocalDate): LocalDate {
  const date = addDays(mondayOf(today), 7 * weeks + day - 1)
  return weeks === 0 && date < today ? addDays(date, 7) : date
}

/** Moves by working days, Monday to Friday. */
export function addWorkingDays(date: LocalDate, days: number): LocalDate {
  let moved = date
  for (let left = Math.min(Math.abs(days), 2000); left > 0; ) {
    moved = addDays(moved, Math.sign(days))
    if (weekday(moved) <= 5) left -= 1
  }
  return moved
}

/** The year is one a business can mean; amounts such as "in 900000 days" are refused by it. */
export function plausible(date: LocalDate): boolean {
  const { year } = partsOf(date)
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && year >= 1900 && year <= 2199
}
