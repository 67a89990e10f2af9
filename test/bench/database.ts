import { join } from 'node:path'
import { openStore, type Store } from '../../src/database/store.ts'
import { startPostgres } from '../harness/postgres.ts'
import { freshPath } from '../harness/run-folder.ts'
import type { BenchDatabase } from './arguments.ts'

/** A database of the benchmark's own, where the bot will look for it. */
export interface BenchStore {
  kind: BenchDatabase
  /** What the bot needs in its environment to use it. */
  env: { DATA_DIR: string; DATABASE_URL?: string }
  open(): Promise<Store>
  /** Of the server, where there is one. */
  version(store: Store): Promise<string>
  remove(): Promise<void>
}

export async function makeDatabase(kind: BenchDatabase): Promise<BenchStore> {
  const dataDir = freshPath(`bench-${kind}`)
  const version = async (store: Store): Promise<string> => {
    const [row] = await store.db.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`
    return row?.version ?? 'unknown'
  }
  if (kind === 'pglite') {
    const folder = join(dataDir, 'live', 'database')
    return { kind, env: { DATA_DIR: dataDir }, open: () => openStore({ folder }), version, remove: async () => {} }
  }
  const server = await startPostgres()
  const databaseUrl = await server.createDatabase('rapport_bench')
  return {
    kind,
    env: { DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    open: () => openStore({ folder: '', databaseUrl }),
    version,
    remove: () => server.stop(),
  }
}
