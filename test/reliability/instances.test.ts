import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../src/database/store.ts'
import { startPostgres } from '../harness/postgres.ts'
import { transports } from '../harness/process.ts'
import { freshPath } from '../harness/run-folder.ts'
import {
  arrivals,
  channelIds,
  type Database,
  digestsIn,
  inDatabase,
  outsideSlack,
  patience,
  seedTeams,
  start,
  until,
} from './stage.ts'

/** An empty, migrated Postgres for several processes, which keep their other files apart. */
async function sharedDatabase(): Promise<Database> {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const databaseUrl = await postgres.createDatabase('rapport')
  await (await openStore({ databaseUrl, folder: '' })).close()
  return { databaseUrl, dataDir: freshPath('data') }
}

const teamsOf = (channels: readonly string[], size: number): string[][] =>
  Array.from({ length: channels.length / size }, (_, team) => channels.slice(team * size, (team + 1) * size))

describe.each(transports)('three processes on one Postgres, over %s', { timeout: 3 * patience.timeout }, transport => {
  it('post one digest in each of 1,000 channels (R1)', async () => {
    const channels = channelIds(1_000)
    const outside = await outsideSlack(channels, { transport })
    const database = await sharedDatabase()
    await inDatabase(database, store => seedTeams(store, teamsOf(channels, 20)))
    const bots = await Promise.all(
      ['a', 'b', 'c'].map(name => start(outside, { ...database, dataDir: `${database.dataDir}-${name}` })),
    )
    await until(() => expect(arrivals(outside.slack).size).toBeGreaterThanOrEqual(1_000))
    for (const { code } of await Promise.all(bots.map(bot => bot.terminate()))) expect(code).toBe(0)
    expect([...arrivals(outside.slack)].filter(([, count]) => count !== 1)).toEqual([])
    expect(digestsIn(outside.slack, channels).filter(count => count !== 1)).toEqual([])
    await inDatabase(database, async store => {
      expect(await store.db.outboxItem.count({ where: { state: { not: 'sent' } } })).toBe(0)
      expect(await store.db.jobRun.count({ where: { job: 'digest', state: 'done' } })).toBe(50)
    })
  })

  it('of which one is killed: the others finish its work, and nothing arrives twice (R1, R2)', async () => {
    const channels = channelIds(100)
    const [held = ''] = channels
    const outside = await outsideSlack(channels, { transport })
    const { slack } = outside
    slack.fault({ method: 'chat.postMessage', kind: 'hang', remaining: 1, channel: held, stores: true })
    const database = await sharedDatabase()
    await inDatabase(database, store => seedTeams(store, teamsOf(channels, 10)))
    const doomed = await start(outside, { ...database, dataDir: `${database.dataDir}-a` })
    await until(() => expect(digestsIn(slack, [held])).toEqual([1]))
    await doomed.kill()
    // As if its lease had ended meanwhile.
    const past = new Date(Date.now() - 1_000)
    await inDatabase(database, store =>
      store.db.outboxItem.updateMany({ where: { state: 'sending' }, data: { leaseUntil: past } }),
    )
    await Promise.all(['b', 'c'].map(name => start(outside, { ...database, dataDir: `${database.dataDir}-${name}` })))
    await until(async () => {
      const sent = await inDatabase(database, store => store.db.outboxItem.count({ where: { state: 'sent' } }))
      expect(sent).toBeGreaterThanOrEqual(channels.length)
    })
    expect(digestsIn(slack, channels).filter(count => count !== 1)).toEqual([])
  })
})
