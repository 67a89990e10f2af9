import { cp, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runBot } from '../harness/process.ts'
import { freshPath } from '../harness/run-folder.ts'
import { fingerprint } from '../operations/workplace.ts'
import { embeddedDatabase, inDatabase, outsideSlack, patience, seedTeams, start, until } from './stage.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of Rapport as its next version would be, with one migration more. */
async function nextVersion(name: string, sql: string): Promise<URL> {
  const copy = freshPath('next-version')
  await mkdir(copy)
  for (const part of ['src', 'prisma', 'package.json', 'tsconfig.json'])
    await cp(join(project, part), join(copy, part), { recursive: true })
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'))
  await mkdir(join(copy, 'prisma/migrations', name))
  await writeFile(join(copy, 'prisma/migrations', name, 'migration.sql'), sql)
  return pathToFileURL(join(copy, 'src/main.ts'))
}

describe('an upgrade', { timeout: 3 * patience.timeout }, () => {
  it('killed in the middle of a long migration, and one that fails, leave the data whole; there is a backup, and the version before starts', async () => {
    const outside = await outsideSlack()
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [[]], '23:59'))
    const before = await inDatabase(database, fingerprint)
    const options = { apiUrl: outside.apiUrl, ...database }

    const endless = `DELETE FROM "Customer"; CREATE TABLE "Long" AS SELECT generate_series(1, 200000000) AS id;`
    const upgrading = runBot({ ...options, program: await nextVersion('29990101000000_long', endless) })
    const tables = join(database.dataDir, 'live/database/base')
    const size = await sizeOf(tables)
    await until(async () => expect(await sizeOf(tables)).toBeGreaterThan(size + 10_000_000))
    upgrading.signal('SIGKILL')
    await upgrading.ended()
    expect(upgrading.lines).toEqual([])

    const failing = runBot({
      ...options,
      program: await nextVersion('29990101000000_bad', 'DELETE FROM "Customer"; SELECT 1 / 0;'),
    })
    expect(await failing.ended()).toBe(1)
    expect(failing.errors).toContain('could not be brought to 29990101000000_bad (SQL state 22012); it is as it was before.')
    expect(failing.errors).toContain('Start the version of Rapport that ran before')

    const backups = await readdir(join(database.dataDir, 'live/backups'))
    expect(backups.filter(name => /^before-migration-.*\.backup$/.test(name))).toHaveLength(2)
    expect(await inDatabase(database, fingerprint)).toEqual(before)
    const bot = await start(outside, database)
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(200)
    expect((await bot.terminate()).code).toBe(0)
  })
})

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  const size = (name: string) =>
    stat(join(folder, name)).then(
      found => found.size,
      () => 0,
    )
  return (await Promise.all(names.map(size))).reduce((sum, each) => sum + each, 0)
}
