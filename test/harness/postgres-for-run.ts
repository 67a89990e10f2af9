import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/database/store.ts'
import { startPostgres } from './postgres.ts'
import { makeRunFolder } from './run-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's Postgres, ending in a slash; empty when the run tests the embedded database. */
    postgresServer: string
  }
}

export const templateDatabase = 'rapport_template'

/** Once per run: its folder and, with TEST_DATABASE=postgres, a server with a migrated database that the workers copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeFolder = makeRunFolder()
  if (process.env.TEST_DATABASE !== 'postgres') {
    project.provide('postgresServer', '')
    return async () => removeFolder()
  }
  const postgres = await startPostgres()
  const databaseUrl = await postgres.createDatabase(templateDatabase)
  await (await openStore({ databaseUrl, folder: '' })).close()
  project.provide('postgresServer', postgres.url(''))
  return async () => {
    await postgres.stop()
    removeFolder()
  }
}
