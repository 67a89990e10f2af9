import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/playground/faults.ts'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { transports } from '../harness/process.ts'
import {
  arrivals,
  callsOf,
  channelIds,
  type Database,
  digestsIn,
  embeddedDatabase,
  inDatabase,
  type Outside,
  outsideSlack,
  patience,
  random,
  seed,
  seedTeams,
  sentBy,
  start,
  until,
} from './stage.ts'

describe.each(transports)('kill -9, over %s (R2)', { timeout: 3 * patience.timeout }, transport => {
  it('before a post, in the middle of it, after Slack stored it, or while looking: the next start delivers each digest once', async () => {
    const [asking = '', unstored = '', stored = '', looking = ''] = channelIds(4)
    const channels = [asking, unstored, stored, looking]
    const outside = await outsideSlack(channels, { transport })
    const { slack } = outside
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [channels]))
    const hanging: Omit<Fault, 'remaining'>[] = [
      { channel: asking, method: 'conversations.info', kind: 'hang' },
      { channel: unstored, method: 'chat.postMessage', kind: 'hang' },
      { channel: stored, method: 'chat.postMessage', kind: 'hang', stores: true },
      { channel: looking, method: 'chat.postMessage', kind: 'hang', stores: true },
    ]
    for (const fault of hanging) slack.fault({ ...fault, remaining: 1 })
    const first = await start(outside, database)
    await until(() => {
      for (const { method, channel } of hanging) expect(callsOf(slack, method, channel)).toHaveLength(1)
    })
    await first.kill()
    slack.fault({ channel: looking, method: 'conversations.history', kind: 'hang', remaining: 1 })
    const second = await start(outside, database)
    await until(() => expect(callsOf(slack, 'conversations.history', looking)).toHaveLength(1))
    await second.kill()
    await finish(outside, database, channels)
    expect(digestsIn(slack, channels)).toEqual([1, 1, 1, 1])
    expect(callsOf(slack, 'chat.postMessage', stored)).toHaveLength(1)
    expect(callsOf(slack, 'chat.postMessage', looking)).toHaveLength(1)
  })

  it(`at random moments, while digests go out and people log: nothing is lost, nothing is doubled (SEED=${seed})`, async () => {
    const next = random(seed)
    const channels = channelIds(80)
    const outside = await outsideSlack(channels, { transport })
    const { slack } = outside
    const database = await embeddedDatabase()
    const teams = Array.from({ length: 8 }, (_, team) => channels.slice(team * 10, team * 10 + 10))
    await inDatabase(database, store => seedTeams(store, teams))
    const acknowledged: string[] = []
    for (let life = 0; life < 3; life++) {
      const bot = await start(outside, database)
      const events = () => slack.calls.length + acknowledged.length
      const doomed = events() + 5 + Math.floor(next() * 60)
      const logging = logUntilDead(outside, life, acknowledged)
      await until(() => {
        expect(events()).toBeGreaterThanOrEqual(doomed)
        expect(acknowledged.at(-1)).toContain(`called-${life}-`)
      })
      await bot.kill()
      await logging
    }
    await finish(outside, database, channels)
    expect([...arrivals(slack)].filter(([, count]) => count !== 1)).toEqual([])
    expect(digestsIn(slack, channels)).toEqual(channels.map(() => 1))
    const kept = await inDatabase(database, store => store.db.interaction.findMany({ select: { note: true } }))
    const notes = kept.map(({ note }) => note)
    expect(acknowledged.filter(note => notes.filter(each => each.includes(note)).length !== 1)).toEqual([])
    expect(new Set(notes).size).toBe(notes.length)
  })
})

/** Sofia logs one line after the other until the bot is gone; what was acknowledged is kept in `acknowledged`. */
async function logUntilDead({ slack }: Outside, life: number, acknowledged: string[]): Promise<void> {
  for (let count = 0; ; count++) {
    const note = `called-${life}-${count}-ok`
    const { status, body } = await slack.command(SOFIA, KEY_ACCOUNTS, `/log acme: ${note}`)
    if (status === null) return
    // "Nothing was saved" with the text given back is an honest answer too.
    if (!body.includes('nothing was saved')) acknowledged.push(note)
  }
}

/** Starts the bot for good: waits until it marked every digest as sent, ends it, and looks that nothing else is left to send. */
async function finish(outside: Outside, database: Database, channels: readonly string[]): Promise<void> {
  const items = await inDatabase(database, store => store.db.outboxItem.findMany({ where: { state: 'sent' } }))
  const before = items.map(({ key }) => key)
  const bot = await start(outside, database)
  await until(() => {
    const sent = [...before, ...sentBy(bot)]
    expect(channels.filter(id => !sent.some(key => key.startsWith('digest:') && key.includes(`:${id}:`)))).toEqual([])
  })
  await bot.terminate()
  const open = await inDatabase(database, store => store.db.outboxItem.findMany({ where: { state: { not: 'sent' } } }))
  expect(open.map(({ key, state, errorCode }) => ({ key, state, errorCode }))).toEqual([])
}
