import { formatDate } from '../../chat/dates/format.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Absent } from './store.ts'

const words = wording({
  en: {
    for: (name: string, day: string) => `for ${name} (away until ${day})`,
    away: (day: string) => ` (away until ${day})`,
    covered: (day: string, name: string) => ` (away until ${day}, ${name} stands in)`,
  },
  'zh-CN': {
    for: (name: string, day: string) => `替 ${name} 处理（${day}回来）`,
    away: (day: string) => `（外出，${day}回来）`,
    covered: (day: string, name: string) => `（外出，${day}回来，由 ${name} 代班）`,
  },
})

const returnDay = ({ until }: Absent, locale: Locale, now?: Date): string => formatDate(until, locale, 'UTC', 'weekday', now)

/** Beside what a stand-in has to do: for whom. */
export const forNote = (absent: Absent, locale: Locale, now?: Date): string =>
  words(locale).for(absent.name, returnDay(absent, locale, now))

/** Behind an owner's name: nothing while they are here. */
export function awayNote(absent: Absent | undefined, locale: Locale, now?: Date): string {
  if (!absent) return ''
  const day = returnDay(absent, locale, now)
  return absent.standIn ? words(locale).covered(day, absent.standIn.name) : words(locale).away(day)
}
