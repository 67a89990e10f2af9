import { addDays, dateOf, exists, partsOf } from './calendar.ts'
import type { Groups, Reading, Rule, Today } from './candidate.ts'
import { addWorkingDays, comingDay, comingWeekday, type Edge, spanReading, type Unit, weekdayOfWeek } from './spans.ts'

const WEEKDAYS = 'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|saturday|sunday'
// "I sat down" and "the sun" are no weekdays: the short forms need a word before them that only a date takes, or the whole text.
const SHORT_WEEKEND =
  '(?<=^\\s{0,3}|\\b(?:on|by|before|until|till|next|this|last|coming)\\s)(?:sat|sun)(?=\\s{0,3}(?:$|[,.;)]|\\d|at\\b|morning|afternoon|evening|noon))'
const WEEKDAY = `(?<weekday>${WEEKDAYS}|${SHORT_WEEKEND})`
const UNIT = 'week|month|quarter|year'
const ORDINAL = '(?<day>\\d{1,2})(?:st|nd|rd|th)'
// "The 5th order" and "on the 2nd call" count things.
const COUNTED = '(?!\\s{1,2}(?!of\\b|at\\b|to\\b|and\\b|for\\b|with\\b|by\\b|send\\b|call\\b\\s+\\w|email\\b)[a-z])'
const SMALL: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
}
const COUNT = `\\d{1,4}|${Object.keys(SMALL).join('|')}`

const DAY_WORDS: Readonly<Record<string, Omit<Reading, 'date'> & { days: number }>> = {
  today: { days: 0 },
  tonight: { days: 0, usualTime: '20:00', half: 'pm' },
  'this morning': { days: 0, usualTime: '09:00', half: 'am' },
  'this afternoon': { days: 0, usualTime: '14:00', half: 'pm' },
  'this evening': { days: 0, usualTime: '18:00', half: 'pm' },
  'end of the day': { days: 0 },
  'end of day': { days: 0 },
  'end of business': { days: 0 },
  'close of business': { days: 0 },
  eod: { days: 0 },
  cob: { days: 0 },
  yesterday: { days: -1 },
  'last night': { days: -1, usualTime: '20:00', half: 'pm' },
  'day before yesterday': { days: -2 },
  'day after tomorrow': { days: 2 },
  overmorrow: { days: 2 },
}

