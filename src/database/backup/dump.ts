import { createHash } from 'node:crypto'
import type { Migration } from '../migrations.ts'
import { end, endOfRows, formatVersion, header, type KeptFile, line, sequence, table } from './format.ts'

/** One unchanging state of the database, to be read from. */
export interface Snapshot {
  rows<Row extends Record<string, unknown>>(sql: string): Promise<Row[]>
  /** All rows of a table in COPY's text format, in pieces that hold whole bytes, not whole rows. */
  copyOut(table: string, columns: readonly string[]): AsyncIterable<Uint8Array>
}

export interface DumpAbout {
  version: string
  createdAt: Date
  files: readonly KeptFile[]
}

export interface Dumped {
  rows: Record<string, number>
}

/** Yields a backup's bytes, uncompressed; returns what is in it. Memory: one piece of a table. */
export async function* dump(snapshot: Snapshot, about: DumpAbout): AsyncGenerator<Uint8Array, Dumped> {
  const hash = createHash('sha256')
  const hashed = (bytes: Uint8Array): Uint8Array => {
    hash.update(bytes)
    return bytes
  }
  const said = (value: unknown): Uint8Array => hashed(Buffer.from(line(value)))
  const { version, createdAt } = about
  const migrations = await appliedMigrations(snapshot)
  const head = { rapport: 'backup', format: formatVersion, version, createdAt: createdAt.toISOString(), migrations }
  yield said(header.parse(head))
  for (const file of about.files) yield said(file)
  for (const each of await sequences(snapshot)) yield said(sequence.parse(each))
  const rows: Record<string, number> = {}
  for (const each of await tables(snapshot)) {
    yield said(table.parse(each))
    let count = 0
    for await (const bytes of snapshot.copyOut(each.table, each.columns)) {
      count += lineEnds(bytes)
      yield hashed(bytes)
    }
    yield hashed(Buffer.from(endOfRows))
    rows[each.table] = count
  }
  yield Buffer.from(line(end.parse({ rows, sha256: hash.digest('hex') })))
  return { rows }
}

function appliedMigrations(snapshot: Snapshot): Promise<Pick<Migration, 'name' | 'checksum'>[]> {
  return snapshot.rows(
    'SELECT migration_name AS name, checksum FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name',
  )
}

function sequences(snapshot: Snapshot): Promise<{ sequence: string; last: string }[]> {
  return snapshot.rows(
    `SELECT sequencename::text AS sequence, last_value::text AS last FROM pg_sequences
     WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename`,
  )
}

function tables(snapshot: Snapshot): Promise<{ table: string; columns: string[] }[]> {
  return snapshot.rows(
    `SELECT c.relname::text AS table, json_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname <> '_prisma_migrations'
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
  )
}

/** A row ends with the only line feed in it: COPY writes others as \n. */
function lineEnds(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1
  return count
}
