import { dutyOf, type Resource } from '../chat/access.ts'
import type { Speaker } from '../chat/context.ts'
import { type Customer, Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'

/** The person who cares for a customer. */
export interface CustomerOwner {
  id: number
  platform: string
  ref: string
  name: string
}

/** A customer with what is needed to show it and to judge access, read in one statement. */
export interface CustomerRecord extends Customer {
  owner: CustomerOwner | null
  team: { id: number; name: string; ownOnly: boolean }
}

type CustomerRow = Customer & {
  ownerPlatform: string | null
  ownerRef: string | null
  ownerName: string | null
  teamName: string
  teamOwnOnly: boolean
}

const customerColumns = Prisma.raw(
  Object.values(Prisma.CustomerScalarFieldEnum)
    .map(column => `c."${column}"`)
    .join(', '),
)

/** Columns and joins of a CustomerRecord, for `SELECT ${recordColumns} FROM "Customer" c ${recordJoins} WHERE ...`. */
export const recordColumns = Prisma.sql`${customerColumns}, o."platform" AS "ownerPlatform", o."ref" AS "ownerRef", o."name" AS "ownerName",
  t."name" AS "teamName", t."ownOnly" AS "teamOwnOnly"`
export const recordJoins = Prisma.sql`JOIN "Team" t ON t."id" = c."teamId" LEFT JOIN "Member" o ON o."id" = c."ownerId"`

/** Shapes a row of `recordColumns`. */
export function recordOf<Row extends CustomerRow>(row: Row): Omit<Row, keyof CustomerRow> & CustomerRecord {
  const { ownerPlatform, ownerRef, ownerName, teamName, teamOwnOnly, ...customer } = row
  const owner =
    customer.ownerId === null
      ? null
      : { id: customer.ownerId, platform: ownerPlatform ?? '', ref: ownerRef ?? '', name: ownerName ?? '' }
  return { ...customer, owner, team: { id: customer.teamId, name: teamName, ownOnly: teamOwnOnly } } as Omit<
    Row,
    keyof CustomerRow
  > &
    CustomerRecord
}

/** The customer, whoever asks: check `context.demand('customer.read', customerResource(customer))`. Null when gone. */
export async function customerById(tx: Tx, id: number): Promise<CustomerRecord | null> {
  const [found] = await customersByIds(tx, [id])
  return found ?? null
}

/** Customers in the order of `ids`; those gone are left out. Access is the caller's business, as above. */
export async function customersByIds(tx: Tx, ids: readonly number[]): Promise<CustomerRecord[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<CustomerRow[]>`
    SELECT ${recordColumns} FROM "Customer" c ${recordJoins} WHERE c."id" = ANY(${[...ids]}::int[]) AND c."erasedAt" IS NULL`
  const byId = new Map(rows.map(row => [row.id, recordOf(row)]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

/** What `can` judges a customer by. */
export function customerResource(
  customer: { teamId: number; ownerId: number | null; team?: { ownOnly: boolean } },
  team: { ownOnly: boolean } | undefined = customer.team,
): Resource {
  const ownOnly = team ? { ownOnly: team.ownOnly } : {}
  return { teamId: customer.teamId, ownerId: customer.ownerId, ...ownOnly }
}

/**
 * SQL condition: the customers this person may read. The same rule as `can(actor, 'customer.read', ...)`, and nobody who was erased;
 * `alias` is the table's.
 */
export function visible(speaker: Pick<Speaker, 'actor' | 'place'>, alias = 'c'): Prisma.Sql {
  return Prisma.sql`(${Prisma.raw(alias)}."erasedAt" IS NULL AND ${allowed(speaker, Prisma.raw(alias))})`
}

function allowed({ actor, place }: Pick<Speaker, 'actor' | 'place'>, c: Prisma.Sql): Prisma.Sql {
  if (actor.outsider || actor.memberId === null || place?.kind === 'shared') return Prisma.sql`FALSE`
  if (actor.admin) return Prisma.sql`TRUE`
  const roles = [...actor.roles]
  const all = roles.filter(([, role]) => role !== 'rep').map(([team]) => team)
  const rep = roles.filter(([, role]) => role === 'rep').map(([team]) => team)
  const whole = Prisma.sql`${c}."teamId" = ANY(${all}::int[])`
  if (rep.length === 0) return whole
  const open = Prisma.sql`${c}."teamId" IN (SELECT "id" FROM "Team" WHERE "id" = ANY(${rep}::int[]) AND NOT "ownOnly")`
  const own = Prisma.sql`(${c}."teamId" = ANY(${rep}::int[]) AND ${c}."ownerId" = ANY(${dutyOf(actor)}::int[]))`
  return Prisma.sql`(${whole} OR ${own} OR ${open})`
}