/** English words for days, weekdays, weeks, months and years. Written dates and amounts have rules of their own. */
export const ENGLISH_RULES: readonly Rule[] = [
  {
    pattern: new RegExp(
      `\\b(?:the )?(?<word>${Object.keys(DAY_WORDS).join('|')}|tomm?orr?ow|tmr|tmrw|tmw|2moro)\\b(?!['’]s)`,
      'gi',
    ),
    read: dayWord,
  },
  {
    pattern: new RegExp(
      `\\b(?:(?<which>next|this|last|past|coming|upcoming|following)\\s{1,2})?${WEEKDAY}\\b\\.?(?:\\s{1,2}(?:of\\s)?(?:(?<week>next|this|last)\\s{1,2}week|(?<after>week)\\b))?`,
      'gi',
    ),
    read: weekdayWord,
  },
  {
    pattern: new RegExp(`\\b(?<week>next|this|last)\\s{1,2}week,?\\s{1,2}(?:on\\s{1,2})?${WEEKDAY}\\b`, 'gi'),
    read: weekdayWord,
  },
  {
    pattern: new RegExp(
      `\\b(?<count>${COUNT})\\s{1,2}weeks?\\s{1,2}(?:from|on|after)\\s{1,2}(?<from>today|tomorrow|${WEEKDAYS})\\b`,
      'gi',
    ),
    read: weeksFrom,
  },
  {
    pattern: /\b(?:(?<next>next|coming|following)|(?<last>last|past)|this|the|on|at)?\s{0,2}\bweekend\b(?!['’]s)/gi,
    read: weekend,
  },
  {
    pattern: new RegExp(
      `\\b(?<edge>end|start|beginning|middle|mid|early|late)[\\s-](?:of\\s{1,2})?(?:the\\s)?(?:(?<which>this|next|last|current|coming)\\s{1,2})?(?<unit>${UNIT})\\b`,
      'gi',
    ),
    read: span,
  },
  { pattern: new RegExp(`\\b(?<which>this|next|last|following)\\s{1,2}(?<unit>${UNIT})\\b(?<weak>['’]s)?`, 'gi'), read: span },
  { pattern: /\b(?<unit>month|quarter|year)[\s-](?<edge>end)\b|\b(?:by\s)?eo(?<short>[wmqy])\b/gi, read: span },
  {
    pattern: new RegExp(
      `\\b(?:(?:in|within)\\s{1,2}(?<count>${COUNT})\\s{1,2}|(?:the\\s)?next\\s)(?:business|working|work)\\s?days?\\b`,
      'gi',
    ),
    read: workingDays,
  },
  {
    pattern: new RegExp(`\\b${ORDINAL}\\s{1,2}of\\s{1,2}(?:the\\s)?(?<which>this|next)\\s{1,2}month\\b`, 'gi'),
    read: dayOfMonth,
  },
  {
    pattern: new RegExp(`(?<=\\b(?:on|by|before|until|till|due|from)\\s{1,2}(?:the\\s{1,2})?)${ORDINAL}\\b${COUNTED}`, 'gi'),
    read: dayOfMonth,
  },
  {
    pattern: new RegExp(`(?<=^\\s{0,3}(?:the\\s)?|\\bthe\\s)${ORDINAL}(?=\\s{0,2}(?:$|[,.;:)]|at\\s\\d))`, 'gi'),
    read: dayOfMonth,
  },
]

function dayWord({ word = '' }: Groups, today: Today): Reading {
  const { days, ...rest } = DAY_WORDS[word.toLowerCase()] ?? { days: 1 }
  return { date: addDays(today.date, days), ...rest }
}

const DAY_PREFIXES = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']

function dayNumber(name: string): number {
  return DAY_PREFIXES.indexOf(name.slice(0, 2).toLowerCase()) + 1
}

function stepsOf(which: string | undefined): number {
  return /next|coming|following/i.test(which ?? '') ? 1 : /last|past/i.test(which ?? '') ? -1 : 0
}

/** "Friday" is the next one, "this Friday" the one of this week, "next Friday" the one of next week, "last Friday" the latest past one. */
function weekdayWord({ which, weekday = '', week, after }: Groups, today: Today): Reading {
  const day = dayNumber(weekday)
  if (week) return { date: weekdayOfWeek(day, stepsOf(week), today.date) }
  const coming = comingWeekday(day, today.date)
  if (after) return { date: addDays(coming, 7) }
  const sense = which?.toLowerCase() ?? ''
  if (sense === 'last' || sense === 'past') return { date: comingWeekday(day, addDays(today.date, -8)) }
  if (sense === 'next' || sense === 'following') return { date: weekdayOfWeek(day, 1, today.date) }
  if (sense === 'this') return { date: weekdayOfWeek(day, 0, today.date) }
  return { date: coming, weekdayOnly: true }
}

function countOf(text: string | undefined): number {
  return SMALL[text?.toLowerCase() ?? ''] ?? Number(text)
}

function weeksFrom({ count, from = '' }: Groups, today: Today): Reading {
  const start = /^today$/i.test(from)
    ? today.date
    : /^tomorrow$/i.test(from)
      ? addDays(today.date, 1)
      : comingWeekday(dayNumber(from), today.date)
  return { date: addDays(start, 7 * countOf(count)) }
}

function weekend({ next, last }: Groups, today: Today): Reading {
  if (next) return { date: weekdayOfWeek(6, /coming/i.test(next) ? 0 : 1, today.date) }
  return last ? { date: weekdayOfWeek(6, -1, today.date) } : { date: comingWeekday(6, today.date) }
}

const SHORT_UNITS: Readonly<Record<string, Unit>> = { w: 'week', m: 'month', q: 'quarter', y: 'year' }

function span({ edge: edgeWord, which, unit, short, weak }: Groups, today: Today): Reading {
  const edge = short ? 'end' : edgeOf(edgeWord)
  const named = short ? (SHORT_UNITS[short.toLowerCase()] ?? 'week') : (unit?.toLowerCase() as Unit)
  const steps = stepsOf(which)
  const reading = spanReading(named, steps, edge, today.date)
  return weak || (edge === 'whole' && steps <= 0) ? { ...reading, weak: true } : reading
}

function edgeOf(word: string | undefined): Edge {
  if (!word) return 'whole'
  return /end|late/i.test(word) ? 'end' : /mid/i.test(word) ? 'middle' : 'start'
}

function workingDays({ count }: Groups, today: Today): Reading {
  return { date: addWorkingDays(today.date, count === undefined ? 1 : countOf(count)) }
}

function dayOfMonth({ day, which }: Groups, today: Today): Reading | 'impossible' | null {
  if (!which) return comingDay(Number(day), today.date)
  const { year, month } = partsOf(spanReading('month', stepsOf(which), 'start', today.date).date)
  return exists(year, month, Number(day)) ? { date: dateOf(year, month, Number(day)) } : 'impossible'
}
