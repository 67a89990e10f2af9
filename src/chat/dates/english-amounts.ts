import { Chrono, en, type ParsedResult } from 'chrono-node'
import { addDays, addMonths, type LocalDate, utcMidnight } from './calendar.ts'
import type { Candidate, Reading, Today } from './candidate.ts'
import { clockFromNow } from './chinese-amounts.ts'
import { plausible } from './spans.ts'

// Of chrono's grammar only amounts of time are used: its weekdays, bare words and months misread ordinary sentences, and it drops
// dates that do not exist without a word.
const AMOUNT_PARSERS = [
  'ENTimeUnitWithinFormatParser',
  'ENTimeUnitAgoFormatParser',
  'ENTimeUnitLaterFormatParser',
  'ENTimeUnitCasualRelativeFormatParser',
]

/** The parsers above, by name as chrono has no other handle on them; a test holds that all of them are still there. */
export const amountParsers = en.casual.parsers.filter(parser => AMOUNT_PARSERS.includes(parser.constructor.name))
const chrono = new Chrono({ parsers: amountParsers, refiners: [] })

const NUMBER = '(?:\\d|half|an?\\b|few|several|couple|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
const HINT = new RegExp(
  `\\b(?:in|within|next)\\s{1,3}(?:(?:about|around|the next)\\s{1,3})?${NUMBER}|\\b(?:minute|min|hour|hr|day|week|month|quarter|year)s?\\s{1,3}(?:ago|later|from now|out)\\b`,
  'gi',
)
const WINDOW = 60
const MOST = 12

/**
 * English amounts of time: "in 2 weeks", "in a couple of days", "3 days ago", "2 hours from now". Chrono's time grows with the square
 * of repeated amounts, so it only reads short windows around words that can hold one.
 */
export function englishAmounts(text: string, today: Today): Candidate[] {
  const found: Candidate[] = []
  let from = 0
  for (const hint of text.matchAll(HINT)) {
    if (found.length === MOST) break
    if (hint.index < from) continue
    const start = Math.max(from, hint.index - 24)
    const part = text.slice(start, start + WINDOW)
    for (const result of chrono.parse(part, { instant: new Date(utcMidnight(today.date)), timezone: 0 })) {
      const reading = read(result, part, today)
      // A window may open inside a word or a number, which then reads as another one.
      if (!reading || (result.index === 0 && start > 0 && /\w/.test(text[start - 1] ?? ''))) continue
      found.push({ index: start + result.index, length: result.text.length, reading })
      from = start + result.index + result.text.length
    }
  }
  return found
}

// "For 2 weeks" lasts, "2 days before the demo" hangs on another day, "the last 3 months" look back, "in the week" is no amount,
// seconds are a manner of speaking.
const NOT_FROM_NOW = /^(?:for|last|past|this|after|\+|-)|\b(?:before|earlier|after)$|\bthe\s{0,3}(?!next)\w+$|\bsec|\d\s?[sm]$/i

function read(result: ParsedResult, text: string, today: Today): Reading | 'impossible' | null {
  if (NOT_FROM_NOW.test(result.text) || /\bsecond/i.test(result.text)) return null
  if (/^\s{0,2}(?:of\b|[-/]\d)/.test(text.slice(result.index + result.text.length))) return null
  const minutes = (result.start.date().getTime() - utcMidnight(today.date)) / 60_000
  if (/\b(?:h|hrs?|hours?|mins?|minutes?)\b|\dh\b/i.test(result.text)) return clockFromNow(minutes, today)
  const date = /month|mos?\b|quarter|qtr|y(?:ea)?r/i.test(result.text)
    ? byMonths(result.text, today.date)
    : dateAfter(minutes, today.date)
  return date && plausible(date) ? { date } : 'impossible'
}

function dateAfter(minutes: number, from: LocalDate): LocalDate | null {
  return Math.abs(minutes) < 200_000_000 ? addDays(from, Math.floor(minutes / 1440)) : null
}

/** Chrono lets 31 January + 1 month run over into March; counted from a 1st nothing runs over, and the rest is ours. */
function byMonths(text: string, from: LocalDate): LocalDate | null {
  const first = Date.UTC(2000, 0, 1)
  const start = chrono.parse(text, { instant: new Date(first), timezone: 0 })[0]?.start
  const year = start?.get('year') ?? Number.NaN
  const months = (year - 2000) * 12 + (start?.get('month') ?? 0) - 1
  if (!(Math.abs(months) < 12_000)) return null
  return addDays(addMonths(from, months), (start?.get('day') ?? 1) - 1)
}
