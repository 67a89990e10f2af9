import { chineseNumber } from './chinese-numbers.ts'

/** Minutes since midnight (1440 is the next midnight), or a clock time that does not exist such as 25:00. */
export type Clock = { minutes: number | 'impossible'; index: number; length: number }

const HALVES: Readonly<Record<string, { from: number; usual: string }>> = {
  凌晨: { from: 0, usual: '06:00' },
  清晨: { from: 0, usual: '07:00' },
  早上: { from: 0, usual: '09:00' },
  早晨: { from: 0, usual: '09:00' },
  上午: { from: 0, usual: '09:00' },
  中午: { from: 11, usual: '12:00' },
  午后: { from: 12, usual: '14:00' },
  下午: { from: 12, usual: '14:00' },
  傍晚: { from: 12, usual: '18:00' },
  晚上: { from: 12, usual: '20:00' },
  夜里: { from: 12, usual: '20:00' },
  晚: { from: 12, usual: '20:00' },
  早: { from: 0, usual: '09:00' },
  morning: { from: 0, usual: '09:00' },
  noon: { from: 12, usual: '12:00' },
  afternoon: { from: 12, usual: '14:00' },
  evening: { from: 12, usual: '18:00' },
  night: { from: 12, usual: '20:00' },
}

const HALF_ZH = '凌晨|清晨|早上|早晨|上午|中午|午后|下午|傍晚|晚上|夜里|晚|早'
const HOUR_ZH = '\\d{1,2}|[一二两三四五六七八九十]{1,3}'
const MINUTE_ZH = '(?:半|整|钟|(?:一|三)刻|(?:\\d{1,2}|[零〇一二三四五六七八九十]{1,3})分?)'
// 时间, 时候, and 一点 as "a little" or 三点 as "three points" of a list.
const NOT_A_CLOCK = '间|候|儿|也|都|进展|建议|意见|要求'
const TIME_ZH = `(?<halfZh>${HALF_ZH})?\\s?(?:(?<hourZh>${HOUR_ZH})[点點时](?!${NOT_A_CLOCK})(?<minuteZh>${MINUTE_ZH})?|(?<h24Zh>\\d{1,2}):(?<m24Zh>\\d{2})(?!\\d))`
const TIME_EN =
  '(?:(?<h12>\\d{1,2})(?:[:.](?<m12>\\d{2}))?\\s?(?<meridiem>[ap]\\.?m\\b\\.?)|(?<h24>\\d{1,2}):(?<m24>\\d{2})(?![\\d:])|(?<noon>noon)\\b)'

const AFTER: readonly RegExp[] = [
  new RegExp(`[\\s,，]{0,3}(?:(?:at|@|around|by|from|about)\\s{0,2})?(?:${TIME_EN})`, 'iy'),
  new RegExp(`[\\s,，的在]{0,3}(?:${TIME_ZH})`, 'iy'),
  /[\s,]{0,3}(?:at|@)\s{0,2}(?<bare>\d{1,2})(?![\d:.,%$€£¥]|\s?(?:[kx]\b|percent|million|people|seats|users))/iy,
  new RegExp(
    `[\\s,，的在]{0,3}(?:(?:in the|at)\\s)?(?:(?<partEn>morning|afternoon|evening|night)\\b|(?<partZh>${HALF_ZH.replace('|晚|早', '')}))`,
    'iy',
  ),
]
const BEFORE = new RegExp(
  `(?<![\\w.])(?:(?:at|@|by)\\s{1,2})?(?:${TIME_EN})(?:\\s{0,2},?\\s{0,2}(?:on\\s{1,2}|the\\s{1,2})?)$`,
  'i',
)
const ALONE: readonly RegExp[] = [
  new RegExp(`(?<![\\w.:/$€£¥-])(?:${TIME_EN})`, 'gi'),
  new RegExp(
    `(?<half>${HALF_ZH.replace('|晚|早', '')})\\s?(?<hour>${HOUR_ZH})[点點时](?!${NOT_A_CLOCK})(?<minute>${MINUTE_ZH})?`,
    'g',
  ),
  new RegExp(`(?<![\\d.第])(?<hour>${HOUR_ZH})[点點](?<minute>半|整|钟|\\d{1,2}分)`, 'g'),
]

