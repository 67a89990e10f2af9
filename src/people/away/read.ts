import { parseUntil, parseUpcoming, type Reference, type WhenResult } from '../../chat/dates/when.ts'
import { addDays, instantOf, type LocalDate, localDate, nextWorkingDay } from '../../chat/dates/zone.ts'
import type { Absence } from './away.ts'

export interface AwayText {
  /** `@[U1]` or `@name` of the colleague who is away, when the text begins with one. */
  who: string | null
  standIn: string | null
  /** The rest: when. */
  when: string
}

const person = /@\[[^\]\s]+\]|[@＠][^\s,，;；。]+/gu
const standInWords = /\b(?:with|stand-?in|covered by|cover(?:ing)?|by)\b|代班人?|由|请|代理/giu

/** `@sofia until monday @anna`: whoever the text begins with is away, whoever is named later stands in. */
export function splitAway(text: string): AwayText {
  const line = text.trim()
  const named = [...line.matchAll(person)]
  const [first] = named
  const who = first && first.index === 0 ? first[0] : null
  const standIn = named.at(who === null ? -1 : named.length > 1 ? -1 : named.length)?.[0] ?? null
  const when = line.replace(person, ' ').replace(standInWords, ' ').replace(/\s+/g, ' ').trim()
  return { who, standIn, when }
}

export type Span = { kind: 'span'; absence: Absence } | { kind: 'none' } | { kind: 'impossible'; text: string } | { kind: 'past' }

const ends = /(?:^|\s)(?:until|till|til|to|through)\s|\s[-–—]\s|[~～]|到|至/iu

/**
 * `until monday` and 到周一 name the day of return; of `friday to 10 Dec` and 周五到12月10日 the last day away; `tomorrow` is one day,
 * `next week` all of it. `3 days` and 3天 begin today.
 */
export function readSpan(text: string, ref: Reference, workdays: readonly number[]): Span {
  const today = localDate(ref.now, ref.zone)
  const end = ends.exec(text)
  const from = end ? text.slice(0, end.index) : ''
  if (end && parseUpcoming(from, ref).kind !== 'none') return between(from, text.slice(end.index + end[0].length), ref, workdays)
  if (end) return spanOf(today, dayIn(parseUpcoming(text.slice(end.index + end[0].length), ref)), today)
  const back = /回来|回岗|返岗|上班/u.test(text)
  if (back) return spanOf(today, dayIn(parseUpcoming(text, ref)), today)
  const days = daysIn(text)
  if (days !== null) return spanOf(today, nextWorkingDay(addDays(today, days - 1), workdays), today)
  return between(text, text, ref, workdays)
}

function between(first: string, last: string, ref: Reference, workdays: readonly number[]): Span {
  const from = dayIn(parseUpcoming(first, ref))
  if (typeof from !== 'string') return from
  const lastDay = dayIn(parseUntil(last, first === last ? ref : { ...ref, now: instantOf(from, '00:00', ref.zone) }))
  if (typeof lastDay !== 'string') return lastDay
  return spanOf(from, nextWorkingDay(lastDay, workdays), localDate(ref.now, ref.zone))
}

const dayIn = (when: WhenResult): LocalDate | Exclude<Span, { kind: 'span' }> => (when.kind === 'found' ? when.date : when)

function spanOf(from: LocalDate, until: ReturnType<typeof dayIn>, today: LocalDate): Span {
  if (typeof until !== 'string') return until
  return until > today && until > from ? { kind: 'span', absence: { from, until } } : { kind: 'past' }
}

/** `for 3 days`, `two weeks`, 3天, 两周: in days. */
function daysIn(text: string): number | null {
  const match =
    /^(?:for\s+)?(\d{1,2}|one|two|three|an?)\s+(day|week)s?$/iu.exec(text.trim()) ??
    /^(\d{1,2}|[一两二三四五])个?(天|周|星期)$/u.exec(text.trim())
  if (!match) return null
  const count = numbers[match[1]?.toLowerCase() ?? ''] ?? Number(match[1])
  return count * (/week|周|星期/iu.test(match[2] ?? '') ? 7 : 1)
}

const numbers: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5 }
