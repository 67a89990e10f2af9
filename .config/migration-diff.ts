import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import { EmbeddedAdapter } from '../src/database/embedded-adapter.ts'
import { readMigrations } from '../src/database/migrations.ts'

/**
 * The SQL that leads from the migrations in `folder` to the schema, or null when they agree. Works on throw-away embedded
 * databases, never on adapter-pg, whose shadow database is the main one.
 */
export async function migrationDiff(schemaFile: string, folder: string): Promise<string | null> {
  await loadEngine()
  const schema = await readFile(schemaFile, 'utf8')
  const client = await PGlite.create({ extensions: { pg_trgm } })
  try {
    const shadow = () => PGlite.create({ extensions: { pg_trgm } })
    const factory = bindMigrationAwareSqlAdapterFactory(new EmbeddedAdapter(client, shadow))
    const schemaEngine = await engine.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, factory)
    const directories = (await readMigrations(folder)).map(migration => ({
      path: migration.name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: migration.sql } },
    }))
    const result = await schemaEngine.diff({
      from: {
        tag: 'migrations',
        baseDir: folder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
        migrationDirectories: directories,
      } as never,
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] } as never,
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
      shadowDatabaseUrl: null,
    } as never)
    return result.exitCode === 0 ? null : (result.stdout ?? '')
  } finally {
    await client.close()
  }
}

/** The engine's own entry imports a .wasm file, which Node does only behind a flag. */
async function loadEngine(): Promise<void> {
  const file = new URL(import.meta.resolve('@prisma/schema-engine-wasm').replace('schema_engine.js', 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engine as never })
  const load = engine as unknown as { __wbg_set_wasm(exports: unknown): void }
  load.__wbg_set_wasm(instance.exports)
  ;(instance.exports['__wbindgen_start'] as () => void)()
}
