import type { Team } from '../../chat/context.ts'
import { instantOf, localDate, localTime, nextWorkingDay, weekday } from '../../chat/dates/zone.ts'

type Hours = Pick<Team, 'zone' | 'workdays' | 'quietFrom' | 'quietUntil'>

/**
 * When a customer of this team may next be written to unasked: now, outside quiet hours on a working day, or the next such moment. Quiet
 * hours may go over midnight (18:00 to 09:00); from a time to the same time there are none, and days off are as good as others. Pure.
 */
export function nextLoudMoment(now: Date, { zone, workdays, quietFrom, quietUntil }: Hours): Date {
  if (quietFrom === quietUntil) return now
  const today = localDate(now, zone)
  const time = localTime(now, zone)
  const overMidnight = quietFrom > quietUntil
  const isQuiet = overMidnight ? time >= quietFrom || time < quietUntil : time >= quietFrom && time < quietUntil
  if (isWorkday(today, workdays) && !isQuiet) return now
  const isLater = isWorkday(today, workdays) && time < quietUntil
  const day = isLater ? today : nextWorkingDay(today, workdays)
  // With quiet hours inside the day the morning is loud: only today is waited for until they end.
  const from = overMidnight || isLater ? quietUntil : '00:00'
  return instantOf(day, from, zone)
}

const isWorkday = (date: string, workdays: readonly number[]): boolean => workdays.includes(weekday(date))
