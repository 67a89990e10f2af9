import { RapportError } from '../../chat/errors.ts'
import { rebaseActivities } from '../activity-xid.ts'
import type { Bulk } from '../bulk.ts'
import { historyTable, type Migration, type MigrationTransaction, runMigration } from '../migrations.ts'
import type { BackupHeader } from './format.ts'
import { type Part, readBackup } from './read.ts'

/**
 * How many of the migrations the backup had. Rejects with `backup_newer` when it has one that is not known here, and with
 * `backup_foreign` when they are not the first of ours: then nobody knows the shape of its tables.
 */
export function migrationsOf(head: Pick<BackupHeader, 'migrations'>, known: readonly Migration[]): number {
  for (const [index, { name, checksum }] of head.migrations.entries()) {
    if (!known.some(migration => migration.name === name))
      throw new RapportError(
        'backup_newer',
        `A newer version of Rapport wrote this backup (it has the migration ${name}).`,
        'Restore it with that version or a later one.',
      )
    if (known[index]?.name !== name || known[index].checksum !== checksum)
      throw new RapportError(
        'backup_foreign',
        `The backup's migrations are not those of this copy of Rapport (${name}).`,
        'Restore it with the copy of Rapport that wrote it.',
      )
  }
  return head.migrations.length
}

/**
 * Replaces all tables by a backup's, inside the transaction of `bulk`: they are made anew in the shape the backup knows, filled, and brought
 * up to date by the migrations that came later. Foreign keys are left out while rows land, so their order does not matter.
 */
export async function load(bulk: Bulk, file: string, migrations: readonly Migration[]): Promise<void> {
  const parts = readBackup(file)
  const first = await parts.next()
  if (first.done || first.value.kind !== 'header') throw new Error('a backup begins with its header')
  const known = migrationsOf(first.value, migrations)
  const tx = migrationTransaction(bulk)
  await dropTables(bulk)
  await tx.script(historyTable)
  for (const migration of migrations.slice(0, known)) await runMigration(tx, migration)
  const foreignKeys = await dropForeignKeys(bulk)
  await fill(bulk, parts)
  for (const key of foreignKeys) await bulk.run(`ALTER TABLE ${key.table} ADD CONSTRAINT ${key.name} ${key.definition}`)
  for (const migration of migrations.slice(known)) await runMigration(tx, migration)
  await rebaseActivities(tx)
  await bulk.run('ANALYZE')
}

const migrationTransaction = (bulk: Bulk): MigrationTransaction => ({
  script: async sql => void (await bulk.run(sql)),
  rows: (sql, parameters) => bulk.rows(sql, parameters),
})

async function fill(bulk: Bulk, parts: AsyncGenerator<Part>): Promise<void> {
  for (let next = await parts.next(); !next.done; ) {
    const part = next.value
    if (part.kind === 'sequence')
      await bulk.rows('SELECT setval(quote_ident($1)::regclass, $2::bigint)', [part.sequence, part.last])
    if (part.kind !== 'table') {
      next = await parts.next()
      continue
    }
    // What a migration put into a new table is in the backup too, as it became.
    await bulk.run(`DELETE FROM "${part.table}"`)
    const rest: { part?: IteratorResult<Part> } = {}
    await bulk.copy(part.table, part.columns, rowsOf(parts, rest))
    next = rest.part ?? (await parts.next())
  }
}

/** The rows that follow; the part after them is left in `rest`. */
async function* rowsOf(parts: AsyncGenerator<Part>, rest: { part?: IteratorResult<Part> }): AsyncGenerator<string> {
  for (;;) {
    const next = await parts.next()
    if (next.done || next.value.kind !== 'rows') {
      rest.part = next
      return
    }
    yield next.value.text
  }
}

async function dropTables(bulk: Bulk): Promise<void> {
  const tables = await bulk.rows<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  )
  if (tables.length > 0) await bulk.run(`DROP TABLE ${tables.map(({ name }) => name).join(', ')} CASCADE`)
}

async function dropForeignKeys(bulk: Bulk): Promise<{ table: string; name: string; definition: string }[]> {
  const keys = await bulk.rows<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  )
  for (const { table, name } of keys) await bulk.run(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  return keys
}
