import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { features } from '../../src/features.ts'
import { customerTables } from '../../src/privacy/tables.ts'
import { useStore } from '../harness/store.ts'

const rooms = features({ checks: async () => [], nextRuns: async () => [] })

describe('personal data', () => {
  const database = useStore()

  /** Columns as the database has them: what erase and export will meet. */
  async function columns(): Promise<string[]> {
    const rows = await database.store.db.$queryRaw<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%' ORDER BY 1`
    return rows.map(row => row.name)
  }

  const registered = rooms.flatMap(room =>
    Object.entries(room.personalFields ?? {}).flatMap(([table, fields]) => Object.keys(fields).map(field => `${table}.${field}`)),
  )

  it('is registered by a room for every column, as personal or impersonal', async () => {
    const all = await columns()
    expect(all.length).toBeGreaterThan(150)
    expect(all.filter(column => !registered.includes(column))).toEqual([])
  })

  it('is about a customer in every table, or the room says that it is not', () => {
    const { owned, mentioning } = customerTables(collect(rooms))
    const known = [...owned, ...mentioning].map(({ table }) => table)
    const described = rooms.flatMap(room => Object.keys(room.customerData ?? {}))
    const personal = rooms.flatMap(room => Object.entries(room.personalFields ?? {}))
    const silent = personal.filter(([table, fields]) => Object.values(fields).includes('personal') && !known.includes(table))
    // A table that fails here needs a line in its room's `customerData`: whose its rows are, or `nothing`.
    expect(silent.map(([table]) => table).filter(table => !described.includes(table))).toEqual([])
    expect(described.filter(table => !personal.some(([name]) => name === table))).toEqual([])
  })

  it('is exported and erased wherever a row points at a customer, also through another table', async () => {
    const known = customerTables(collect(rooms)).owned.map(({ table }) => table)
    const pointing = await database.store.db.$queryRaw<{ name: string }[]>`
      WITH RECURSIVE pointing (id) AS (
        SELECT '"Customer"'::regclass::oid
        UNION SELECT k.conrelid FROM pg_constraint k JOIN pointing ON k.confrelid = pointing.id WHERE k.contype = 'f')
      SELECT relname::text AS name FROM pg_class JOIN pointing ON pointing.id = pg_class.oid`
    expect(pointing.length).toBeGreaterThan(12)
    expect(pointing.map(({ name }) => name).filter(name => !known.includes(name))).toEqual([])
  })

  it('is registered once, and only for columns that exist', async () => {
    const all = await columns()
    expect(registered.filter(column => !all.includes(column))).toEqual([])
    expect(registered.filter((column, index) => registered.indexOf(column) !== index)).toEqual([])
  })
})
