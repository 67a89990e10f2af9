import { describe, expect, it, onTestFinished } from 'vitest'
import { say } from '../../src/chat/message.ts'
import { openStore } from '../../src/database/store.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { webhookGroup } from '../../src/platforms/wecom/webhook.ts'
import { createCallbacks } from '../../src/playground/wecom/rest/callbacks.ts'
import { createOutside } from '../../src/playground/wecom/rest/outside.ts'
import { startPostgres } from '../harness/postgres.ts'
import { type BotProcess, startBot } from '../harness/process.ts'
import { freshPath } from '../harness/run-folder.ts'
import { callback, webhookKey } from '../platforms/wecom/app/bench.ts'
import { corp, startLocalApi } from '../platforms/wecom/rest/local-api.ts'
import { type Database, embeddedDatabase, inDatabase, patience, until } from './stage.ts'

const memberIds = (count: number): string[] => Array.from({ length: count }, (_, index) => `member${index}`)

const contactSecret = 'secret-of-contacts'

/** A company with a self-built app and a webhook, and no robot; real processes against it. */
async function company(ids: readonly string[] = []) {
  const members = Object.fromEntries(['wang', 'lina', ...ids].map(id => [id, id]))
  const local = await startLocalApi({ members, webhooks: { [webhookKey]: '华东团队' }, contactSecret })
  onTestFinished(() => local.stop())
  const env = {
    ...{ SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: '', WECOM_ADMINS: 'wang', WECOM_API_URL: local.url },
    ...{ WECOM_CORP_ID: corp.corpId, WECOM_AGENT_ID: String(corp.agentId), WECOM_SECRET: corp.secret },
    ...{ WECOM_CALLBACK_TOKEN: callback.token, WECOM_ENCODING_AES_KEY: callback.encodingAesKey },
    ...{ WECOM_DIGEST_WEBHOOK_KEY: webhookKey, WECOM_CONTACT_SECRET: contactSecret },
  }
  return {
    local,
    start: (database: Database): Promise<BotProcess> => startBot({ apiUrl: '', ...database, env }),
    membersOf: ({ url }: BotProcess) => createCallbacks({ company: local.company, url: `${url}/wecom/callback`, ...callback }),
    shownTo: (to: string) => local.company.shown.flatMap(one => (one.to === to ? [one.text] : [])),
    /** How often WeCom was asked to show each member something. */
    attempts: (to: string) => local.api.requests.filter(({ path, body }) => path === 'message/send' && body.touser === to).length,
  }
}

/** One message to each of these, waiting to be sent. */
const queue = (database: Database, ids: readonly string[]): Promise<void> =>
  inDatabase(database, async store => {
    const outbox = createOutbox(() => new Date())
    await store.tx(async tx => {
      for (const id of ids) {
        const target = { platform: 'wecom', kind: id === webhookGroup ? 'channel' : 'person', id } as const
        await outbox.put(tx, { key: `test:${id}`, target, message: say('zh-CN', `提醒 ${id}`) })
      }
    })
  })

const logNotes = (database: Database): Promise<string[]> =>
  inDatabase(database, async store => (await store.db.interaction.findMany({ orderBy: { id: 'asc' } })).map(({ note }) => note))

