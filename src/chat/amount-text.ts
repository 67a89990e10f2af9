import type { Locale } from './wording.ts'

const formats = new Map<string, Intl.NumberFormat>()

/** A decimal amount as the reader writes it (`€1,200.00`); unknown currencies and odd amounts stay `1200 XYZ`. */
export function amountText(amount: string, currency: string, locale: Locale): string {
  if (!/^-?\d{1,20}(\.\d{1,8})?$/.test(amount)) return `${amount} ${currency}`
  try {
    return formatOf(currency, locale, !amount.includes('.')).format(amount as `${number}`)
  } catch {
    return `${amount} ${currency}`
  }
}

/** Whole amounts, as in a digest, are shown without cents. */
function formatOf(currency: string, locale: Locale, whole: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${whole}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, ...(whole && { minimumFractionDigits: 0 }) })
  formats.set(key, made)
  return made
}
