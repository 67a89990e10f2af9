import type { Contributions } from '../chat/contributions.ts'
import type { Tx } from '../database/store.ts'
import { customerTables, named } from './tables.ts'

/** A row as the database writes it to JSON: days and instants as ISO text. */
export type Row = Record<string, unknown>

export interface Gathered {
  table: string
  /** In the order of the columns, also without a row. */
  columns: string[]
  rows: Row[]
}

/**
 * Everything stored about one customer, table by table as the rooms registered them, the customer's own row first. Tables without a row
 * are left out. Copies on their way (what waits to be sent or answered) are no records and not in it: they speak of others too.
 */
export async function gather(tx: Tx, rooms: Contributions, customerId: number): Promise<Gathered[]> {
  const gathered: Gathered[] = []
  for (const { table, rows } of customerTables(rooms).owned.toReversed()) {
    const found = await tx.$queryRaw<{ row: string }[]>`
      SELECT row_to_json(t)::text AS row FROM ${named(table)} t WHERE ${rows(customerId)} ORDER BY 1`
    const read = found.map(({ row }) => JSON.parse(row) as Row)
    if (read[0]) gathered.push({ table, columns: Object.keys(read[0]), rows: read })
  }
  return gathered
}
