import { chineseNumber, NUMERAL } from '../chat/dates/chinese-numbers.ts'

/** An amount of money as written; `amount` is an exact decimal string, `currency` ISO 4217 or null when the text names none. */
export type Amount = { amount: string; currency: string | null; index: number; length: number }

const SYMBOLS: Readonly<Record<string, string>> = {
  US$: 'USD',
  HK$: 'HKD',
  NT$: 'TWD',
  A$: 'AUD',
  C$: 'CAD',
  S$: 'SGD',
  R$: 'BRL',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  // Also the yen's sign; most who write it in this product mean yuan, and the proposal is confirmed by a person.
  '¥': 'CNY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
}
const WORDS: Readonly<Record<string, string>> = {
  dollars: 'USD',
  dollar: 'USD',
  bucks: 'USD',
  euros: 'EUR',
  euro: 'EUR',
  pounds: 'GBP',
  yuan: 'CNY',
  rmb: 'CNY',
  yen: 'JPY',
  francs: 'CHF',
  人民币: 'CNY',
  新加坡元: 'SGD',
  新台币: 'TWD',
  块钱: 'CNY',
  美元: 'USD',
  美金: 'USD',
  欧元: 'EUR',
  英镑: 'GBP',
  日元: 'JPY',
  港币: 'HKD',
  港元: 'HKD',
  台币: 'TWD',
  新元: 'SGD',
  新币: 'SGD',
  澳元: 'AUD',
  加元: 'CAD',
  瑞郎: 'CHF',
  韩元: 'KRW',
  元: 'CNY',
  块: 'CNY',
}
const ANY_CASE = 'USD EUR GBP CNY JPY HKD TWD SGD AUD CAD CHF KRW NZD'.split(' ')
// In small letters these are words (try, sek, all): only capitals name the currency.
const CAPITALS = 'SEK NOK DKK PLN CZK HUF INR THB MYR IDR VND PHP ZAR BRL MXN AED SAR ILS TRY RON RUB'.split(' ')
const CODE = new RegExp(`^(?:${CAPITALS.join('|')})$`)

const SYMBOL = '(?:US|HK|NT|[ACSR])?\\$|[€£¥₹₩₽]'
const FIGURES =
  "\\d{1,3}(?:['’]\\d{3})+(?:\\.\\d{1,2})?|\\d{1,3}(?: \\d{3}){1,4}(?:[.,]\\d{1,2})?(?=\\s?(?:EUR|SEK|NOK|PLN|CZK|€))|\\d{1,15}(?:[.,]\\d{1,15}){0,5}"
const SCALE = '百万|千万|[千万亿]|(?<=\\d)[km]\\b|mio\\b|mn\\b|million\\b|thousand\\b|bn\\b|billion\\b'
const UNIT = `${Object.keys(WORDS).join('|')}|(?:${[...ANY_CASE, ...CAPITALS].join('|')})(?![a-z])|[€£]|kr\\b`
const AMOUNT = new RegExp(
  `(?<!\\d[.,])(?<![\\w#几数-])(?:(?<code>(?:${[...ANY_CASE, 'RMB', ...CAPITALS].join('|')}))\\s?|(?<symbol>${SYMBOL})\\s?)?(?:(?<figures>${FIGURES})|(?<numerals>[一二两兩三四五六七八九十][${NUMERAL}]{0,15}))\\s?(?<scale>${SCALE})?(?:多|余)?\\s?(?<unit>${UNIT})?`,
  'gi',
)

/** Every amount in the text: $1,200.50, 1200 EUR, €1.200,00, 1.2万元, 八千块, 5k USD, and bare numbers (currency null). */
export function findAmounts(text: string): Amount[] {
  const found: Amount[] = []
  // Full-width figures and the wide yen sign are typed by Chinese keyboards; each is one character, so places stay.
  const plain = text.replace(/[０-９．，＄￥￡]/g, wide => NARROW[wide] ?? String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
  for (const match of plain.matchAll(AMOUNT)) {
    const { code, symbol, figures, numerals, scale, unit } = match.groups ?? {}
    const named = currencyOf(code) ?? currencyOf(symbol) ?? currencyOf(unit)
    // 一块 is also "together".
    if (numerals === '一' && unit === '块') continue
    if ((numerals && !named && !/[百千万亿]/.test(numerals)) || (code && !currencyOf(code))) continue
    const amount = figures ? scaled(figures, scale) : numeralAmount(numerals ?? '')
    if (amount === null || /^[0.]*$/.test(amount)) continue
    found.push({ amount, currency: named, index: match.index, length: match[0].trimEnd().length })
  }
  return found
}

const NARROW: Readonly<Record<string, string>> = { '￥': '¥', '￡': '£' }

function currencyOf(text: string | undefined): string | null {
  if (!text) return null
  const upper = text.toUpperCase()
  if (SYMBOLS[upper]) return SYMBOLS[upper]
  if (WORDS[text.toLowerCase()]) return WORDS[text.toLowerCase()] ?? null
  if (ANY_CASE.includes(upper)) return upper
  return CODE.test(text) ? text : null
}

function numeralAmount(text: string): string | null {
  const value = chineseNumber(text)
  return value === null || value > Number.MAX_SAFE_INTEGER ? null : String(value)
}

const ZEROS: Readonly<Record<string, number>> = {
  千: 3,
  万: 4,
  百万: 6,
  千万: 7,
  亿: 8,
  k: 3,
  thousand: 3,
  m: 6,
  mio: 6,
  mn: 6,
  million: 6,
  bn: 9,
  billion: 9,
}

/** Moves the decimal point in the digits themselves, so that 1.2万 is exactly 12000. */
function scaled(figures: string, scale: string | undefined): string | null {
  const zeros = ZEROS[scale?.toLowerCase() ?? ''] ?? 0
  const plain = decimal(figures, zeros > 0)
  if (plain === null) return null
  const [whole = '', part = ''] = plain.split('.')
  const rest = part.slice(zeros)
  const moved = `${whole}${part.slice(0, zeros).padEnd(zeros, '0')}`.replace(/^0+(?=\d)/, '')
  if (moved.length > 15 || rest.length > 4) return null
  return rest === '' ? moved : `${moved}.${rest}`
}

/**
 * Figures with their marks read as people write money: the last of two different marks is the decimal one; a single mark before exactly
 * three digits groups thousands (unless 万 or k follows), else it is decimal. Null for what is no number, such as 1.2.3.
 */
function decimal(figures: string, hasScale: boolean): string | null {
  const text = figures.replace(/['’ ]/g, '')
  const marks = text.match(/[.,]/g) ?? []
  if (marks.length === 0) return text
  const last = marks.at(-1) ?? ''
  const [grouping, fraction] = [text.slice(0, text.lastIndexOf(last)), text.slice(text.lastIndexOf(last) + 1)]
  const same = marks.every(mark => mark === last)
  const grouped = /^\d{1,3}(?:[.,]\d{3})*$/.test(grouping) && fraction.length === 3 && !grouping.startsWith('0')
  if (same && grouped && !(hasScale && marks.length === 1)) return text.replace(/[.,]/g, '')
  if (same && marks.length > 1) return null
  if (!same && !/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(grouping)) return null
  return `${grouping.replace(/[.,]/g, '')}.${fraction}`
}
