import type { Team } from '../chat/context.ts'
import type { Contributions } from '../chat/contributions.ts'
import { formatDate } from '../chat/dates/format.ts'
import { addDays, type LocalDate, startOfDay, weekday } from '../chat/dates/zone.ts'
import type { Message, Part } from '../chat/message.ts'
import type { Tx } from '../database/store.ts'
import { digestWords } from './messages.ts'

export interface DigestRequest {
  team: Team
  rooms: Contributions
  /** The local day it is for. */
  date: LocalDate
  /** Now, or (as of an earlier day) the end of that day. */
  asOf: Date
  /** Worked out later, as it would have been. */
  past?: boolean
  late?: boolean
  skipped?: number
}

/** The team's morning digest: what each room has to say about the day, or one line when none has. Bounded by the sections. */
export async function buildDigest(tx: Tx, request: DigestRequest): Promise<Message> {
  const { team, rooms, date, asOf, past = false } = request
  const { locale } = team
  const words = digestWords(locale)
  const previous = previousWorkday(date, team.workdays)
  const sections: Part[] = []
  for (const section of rooms.digestSections) {
    const parts = await section.build({ tx, team, locale, date, asOf, past, previous, rooms })
    if (parts.length > 0 && sections.length > 0) sections.push({ kind: 'divider', priority: 1 })
    sections.push(...parts)
  }
  const title = words.title(team.name, formatDate(date, locale, team.zone, 'weekday', past ? undefined : asOf))
  const notes = delays(request)
  const colon = locale === 'en' ? ': ' : '：'
  if (sections.length === 0)
    return {
      locale,
      summary: `${title}${colon}${words.empty}`,
      parts: [{ kind: 'text', text: [{ kind: 'bold', text: title }, `${colon}${words.empty}`] }, ...notes],
    }
  return {
    locale,
    summary: title,
    parts: [
      { kind: 'heading', text: title, priority: 10 },
      ...notes,
      ...sections,
      { kind: 'note', text: [words.footer(team.horizonDays)], priority: 3 },
    ],
  }
}

function delays({ team, late = false, skipped = 0 }: DigestRequest): Part[] {
  const words = digestWords(team.locale)
  const text = [...(late ? [words.late] : []), ...(skipped > 0 ? [words.skipped(skipped)] : [])].join(' ')
  return text ? [{ kind: 'note', text: [text], priority: 8 }] : []
}

/** The team's working day before `date`; the day before where a week has no working day. */
export function previousWorkday(date: LocalDate, workdays: readonly number[]): LocalDate {
  for (let back = 1; back <= 7; back++) {
    const day = addDays(date, -back)
    if (workdays.includes(weekday(day))) return day
  }
  return addDays(date, -1)
}

/** The last instant of a local day. */
export const endOfDay = (date: LocalDate, zone: string): Date => new Date(startOfDay(addDays(date, 1), zone).getTime() - 1)
