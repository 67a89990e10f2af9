import type { Locale } from '../wording.ts'
import { partsOf, weekday } from './calendar.ts'
import { daysBetween, type LocalDate, localDate, localTime } from './zone.ts'

/**
 * `short` 3 Sep / 9月3日; `weekday` Thu 3 Sep / 9月3日周四; `long` 3 September 2026 / 2026年9月3日;
 * `datetime` 3 Sep, 15:30 / 9月3日 15:30; `relative` in 3 days / 3天后.
 */
export type DateStyle = 'short' | 'weekday' | 'long' | 'datetime' | 'relative'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const WEEKDAYS = { en: 'Mon Tue Wed Thu Fri Sat Sun'.split(' '), 'zh-CN': [...'一二三四五六日'] }

/**
 * A day (or an instant, read in `zone`) for people. With `now`, the year is left out when it is this year; without it the year always
 * shows. `relative` needs `now` and is `short` without it; `datetime` of a bare day has no clock and is `short`.
 */
export function formatDate(date: LocalDate | Date, locale: Locale, zone: string, style: DateStyle = 'short', now?: Date): string {
  const day = typeof date === 'string' ? date : localDate(date, zone)
  const today = now && localDate(now, zone)
  if (style === 'relative' && today) return formatRelative(day, locale, today)
  if (style === 'long') return longForm(day, locale)
  const short = shortForm(day, locale, today?.slice(0, 4) !== day.slice(0, 4))
  const weekdayName = WEEKDAYS[locale][weekday(day) - 1] ?? ''
  if (style === 'weekday') return locale === 'en' ? `${weekdayName} ${short}` : `${short}周${weekdayName}`
  if (style === 'datetime' && typeof date !== 'string') return `${short}${locale === 'en' ? ',' : ''} ${localTime(date, zone)}`
  return short
}

/** A day as seen from another: today, tomorrow, in 3 days, 3 days ago; 今天, 明天, 3天后, 3天前. */
export function formatRelative(date: LocalDate, locale: Locale, today: LocalDate): string {
  const days = daysBetween(today, date)
  const near = { en: ['yesterday', 'today', 'tomorrow'], 'zh-CN': ['昨天', '今天', '明天'] }[locale][days + 1]
  if (near) return near
  if (locale === 'en') return days > 0 ? `in ${days} days` : `${-days} days ago`
  return days > 0 ? `${days}天后` : `${-days}天前`
}

function shortForm(date: LocalDate, locale: Locale, withYear: boolean): string {
  const { year, month, day } = partsOf(date)
  if (locale === 'zh-CN') return `${withYear ? `${year}年` : ''}${month}月${day}日`
  return `${day} ${(MONTHS[month - 1] ?? '').slice(0, 3)}${withYear ? ` ${year}` : ''}`
}

function longForm(date: LocalDate, locale: Locale): string {
  const { year, month, day } = partsOf(date)
  return locale === 'zh-CN' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1] ?? ''} ${year}`
}
