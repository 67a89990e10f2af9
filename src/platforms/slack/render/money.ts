import type { Locale } from '../../../chat/wording.ts'

const formats = new Map<string, Intl.NumberFormat>()

/** A decimal amount as the reader writes it (`€1,200.00`); unknown currencies and odd amounts stay `1200 XYZ`. */
export function amountText(amount: string, currency: string, locale: Locale): string {
  if (!/^-?\d{1,20}(\.\d{1,8})?$/.test(amount)) return `${amount} ${currency}`
  try {
    return formatOf(currency, locale).format(amount as `${number}`)
  } catch {
    return `${amount} ${currency}`
  }
}

function formatOf(currency: string, locale: Locale): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency })
  formats.set(key, made)
  return made
}
