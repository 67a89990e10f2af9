/** A calendar day without a zone, `YYYY-MM-DD`. */
export type LocalDate = string

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000

/** True for a day that exists: `2027-02-30` is false. */
export function isLocalDate(text: string): boolean {
  const match = SHAPE.exec(text)
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** True when the Gregorian calendar has this day. */
export function exists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Number of days in a month; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Joins numbers into a LocalDate without checking them. */
export function dateOf(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Year, month (1 to 12) and day of a LocalDate. */
export function partsOf(date: LocalDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** Milliseconds of the day's midnight as if it were UTC; years below 100 stay themselves. */
export function utcMidnight(date: LocalDate): number {
  const { year, month, day } = partsOf(date)
  const midnight = new Date(0)
  return midnight.setUTCFullYear(year, month - 1, day)
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const moved = new Date(utcMidnight(date) + days * DAY_MS)
  return dateOf(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate())
}

/** Moves by whole months; a day the target month lacks becomes its last (31 January + 1 = 28 February). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = partsOf(date)
  const total = year * 12 + (month - 1) + months
  const toYear = Math.floor(total / 12)
  const toMonth = total - toYear * 12 + 1
  return dateOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}

/** Days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return Math.round((utcMidnight(b) - utcMidnight(a)) / DAY_MS)
}

/** 1 (Monday) to 7 (Sunday). */
export function weekday(date: LocalDate): number {
  return new Date(utcMidnight(date)).getUTCDay() || 7
}

/** The Monday of the week that holds this day. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date))
}

/** The last day of the month that holds this day. */
export function endOfMonth(date: LocalDate): LocalDate {
  const { year, month } = partsOf(date)
  return dateOf(year, month, daysInMonth(year, month))
}

/** The first working day after `date`; `workdays` are 1 (Monday) to 7. With no workdays at all every day counts. */
export function nextWorkingDay(date: LocalDate, workdays: readonly number[]): LocalDate {
  for (let step = 1; step <= 7; step += 1) {
    const candidate = addDays(date, step)
    if (workdays.includes(weekday(candidate))) return candidate
  }
  return addDays(date, 1)
}

/** Days since 1970-01-01: what the models of risk count in. */
export const dayNumber = (date: LocalDate): number => utcMidnight(date) / DAY_MS

/** The date of a day number. */
export const dayText = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10)