/** The clock time that follows a date ending at `end`; `half` is what the date's own words say ("今晚"). */
export function clockAfter(text: string, end: number, half?: 'am' | 'pm'): (Clock & { usual?: string }) | null {
  for (const pattern of AFTER) {
    pattern.lastIndex = end
    const match = pattern.exec(text)
    if (!match) continue
    const groups = match.groups ?? {}
    const part = groups.partEn?.toLowerCase() ?? groups.partZh
    const usual = part === undefined ? undefined : HALVES[part]?.usual
    if (usual) return { minutes: minutesOf(usual), index: end, length: match[0].length, usual }
    return { minutes: read(groups, half), index: end, length: match[0].length }
  }
  return null
}

/** The clock time right before a date that starts at `start` ("3pm on Friday"). */
export function clockBefore(text: string, start: number): Clock | null {
  const from = Math.max(0, start - 30)
  const match = BEFORE.exec(text.slice(from, start))
  return match && { minutes: read(match.groups ?? {}), index: from + match.index, length: match[0].length }
}

/** The first clock time that needs no date beside it: 3pm, 15:30, 下午三点半; not "3点建议". */
export function clockAlone(text: string): Clock | null {
  let first: Clock | null = null
  for (const pattern of ALONE) {
    for (const match of text.matchAll(pattern)) {
      const { half, hour, minute, ...english } = match.groups ?? {}
      const minutes = hour === undefined ? read(english) : chineseMinutes(half, hour, minute)
      if (minutes === 'impossible') continue
      if (first === null || match.index < first.index) first = { minutes, index: match.index, length: match[0].length }
      break
    }
  }
  return first
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

function read(groups: Partial<Record<string, string>>, half?: 'am' | 'pm'): number | 'impossible' {
  if (groups.noon) return 720
  if (groups.h12 !== undefined) return english12(Number(groups.h12), Number(groups.m12 ?? 0), /^p/i.test(groups.meridiem ?? ''))
  if (groups.bare !== undefined) return sensible(Number(groups.bare), 0, half)
  if (groups.hourZh !== undefined)
    return chineseMinutes(groups.halfZh ?? (half === 'pm' ? '晚上' : half && '早上'), groups.hourZh, groups.minuteZh)
  const hour = Number(groups.h24 ?? groups.h24Zh)
  const minute = Number(groups.m24 ?? groups.m24Zh)
  const afternoon = half === 'pm' || (groups.halfZh !== undefined && (HALVES[groups.halfZh]?.from ?? 0) >= 12)
  return valid(afternoon && hour < 12 ? hour + 12 : hour, minute)
}

function english12(hour: number, minute: number, afternoon: boolean): number | 'impossible' {
  if (hour > 12) return valid(hour, minute)
  return valid((hour % 12) + (afternoon ? 12 : 0), minute)
}

function chineseMinutes(half: string | undefined, hourText: string, minuteText: string | undefined): number | 'impossible' {
  const hour = chineseNumber(hourText) ?? 99
  const minute = chineseMinute(minuteText ?? '')
  if (half === undefined) return sensible(hour, minute)
  const from = HALVES[half]?.from ?? 0
  // 晚上12点 is the midnight that ends the day, 凌晨12点 the one that starts it, 中午12点 noon.
  if (hour === 12 && /[晚夜]/.test(half)) return valid(24, minute)
  if (hour === 12 && half === '凌晨') return valid(0, minute)
  return valid(from > 0 && hour < Math.min(from, 12) ? hour + 12 : hour, minute)
}

function chineseMinute(text: string): number {
  if (text === '半') return 30
  if (text.endsWith('刻')) return text.startsWith('三') ? 45 : 15
  return chineseNumber(text.replace(/[分整钟]/g, '')) ?? 0
}

/** A bare hour as working people mean it: 1 to 6 are in the afternoon. */
function sensible(hour: number, minute: number, half?: 'am' | 'pm'): number | 'impossible' {
  return valid((half === 'pm' && hour < 12) || (half === undefined && hour >= 1 && hour <= 6) ? hour + 12 : hour, minute)
}

function valid(hour: number, minute: number): number | 'impossible' {
  return hour < 24 ? (minute < 60 ? hour * 60 + minute : 'impossible') : hour === 24 && minute === 0 ? 1440 : 'impossible'
}
