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
  loading ??= loadEngine()
  await loading
  const migrations = await readMigrations(folder)
  const schema = await readFile(schemaFile, 'utf8')
  const client = await PGlite.create({ extensions: { pg_trgm } })
  try {
    const shadow = () => PGlite.create({ extensions: { pg_trgm } })
    const factory = bindMigrationAwareSqlAdapterFactory(new EmbeddedAdapter(client, shadow))
    const schemaEngine = await engine.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, factory)
    const params = {
      from: {
        tag: 'migrations',
        baseDir: folder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    } as const
    const result = await schemaEngine.diff(params as unknown as Parameters<typeof schemaEngine.diff>[0])
    schemaEngine.free()
    return result.exitCode === 0
      ? null
      : withoutFalseDifferences(result.stdout ?? '', migrations.map(each => each.sql).join('\n'))
  } finally {
    await client.close()
  }
}

/**
 * The engine does not read the operator class of a B-tree index (text_pattern_ops), so it drops such an index and makes it
 * again in the very words of the migration that made it. That is no difference.
 */
function withoutFalseDifferences(sql: string, migrations: string): string | null {
  const steps = sql.split(/^(?=-- )/m)
  const same = new Set(
    steps.flatMap(step => {
      const found = /CREATE INDEX "(\w+)" [^;]*;/.exec(step)
      return found?.[1] && migrations.includes(found[0]) && sql.includes(`DROP INDEX "${found[1]}";`) ? [found[1]] : []
    }),
  )
  const real = steps.filter(step => !same.has(/(?:CREATE|DROP) INDEX "(\w+)"/.exec(step)?.[1] ?? ''))
  return real.length > 0 ? real.join('') : null
}

/** Once per process: engines made before would point into the memory of another instance. */
let loading: Promise<void> | undefined

/** The engine's own entry imports a .wasm file, which Node does only behind a flag. */
async function loadEngine(): Promise<void> {
  const file = new URL('../node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm', import.meta.url)
  const { instance } = await webAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engine })
  const exported = engine as unknown as { __wbg_set_wasm(exports: unknown): void }
  exported.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

/** Node's types leave WebAssembly's functions to the browser's. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
  }
}
