import type { Measure } from '../chat/chart.ts'
import type { Locale } from '../chat/wording.ts'

const formatters = new Map<string, Intl.NumberFormat>()

/** A value as its reader writes it: `1,250`, `12.5%`, `¥1,250.50`. `short` for axes, where room is scarce: `1.3K`, `1.3万`. */
export function numberText(value: number, format: Measure['format'], locale: Locale, length: 'full' | 'short' = 'full'): string {
  const key = JSON.stringify([format, locale, length, Number.isInteger(value)])
  const known = formatters.get(key) ?? formatterOf(format, locale, length, Number.isInteger(value))
  formatters.set(key, known)
  return known.format(value)
}

function formatterOf(format: Measure['format'], locale: Locale, length: 'full' | 'short', whole: boolean): Intl.NumberFormat {
  if (format === 'percent') return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const short = length === 'short' ? ({ notation: 'compact', maximumFractionDigits: 1 } as const) : {}
  if (format === 'count') return new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...short })
  // Whole amounts go without cents, as everywhere in chat.
  const cents = length === 'short' || whole ? { minimumFractionDigits: 0 } : {}
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: format.currency, ...cents, ...short })
  } catch {
    // Not a currency that anybody knows.
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...short })
  }
}
