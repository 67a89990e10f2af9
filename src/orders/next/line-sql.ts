import { Prisma } from '../../database/generated/client.ts'

/** Whether an order line `l` says what was bought. */
export const namesProduct = Prisma.sql`(l."sku" IS NOT NULL OR l."name" IS NOT NULL)`

/** What tells products of order lines `l` apart: the SKU; without one the name, in whatever case. Short enough for an index. */
export const productOf = Prisma.sql`left(coalesce(l."sku", lower(btrim(l."name"))), 200)`

/** The local day of order `o`, as days since 1970-01-01. */
export const dayOf = (zone: Prisma.Sql): Prisma.Sql => Prisma.sql`(o."orderedAt" AT TIME ZONE ${zone})::date - DATE '1970-01-01'`

/** What `purchaseDays` reads, of a group of amounts; the order `o` has its `day`. */
export const purchasesText = (amount: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`string_agg(o.day || ' ' || trunc(${amount} * 100) || ' ' || o."currency", ',')`
