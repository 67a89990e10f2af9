import { beforeAll, beforeEach, inject } from 'vitest'
import { openStore, type Store } from '../../src/database/store.ts'
import { copyTemplate } from './embedded-template.ts'
import { run } from './postgres.ts'
import { templateDatabase } from './postgres-for-run.ts'
import { freshPath } from './run-folder.ts'

/** Which database this run tests: `TEST_DATABASE=postgres npx vitest run ...` for the other one. */
export const testDatabase: Store['kind'] = process.env.TEST_DATABASE === 'postgres' ? 'postgres' : 'embedded'

/**
 * A real database for a test file, empty before each of its tests, with ids starting at 1 again.
 * The files that one worker runs share it, one after the other.
 */
export function useStore(): { readonly store: Store } {
  let store: Store | undefined
  beforeAll(async () => {
    store = await sharedStore()
  })
  beforeEach(async () => {
    if (store) await empty(store)
  })
  return {
    get store() {
      if (!store) throw new Error('useStore() has no store yet: use it inside a test or a hook')
      return store
    },
  }
}

export interface TemporaryStore {
  store: Store
  /** What to give `openStore`, here or in another process. */
  options: { folder: string; databaseUrl?: string }
}

/** A migrated, empty database of the caller's own, for tests that close it (as they must), kill it or open it from another process. */
export async function openTemporaryStore(): Promise<TemporaryStore> {
  const options = await temporaryDatabase()
  return { store: await openStore(options), options }
}

/** The same, not yet opened. */
export async function temporaryDatabase(): Promise<TemporaryStore['options']> {
  const folder = freshPath('database')
  if (testDatabase === 'embedded') {
    await copyTemplate(folder)
    return { folder }
  }
  const server = inject('postgresServer')
  databases += 1
  const name = `rapport_${process.pid}_${databases}`
  await run(`${server}postgres`, `CREATE DATABASE "${name}" TEMPLATE "${templateDatabase}" STRATEGY FILE_COPY`)
  return { folder, databaseUrl: `${server}${name}` }
}

let databases = 0

let shared: Promise<Store> | undefined
let deletions: string | undefined

function sharedStore(): Promise<Store> {
  shared ??= temporaryDatabase().then(openStore)
  return shared
}

/** DELETE, because TRUNCATE makes every table's and index's file anew, a hundred times slower for a few rows. */
async function empty(store: Store): Promise<void> {
  deletions ??= await deleteStatements(store)
  await store.bulk(bulk => bulk.run(deletions ?? ''))
}

async function deleteStatements(store: Store): Promise<string> {
  const tables = await store.db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`
  return [
    // Without it the order of the tables would matter.
    'SET LOCAL session_replication_role = replica',
    ...tables.map(table => `DELETE FROM ${table.name}`),
    `SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL`,
  ].join(';\n')
}
