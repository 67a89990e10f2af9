import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { startPostgres } from '../harness/postgres.ts'
import { slackSecrets } from '../harness/process.ts'
import { freshPath } from '../harness/run-folder.ts'
import { runScript, type Script } from '../harness/script.ts'
import { fingerprint } from '../operations/workplace.ts'
import { type Database, embeddedDatabase, inDatabase, outsideSlack, patience, seedTeams, start, until } from './stage.ts'

const cli = new URL('../../dist/src/cli.js', import.meta.url)
/** A restore marks what waited and when it was done; a bot that starts remembers whom it met. */
const marked = ['OutboxItem', 'InboxItem', 'StoredValue', 'JobRun', 'RiskScore']

/** The command line, with the settings of a bot on this database. */
function rapport(args: string[], { dataDir, databaseUrl }: Database): Script {
  return runScript(cli, args, {
    ...{ PLAYGROUND: 'off', LANG: 'C', LC_ALL: '', DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' },
    ...{ SLACK_BOT_TOKEN: slackSecrets.botToken, SLACK_SIGNING_SECRET: slackSecrets.signingSecret },
  })
}

async function succeeds(script: Script): Promise<string> {
  const code = await script.ended()
  expect([code, script.errors]).toEqual([0, ''])
  return script.lines.join('\n')
}

describe('a rehearsal of the worst day', { timeout: 5 * patience.timeout }, () => {
  it('backup while people log, kill -9, restore elsewhere: all that was acknowledged before is there; so on Postgres and back', async () => {
    const outside = await outsideSlack()
    const { slack } = outside
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [[]], '23:59'))
    const bot = await start(outside, database)
    const acknowledged: string[] = []
    const log = async (note: string): Promise<void> => {
      const { status, body } = await slack.command(SOFIA, KEY_ACCOUNTS, `/log acme: ${note}`)
      if (status === 200 && !body.includes('nothing was saved')) acknowledged.push(note)
    }
    for (let count = 0; count < 3; count++) await log(`before-${count}-ok`)
    const safe = [...acknowledged]
    expect(safe).toHaveLength(3)
    const file = freshPath('rehearsal.backup')
    const backup = rapport(['backup', file], database)
    let backedUp = false
    const ended = backup.ended().then(() => {
      backedUp = true
    })
    for (let count = 0; !backedUp; count++) await log(`during-${count}-ok`)
    await ended
    expect(await succeeds(backup)).toContain('Backup written')
    await bot.kill()

    const elsewhere = { dataDir: freshPath('elsewhere') }
    expect(await succeeds(rapport(['restore', file], elsewhere))).toContain('Restored: 1 customers')
    const notes = await inDatabase(elsewhere, store => store.db.interaction.findMany({ select: { note: true } }))
    expect(safe.filter(note => !notes.some(each => each.note.includes(note)))).toEqual([])
    const before = await inDatabase(elsewhere, store => fingerprint(store, marked))

    const server = await startPostgres()
    const moved = { dataDir: freshPath('moved'), databaseUrl: await server.createDatabase('moved') }
    await succeeds(rapport(['restore', file], moved))
    expect(await inDatabase(moved, store => fingerprint(store, marked))).toEqual(before)
    const back = freshPath('back.backup')
    await succeeds(rapport(['backup', back], moved))
    await server.stop()

    // Into a bot that runs and has other data: it goes on with the restored one.
    const running = await start(outside, database)
    expect(await rapport(['restore', back], database).ended()).toBe(1)
    expect(await succeeds(rapport(['restore', back, '--yes'], database))).toContain('What was there before')
    const answer = await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: after-ok')
    expect(answer.body).not.toContain('nothing was saved')
    await running.terminate()
    const after = await inDatabase(database, store => store.db.interaction.findMany({ select: { note: true } }))
    expect(after.map(({ note }) => note).toSorted()).toEqual([...notes.map(({ note }) => note), 'after-ok'].toSorted())
    expect(await readdir(join(database.dataDir, 'live', 'backups'))).toHaveLength(1)
  })

  it('kill -9 in the middle of a restore leaves the old data whole', async () => {
    const big = await embeddedDatabase()
    await inDatabase(big, async store => {
      await store.db
        .$executeRaw`INSERT INTO "StoredValue" SELECT 'big ' || i, to_jsonb(repeat(md5(i::text), 4)) FROM generate_series(1, 150000) i`
    })
    const file = freshPath('big.backup')
    await succeeds(rapport(['backup', file], big))
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [[]]))
    const before = await inDatabase(database, fingerprint)
    const restoring = rapport(['restore', file, '--yes'], database)
    const tables = join(database.dataDir, 'live', 'database', 'base')
    const size = await sizeOf(tables)
    await until(async () => expect(await sizeOf(tables)).toBeGreaterThan(size + 4_000_000))
    restoring.signal('SIGKILL')
    expect(await restoring.ended()).toBe(null)
    expect(await inDatabase(database, fingerprint)).toEqual(before)
  })
})

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  const size = (name: string) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    )
  return (await Promise.all(names.map(size))).reduce((sum, each) => sum + each, 0)
}
