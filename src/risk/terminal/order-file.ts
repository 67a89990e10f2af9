import { dayNumber, localDate } from '../../chat/dates/zone.ts'
import type { Terminal } from '../../command-line/terminal.ts'
import { orderImport } from '../../orders/import.ts'
import type { OrderRow } from '../../orders/import-group.ts'
import { type LoggedOrder, type OrderDay, orderDaysOf } from '../model/order-facts.ts'

/** One customer of an order log. */
export interface LoggedCustomer {
  externalId: string
  /** In order. */
  days: OrderDay[]
}

export interface OrderLog {
  customers: LoggedCustomer[]
  /** Days since 1970-01-01, of the whole file, but for days to come. */
  lastDay: number
  /** Rows that could not be read: they count nowhere. */
  rejected: number
}

/** Reads a file in the columns of the kind `orders`, in the order of the customers' first rows. */
export async function readOrderLog(
  terminal: Terminal,
  file: string,
  map: ReadonlyMap<string, string>,
  zone: string,
): Promise<OrderLog> {
  const rows = new Map<string, LoggedOrder[]>()
  const today = dayNumber(localDate(terminal.clock(), zone))
  let [lastDay, rejected] = [0, 0]
  for await (const batch of terminal.rows(file, orderImport, map)) {
    rejected += new Set(batch.problems.map(({ line }) => line)).size
    for (const { values } of batch.rows) {
      const { customer_external_id: id, amount, currency = '', ordered_at } = values as unknown as OrderRow
      const day = dayOf(ordered_at, zone)
      // A slip that dates an order years ahead does not make everybody silent for years.
      if (day <= today) lastDay = Math.max(lastDay, day)
      const known = rows.get(id)
      if (known) known.push({ day, cents: amount, currency })
      else rows.set(id, [{ day, cents: amount, currency }])
    }
  }
  const customers = [...rows].map(([externalId, orders]) => {
    const { days } = orderDaysOf(orders.sort((a, b) => a.day - b.day))
    return { externalId, days }
  })
  return { customers, lastDay, rejected }
}

/** An instant falls on the company's local day; what is written without an offset is local already. */
function dayOf({ kind, ms }: OrderRow['ordered_at'], zone: string): number {
  return kind === 'instant' && zone !== 'UTC' ? dayNumber(localDate(new Date(ms), zone)) : Math.floor(ms / 86_400_000)
}
