import { dateOf, type LocalDate, utcMidnight } from './calendar.ts'

export {
  addDays,
  addMonths,
  dayNumber,
  daysBetween,
  dayText,
  isLocalDate,
  type LocalDate,
  nextWorkingDay,
  weekday,
} from './calendar.ts'

const DAY_MS = 86_400_000

// Making a formatter costs about 50 times as much as using one.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(zone, made)
  return made
}

type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number }

function wallOf(instant: Date, zone: string): Wall {
  const wall: Wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const part of formatterOf(zone).formatToParts(instant)) {
    if (part.type in wall) wall[part.type as keyof Wall] = Number(part.value)
  }
  return wall
}

/** The day at this instant in this zone. Throws RangeError for an invalid instant or a zone `isZone` refuses. */
export function localDate(instant: Date, zone: string): LocalDate {
  const { year, month, day } = wallOf(instant, zone)
  return dateOf(year, month, day)
}

/** The wall clock at this instant in this zone, `HH:MM`. Throws like `localDate`. */
export function localTime(instant: Date, zone: string): string {
  const { hour, minute } = wallOf(instant, zone)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** How far the zone's wall clock is ahead of UTC at this instant, in ms. */
function offsetAt(instantMs: number, zone: string): number {
  const wholeSecond = Math.floor(instantMs / 1000) * 1000
  const { year, month, day, hour, minute, second } = wallOf(new Date(wholeSecond), zone)
  return utcMidnight(dateOf(year, month, day)) + ((hour * 60 + minute) * 60 + second) * 1000 - wholeSecond
}

/**
 * The instant of a wall clock time (`HH:MM`) on a day in a zone. A time that happens twice (clocks go back) is the first;
 * a time that never happens moves forward by what was skipped, as does a whole day a country left out.
 */
export function instantOf(date: LocalDate, time: string, zone: string): Date {
  const wall = utcMidnight(date) + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000
  const before = offsetAt(wall - DAY_MS, zone)
  const after = offsetAt(wall + DAY_MS, zone)
  // The larger offset gives the earlier instant, which is the first of two equal wall times.
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(wall - offset, zone) === offset) return new Date(wall - offset)
  }
  return new Date(wall - before)
}

/** The first instant of a day in a zone; not always 00:00, for some zones change their clocks at midnight. */
export function startOfDay(date: LocalDate, zone: string): Date {
  return instantOf(date, '00:00', zone)
}

/** True for a named zone this machine knows (`Asia/Shanghai`, `UTC`); bare offsets such as `+08:00` have no clock changes and are refused. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z][\w+/-]{1,63}$/.test(text)) return false
  try {
    formatterOf(text)
    return true
  } catch {
    return false
  }
}
