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

/**
 * The same where the zone of the one person written to is known: no quiet hours of the team's nor of theirs, on the team's working days.
 * Where no moment within some days is both (the other side of the world), their own hours count.
 */
export function nextLoudFor(zone: string | null, now: Date, hours: Hours): Date {
  if (zone === null) return nextLoudMoment(now, hours)
  const theirs = { ...hours, zone }
  let at = nextLoudMoment(now, hours)
  for (let tries = 0; tries < 10; tries++) {
    const later = nextLoudMoment(at, theirs)
    at = nextLoudMoment(later, hours)
    if (at.getTime() === later.getTime()) return at
  }
  return nextLoudMoment(now, theirs)
}

const isWorkday = (date: string, workdays: readonly number[]): boolean => workdays.includes(weekday(date))
