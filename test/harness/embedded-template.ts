import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationsFolder, readMigrations } from '../../src/database/migrations.ts'
import { openStore } from '../../src/database/store.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Copies an empty, migrated embedded database to `folder`. Making one takes seconds and copying it a fifth of a second, so one is kept in
 * node_modules/.cache under a name that changes with the migrations and PGlite's version.
 */
export async function copyTemplate(folder: string): Promise<void> {
  const template = await templateFolder()
  await mkdir(dirname(folder), { recursive: true })
  await cp(template, folder, { recursive: true })
}

async function templateFolder(): Promise<string> {
  const migrations = await readMigrations(migrationsFolder())
  const pglite = await readFile(join(project, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')
  const hash = createHash('sha256').update(pglite)
  for (const { name, checksum } of migrations) hash.update(name).update(checksum)
  const template = join(project, 'node_modules/.cache/rapport-test', hash.digest('hex').slice(0, 16))
  if (!existsSync(template)) await makeTemplate(template)
  return template
}

/** Made aside and renamed: workers that start together may each make one, and none sees half of it. */
async function makeTemplate(template: string): Promise<void> {
  const draft = `${template}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  const store = await openStore({ folder: draft })
  await store.close()
  try {
    await rename(draft, template)
  } catch {
    await rm(draft, { recursive: true, force: true })
  }
}
