import type { LocalDate } from './calendar.ts'

/** What a rule makes of one match. */
export type Reading = {
  date: LocalDate
  /** Last day of the span the words name (a week, a month, a year); absent when they name a day. */
  last?: LocalDate
  /** Only said in passing ("this month's invoice"): used when the text holds nothing more exact. */
  weak?: true
  /** A weekday beside a full date ("Sat 5 Sep") only repeats it. */
  weekdayOnly?: true
  /** `HH:MM`, when the amount itself is in hours or minutes. */
  time?: string
  /** `HH:MM` meant by words such as "tonight" when no clock time follows. */
  usualTime?: string
  /** Turns a bare hour after it into the evening or the morning ("今晚8点"). */
  half?: 'am' | 'pm'
}

/** One place in the text that names a date; `impossible` names one the calendar lacks. */
export type Candidate = { index: number; length: number; reading: Reading | 'impossible' }

/** The moment and place a text is read in; `date` is the writer's own day. */
export type Today = { date: LocalDate; now: Date; zone: string }

export type Groups = Partial<Record<string, string>>

export type Rule = {
  /** Global; its quantifiers are bounded, so that scanning stays linear. */
  pattern: RegExp
  /** Null when the match turns out to be no date. */
  read: (groups: Groups, today: Today) => Reading | 'impossible' | null
}

/** Every match of every rule. */
export function scan(text: string, rules: readonly Rule[], today: Today): Candidate[] {
  const found: Candidate[] = []
  for (const rule of rules) {
    for (const match of text.matchAll(rule.pattern)) {
      const reading = rule.read(match.groups ?? {}, today)
      if (reading) found.push({ index: match.index, length: match[0].length, reading })
    }
  }
  return found
}

/**
 * Full-width letters, digits, punctuation and spaces made plain, character for character, so that an index into the result is an
 * index into the text.
 */
export function narrow(text: string): string {
  return text
    .replace(/[！-～]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2000-\u200a\u202f]/g, ' ')
}
