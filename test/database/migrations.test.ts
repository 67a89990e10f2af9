import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { migrationDiff } from '../../.config/migration-diff.ts'
import { migrationsFolder } from '../../src/database/migrations.ts'
import { openStore, type Store } from '../../src/database/store.ts'
import { freshPath } from '../harness/run-folder.ts'
import { runScript } from '../harness/script.ts'
import { temporaryDatabase, testDatabase } from '../harness/store.ts'

const schema = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url))
const writer = new URL('./writer.ts', import.meta.url)

/** The project's migrations and further ones, in a folder of the test's own. */
async function migrationsAnd(more: Record<string, string>): Promise<string> {
  const folder = freshPath('migrations')
  await cp(migrationsFolder(), folder, { recursive: true })
  for (const [name, sql] of Object.entries(more)) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'migration.sql'), sql)
  }
  return folder
}

async function withStore<T>(options: Parameters<typeof openStore>[0], work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(options)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const keys = (store: Store) => store.db.$queryRaw<{ key: string }[]>`SELECT key FROM "StoredValue" ORDER BY key`
const history = (store: Store) =>
  store.db.$queryRaw<{ name: string; checksum: string; steps: number; finished: boolean }[]>`
    SELECT migration_name AS name, checksum, applied_steps_count AS steps, finished_at IS NOT NULL AS finished
    FROM "_prisma_migrations" ORDER BY migration_name`

/** Until the endless migration runs: the server says so, or the embedded database's files grow. */
async function underway(options: { folder: string; databaseUrl?: string }): Promise<void> {
  if (!options.databaseUrl) {
    const before = await sizeOf(join(options.folder, 'base'))
    while ((await sizeOf(join(options.folder, 'base'))) < before + 10_000_000) await new Promise(setImmediate)
    return
  }
  const client = new pg.Client(options.databaseUrl)
  await client.connect()
  const query = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`
  while ((await client.query(query)).rowCount === 0) await new Promise(setImmediate)
  await client.end()
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(
    files.map(file =>
      stat(join(folder, file)).then(
        found => found.size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

describe('migrations', { timeout: 120_000 }, () => {
  it('agree with the schema', async () => {
    expect(await migrationDiff(schema, migrationsFolder())).toBeNull()
  })

  it('that lag behind the schema are noticed', async () => {
    const changed = freshPath('schema.prisma')
    const text = await readFile(schema, 'utf8')
    const withNote = text.replace('model StoredValue {', 'model StoredValue {\n  note String?')
    await writeFile(changed, withNote.replace('@@index([pinyin(ops: raw("text_pattern_ops"))])', ''))
    const sql = await migrationDiff(changed, migrationsFolder())
    expect(sql).toContain('ADD COLUMN     "note" TEXT')
    expect(sql).toContain('DROP INDEX "Customer_pinyin_idx"')
    expect(sql).not.toContain('Customer_initials_idx')
  })

  it("leave a history that Prisma's own tools read", async () => {
    const sql = await readFile(join(migrationsFolder(), '20261122000000_first', 'migration.sql'))
    const first = {
      name: '20261122000000_first',
      checksum: createHash('sha256').update(sql).digest('hex'),
      steps: 1,
      finished: true,
    }
    await withStore(await temporaryDatabase(), async store => expect(await history(store)).toContainEqual(first))
  })

  it('run in the order of their names, once each, and keep the rows', async () => {
    const options = await temporaryDatabase()
    await withStore(options, store => store.db.storedValue.create({ data: { key: 'a', value: 1 } }))
    const migrations = await migrationsAnd({
      '20990102000000_second': `INSERT INTO "StoredValue" SELECT 'c', value FROM "StoredValue" WHERE key = 'b';`,
      '20990101000000_first': `INSERT INTO "StoredValue" VALUES ('b', '2'); SELECT 1;`,
    })
    for (const _ of ['first start', 'second start']) {
      await withStore({ ...options, migrations }, async store =>
        expect(await keys(store)).toEqual([{ key: 'a' }, { key: 'b' }, { key: 'c' }]),
      )
    }
  })

  it('that fail leave everything as it was, say so, and run when they are mended', async () => {
    const options = await temporaryDatabase()
    await withStore(options, store => store.db.storedValue.create({ data: { key: 'a', value: 1 } }))
    const name = '20990101000000_bad'
    const migrations = await migrationsAnd({ [name]: `DELETE FROM "StoredValue"; CREATE TABLE "New" (id int); SELECT 1 / 0;` })
    const failure = await openStore({ ...options, migrations }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'migration_failed', nextStep: expect.stringContaining('version') })
    expect(String(failure)).toContain(`${name} (SQL state 22012)`)
    await withStore(options, async store => {
      expect(await keys(store)).toEqual([{ key: 'a' }])
      expect((await history(store)).map(row => row.name)).not.toContain(name)
      expect(await store.db.$queryRaw`SELECT to_regclass('"New"')::text AS name`).toEqual([{ name: null }])
    })
    await writeFile(join(migrations, name, 'migration.sql'), 'CREATE TABLE "New" (id int);')
    await withStore({ ...options, migrations }, async store =>
      expect((await history(store)).map(row => row.name)).toContain(name),
    )
  })

  it('killed half-way leave everything as it was', async () => {
    const options = await temporaryDatabase()
    await withStore(options, store => store.db.storedValue.create({ data: { key: 'a', value: 1 } }))
    const endless =
      testDatabase === 'postgres' ? 'SELECT pg_sleep(600)' : 'CREATE TABLE "New" AS SELECT generate_series(1, 200000000) AS id'
    const slow = `DELETE FROM "StoredValue"; ${endless};`
    const migrations = await migrationsAnd({ '20990101000000_slow': slow })
    const script = runScript(writer, [options.folder, options.databaseUrl ?? '', 'open', migrations])
    await underway(options)
    script.signal('SIGKILL')
    await script.ended()
    expect(script.lines).not.toContain('open')
    await withStore(options, async store => expect(await keys(store)).toEqual([{ key: 'a' }]))
  })

  it('changed after they ran are refused', async () => {
    const options = await temporaryDatabase()
    const migrations = await migrationsAnd({ '20990101000000_more': 'SELECT 1;' })
    await withStore({ ...options, migrations }, async () => {})
    await writeFile(join(migrations, '20990101000000_more', 'migration.sql'), 'SELECT 2;')
    await expect(openStore({ ...options, migrations })).rejects.toMatchObject({ code: 'migration_changed' })
  })

  it('from a newer version are refused, so that an old version does not write into a shape it does not know', async () => {
    const options = await temporaryDatabase()
    const migrations = await migrationsAnd({ '20990101000000_newer': 'SELECT 1;' })
    await withStore({ ...options, migrations }, async () => {})
    await expect(openStore(options)).rejects.toMatchObject({ code: 'database_newer' })
  })

  it('left unfinished by another tool are refused with what to run', async () => {
    const options = await temporaryDatabase()
    const unfinished = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('1', 'x', '20990101000000_theirs')`
    await withStore(options, store => store.db.$executeRawUnsafe(unfinished))
    await expect(openStore(options)).rejects.toMatchObject({
      code: 'migration_unfinished',
      nextStep: expect.stringContaining('migrate resolve'),
    })
  })

  it.runIf(testDatabase === 'postgres')('run once when several processes start together', async () => {
    const options = await temporaryDatabase()
    const migrations = await migrationsAnd({ '20990101000000_once': `INSERT INTO "StoredValue" VALUES ('once', '1');` })
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ ...options, migrations })))
    expect(await keys(stores[0] as Store)).toEqual([{ key: 'once' }])
    await Promise.all(stores.map(store => store.close()))
  })
})
