import { dayNumber, localDate } from '../../chat/dates/zone.ts'
import type { Terminal } from '../../command-line/terminal.ts'
import { orderImport } from '../../orders/import.ts'
import type { OrderRow } from '../../orders/import-group.ts'
import { type OrderDay, orderDay } from '../model/order-facts.ts'

/** One customer of an order log. */
export interface LoggedCustomer {
  externalId: string
  /** In order. */
  days: OrderDay[]
}

export interface OrderLog {
  customers: LoggedCustomer[]
  /** Days since 1970-01-01, of the whole file. */
  lastDay: number
  /** Rows that could not be read: they count nowhere. */
  rejected: number
}

/** Reads a file in the columns of the kind `orders`, in the order of the customers' first rows. Spend is in the file's commonest currency. */
export async function readOrderLog(
  terminal: Terminal,
  file: string,
  map: ReadonlyMap<string, string>,
  zone: string,
): Promise<OrderLog> {
  const rows = new Map<string, LoggedRow[]>()
  const currencies = new Map<string, number>()
  let [lastDay, rejected] = [0, 0]
  for await (const batch of terminal.rows(file, orderImport, map)) {
    rejected += new Set(batch.problems.map(({ line }) => line)).size
    for (const { values } of batch.rows) {
      const { customer_external_id: id, amount, currency = '', ordered_at } = values as unknown as OrderRow
      const day = dayOf(ordered_at, zone)
      lastDay = Math.max(lastDay, day)
      currencies.set(currency, (currencies.get(currency) ?? 0) + 1)
      const known = rows.get(id)
      if (known) known.push({ day, cents: amount, currency })
      else rows.set(id, [{ day, cents: amount, currency }])
    }
  }
  const [main = ''] = [...currencies].toSorted(([, a], [, b]) => b - a)[0] ?? []
  return { customers: [...rows].map(([externalId, one]) => ({ externalId, days: daysOf(one, main) })), lastDay, rejected }
}

interface LoggedRow {
  day: number
  cents: number
  currency: string
}

/** An instant falls on the company's local day; what is written without an offset is local already. */
function dayOf({ kind, ms }: OrderRow['ordered_at'], zone: string): number {
  return kind === 'instant' && zone !== 'UTC' ? dayNumber(localDate(new Date(ms), zone)) : Math.floor(ms / 86_400_000)
}

/** Rows of one day are one order day; amounts in other currencies say that something was bought, not for how much. */
function daysOf(rows: LoggedRow[], main: string): OrderDay[] {
  const days: OrderDay[] = []
  rows.sort((a, b) => a.day - b.day)
  for (let from = 0; from < rows.length; ) {
    const day = rows[from]?.day ?? 0
    let [cents, returned, other] = [0, false, false]
    let to = from
    for (; to < rows.length && rows[to]?.day === day; to++) {
      const row = rows[to] as LoggedRow
      returned ||= row.cents < 0
      if (row.currency === main) cents += row.cents
      else other ||= row.cents > 0
    }
    const made = orderDay(day, cents, returned)
    days.push(other ? { ...made, ordered: true } : made)
    from = to
  }
  return days
}
