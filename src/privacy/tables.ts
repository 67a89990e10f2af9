import type { Contributions } from '../chat/contributions.ts'
import type { CustomerData } from '../chat/feature.ts'
import { Prisma } from '../database/generated/client.ts'

/** A table whose rows belong to customers. */
export interface OwnedTable {
  table: string
  /** Columns that hold something about a person. */
  personal: string[]
  erase: 'keep' | 'delete' | 'let-go'
  /** SQL condition: the customer's rows. */
  rows(customerId: number): Prisma.Sql
  becomes: Record<string, string>
}

/** A table of copies on their way, which may mention customers. */
export interface MentioningTable {
  table: string
  personal: string[]
  /** SQL condition: rows that are left to be answered. */
  waiting(now: Date): Prisma.Sql
}

const byCustomerId = (id: number): Prisma.Sql => Prisma.sql`"customerId" = ${id}`

/** What the rooms registered: every table that holds something of customers, those that find their rows by another table's first. */
export function customerTables({ features }: Pick<Contributions, 'features'>): {
  owned: OwnedTable[]
  mentioning: MentioningTable[]
} {
  const described = Object.assign({}, ...features.map(room => room.customerData ?? {})) as Record<string, CustomerData>
  const owned: OwnedTable[] = []
  const mentioning: MentioningTable[] = []
  for (const [table, columns] of features.flatMap(room => Object.entries(room.personalFields ?? {}))) {
    const data = described[table] ?? ('customerId' in columns ? { erase: 'keep' as const } : { erase: 'nothing' as const })
    const personal = Object.keys(columns).filter(column => columns[column] === 'personal')
    if (data.erase === 'nothing') continue
    if (data.erase === 'mentions') mentioning.push({ table, personal, waiting: data.waiting ?? (() => Prisma.sql`FALSE`) })
    else owned.push({ table, personal, erase: data.erase, rows: data.rows ?? byCustomerId, becomes: data.becomes ?? {} })
  }
  return { owned: owned.toSorted((one, other) => rank(one) - rank(other)), mentioning }
}

const rank = ({ rows, table }: OwnedTable): number => (table === 'Customer' ? 2 : rows === byCustomerId ? 1 : 0)

/** A table's or column's name as SQL. */
export const named = (name: string): Prisma.Sql => Prisma.raw(`"${name.replaceAll('"', '""')}"`)
