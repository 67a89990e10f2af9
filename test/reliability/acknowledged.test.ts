import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../src/database/store.ts'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { startPostgres } from '../harness/postgres.ts'
import { transports } from '../harness/process.ts'
import { freshPath } from '../harness/run-folder.ts'
import { callsOf, type Database, embeddedDatabase, inDatabase, outsideSlack, patience, seedTeams, start, until } from './stage.ts'

async function postgresDatabase(): Promise<Database> {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const databaseUrl = await postgres.createDatabase('rapport')
  await (await openStore({ databaseUrl, folder: '' })).close()
  return { databaseUrl, dataDir: freshPath('data') }
}

const notes = (database: Database) =>
  inDatabase(database, async store => (await store.db.interaction.findMany()).map(({ note }) => note))
/** Written down, acknowledged as "working on it" on a busy machine, and not yet done: the next start does it. */
const waiting = (database: Database) =>
  inDatabase(database, async store => {
    const items = await store.db.inboxItem.findMany({ where: { state: 'pending' } })
    return items.map(({ payload }) => (payload as { text: string }).text.replace('acme: ', ''))
  })
const seeded = (database: Database) => inDatabase(database, store => seedTeams(store, [[]]))

// Each database and each way in once: what one database does with a command does not depend on the way it came.
describe.each([
  ['the embedded database', 'http', embeddedDatabase],
  ['Postgres', 'socket', postgresDatabase],
] as const)('what was acknowledged, on %s, over %s (R6)', (_name, transport, open) => {
  it('survives kill -9 in the same moment, with many on their way', { timeout: 2 * patience.timeout }, async () => {
    const outside = await outsideSlack([], { transport })
    const { slack } = outside
    const database = await open()
    await seeded(database)
    const bot = await start(outside, database)
    await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: warming up')
    const acknowledged = ['warming up']
    let killed: Promise<void> | null = null
    const log = async (note: string): Promise<void> => {
      const { status } = await slack.command(SOFIA, KEY_ACCOUNTS, `/log acme: ${note}`)
      if (status === 200) acknowledged.push(note)
      if (status === 200) killed ??= bot.kill()
    }
    await Promise.all(Array.from({ length: 20 }, (_, index) => log(`note ${index}`)))
    await killed
    const kept = [...(await notes(database)), ...(await waiting(database))]
    expect(acknowledged.filter(note => !kept.includes(note))).toEqual([])
    expect(new Set(kept).size).toBe(kept.length)
  })

  it('as "working on it" is done and answered by the next start, once', { timeout: 2 * patience.timeout }, async () => {
    const outside = await outsideSlack([], { transport })
    const { slack } = outside
    const database = await open()
    await seeded(database)
    // Who Sofia is must be asked, and Slack does not say: the command waits behind that.
    for (const method of ['users.list', 'users.info']) slack.fault({ method, kind: 'hang', remaining: 100 })
    const bot = await start(outside, database)
    const { body } = await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: wants a discount')
    expect(body).toContain('Working on it')
    await bot.kill()
    expect(await notes(database)).toEqual([])
    slack.clearFaults()
    const next = await start(outside, database)
    await until(() => expect(slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(({ text }) => text)).toContain('Logged for Acme.'))
    await next.terminate()
    expect(await notes(database)).toEqual(['wants a discount'])
    expect(callsOf(slack, 'users.info').length).toBeGreaterThan(0)
    const items = await inDatabase(database, store => store.db.inboxItem.findMany())
    expect(items.map(({ state, payload }) => ({ state, payload }))).toEqual([{ state: 'done', payload: {} }])
  })
})

describe.each(transports)('a database too busy to write anything down, over %s (R6)', transport => {
  it('gets no acknowledgement, however long it takes: nothing is said that a kill -9 could make untrue', {
    timeout: 2 * patience.timeout,
  }, async () => {
    const outside = await outsideSlack([], { transport })
    const { slack } = outside
    const database = await postgresDatabase()
    await seeded(database)
    const bot = await start(outside, database)
    await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: warming up')
    const holder = new pg.Client(database.databaseUrl)
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE "InboxItem" IN ACCESS EXCLUSIVE MODE')
    const lateBefore = bot.log.split('slack.late').length
    const asked = slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: wants a discount')
    await until(() => expect(bot.log.split('slack.late').length).toBeGreaterThan(lateBefore))
    await bot.kill()
    const { status } = await asked
    await holder.end()
    expect(status).toBeNull()
    expect(await notes(database)).toEqual(['warming up'])
  })
})
