import type { Team } from '../../chat/context.ts'
import { instantOf, localDate, localTime, nextWorkingDay, weekday } from '../../chat/dates/zone.ts'

type Hours = Pick<Team, 'zone' | 'workdays' | 'quietFrom' | 'quietUntil'>

/**
 * When a customer of this team may next be written to unasked: now, outside quiet hours on a working day, or the next such moment. Quiet
 * hours may go over midnight (18:00 to 09:00); from a time to the same time there are none, and days off are as good as others. Pure.
 */
export function nextLoudMoment(now: Date, { zone, workdays, quietFrom, quietUntil }: Hours): Date {
  if (quietFrom === quietUntil) return now
  const isQuiet = (time: string): boolean =>
    quietFrom > quietUntil ? time >= quietFrom || time < quietUntil : time >= quietFrom && time < quietUntil
  const [today, time] = [localDate(now, zone), localTime(now, zone)]
  if (isWorkday(today, workdays) && !isQuiet(time)) return now
  if (isWorkday(today, workdays) && time < quietUntil) return instantOf(today, quietUntil, zone)
  return instantOf(nextWorkingDay(today, workdays), isQuiet('00:00') ? quietUntil : '00:00', zone)
}

const isWorkday = (date: string, workdays: readonly number[]): boolean => workdays.includes(weekday(date))
