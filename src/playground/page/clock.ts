/** Times and days as a person in a zone reads them. Instants are seconds since 1970, as in a message's `ts`. */

const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = make(locale, zone, options)
  formats.set(key, made)
  return made
}

/** An unknown zone or locale must not take the page down: UTC and English then. */
function make(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' })
  }
}

/** Formats an instant; one that no calendar holds becomes an empty text. */
export function show(seconds: number, locale: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  const milliseconds = seconds * 1000
  return Math.abs(milliseconds) <= 8.64e15 ? format(locale, zone, options).format(milliseconds) : ''
}

export function clockTime(seconds: number, locale: string, zone: string): string {
  return show(seconds, locale, zone, { hour: 'numeric', minute: '2-digit' })
}

/** The local day as `YYYY-MM-DD`, for comparing. */
export function dayKey(seconds: number, zone: string): string {
  return show(seconds, 'en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
}

export function dayName(
  seconds: number,
  nowSeconds: number,
  locale: string,
  zone: string,
  words: { today: string; yesterday: string },
) {
  const day = dayKey(seconds, zone)
  if (day === dayKey(nowSeconds, zone)) return words.today
  if (day === dayKey(nowSeconds - 86_400, zone)) return words.yesterday
  const sameYear = day.slice(0, 4) === dayKey(nowSeconds, zone).slice(0, 4)
  return show(seconds, locale, zone, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  })
}

/** `Asia/Shanghai` -> `Shanghai`, good enough beside a clock. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}
