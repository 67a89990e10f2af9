/** A number as people write it in a filter. `number` is exact decimal text. */
export interface Amount {
  number: string
  currency: string | null
  percent: boolean
}

const currencies: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'CNY',
  元: 'CNY',
  欧元: 'EUR',
  美元: 'USD',
}
const zeros: Readonly<Record<string, number>> = { k: 3, m: 6, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8 }
const named = '[$€£¥]|[a-z]{3}'
const pattern = new RegExp(
  `^(?<before>${named})?\\s?(?<figures>[+-]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,6})?|[+-]?\\d{1,15}(?:\\.\\d{1,6})?)\\s?(?<scale>百万|千万|[km千万亿])?\\s?(?<after>%|元|欧元|美元|${named})?$`,
)

/** `20`, `1,200.5`, `5k`, `1.2万`, `60%`, `5000 EUR`, `€5000`, `5000元`; null: no number. */
export function readAmount(text: string): Amount | null {
  const { groups } = pattern.exec(text.normalize('NFKC').trim().toLowerCase()) ?? {}
  if (!groups) return null
  const { before, figures = '', scale, after } = groups
  if (before && after && after !== '%') return null
  const percent = after === '%'
  const currency = percent ? before : (before ?? after)
  if (percent && currency) return null
  const number = scaled(figures.replace(/[+,]/g, ''), zeros[scale ?? ''] ?? 0)
  return { number, currency: currency ? (currencies[currency] ?? currency.toUpperCase()) : null, percent }
}

/** Moves the decimal point in the digits themselves, so that 1.2万 is exactly 12000. */
function scaled(figures: string, by: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(figures) ?? []
  const digits = `${whole}${fraction.slice(0, by).padEnd(by, '0')}`.replace(/^0+(?=\d)/, '')
  const rest = fraction.slice(by).replace(/0+$/, '')
  const number = rest ? `${digits}.${rest}` : digits
  return /^0$/.test(number) ? number : `${sign}${number}`
}
