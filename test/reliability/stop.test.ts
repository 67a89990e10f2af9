import { describe, expect, it } from 'vitest'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { runBot, transports } from '../harness/process.ts'
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

describe.each(transports)('the program, over %s', { timeout: 2 * patience.timeout }, transport => {
  it('ends within 10 s of SIGTERM with 0, and refuses a second process meanwhile, naming the first (R9, R10)', async () => {
    const outside = await outsideSlack([], { transport })
    const database = await embeddedDatabase()
    const bot = await start(outside, database)
    const second = runBot({ apiUrl: outside.apiUrl, transport, ...database })
    expect(await second.ended()).toBe(1)
    expect(second.errors).toContain(`process ${bot.pid} `)
    expect(second.lines).toEqual([])
    expect((await outside.slack.command(SOFIA, KEY_ACCOUNTS, '/customer')).status).toBe(200)
    const { code, ms } = await bot.terminate()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(10_000)
  })

  it('ends within 10 s with 0 while sends hang and a command runs; the next start finds out what became of them and answers it (R9)', async () => {
    const [stored = '', lost = ''] = channelIds(2)
    const outside = await outsideSlack([stored, lost], { transport })
    const { slack } = outside
    slack.fault({ method: 'chat.postMessage', kind: 'hang', remaining: 1, channel: stored, stores: true })
    slack.fault({ method: 'chat.postMessage', kind: 'hang', remaining: 1, channel: lost })
    const database = await embeddedDatabase()
    await inDatabase(database, store => seedTeams(store, [[stored, lost]]))
    // Who Sofia is must be asked, and Slack does not say: the command waits behind that.
    for (const method of ['users.list', 'users.info']) slack.fault({ method, kind: 'hang', remaining: 100 })
    const bot = await start(outside, database)
    await until(() => expect(callsOf(slack, 'chat.postMessage')).toHaveLength(2))
    expect((await slack.command(SOFIA, KEY_ACCOUNTS, '/log acme: wants a discount')).body).toContain('Working on it')
    const { code, ms } = await bot.terminate()
    expect({ code, quick: ms < 10_000 }).toEqual({ code: 0, quick: true })
    expect(digestsIn(slack, [stored, lost])).toEqual([1, 0])
    slack.clearFaults()
    const next = await start(outside, database)
    await until(() => expect(digestsIn(slack, [stored, lost])).toEqual([1, 1]))
    await until(() => expect(callsOf(slack, 'conversations.history', stored).length).toBeGreaterThan(0))
    expect(callsOf(slack, 'chat.postMessage', stored)).toHaveLength(1)
    await until(() => expect(slack.ephemerals(KEY_ACCOUNTS, SOFIA).map(({ text }) => text)).toContain('Logged for Acme.'))
    await next.terminate()
    const rows = await inDatabase(database, store => store.db.interaction.findMany())
    expect(rows.map(({ note }) => note)).toEqual(['wants a discount'])
  })
})
