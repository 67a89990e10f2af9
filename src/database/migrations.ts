import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RapportError } from '../chat/errors.ts'
import { rebaseActivities } from './activity-xid.ts'
import { sqlState } from './errors.ts'

export interface MigrationTransaction {
  /** Runs several statements as one. */
  script(sql: string): Promise<void>
  rows(sql: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]>
}

export interface MigrationSession {
  /** Keeps other processes from migrating the same database meanwhile. */
  alone(work: () => Promise<void>): Promise<void>
  inTransaction<T>(work: (tx: MigrationTransaction) => Promise<T>): Promise<T>
}

export interface Migration {
  name: string
  sql: string
  checksum: string
}

/** Prisma's own table, so that Prisma's tools agree about what was applied. */
export const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * Brings the database up to the migrations in `folder`, each in one transaction together with its row in the history: a
 * failure or a kill at any moment leaves the database as it was before that migration. `before` runs first when a database in use
 * lacks some.
 */
export async function applyMigrations(
  session: MigrationSession,
  folder: string,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const migrations = await readMigrations(folder)
  await session.alone(async () => {
    const applied = await session.inTransaction(async tx => {
      await tx.script(historyTable)
      return tx.rows('SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL', [])
    })
    refuseForeignHistory(migrations, applied)
    const names = new Set(applied.map(row => row.migration_name))
    const missing = migrations.filter(migration => !names.has(migration.name))
    if (missing.length > 0 && applied.length > 0) await before()
    for (const migration of missing) await apply(session, migration)
    if (migrations.length > 0) await session.inTransaction(rebaseActivities)
  })
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  return Promise.all(
    names.sort().map(async name => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** prisma/migrations stands at the project's root, beside src and dist alike. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'prisma', 'migrations'))) {
    if (folder === dirname(folder)) {
      throw new RapportError(
        'migrations_missing',
        'The folder prisma/migrations is missing.',
        'Install Rapport again: the copy is not whole.',
      )
    }
    folder = dirname(folder)
  }
  return join(folder, 'prisma', 'migrations')
}

/** The migration and its row in the history. */
export async function runMigration(tx: MigrationTransaction, migration: Migration): Promise<void> {
  const row = [randomUUID(), migration.checksum, migration.name]
  await tx.rows('INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)', row)
  await tx.script(migration.sql)
  const finish = 'UPDATE "_prisma_migrations" SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1'
  await tx.rows(finish, [row[0]])
}

async function apply(session: MigrationSession, migration: Migration): Promise<void> {
  try {
    await session.inTransaction(tx => runMigration(tx, migration))
  } catch (error) {
    throw new RapportError(
      'migration_failed',
      `The database could not be brought to ${migration.name} (SQL state ${sqlState(error) ?? 'unknown'}); it is as it was before.`,
      'Start the version of Rapport that ran before, and report the cause below.',
      { cause: error },
    )
  }
}

function refuseForeignHistory(migrations: readonly Migration[], applied: readonly Record<string, unknown>[]): void {
  const known = new Map(migrations.map(migration => [migration.name, migration.checksum]))
  for (const row of applied) {
    const name = String(row.migration_name)
    if (row.finished_at === null) {
      throw new RapportError(
        'migration_unfinished',
        `Another tool began the migration ${name} and did not finish it.`,
        `Put the database right by hand, then run: npx prisma migrate resolve --rolled-back ${name}`,
      )
    }
    if (!known.has(name)) {
      throw new RapportError(
        'database_newer',
        `The database has the migration ${name}, which this version of Rapport does not know.`,
        'Start the newer version of Rapport that made it, or restore a backup from before.',
      )
    }
    if (known.get(name) !== row.checksum) {
      throw new RapportError(
        'migration_changed',
        `The migration ${name} was changed after it was applied to this database.`,
        'Restore its file as released; put the change into a new migration.',
      )
    }
  }
}