describe('the program with a self-built app', { timeout: 3 * patience.timeout }, () => {
  it('answers what was acknowledged, over kill -9, and takes what WeCom repeats once, four times at once too (R2, R6, R7)', async () => {
    const { start, membersOf, shownTo } = await company()
    const database = await embeddedDatabase()
    const first = await start(database)
    const wecom = membersOf(first)
    await expect(wecom.verifies()).resolves.toBe(true)
    await wecom.says('wang', '客户 新建 知客科技')
    await until(() => expect(shownTo('wang').join()).toContain('知客科技'))
    await expect(wecom.says('wang', '跟进 知客：打了电话')).resolves.toBe(200)
    await first.kill()
    const second = await start(database)
    await until(() => expect(shownTo('wang').join()).toContain('打了电话'))
    const again = membersOf(second)
    await again.says('wang', '跟进 知客：发了报价')
    const copies = await Promise.all([1, 2, 3, 4].map(() => again.tellsAgain()))
    expect(copies).toEqual([200, 200, 200, 200])
    await until(() => expect(shownTo('wang').join()).toContain('发了报价'))
    expect((await second.terminate()).code).toBe(0)
    expect(await logNotes(database)).toEqual(['打了电话', '发了报价'])
    expect(`${first.log}${second.log}`).not.toMatch(/知客|secret-of-the-app|tokenOfTheTests|access_token/)
  })

  it('tells a member within seconds that a customer deleted them, once', async () => {
    const { local, start, membersOf, shownTo } = await company()
    const bot = await start(await embeddedDatabase())
    const outside = createOutside(local.company, fields => membersOf(bot).push(fields))
    await membersOf(bot).says('lina', '帮助')
    await outside.adds('wm1', 'lina', { name: '张三', state: '展会2026' })
    await until(() => expect(local.api.requests.some(({ path }) => path === 'externalcontact/get')).toBe(true))
    await outside.deletes('wm1', 'lina')
    await outside.deletes('wm1', 'lina')
    await until(() => expect(shownTo('lina').join()).toContain('不再是好友'))
    await membersOf(bot).says('lina', '客户 张三')
    await until(() => expect(shownTo('lina').join()).toContain('展会2026'))
    expect((await bot.terminate()).code).toBe(0)
    expect(shownTo('lina').filter(text => text.includes('不再是好友'))).toHaveLength(1)
    expect(bot.log).not.toMatch(/张三|wm1|secret-of-contacts/)
  })

  it('sends each message so that it is shown once, or an administrator is told, whatever WeCom answers (R2, R3)', async () => {
    const ids = memberIds(8)
    const { local, start, shownTo, attempts } = await company(ids)
    const database = await embeddedDatabase()
    const first = await start(database)
    await membersOfAdmin(first)
    await first.terminate()
    await queue(database, [...ids, 'nobody', webhookGroup])
    // Broken before and after it was stored, a token that ended, and silence in which the process dies.
    local.api.script('message/send', 'drop-before', 'drop-after', 42_001, 'silent')
    const second = await start(database)
    await until(() => expect(local.api.requests.filter(({ path }) => path === 'message/send').length).toBeGreaterThan(5))
    await second.kill()
    await inDatabase(database, store =>
      store.db.outboxItem.updateMany({ where: { state: 'sending' }, data: { leaseUntil: new Date(Date.now() - 1_000) } }),
    )
    const third = await start(database)
    await until(() => expect(ids.map(id => shownTo(id).length)).toEqual(ids.map(() => 1)))
    await until(() => expect(shownTo('wang').join()).toMatch(/nobody/))
    await until(() => expect(shownTo(webhookKey)).toHaveLength(1))
    expect((await third.terminate()).code).toBe(0)
    expect(ids.map(id => shownTo(id))).toEqual(ids.map(id => [`提醒 ${id}`]))
    expect(ids.reduce((sum, id) => sum + attempts(id), 0)).toBeGreaterThan(ids.length)

    async function membersOfAdmin(bot: BotProcess): Promise<void> {
      const callbacks = createCallbacks({ company: local.company, url: `${bot.url}/wecom/callback`, ...callback })
      await callbacks.says('wang', '帮助')
      await until(() => expect(shownTo('wang').length).toBeGreaterThan(0))
    }
  })

  it('answers and saves while WeCom is down for what is sent unasked, and sends that afterwards (R12)', async () => {
    const ids = memberIds(3)
    const { local, start, membersOf, shownTo } = await company(ids)
    const database = await embeddedDatabase()
    await queue(database, ids)
    local.api.script('message/send', 'hangs', 'hangs', 'hangs')
    const bot = await start(database)
    await until(() => expect(local.api.requests.filter(({ path }) => path === 'message/send')).toHaveLength(3))
    const wecom = membersOf(bot)
    await wecom.says('wang', '客户 新建 知客科技')
    await wecom.says('wang', '跟进 知客：企业微信今天很慢')
    await until(() => expect(shownTo('wang').join()).toContain('今天很慢'))
    expect(ids.flatMap(id => shownTo(id))).toEqual([])
    await until(() => expect(ids.map(id => shownTo(id).length)).toEqual([1, 1, 1]))
    expect((await bot.terminate()).code).toBe(0)
    expect(await logNotes(database)).toEqual(['企业微信今天很慢'])
  })
})

describe('three processes on one Postgres with a self-built app', { timeout: 3 * patience.timeout }, () => {
  it('show each of 300 members one message, asking WeCom once for each (R1)', async () => {
    const ids = memberIds(300)
    const { start, attempts, shownTo } = await company(ids)
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const databaseUrl = await postgres.createDatabase('rapport')
    await (await openStore({ databaseUrl, folder: '' })).close()
    const dataDir = freshPath('data')
    await queue({ databaseUrl, dataDir }, ids)
    const bots = await Promise.all(['a', 'b', 'c'].map(name => start({ databaseUrl, dataDir: `${dataDir}-${name}` })))
    await until(() => expect(ids.filter(id => shownTo(id).length === 0)).toEqual([]))
    for (const { code } of await Promise.all(bots.map(bot => bot.terminate()))) expect(code).toBe(0)
    expect(ids.map(id => attempts(id)).filter(count => count !== 1)).toEqual([])
  })
})
