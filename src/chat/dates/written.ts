import { partsOf } from './calendar.ts'
import type { Groups, Reading, Rule, Today } from './candidate.ts'
import { comingMonth, dayReading, type Edge, monthReading } from './spans.ts'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const YEAR = "(?<year>(?:19|20|21)\\d{2}|['’]\\d{2})(?!\\w|[.,]\\d|\\s?(?:eur|usd|gbp|cny|rmb|dollars|euros|x)\\b)"
// "5 may need help" is a verb, "June 30 seats" a number of seats.
const VERB_AFTER = '(?!\\s(?:be|have|not|also|want|need|leave|churn|renew|buy|cancel|come|go|take|still|well|get|i|we)\\b)'
const THING_AFTER =
  '(?!\\d|[:%]|\\.\\d|,\\d{3}|\\s?(?:k|x|people|users?|seats?|units?|licen[cs]es?|customers|orders|boxes|times|more|days|weeks|months|hours|percent|eur|usd)\\b)'

/** Dates written in figures or with a month's English name. What the calendar lacks is impossible, not silently another day. */
export const WRITTEN_RULES: readonly Rule[] = [
  {
    pattern: /(?<![\d./-])(?<year>\d{4})(?<mark>[-/.])(?<monthNumber>\d{1,2})\k<mark>(?<day>\d{1,2})(?!\d|[-/]\d)(?:T(?=\d))?/g,
    read: numbers,
  },
  { pattern: /(?<![\d./-])(?<first>\d{1,2})(?<mark>[/.-])(?<second>\d{1,2})\k<mark>(?<year>\d{4})(?!\d)/g, read: numbers },
  // 24/7 is no day; a mark out of ten or a fraction is none either.
  {
    pattern:
      /(?<![\d./-]|(?:rate|rated|score|scored|nps|csat)\s)(?!24\/7)(?<first>\d{1,2})\/(?<second>\d{1,2})(?![\d/%]|\.\d|\sof\b)/gi,
    read: numbers,
  },
  {
    pattern: new RegExp(
      `(?<![\\d.,:/$€£¥-])(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:\\s{0,3}(?:of\\s{1,3})?|-|/)${MONTH}\\b${VERB_AFTER}\\.?(?:(?:,?\\s{1,3}|-|/)${YEAR}|-(?<shortYear>\\d{2})(?!\\d))?`,
      'gi',
    ),
    read: named,
  },
  {
    pattern: new RegExp(
      `\\b${MONTH}\\.?\\s{0,3}(?<day>\\d{1,2})(?:st|nd|rd|th)?${THING_AFTER}(?:,?\\s{1,3}${YEAR})?(?!\\w)`,
      'gi',
    ),
    read: named,
  },
  {
    pattern: new RegExp(
      `(?:(?<edge>\\b(?:end|start|beginning|middle|mid|early|late)[\\s-](?:of\\s)?)|(?<before>\\b(?:in|by|until|till|before|since|through|next|last)\\s)?)(?<![\\d]\\s?)\\b${MONTH}\\b(?!['’]\\w)(?:,?\\s{1,2}${YEAR})?(?!\\s?\\d)`,
      'gi',
    ),
    read: monthOnly,
  },
  {
    pattern: /\b(?<edge>(?:end|start|beginning|mid)\s(?:of\s)?)?q(?<quarter>[1-4])(?:[\s/-]?(?<year>20\d{2}))?\b/gi,
    read: quarter,
  },
]

function yearOf({ year, shortYear }: Groups): number | null {
  if (shortYear) return 2000 + Number(shortYear)
  if (!year) return null
  return /^['’]/.test(year) ? 2000 + Number(year.slice(1)) : Number(year)
}

/**
 * 12/20 and 20/12 are both 20 December. Where both readings exist the month comes first (5/6 is 6 May), except with dots, which only
 * day-first countries write.
 */
function numbers(groups: Groups, today: Today): Reading | 'impossible' | null {
  const year = yearOf(groups)
  if (groups.monthNumber) return dayReading(year, Number(groups.monthNumber), Number(groups.day), today.date)
  const first = Number(groups.first)
  const second = Number(groups.second)
  const dayFirst = first > 12 || (groups.mark === '.' && second <= 12)
  const [month, day] = dayFirst ? [second, first] : [first, second]
  if (year === null && (month > 12 || day > 31 || month < 1 || day < 1)) return null
  return dayReading(year, month, day, today.date)
}

function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1
}

function named(groups: Groups, today: Today): Reading | 'impossible' | null {
  const day = Number(groups.day)
  return day > 31 || day < 1 ? null : dayReading(yearOf(groups), monthNumber(groups.month), day, today.date)
}

function edgeOf(word: string | undefined): Edge {
  if (!word) return 'whole'
  return /end|late/i.test(word) ? 'end' : /mid/i.test(word) ? 'middle' : 'start'
}

/** A month alone. "May" and "march" are also verbs, short names also other words: without a year or a word before they are no date. */
function monthOnly(groups: Groups, today: Today): Reading | null {
  const { edge: edgeWord, before, month: name = '' } = groups
  const year = yearOf(groups)
  const full = name.length > 4 && !/^march$/i.test(name)
  if (!edgeWord && !before && year === null && !full) return null
  const edge = edgeOf(edgeWord)
  const month = monthNumber(name)
  if (year !== null) return monthReading(year, month, edge)
  if (/last/i.test(before ?? '')) {
    const own = partsOf(today.date)
    return monthReading(month < own.month ? own.year : own.year - 1, month, edge)
  }
  const coming = comingMonth(month, edge, today.date)
  return edgeWord || before ? coming : { ...coming, weak: true }
}

function quarter({ edge: edgeWord, quarter: number, year }: Groups, today: Today): Reading {
  const month = (Number(number) - 1) * 3 + 1
  const chosen = year ? Number(year) : partsOf(comingMonth(month + 2, 'end', today.date).date).year
  const first = monthReading(chosen, month, 'start').date
  const last = monthReading(chosen, month + 2, 'end').date
  const edge = edgeOf(edgeWord)
  if (edge === 'end') return { date: last }
  if (edge === 'middle') return monthReading(chosen, month + 1, 'middle')
  return edge === 'start' ? { date: first } : { date: first, last, weak: true }
}
