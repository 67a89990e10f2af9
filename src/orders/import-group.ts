import type { ImportRow, RowProblem } from '../chat/import-kind.ts'
import { amountText, type When } from '../customers/import/cells.ts'
import { orderReasons } from './import-messages.ts'

/** One row of an orders file, read. */
export interface OrderRow {
  external_id: string
  customer_external_id: string
  ordered_at: When
  amount: number
  currency?: string | undefined
  product_sku?: string | undefined
  product_name?: string | undefined
  quantity?: string | undefined
}

export interface Line {
  sku: string | null
  name: string | null
  /** Decimal text with three places. */
  quantity: string | null
  cents: number
}

/** The rows of one order within a batch. */
export interface IncomingOrder {
  externalId: string
  customer: string
  when: When
  currency: string
  lines: Line[]
  /** Lines of the file it was read from. */
  fileLines: number[]
}

/**
 * Rows with the same external id are one order; its time is the earliest any of them names. A row that names another customer or
 * currency than the order's first is a problem of that row alone.
 */
export function groupOrders(
  rows: readonly ImportRow<OrderRow>[],
  defaultCurrency: string,
): { orders: IncomingOrder[]; problems: RowProblem[] } {
  const orders = new Map<string, IncomingOrder>()
  const problems: RowProblem[] = []
  for (const { line, values } of rows) {
    const currency = values.currency ?? defaultCurrency
    const known = orders.get(values.external_id)
    if (!known) {
      orders.set(values.external_id, {
        externalId: values.external_id,
        customer: values.customer_external_id,
        when: values.ordered_at,
        currency,
        lines: [lineOf(values)],
        fileLines: [line],
      })
      continue
    }
    const problem = clash(known, values.customer_external_id, currency)
    if (problem) {
      problems.push({ line, ...problem })
      continue
    }
    known.lines.push(lineOf(values))
    known.fileLines.push(line)
    if (values.ordered_at.ms < known.when.ms) known.when = values.ordered_at
  }
  return { orders: [...orders.values()], problems }
}

function clash(order: IncomingOrder, customer: string, currency: string): Omit<RowProblem, 'line'> | null {
  const first = order.fileLines[0] ?? 0
  if (order.customer !== customer)
    return { column: 'customer_external_id', reason: orderReasons.otherCustomer(order.externalId, first) }
  if (order.currency !== currency) return { column: 'currency', reason: orderReasons.otherCurrency(order.externalId, first) }
  return null
}

const lineOf = (values: OrderRow): Line => ({
  sku: values.product_sku ?? null,
  name: values.product_name ?? null,
  quantity: values.quantity ?? null,
  cents: values.amount,
})

export const centsOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.cents, 0)

/** The lines that are kept apart from the order: none for one amount without a product, which the order says by itself. */
export function keptLines(lines: readonly Line[]): readonly Line[] {
  const [only] = lines
  return lines.length === 1 && only && only.sku === null && only.name === null ? [] : lines
}

/** Equal for lines that are kept alike, in whatever order they came. */
export function fingerprint(lines: readonly Line[]): string {
  const written = keptLines(lines).map(line => JSON.stringify([line.sku, line.name, line.quantity, amountText(line.cents)]))
  return written.sort().join('\n')
}
