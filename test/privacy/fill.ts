import type { Contributions } from '../../src/chat/contributions.ts'
import { Prisma } from '../../src/database/generated/client.ts'
import type { Store } from '../../src/database/store.ts'
import { customerTables, named } from '../../src/privacy/tables.ts'

interface Column {
  name: string
  type: string
}

export interface Filled {
  /** `<customer>-<table>-<column>` and the marker written there. */
  markers: Map<string, string>
}

/** Markers have letters alone, so that no escape of JSON or CSV hides them; dates are days, numbers are numbers, nobody else has. */
const letters = (number: number): string => [...String(number)].map(digit => 'bcdfghjklm'[Number(digit)]).join('')

/**
 * Writes a unique marker into every personal column of every row that belongs to the customer, whatever the column is called: a new table or
 * column is filled by itself. Each owned table must have a row of the customer.
 */
export async function fillMarkers(store: Store, rooms: Contributions, customerId: number, seed: number): Promise<Filled> {
  const markers = new Map<string, string>()
  let count = 0
  const next = (type: string): string => {
    count += 1
    if (type === 'integer' || type === 'integers') return String(1_900_000_000 + seed * 1_000 + count)
    if (type === 'date') return new Date(Date.UTC(1900 + seed, 0, count)).toISOString().slice(0, 10)
    return `qx${letters(seed)}z${letters(count)}zx`
  }
  const write = async (table: string, personal: readonly string[], where: Prisma.Sql): Promise<void> => {
    for (const column of await columnsOf(store, table, personal)) {
      const marker = next(column.type)
      const written = await store.db.$executeRaw`
        UPDATE ${named(table)} SET ${named(column.name)} = ${Prisma.raw(literal(column.type, marker))} WHERE ${where}`
      if (written !== 1) throw new Error(`${table} has ${written} rows of the customer: the test must make one`)
      markers.set(`${table}.${column.name}`, marker)
    }
  }
  const { owned, mentioning } = customerTables(rooms)
  for (const { table, personal, rows } of owned) await write(table, personal, rows(customerId))
  const name = (await store.db.customer.findUniqueOrThrow({ where: { id: customerId } })).name
  for (const { table, personal } of mentioning) {
    const key = `mention-${seed}-${table}`
    await write(table, personal, Prisma.sql`"key" = ${key}`)
    // What makes it about the customer, beside the markers.
    const json = (await columnsOf(store, table, personal)).find(({ type }) => type === 'jsonb')
    if (!json) throw new Error(`${table} has no place for a text`)
    await store.db.$executeRaw`
      UPDATE ${named(table)} SET ${named(json.name)} = jsonb_build_object('said', ${named(json.name)}, 'about', ${name}::text) WHERE "key" = ${key}`
  }
  return { markers }
}

function literal(type: string, marker: string): string {
  if (type === 'integer') return marker
  if (type === 'jsonb') return `'{"said":"${marker}"}'`
  if (type === 'integers') return `'{${marker}}'`
  if (type === 'ARRAY') return `'{"${marker}"}'`
  if (type === 'date' || type === 'text') return `'${marker}'`
  throw new Error(`a personal column of the type ${type} cannot hold a marker yet`)
}

const columnsOf = (store: Store, table: string, personal: readonly string[]): Promise<Column[]> => store.db.$queryRaw<Column[]>`
  SELECT column_name AS name, CASE udt_name WHEN '_int4' THEN 'integers' ELSE data_type END AS type FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name = ${table} AND column_name = ANY(${[...personal]}::text[]) ORDER BY ordinal_position`
