import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/database/store.ts'
import { copyTemplate } from '../harness/embedded-template.ts'
import { freshPath } from '../harness/run-folder.ts'
import { runScript, type Script } from '../harness/script.ts'

const cli = new URL('../../dist/src/cli.js', import.meta.url)
const main = new URL('../../dist/src/main.js', import.meta.url)
const unset = {
  LOG_LEVEL: 'silent',
  LANG: 'C',
  LC_ALL: '',
  DATABASE_URL: '',
  SLACK_BOT_TOKEN: '',
  SLACK_SIGNING_SECRET: '',
  PLAYGROUND: '',
}
const orders = 'external_id,customer_external_id,ordered_at,amount\nO-new-1,New-1,2026-03-31,1\nO-new-2,New-2,2026-03-31,x\n'

describe('the command line', () => {
  const running: Script[] = []
  const folders: string[] = []
  afterEach(async () => {
    for (const script of running.splice(0)) {
      script.signal('SIGTERM')
      await script.ended()
    }
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
  })

  async function rapport(args: string[], env: Record<string, string> = {}) {
    const script = runScript(cli, args, { ...unset, ...env })
    const code = await script.ended()
    return { code, output: script.lines.join('\n'), errors: script.errors }
  }

  async function dataDir(): Promise<{ dir: string; file: string; database: string }> {
    const dir = freshPath('data')
    folders.push(dir)
    const database = join(dir, 'playground', 'database')
    await mkdir(join(dir, 'playground'), { recursive: true, mode: 0o700 })
    await copyTemplate(database)
    const file = join(dir, 'orders.csv')
    await writeFile(file, orders)
    return { dir, file, database }
  }

  it('helps, and names the nearest to a command it does not have', async () => {
    expect(await rapport([])).toMatchObject({ code: 0, output: expect.stringContaining('import <kind> FILE') })
    const { code, errors } = await rapport(['imprt', 'orders'], { LANG: 'zh_CN.UTF-8' })
    expect([code, errors]).toEqual([1, expect.stringContaining('是不是 import？')])
  })

  it('opens the database of the settings itself when no bot runs, and leaves it closed', async () => {
    const { dir, file, database } = await dataDir()
    const first = await rapport(['import', 'orders', file, '--create-customers', '--json'], { DATA_DIR: dir })
    expect(first).toMatchObject({ code: 2, errors: expect.stringContaining('line 3, amount: "x" is not an amount') })
    expect(JSON.parse(first.output)).toMatchObject({ created: 1, rejected: 1, customersCreated: 1 })
    const store = await openStore({ folder: database })
    expect(await store.db.order.findMany()).toMatchObject([{ externalId: 'O-new-1', currency: 'EUR' }])
    await store.close()
  })

  it('lists wrong settings, as the bot does', async () => {
    const { file } = await dataDir()
    const { code, errors } = await rapport(['import', 'orders', file], { DATABASE_URL: 'mysql://x', DEFAULT_CURRENCY: 'euro' })
    expect(code).toBe(1)
    expect(errors).toContain('DATABASE_URL')
    expect(errors).toContain('DEFAULT_CURRENCY')
  })

  it('passes the import to the bot that holds the database', async () => {
    const { dir, file } = await dataDir()
    const bot = runScript(main, [], { ...unset, DATA_DIR: dir, PORT: '0' })
    running.push(bot)
    await bot.line('rapport ready')
    expect(existsSync(join(dir, 'playground', 'command-line.json'))).toBe(true)
    const first = await rapport(['import', 'orders', file, '--create-customers', '--json'], { DATA_DIR: dir })
    expect(first).toMatchObject({ code: 2, errors: expect.stringContaining('line 3, amount: "x" is not an amount') })
    expect(JSON.parse(first.output)).toMatchObject({ created: 1, rejected: 1, customersCreated: 1 })
    const again = await rapport(['import', 'orders', file, '--json'], { DATA_DIR: dir })
    expect(JSON.parse(again.output)).toMatchObject({ created: 0, unchanged: 1, rejected: 1 })
    bot.signal('SIGTERM')
    expect(await bot.ended()).toBe(0)
    expect(existsSync(join(dir, 'playground', 'command-line.json'))).toBe(false)
  }, 180_000)

  it('does its work itself when a killed bot left its address behind', async () => {
    const { dir, file } = await dataDir()
    const stale = { url: 'http://127.0.0.1:9', key: 'k'.repeat(43) }
    await writeFile(join(dir, 'playground', 'command-line.json'), JSON.stringify(stale))
    const { code, output } = await rapport(['import', 'orders', file, '--create-customers', '--json'], { DATA_DIR: dir })
    expect(code).toBe(2)
    expect(JSON.parse(output)).toMatchObject({ created: 1 })
  })
})
