import { setImmediate as aTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../src/database/store.ts'
import { leaseMs } from '../../src/delivery/claim.ts'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { startPostgres } from '../harness/postgres.ts'
import { transports } from '../harness/process.ts'
import { freshPath } from '../harness/run-folder.ts'
import {
  arrivals,
  channelIds,
  digestsIn,
  inDatabase,
  type Outside,
  outsideSlack,
  patience,
  seedTeams,
  start,
  until,
} from './stage.ts'

describe.each(transports)('Postgres, restarted while digests go out and people log, over %s (R8)', transport => {
  it('costs no acknowledged line and no digest, gives back what it could not keep, and /readyz says so meanwhile', {
    timeout: 3 * patience.timeout,
  }, async () => {
    const channels = channelIds(300)
    const outside = await outsideSlack(channels, { transport })
    const { slack } = outside
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const databaseUrl = await postgres.createDatabase('rapport')
    await (await openStore({ databaseUrl, folder: '' })).close()
    const database = { databaseUrl, dataDir: freshPath('data') }
    await inDatabase(database, store => seedTeams(store, [channels]))
    const bot = await start(outside, database)
    const ready = async () => (await fetch(`${bot.url}/readyz`)).status
    const logging = logOn(outside)
    await until(() => {
      expect(arrivals(slack).size).toBeGreaterThan(10)
      expect(logging.kept.length).toBeGreaterThan(0)
    })

    await postgres.stop()
    const leftBehind = new Date(Date.now() + leaseMs)
    expect(arrivals(slack).size).toBeLessThan(channels.length)
    const givenBack = logging.givenBack.length
    await until(async () => {
      expect(logging.givenBack.length).toBeGreaterThan(givenBack + 2)
      expect(await ready()).toBe(503)
    })
    await postgres.start()
    const before = logging.kept.length
    await until(async () => {
      expect(await ready()).toBe(200)
      expect(logging.kept.length).toBeGreaterThan(before + 2)
    })
    await logging.stop()

    // As if their leases had ended: what was sent when the database went is looked for first.
    const past = new Date(Date.now() - 1_000)
    await inDatabase(database, store =>
      store.db.outboxItem.updateMany({
        where: { state: 'sending', leaseUntil: { lte: leftBehind } },
        data: { leaseUntil: past },
      }),
    )
    await until(async () => {
      const sent = await inDatabase(database, store => store.db.outboxItem.count({ where: { state: 'sent' } }))
      expect(sent).toBeGreaterThanOrEqual(channels.length)
    })
    expect(digestsIn(slack, channels).filter(count => count !== 1)).toEqual([])
    expect((await bot.terminate()).code).toBe(0)
    const rows = await inDatabase(database, store => store.db.interaction.findMany({ select: { note: true } }))
    const notes = rows.map(({ note }) => note)
    expect(logging.kept.filter(note => !notes.includes(note))).toEqual([])
    expect(new Set(notes).size).toBe(notes.length)
    expect(logging.unclear).toEqual([])
  })
})

/** Sofia logs one line after the other, and sorts them by what she was answered. */
function logOn({ slack }: Outside) {
  const kept: string[] = []
  const givenBack: string[] = []
  const unclear: string[] = []
  let stopped = false
  const done = (async () => {
    for (let count = 0; !stopped; count++) {
      const note = `called-${count}-ok`
      const { status, body } = await slack.command(SOFIA, KEY_ACCOUNTS, `/log acme: ${note}`)
      // No answer is no promise: a busy bot may have lost its socket. It connects again, and others get a turn meanwhile.
      if (status === null) await aTurn()
      else if (status === 200 && body.includes('nothing was saved') && body.includes(note)) givenBack.push(note)
      else if (status === 200 && /Logged for Acme|Working on it/.test(body)) kept.push(note)
      else unclear.push(`${note}: ${status} ${body}`)
    }
  })()
  const stop = () => {
    stopped = true
    return done
  }
  onTestFinished(stop)
  return { kept, givenBack, unclear, stop }
}
