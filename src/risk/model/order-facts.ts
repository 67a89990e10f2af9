/** What a customer's orders of one local day come to. */
export interface OrderDay {
  /** Days since 1970-01-01. */
  day: number
  /** Net of returns, in hundredths. */
  cents: number
  /** Something was bought and kept: the day counts as an order day. */
  ordered: boolean
}

/** When a customer buys, as of a day: all that the models of buying need. In days, unless said otherwise. */
export interface OrderHistory {
  /** Repeat order days: distinct days with orders, less the first. */
  x: number
  /** From the first order day to the last; 0 with one. */
  tx: number
  /** From the first order day to the day asked about. */
  T: number
}

/** The same with what was spent, in money: these six numbers are all that scoring reads of a customer, however many orders there are. */
export interface OrderFacts extends OrderHistory {
  /** Net of returns; below zero when more was returned than bought. */
  netSpend: number
  /** Of the first order day. */
  firstSpend: number
  /** Days since 1970-01-01. */
  lastDay: number
}

/** One day's orders: net of what was returned on it. A day on which as much was returned as bought is no order day; an order for nothing is. */
export const orderDay = (day: number, cents: number, returned: boolean): OrderDay => ({
  day,
  cents,
  ordered: cents > 0 || (cents === 0 && !returned),
})

/** One order as a log or the database has it. */
export interface LoggedOrder {
  day: number
  /** Below zero: a return. */
  cents: number
  currency: string
}

/**
 * What each local day comes to; orders in order of their days. Spend is in the currency of the first order, which no later order changes;
 * amounts in another one say that something was bought, not for how much.
 */
export function orderDaysOf(orders: readonly LoggedOrder[]): { days: OrderDay[]; currency: string } {
  const currency = orders[0]?.currency ?? ''
  const days: OrderDay[] = []
  for (let from = 0; from < orders.length; ) {
    const day = orders[from]?.day ?? 0
    let [cents, returned, other] = [0, false, false]
    let to = from
    for (; to < orders.length && orders[to]?.day === day; to++) {
      const order = orders[to] as LoggedOrder
      returned ||= order.cents < 0
      if (order.currency === currency) cents += order.cents
      else other ||= order.cents > 0
    }
    const made = orderDay(day, cents, returned)
    days.push(other ? { ...made, ordered: true } : made)
    from = to
  }
  return { days, currency }
}

/** A customer's facts as of the end of a day, from nothing later; null without an order day. `days` are in order. */
export function factsAsOf(days: readonly OrderDay[], asOf: number): OrderFacts | null {
  let [x, first, last] = [-1, 0, 0]
  let [cents, firstCents] = [0, 0]
  for (const day of days) {
    if (day.day > asOf) break
    cents += day.cents
    if (!day.ordered) continue
    if (x < 0) {
      first = day.day
      firstCents = day.cents
    }
    x++
    last = day.day
  }
  if (x < 0) return null
  return { x, tx: last - first, T: asOf - first, netSpend: cents / 100, firstSpend: firstCents / 100, lastDay: last }
}

/** Whether there is an order day after `after`, up to and including `until`. */
export function ordersWithin(days: readonly OrderDay[], after: number, until: number): boolean {
  for (let index = days.length - 1; index >= 0; index--) {
    const day = days[index]
    if (!day || day.day <= after) return false
    if (day.ordered && day.day <= until) return true
  }
  return false
}

/** Equal histories count once, with how many customers have them: a likelihood of thousands of customers takes hundreds of terms. */
export interface Pattern extends OrderHistory {
  count: number
}

/** `daysPerUnit`: 7 for weeks. */
export function patternsOf(histories: Iterable<OrderHistory>, daysPerUnit = 1): Pattern[] {
  const patterns = new Map<string, Pattern>()
  for (const { x, tx, T } of histories) {
    const key = `${x} ${tx} ${T}`
    const known = patterns.get(key)
    if (known) known.count++
    else patterns.set(key, { x, tx: tx / daysPerUnit, T: T / daysPerUnit, count: 1 })
  }
  return [...patterns.values()]
}
