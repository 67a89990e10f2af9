import type { LocalDate } from './calendar.ts'
import { type Found, findWhen, type Reference, type WhenNothing } from './find.ts'
import { localDate } from './zone.ts'

export type { Reference } from './find.ts'
export { parseSnooze } from './snooze.ts'

/** `index` and `length` give the words in the text; `time` is `HH:MM` in the reference's zone. */
export type WhenResult = { kind: 'found'; date: LocalDate; time?: string; index: number; length: number } | WhenNothing

/**
 * The first date anywhere in an English or Chinese text. A weekday, or a date without a year, is the next one; "last Friday" is past.
 * "Next week" is its Monday, 下个月 its 1st. `impossible` is a date that does not exist (31 April, 2月30日), with its words.
 */
export function parseWhen(text: string, ref: Reference): WhenResult {
  return withoutLast(findWhen(text, ref))
}

/** Like `parseWhen` for "until" and 到: a named month or year stands for its last day ("until June 2027" is 2027-06-30). */
export function parseUntil(text: string, ref: Reference): WhenResult {
  const found = findWhen(text, ref)
  return withoutLast(found.kind === 'found' ? { ...found, date: found.last } : found)
}

/** Like `parseWhen` for what is still to do: passes over dates before the writer's today. */
export function parseUpcoming(text: string, ref: Reference): WhenResult {
  return withoutLast(findWhen(text, ref, localDate(ref.now, ref.zone)))
}

function withoutLast(result: Found | WhenNothing): WhenResult {
  if (result.kind !== 'found') return result
  const { last: _, ...found } = result
  return found
}
