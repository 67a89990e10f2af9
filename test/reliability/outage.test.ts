import { describe, expect, it } from 'vitest'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { transports } from '../harness/process.ts'
import {
  callsOf,
  channelIds,
  digestsIn,
  embeddedDatabase,
  inDatabase,
  outsideSlack,
  patience,
  seedTeams,
  start,
  until,
} from './stage.ts'

describe.each(transports)('a channel where Slack never answers, over %s (R12)', transport => {
  it('keeps no other channel waiting and no log from being saved, and gets its digest when Slack is back', {
    timeout: 3 * patience.timeout,
  }, async () => {
    const channels = channelIds(30)
    const [slow = '', ...others] = channels
    const outside = await outsideSlack(channels, { transport })
    const { slack } = outside
    slack.fault({ method: 'chat.postMessage', kind: 'hang', channel: slow, remaining: 1_000 })
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [channels]))
    const bot = await start(outside, database)
    await until(() => expect(callsOf(slack, 'chat.postMessage', slow)).toHaveLength(1))
    await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: Slack is slow today')
    await until(() => expect(slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(({ text }) => text)).toContain('Logged for Acme.'))
    await until(() => expect(digestsIn(slack, others)).toEqual(others.map(() => 1)))
    expect(digestsIn(slack, [slow])).toEqual([0])
    // The first in line hung for its whole time-out; others were sent before that was over.
    await until(() => expect(bot.log).toMatch(attemptAt(slow)))
    expect(bot.log.slice(0, bot.log.search(attemptAt(slow)))).toContain('"state":"sent"')
    slack.clearFaults()
    await until(() => expect(digestsIn(slack, [slow])).toEqual([1]))
    expect(callsOf(slack, 'conversations.history', slow).length).toBeGreaterThan(0)
    expect((await bot.terminate()).code).toBe(0)
    expect(digestsIn(slack, channels)).toEqual(channels.map(() => 1))
  })
})

const attemptAt = (channel: string): RegExp => new RegExp(`"key":"digest:\\d+:${channel}:[^"]*","attempt":1`)
