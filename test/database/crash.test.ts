import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/database/store.ts'
import { freshPath } from '../harness/run-folder.ts'
import { runScript } from '../harness/script.ts'
import { temporaryDatabase, testDatabase } from '../harness/store.ts'

const writer = new URL('./writer.ts', import.meta.url)

describe('a kill -9', { timeout: 120_000 }, () => {
  it('loses no row that was acknowledged', async () => {
    const options = await temporaryDatabase()
    const acknowledged = new Set<string>()
    for (const rows of [10, 17, 24]) {
      const run = runScript(writer, [options.folder, options.databaseUrl ?? ''])
      await run.line(`-${rows}`)
      run.signal('SIGKILL')
      await run.ended()
      for (const line of run.lines) if (line.startsWith('stored ')) acknowledged.add(line.slice(7))
    }
    const store = await openStore(options)
    const stored = new Set((await store.db.storedValue.findMany()).map(row => row.key))
    await store.close()
    expect(acknowledged.size).toBeGreaterThan(30)
    expect([...acknowledged].filter(key => !stored.has(key))).toEqual([])
  })

  it.runIf(testDatabase === 'embedded')(
    'in the middle of the first start leaves a folder that the next start can use',
    async () => {
      const folder = freshPath('database')
      const script = runScript(writer, [folder])
      // PGlite takes a folder with this file for a whole database, which at this moment it is not.
      await fileAppears(`${folder}/PG_VERSION`)
      script.signal('SIGKILL')
      await script.ended()
      expect(script.lines).toEqual([])
      const store = await openStore({ folder })
      expect(await store.db.storedValue.count()).toBe(0)
      await store.close()
      expect(existsSync(`${folder}.creating`)).toBe(false)
    },
  )
})

async function fileAppears(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise(setImmediate)
}
