import { addDays, type LocalDate } from './calendar.ts'
import { type Candidate, narrow, type Reading, scan, type Today } from './candidate.ts'
import { CHINESE_RULES } from './chinese.ts'
import { CHINESE_AMOUNT_RULES } from './chinese-amounts.ts'
import { type Clock, clockAfter, clockAlone, clockBefore } from './clock.ts'
import { ENGLISH_RULES } from './english.ts'
import { englishAmounts } from './english-amounts.ts'
import { WRITTEN_RULES } from './written.ts'
import { localDate, localTime } from './zone.ts'

/** The moment and zone of the writer; "today" is their day, not the server's. */
export type Reference = { now: Date; zone: string }

export type Found = { kind: 'found'; date: LocalDate; last: LocalDate; time?: string; index: number; length: number }
export type WhenNothing = { kind: 'none' } | { kind: 'impossible'; text: string }

const RULES = [...WRITTEN_RULES, ...ENGLISH_RULES, ...CHINESE_RULES, ...CHINESE_AMOUNT_RULES]

/**
 * The first date in the text; `last` is the last day of what it names (the day itself, or the end of a week, month or year). Dates
 * before `from` are passed over.
 */
export function findWhen(text: string, ref: Reference, from: LocalDate = ''): Found | WhenNothing {
  const plain = narrow(text)
  const today: Today = { date: localDate(ref.now, ref.zone), now: ref.now, zone: ref.zone }
  const candidates = [...scan(plain, RULES, today), ...englishAmounts(plain, today)].sort(byPlace)
  const usable = candidates.filter(
    (one, place) => one.reading === 'impossible' || (one.reading.date >= from && !covered(candidates, place)),
  )
  const chosen = usable.find(one => one.reading === 'impossible' || !one.reading.weak) ?? usable[0]
  if (!chosen) return onlyTime(plain, today)
  if (chosen.reading === 'impossible') return { kind: 'impossible', text: text.slice(chosen.index, chosen.index + chosen.length) }
  return withTime(text, plain, joined(chosen, chosen.reading, candidates, plain))
}

function byPlace(a: Candidate, b: Candidate): number {
  return a.index - b.index || b.length - a.length
}

/** True when an earlier, longer match holds this one: 30日 inside 6月30日 is no date of its own. */
function covered(candidates: readonly Candidate[], place: number): boolean {
  const one = candidates[place]
  if (!one) return false
  for (let before = place - 1; before >= Math.max(0, place - 6); before -= 1) {
    const other = candidates[before]
    if (other && other.index + other.length > one.index && other.length > one.length && other.reading !== 'impossible')
      return true
  }
  return false
}

type Placed = { reading: Reading; index: number; length: number }

/** "Sat 5 Sep" and 9月5日（周六） name one day: the full date counts, and the span covers both. */
function joined(chosen: Candidate, reading: Reading, candidates: readonly Candidate[], text: string): Placed {
  const end = chosen.index + chosen.length
  for (const other of candidates) {
    if (other.reading === 'impossible' || other.index < end || other.index > end + 4) continue
    if (!/^[\s,，(（]*(?:the\s)?$/.test(text.slice(end, other.index))) continue
    if (Boolean(reading.weekdayOnly) === Boolean(other.reading.weekdayOnly) || other.reading.weak) continue
    const close = /^\s?[)）]/.exec(text.slice(other.index + other.length))?.[0].length ?? 0
    const length = other.index + other.length - chosen.index + (/[(（]/.test(text.slice(end, other.index)) ? close : 0)
    return { reading: reading.weekdayOnly ? other.reading : reading, index: chosen.index, length }
  }
  return { reading, index: chosen.index, length: chosen.length }
}

function withTime(text: string, plain: string, placed: Placed): Found | WhenNothing {
  const { reading, index, length } = placed
  const found: Found = { kind: 'found', date: reading.date, last: reading.last ?? reading.date, index, length }
  if (reading.time) return { ...found, time: reading.time }
  const after = clockAfter(plain, index + length, reading.half)
  const clock: Clock | null = after ?? clockBefore(plain, index)
  if (!clock) return reading.usualTime ? { ...found, time: reading.usualTime } : found
  const start = Math.min(index, clock.index)
  const end = Math.max(index + length, clock.index + clock.length)
  if (clock.minutes === 'impossible') return { kind: 'impossible', text: text.slice(start, end) }
  const { date, time } = onClock(reading.date, clock.minutes)
  return { kind: 'found', date, last: found.last > date ? found.last : date, time, index: start, length: end - start }
}

function onClock(date: LocalDate, minutes: number): { date: LocalDate; time: string } {
  const time = `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return { date: minutes >= 1440 ? addDays(date, 1) : date, time }
}

/** A clock time without a day is today's while it is ahead, else tomorrow's. */
function onlyTime(plain: string, today: Today): Found | WhenNothing {
  const clock = clockAlone(plain)
  if (!clock || clock.minutes === 'impossible') return { kind: 'none' }
  const { date, time } = onClock(today.date, clock.minutes)
  const passed = date === today.date && time <= localTime(today.now, today.zone)
  const day = passed ? addDays(date, 1) : date
  return { kind: 'found', date: day, last: day, time, index: clock.index, length: clock.length }
}
