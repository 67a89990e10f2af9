import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/playground/faults.ts'
import { dmOf, KEY_ACCOUNTS, OLIVIA, TEAM_ID } from '../../src/playground/workspace.ts'
import { transports } from '../harness/process.ts'
import { shownText } from '../platforms/slack/bench.ts'
import {
  callsOf,
  channelIds,
  digestsIn,
  embeddedDatabase,
  inDatabase,
  type Outside,
  outsideSlack,
  patience,
  seedTeams,
  sentBy,
  start,
  until,
} from './stage.ts'

const post = 'chat.postMessage'

describe.each(transports)('Slack that fails, over %s', { timeout: 3 * patience.timeout }, transport => {
  it('gets each message exactly once, or an administrator is told, with what to do; nothing blocks the others (R3)', async () => {
    const ids = [...channelIds(9), KEY_ACCOUNTS]
    const [limited = '', before = '', after = '', late = '', cut = '', lost = '', archived = '', ...calm] = ids
    const outside = await outsideSlack(ids.slice(0, -1), { transport })
    const { slack } = outside
    const faults: Fault[] = [
      { channel: limited, method: post, kind: 'ratelimited', retryAfter: 2, remaining: 2 },
      { channel: before, method: post, kind: 'error-before', remaining: 1 },
      { channel: after, method: post, kind: 'error-after', remaining: 1 },
      { channel: late, method: post, kind: 'hang', stores: true, remaining: 1 },
      { channel: cut, method: post, kind: 'hang', cuts: true, remaining: 1 },
      { channel: lost, method: post, kind: 'hang', cuts: true, stores: true, remaining: 1 },
    ]
    for (const fault of faults) slack.fault(fault)
    const channel = slack.world.channels.get(archived)
    if (channel) channel.archived = true
    const database = await embeddedDatabase()
    await inDatabase(database, async store => {
      await seedTeams(store, [ids])
      await store.db.member.create({ data: olivia })
    })
    const bot = await start(outside, database)

    await until(() => expect(digestsIn(slack, calm)).toEqual([1, 1, 1]))
    // Nobody waited for the one that hangs.
    expect(bot.log).not.toMatch(new RegExp(`"key":"digest:\\d+:${late}:`))
    const arriving = ids.filter(id => id !== archived)
    await until(() => {
      const sent = sentBy(bot)
      expect(arriving.filter(id => !sent.some(key => key.includes(`:${id}:`)))).toEqual([])
    })
    expect(digestsIn(slack, ids)).toEqual(ids.map(id => (id === archived ? 0 : 1)))
    // In doubt it looked, and sent only what was not there.
    for (const [id, posts] of [
      [after, 1],
      [late, 1],
      [lost, 1],
      [before, 2],
      [cut, 2],
    ] as const) {
      expect(callsOf(slack, 'conversations.history', id).length).toBeGreaterThan(0)
      expect(callsOf(slack, post, id)).toHaveLength(posts)
    }
    const [first, second] = callsOf(slack, post, limited)
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_000)

    await until(() => expect(slack.messages(dmOf(OLIVIA))).toHaveLength(1))
    expect(slack.messages(dmOf(OLIVIA))[0]?.text).toContain(`the channel ${archived} could not be delivered (is_archived)`)
    await until(async () => expect(await status(outside)).toMatch(/is_archived[\s\S]*Unarchive it/))

    // A revoked token reaches nobody by message: the answer to a command still does.
    slack.revokeToken()
    await slack.command(OLIVIA, KEY_ACCOUNTS, '/rapport digest now')
    await until(async () => expect(await status(outside)).toMatch(/token_revoked[\s\S]*Install the app again/))
    expect((await bot.terminate()).code).toBe(0)
  })
})

/** Who is known already is not asked about: with a revoked token nobody could be. */
const olivia = {
  ...{ platform: 'slack', ref: OLIVIA, workspace: TEAM_ID, name: 'Olivia Hart', locale: 'en', zone: 'Europe/Berlin' },
  ...{ isPlatformAdmin: true, syncedAt: new Date() },
}

/** What Olivia reads as the answer to `/rapport status`. */
async function status({ slack }: Outside): Promise<string> {
  const { body } = await slack.command(OLIVIA, KEY_ACCOUNTS, '/rapport status')
  return shownText(JSON.parse(body))
}
