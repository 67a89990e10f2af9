import type { Contributions } from '../chat/contributions.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { forgetMentions, type NamedBy, namedBy, subjectOf } from './mentions.ts'
import { requestPurge } from './purge.ts'
import { customerTables, named, type OwnedTable } from './tables.ts'

export interface Erased {
  /** Rows by table that were deleted or emptied; tables without any are left out. */
  counts: Record<string, number>
  /** Platforms' ids of channels that were linked to the customer. */
  channels: string[]
  /** Other customers whose records name this one. */
  named: NamedBy[]
}

/**
 * Erases a customer in the caller's transaction; null when there is none. An anonymous row takes its place and keeps what figures need
 * (orders, dates, outcomes); the customer's own row is deleted. So whoever writes about the customer at this moment either did so before,
 * and it is erased, or meets a missing row, and nothing comes back; and what a room forgot to register goes with the row.
 */
export async function eraseCustomer(tx: Tx, rooms: Contributions, customerId: number, now: Date): Promise<Erased | null> {
  // Waits for those who write about it now, and keeps others from beginning.
  const locked = await tx.$queryRaw<{ name: string }[]>`
    SELECT "name" FROM "Customer" WHERE "id" = ${customerId} AND "erasedAt" IS NULL FOR UPDATE`
  const [customer] = locked
  if (!customer) return null
  const channels = await tx.channel.findMany({ where: { customerId }, select: { ref: true }, orderBy: { id: 'asc' } })
  const named = await namedBy(tx, rooms, customerId, customer.name)
  const counts = await forgetMentions(tx, rooms, await subjectOf(tx, customerId), now)
  const { owned } = customerTables(rooms)
  const columns = await columnsOf(tx)
  const shell = await anonymous(tx, owned, columns, customerId, now)
  for (const table of owned) counts[table.table] = await eraseRows(tx, table, columns, { from: customerId, to: shell })
  await requestPurge(tx)
  return {
    counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    channels: channels.map(({ ref }) => ref),
    named,
  }
}

interface Column {
  table: string
  name: string
  nullable: boolean
  default: string | null
  /** No two rows may hold the same. */
  unique: boolean
}

const columnsOf = (tx: Tx): Promise<Column[]> => tx.$queryRaw<Column[]>`
  SELECT c.table_name AS table, c.column_name AS name, c.is_nullable = 'YES' AS nullable, c.column_default AS default,
         EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
                 WHERE i.indrelid = format('public.%I', c.table_name)::regclass AND i.indisunique AND a.attname = c.column_name) AS unique
  FROM information_schema.columns c WHERE c.table_schema = 'public' ORDER BY c.ordinal_position`

/** What an emptied column holds: nothing, or what a new row has there. */
function empty({ nullable, default: initial, unique }: Column): Prisma.Sql {
  if (initial !== null) return Prisma.raw(initial)
  if (nullable) return Prisma.sql`NULL`
  return unique ? Prisma.sql`'erased:' || "id"` : Prisma.sql`''`
}

/** Adds the anonymous row: the impersonal columns of the customer's, and nobody's. */
async function anonymous(tx: Tx, owned: OwnedTable[], columns: Column[], customerId: number, now: Date): Promise<number> {
  const personal = owned.find(({ table }) => table === 'Customer')?.personal ?? []
  const own = columns.filter(({ table, name }) => table === 'Customer' && name !== 'id')
  const values = own.map(column => {
    if (column.name === 'erasedAt') return Prisma.sql`${now}`
    if (column.name === 'ownerId') return Prisma.sql`NULL`
    return personal.includes(column.name) ? empty(column) : named(column.name)
  })
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO "Customer" (${Prisma.join(own.map(({ name }) => named(name)))})
    SELECT ${Prisma.join(values)} FROM "Customer" WHERE "id" = ${customerId} RETURNING "id"`
  if (!row) throw new Error('the customer was locked and is gone')
  return row.id
}

async function eraseRows(
  tx: Tx,
  { table, personal, erase, rows, becomes }: OwnedTable,
  columns: Column[],
  { from, to }: { from: number; to: number },
): Promise<number> {
  if (erase === 'delete') return tx.$executeRaw`DELETE FROM ${named(table)} WHERE ${rows(from)}`
  const own = columns.filter(column => column.table === table)
  const emptied = own.filter(({ name }) => personal.includes(name) && !(name in becomes))
  const assignments = [
    ...emptied.map(column => Prisma.sql`${named(column.name)} = ${empty(column)}`),
    ...Object.entries(becomes).map(([name, value]) => Prisma.sql`${named(name)} = ${Prisma.raw(value)}`),
    ...(own.some(({ name }) => name === 'customerId') ? [Prisma.sql`"customerId" = ${erase === 'keep' ? to : null}::int`] : []),
  ]
  if (assignments.length === 0) return 0
  return tx.$executeRaw`UPDATE ${named(table)} SET ${Prisma.join(assignments)} WHERE ${rows(from)}`
}
