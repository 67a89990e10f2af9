import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Snapshot } from './backup/dump.ts'
import { type Bulk, type CopyRows, copyOutStatement, copyStatement, wholeRows } from './bulk.ts'

const piece = 65_536

export function bulkOf(client: pg.PoolClient): Bulk {
  return {
    copy: (table, columns, rows) => copy(client, copyStatement(table, columns, 'STDIN'), rows),
    async run(sql, parameters) {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(sql, parameters && [...parameters])
      return (Array.isArray(answer) ? answer.at(-1)?.rowCount : answer.rowCount) ?? 0
    },
    async rows<Row extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) {
      return (await client.query<Row>({ text: sql, values: [...parameters], types: bulkTypes })).rows
    },
  }
}

const bulkTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === 20) return BigInt
    if (oid === 1082) return text => new Date(`${text}T00:00:00Z`)
    return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format)
  },
}

async function copy(client: pg.PoolClient, statement: string, rows: CopyRows): Promise<number> {
  const stream = client.query(copyFrom(statement))
  const done = finished(stream)
  done.catch(() => {})
  try {
    for await (const text of wholeRows(rows, piece)) {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done])
    }
    stream.end()
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
  await done
  return stream.rowCount
}

export function snapshotOf(client: pg.PoolClient): Snapshot {
  return {
    rows: async <Row extends Record<string, unknown>>(sql: string) => (await client.query<Row>(sql)).rows,
    copyOut: (table, columns) => client.query(copyTo(copyOutStatement(table, columns, null, 'STDOUT'))),
  }
}
