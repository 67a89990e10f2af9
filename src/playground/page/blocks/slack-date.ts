import { dayKey, show } from '../clock.ts'

type Options = Intl.DateTimeFormatOptions

const parts: Record<string, Options> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
}

/** Who reads the date, and when. */
export interface DateReader {
  nowSeconds: number
  locale: string
  zone: string
  today: string
  yesterday: string
}

/**
 * Slack's `<!date^..>` format for one reader: `{date_short_pretty} {time}` and so on. `_pretty` says today and yesterday by name.
 * A placeholder that Slack does not know makes the whole text the fallback, as Slack does.
 */
export function slackDate(seconds: number, format: string, fallback: string, reader: DateReader): string {
  let known = true
  const text = format.replace(/\{(\w+)\}/g, (_, name: string) => {
    const pretty = name.endsWith('_pretty')
    const options = parts[pretty ? name.slice(0, -'_pretty'.length) : name]
    if (name === 'ago') return ago(seconds, reader)
    if (!options) {
      known = false
      return ''
    }
    if (name === 'date_num') return dayKey(seconds, reader.zone)
    return (pretty && nearby(seconds, reader)) || show(seconds, reader.locale, reader.zone, options)
  })
  return known && text.trim() !== '' ? text : fallback || text
}

function nearby(seconds: number, reader: DateReader): string {
  const day = dayKey(seconds, reader.zone)
  if (day === dayKey(reader.nowSeconds, reader.zone)) return reader.today
  return day === dayKey(reader.nowSeconds - 86_400, reader.zone) ? reader.yesterday : ''
}

const spans: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

function ago(seconds: number, reader: DateReader): string {
  const away = seconds - reader.nowSeconds
  const [unit, length] = spans.find(span => Math.abs(away) >= span[1]) ?? ['minute', 60]
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(Math.round(away / length), unit)
}
