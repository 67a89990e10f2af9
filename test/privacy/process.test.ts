import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { freshPath } from '../harness/run-folder.ts'
import { runScript, type Script } from '../harness/script.ts'

const cli = new URL('../../dist/src/cli.js', import.meta.url)
const main = new URL('../../dist/src/main.js', import.meta.url)
const settings = { LANG: 'C', LC_ALL: '', DATABASE_URL: '', SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '', PLAYGROUND: '' }

describe('a whole bot and its command line', () => {
  const running: Script[] = []
  const folders: string[] = []
  afterEach(async () => {
    for (const script of running.splice(0)) {
      script.signal('SIGTERM')
      await script.ended()
    }
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
  })

  it('export a customer to files only the owner reads, erase them, and name them in no log line, metric or file of the database', async () => {
    const dir = freshPath('data')
    folders.push(dir)
    const name = 'Acme Retail Group'
    const bot = runScript(main, [], { ...settings, DATA_DIR: dir, PORT: '0', LOG_LEVEL: 'debug' })
    running.push(bot)
    const ready = await bot.line('rapport ready')
    const rapport = async (...args: string[]) => {
      const script = runScript(cli, args, { ...settings, DATA_DIR: dir, LOG_LEVEL: 'debug' })
      const code = await script.ended()
      return { code, output: script.lines.join('\n'), errors: script.errors }
    }
    const out = join(dir, 'out')
    expect(await rapport('export', name, '--out', out)).toMatchObject({ code: 0, output: expect.stringContaining(out) })
    const files = await readdir(out)
    expect(files).toEqual(expect.arrayContaining(['customer.json', 'customer.csv', 'order.csv', 'order-line.csv']))
    for (const file of files) expect((await stat(join(out, file))).mode & 0o077).toBe(0)
    expect(await readFile(join(out, 'customer.json'), 'utf8')).toContain(name)
    expect(await rapport('export', name, '--out', out)).toMatchObject({ code: 1, errors: expect.stringContaining('EEXIST') })

    expect(await rapport('erase', name)).toMatchObject({ code: 1, errors: expect.stringContaining('--confirm') })
    const erased = await rapport('erase', name, '--confirm', name)
    expect(erased).toMatchObject({ code: 0, output: expect.stringContaining('is erased, for good') })
    expect(await rapport('export', name)).toMatchObject({ code: 1, errors: expect.stringContaining('Nothing was done') })

    const metrics = await fetch(new URL('/metrics', ready.replace('rapport ready ', '')))
    expect(await metrics.text()).not.toContain('Acme')
    // The bot has the folder open: what it holds is on disk by then, for the log of changes was ended.
    const database = join(dir, 'playground', 'database')
    const entries = await readdir(database, { recursive: true, withFileTypes: true })
    const bytes = await Promise.all(entries.filter(one => one.isFile()).map(one => readFile(join(one.parentPath, one.name))))
    expect(bytes.filter(one => one.includes(name))).toEqual([])
    bot.signal('SIGTERM')
    await bot.ended()
    expect(bot.errors.length).toBeGreaterThan(0)
    expect(bot.errors).not.toContain('Acme')
  }, 240_000)
})
