import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { tidy } from '../../src/database/embedded-upkeep.ts'

const rows = 20_000

async function sized(work: (client: PGlite) => Promise<void>): Promise<{ pages: number; counted: number }> {
  const client = await PGlite.create()
  try {
    await client.exec('CREATE TABLE note (id int PRIMARY KEY, text text)')
    for (let night = 0; night < 4; night++) {
      await client.exec(`DELETE FROM note; INSERT INTO note SELECT n, 'a line of text' FROM generate_series(1, ${rows}) n`)
      await work(client)
    }
    const { rows: found } = await client.query<{ pages: number; counted: number }>(
      `SELECT pg_relation_size('note')::int / 8192 AS pages, reltuples::int AS counted FROM pg_class WHERE relname = 'note'`,
    )
    return found[0] ?? { pages: 0, counted: 0 }
  } finally {
    await client.close()
  }
}

describe('upkeep of the embedded database', () => {
  it('lets a table that is written anew each night stay at its size, and counts its rows', async () => {
    const [kept, left] = [await sized(tidy), await sized(async () => {})]
    expect(kept.counted).toBe(rows)
    expect(kept.pages).toBeLessThan(left.pages * 0.6)
  })

  it('stops between two tables when the database is closing', async () => {
    const client = await PGlite.create()
    await client.exec('CREATE TABLE one (id int); INSERT INTO one VALUES (1)')
    const stopping = new AbortController()
    stopping.abort()
    await tidy(client, stopping.signal)
    const { rows: found } = await client.query<{ counted: number }>(
      `SELECT reltuples::int AS counted FROM pg_class WHERE relname = 'one'`,
    )
    expect(found).toEqual([{ counted: -1 }])
    await client.close()
  })
})
