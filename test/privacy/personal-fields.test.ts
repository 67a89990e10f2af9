import { describe, expect, it } from 'vitest'
import { features } from '../../src/features.ts'
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

  it('is registered once, and only for columns that exist', async () => {
    const all = await columns()
    expect(registered.filter(column => !all.includes(column))).toEqual([])
    expect(registered.filter((column, index) => registered.indexOf(column) !== index)).toEqual([])
  })
})
