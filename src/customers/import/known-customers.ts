import type { ImportOptions } from '../../chat/import-kind.ts'
import { type Bulk, toCopyRow } from '../../database/bulk.ts'
import { customerSearch } from '../search-text.ts'

export interface KnownCustomer {
  id: number
  /** The team's, where bare days and times without offset are. */
  zone: string
}

/** Customers by external id; those not there are left out. */
export async function customersByExternalId(bulk: Bulk, externalIds: readonly string[]): Promise<Map<string, KnownCustomer>> {
  const rows = await bulk.rows<{ externalId: string; id: number; zone: string }>(
    `SELECT c."externalId", c."id", t."zone" FROM "Customer" c JOIN "Team" t ON t."id" = c."teamId" WHERE c."externalId" = ANY($1::text[])`,
    [[...externalIds]],
  )
  return new Map(rows.map(({ externalId, id, zone }) => [externalId, { id, zone }]))
}

/** The team of customers that a file names and nobody knows. */
export async function firstTeam(bulk: Bulk): Promise<{ id: number; zone: string } | undefined> {
  return (await bulk.rows<{ id: number; zone: string }>('SELECT "id", "zone" FROM "Team" ORDER BY "id" LIMIT 1'))[0]
}

/** Makes customers of the first team that are named like their external id, which is all the file says about them. */
export async function createCustomers(
  bulk: Bulk,
  externalIds: readonly string[],
  { now }: Pick<ImportOptions, 'now'>,
): Promise<Map<string, KnownCustomer>> {
  const team = externalIds.length === 0 ? undefined : await firstTeam(bulk)
  if (!team) return new Map()
  const ids = await reserveIds(bulk, 'Customer', externalIds.length)
  const made = new Map(externalIds.map((externalId, i) => [externalId, { id: ids[i] ?? 0, zone: team.zone }]))
  const columns = ['id', 'externalId', 'name', 'teamId', 'searchText', 'pinyin', 'initials', 'createdAt', 'updatedAt']
  let customerRows = ''
  let activityRows = ''
  for (const [externalId, { id }] of made) {
    const search = customerSearch({ name: externalId, externalId })
    const { searchText, pinyin, initials } = search
    customerRows += toCopyRow([id, externalId, externalId, team.id, searchText, pinyin, initials, now, now])
    activityRows += toCopyRow([id, 'created', now, 'import'])
  }
  await bulk.copy('Customer', columns, [customerRows])
  await bulk.copy('Activity', ['customerId', 'kind', 'at', 'source'], [activityRows])
  return made
}

/** Takes ids from a table's sequence, so that rows that name each other can be copied in one go each. */
export async function reserveIds(bulk: Bulk, table: string, count: number): Promise<number[]> {
  const taken = `SELECT nextval(pg_get_serial_sequence($1, 'id'))::int AS id FROM generate_series(1, $2::int)`
  const parameters = [`"${table}"`, count]
  const [range] = await bulk.rows<{ first: number; last: number }>(
    `SELECT min(id) AS first, max(id) AS last FROM (${taken}) AS ids`,
    parameters,
  )
  if (range && range.last - range.first === count - 1) return Array.from({ length: count }, (_, index) => range.first + index)
  // Somebody else took some in between, so that the range is not all ours.
  return (await bulk.rows<{ id: number }>(taken, parameters)).map(row => row.id)
}
