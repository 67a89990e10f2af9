import { daysBetween, type LocalDate } from '../chat/dates/zone.ts'
import type { Rhythm } from './estimate.ts'

/** What a customer ordered on one local day. */
export interface OrderDay {
  /** Days since 1970-01-01. */
  day: number
  /** Net of returns, in hundredths: exact, so that a return of everything leaves nothing. */
  cents: number
  /** Of the day's last order. */
  currency: string
}

export interface OrderRhythm extends Omit<Rhythm, 'lastContact'> {
  /** Bought in the 365 days before, in the currency of the last order. */
  value: number
  currency: string
}

/** Reads `day cents currency` of each order, oldest first, joined by commas; orders of one day become one. */
export function readOrderDays(text: string): OrderDay[] {
  const days: OrderDay[] = []
  let last: OrderDay | undefined
  for (const order of text.split(',')) {
    const [day = '', cents = '', currency = ''] = order.split(' ')
    if (last?.day === Number(day)) {
      last.cents += Number(cents)
      last.currency = currency
      continue
    }
    last = { day: Number(day), cents: Number(cents), currency }
    days.push(last)
  }
  return days
}

/** The rhythm as of the end of a day, from nothing later; null without a day on which something was bought and kept. */
export function rhythmAsOf(orders: readonly OrderDay[], date: LocalDate): OrderRhythm | null {
  const today = daysBetween('1970-01-01', date)
  const known = orders.filter(({ day }) => day <= today)
  const bought = known.filter(({ cents }) => cents > 0)
  const last = bought.at(-1)
  if (!last) return null
  const year = known.filter(({ day, currency }) => day > today - 365 && currency === last.currency)
  return {
    orderDays: bought.length,
    lastOrder: new Date(last.day * 86_400_000).toISOString().slice(0, 10),
    ownCycleDays: median(bought.slice(1).map(({ day }, index) => day - (bought[index]?.day ?? day))),
    value: year.reduce((sum, { cents }) => sum + cents, 0) / 100,
    currency: last.currency,
  }
}

/** Of an even number of values the mean of the middle two; null of none. */
function median(values: number[]): number | null {
  values.sort((a, b) => a - b)
  const [low, high] = [values[Math.floor((values.length - 1) / 2)], values[Math.floor(values.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
