import { addDays, dateOf } from '../../chat/dates/calendar.ts'
import { instantOf, startOfDay } from '../../chat/dates/zone.ts'
import type { When } from './cells.ts'

const DAY_MS = 86_400_000
/** Days of all zones; some decades of shop history in a few zones. */
const longestMemory = 50_000

interface Day {
  start: number
  end: number
}

const days = new Map<string, Map<number, Day>>()
let remembered = 0

/** The first and last (exclusive) instant of the wall clock's day in the zone. Working it out costs 20 times a look-up. */
function dayIn(wallMs: number, zone: string): Day {
  const number = Math.floor(wallMs / DAY_MS)
  if (remembered > longestMemory) {
    days.clear()
    remembered = 0
  }
  const known = days.get(zone) ?? new Map<number, Day>()
  days.set(zone, known)
  const found = known.get(number)
  if (found) return found
  const date = dayText(wallMs)
  const made = { start: startOfDay(date, zone).getTime(), end: startOfDay(addDays(date, 1), zone).getTime() }
  known.set(number, made)
  remembered += 1
  return made
}

function dayText(wallMs: number): string {
  const wall = new Date(wallMs)
  return dateOf(wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate())
}

/** The instant in ms. A bare day is noon of the team's zone, so that it stays that day when the zone is corrected later. */
export function instantMs(when: When, zone: string): number {
  if (when.kind === 'instant') return when.ms
  const { start, end } = dayIn(when.ms, zone)
  const sinceMidnight = when.ms - Math.floor(when.ms / DAY_MS) * DAY_MS
  if (end - start === DAY_MS) return start + sinceMidnight
  const minute = Math.floor(sinceMidnight / 60_000)
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return instantOf(dayText(when.ms), time, zone).getTime() + (sinceMidnight - minute * 60_000)
}

/** Whether an instant is what the row says: for a bare day any instant of that day. */
export function isSameTime(when: When, zone: string, ms: number): boolean {
  if (when.kind !== 'day') return instantMs(when, zone) === ms
  const { start, end } = dayIn(when.ms, zone)
  return ms >= start && ms < end
}

/** The instant a row means; one that is stored stays when the row says no more than its day. */
export function instantFor(when: When, zone: string, stored: Date | null): Date {
  return stored && isSameTime(when, zone, stored.getTime()) ? stored : new Date(instantMs(when, zone))
}
