import type { Chart } from '../../chat/chart.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { addDays, daysBetween, type LocalDate } from '../../chat/dates/zone.ts'
import { type Locale, wording } from '../../chat/wording.ts'

/** A local day on which a customer bought; null when it was in another currency. */
export interface BoughtOn {
  day: LocalDate
  amount: number | null
}

/** How often a customer usually orders, and when the next order is expected. */
export interface Expected {
  /** Days between two order days. */
  cycleDays: number
  from: LocalDate
  to: LocalDate
  /** So long ago that nobody waits for it any more. */
  lapsed: boolean
}

const words = wording({
  en: {
    title: (name: string) => `${name}: order rhythm`,
    x: 'Day',
    y: (currency: string) => `Ordered (${currency})`,
    window: 'Next order expected',
    today: 'Today',
    none: 'No orders in the last 12 months.',
    count: (days: number) => `${days} ${days === 1 ? 'order day' : 'order days'} in the last 12 months`,
    cycle: (days: number) => `, usually every ${days} ${days === 1 ? 'day' : 'days'}`,
    early: (from: string, to: string) => `. Next order expected ${from} – ${to}.`,
    due: (to: string) => `. The next order is expected by ${to}.`,
    late: (days: number, to: string) => `. The next order was expected by ${to}, ${days} ${days === 1 ? 'day' : 'days'} ago.`,
    lapsed: '. That is long past: they seem to have stopped.',
    few: '. Too few orders to expect the next one.',
    others: 'Amounts in other currencies are left out.',
  },
  'zh-CN': {
    title: (name: string) => `${name}的下单节奏`,
    x: '日期',
    y: (currency: string) => `订单金额（${currency}）`,
    window: '预计下次下单',
    today: '今天',
    none: '近 12 个月没有订单。',
    count: (days: number) => `近 12 个月有 ${days} 天下单`,
    cycle: (days: number) => `，通常每 ${days} 天一次`,
    early: (from: string, to: string) => `。预计${from}至${to}再次下单。`,
    due: (to: string) => `。预计在${to}前再次下单。`,
    late: (days: number, to: string) => `。按以往节奏应在${to}前下单，已超过 ${days} 天。`,
    lapsed: '。早已超过以往的间隔，可能已经停购。',
    few: '。订单太少，无法预计下次下单时间。',
    others: '其他币种的金额未计入。',
  },
})

export interface RhythmParts {
  name: string
  /** Oldest first; of the last 12 months. */
  orders: readonly BoughtOn[]
  currency: string
  expected: Expected | null
  today: LocalDate
  locale: Locale
}

const shownDays = 365

/** The first day that the chart shows. */
export const firstShown = (today: LocalDate): LocalDate => addDays(today, -shownDays)

/** A customer's order days of a year with their amounts, and the stretch in which the next is expected. */
export function orderRhythm({ name, orders, currency, expected, today, locale }: RhythmParts): Chart {
  const text = words(locale)
  const window = expected && !expected.lapsed ? [{ name: text.window, from: expected.from, to: expected.to }] : []
  const seen = window.filter(({ to }) => to >= firstShown(today))
  const ends = [addDays(today, 14), ...seen.map(({ to }) => addDays(to, 7))]
  return {
    kind: 'timeline',
    locale,
    title: text.title(name),
    summary: summaryOf({ name, orders, currency, expected, today, locale }),
    from: firstShown(today),
    to: ends.reduce((latest, day) => (day > latest ? day : latest)),
    events: orders.map(({ day, amount }) => ({ day, value: amount })),
    x: text.x,
    y: { name: text.y(currency), format: { currency } },
    spans: seen,
    moments: [{ name: text.today, day: today }],
  }
}

function summaryOf({ orders, expected, today, locale }: RhythmParts): string {
  const text = words(locale)
  const others = orders.some(({ amount }) => amount === null) ? `${locale === 'en' ? ' ' : ''}${text.others}` : ''
  if (orders.length === 0) return text.none
  const count = text.count(orders.length)
  if (!expected) return `${count}${text.few}${others}`
  return `${count}${text.cycle(expected.cycleDays)}${whenNext(expected, today, locale)}${others}`
}

function whenNext({ from, to, lapsed }: Expected, today: LocalDate, locale: Locale): string {
  const text = words(locale)
  const day = (date: LocalDate) => formatDate(date, locale, 'UTC', 'short', new Date(`${today}T00:00:00Z`))
  if (lapsed) return text.lapsed
  if (today > to) return text.late(daysBetween(to, today), day(to))
  return today < from ? text.early(day(from), day(to)) : text.due(day(to))
}
