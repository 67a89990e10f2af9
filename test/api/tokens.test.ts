import { describe, expect, it } from 'vitest'
import { liveTokens, signedByOlder, useToken } from '../../src/api/tokens/store.ts'
import { createKeyring, newKey } from '../../src/config/keyring.ts'
import { features } from '../../src/features.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { main } from '../people/parts.ts'

const [oldKey, newerKey] = [newKey(), newKey()]
const keyring = createKeyring([oldKey])
const bot = useBot(features({ ...main, keyring, hasFixedToken: true }))

const say = async (line: string): Promise<string> => textOf(await bot.say('olivia', `/rapport ${line}`))
const tokenIn = (text: string): string => /rap_\d+_[0-9a-f]{64}/.exec(text)?.[0] ?? ''
const make = async (rest = 'billing'): Promise<string> => tokenIn(await say(`token new ${rest}`))
const use = (token: string, ring = keyring) => useToken(bot.store, ring, token, bot.now)

describe('/rapport token', () => {
  it('shows a new token once, to the asker, and keeps it nowhere: not in the database, not in the notification', async () => {
    const reply = await bot.say('olivia', '/rapport token new billing scope=orders,customers')
    const token = tokenIn(textOf(reply))
    const secret = token.split('_')[2] ?? 'none'
    expect(secret).toHaveLength(64)
    expect(reply.kind === 'message' && reply.message.summary).not.toContain(secret.slice(0, 8))
    const { db } = bot.store
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`
    for (const { name } of tables) {
      const rows = await db.$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM ${name} t`)
      expect(rows.filter(({ text }) => text.includes(secret)).length, name).toBe(0)
    }
    const listed = await say('token list')
    expect(listed).toContain('billing')
    expect(listed).toContain(`${token.slice(0, 10)}…`)
    expect(listed).toContain('orders, customers')
    expect(listed).toContain('by Olivia Hart')
    expect(listed).not.toContain(secret)
  })

  it('makes tokens that work until they are revoked, by name, number, beginning or button', async () => {
    const tokens = [await make('one'), await make('two'), await make('three'), await make('four words here')]
    for (const token of tokens) expect(await use(token)).not.toBeNull()
    await say('token revoke one')
    await say('token revoke 2')
    await say(`token revoke ${tokens[2]?.slice(0, 10)}`)
    await bot.click('olivia', 'api.revoke', { tokenId: 4 })
    for (const token of tokens) expect(await use(token)).toBeNull()
    expect(await say('token')).toContain('There is no API token')
  })

  it('refuses a secret that differs in one character, and the secret of another token', async () => {
    const [one, two] = [await make('one'), await make('two')]
    const touched = `${one.slice(0, -1)}${one.endsWith('0') ? '1' : '0'}`
    expect(await use(touched)).toBeNull()
    expect(await use(two.replace('rap_2_', 'rap_1_'))).toBeNull()
    await bot.store.db.$executeRaw`UPDATE "ApiToken" SET hash = (SELECT hash FROM "ApiToken" WHERE id = 2) WHERE id = 1`
    expect(await use(two.replace('rap_2_', 'rap_1_'))).toBeNull()
    for (const text of ['', 'rap_', 'rap_1_', 'rap_99999_'.padEnd(74, '0'), 'rap_9999999999_'.padEnd(79, '0'), 'Bearer'])
      expect(await use(text)).toBeNull()
  })

  it('remembers when a token was last used, with few writes', async () => {
    const token = await make()
    const lastUse = async () => (await bot.store.tx(liveTokens))[0]?.lastUsedAt?.toISOString()
    expect(await say('token list')).toContain('not used yet')
    await use(token)
    const first = await lastUse()
    expect(first).toBe(bot.now.toISOString())
    bot.now = new Date(bot.now.getTime() + 60_000)
    await use(token)
    expect(await lastUse()).toBe(first)
    bot.now = new Date(bot.now.getTime() + 5 * 60_000)
    await use(token)
    expect(await lastUse()).toBe(bot.now.toISOString())
    expect(await say('token list')).toContain('last used 16 Sep')
  })

  it('moves to a new secret key when it is used, and is lost only when the key it needs is dropped before', async () => {
    const [used, unused] = [await make('used'), await make('unused')]
    const rotated = createKeyring([newerKey, oldKey])
    expect(await bot.store.tx(tx => signedByOlder(tx, rotated))).toBe(2)
    expect(await use(used, rotated)).not.toBeNull()
    expect(await bot.store.tx(tx => signedByOlder(tx, rotated))).toBe(1)
    const dropped = createKeyring([newerKey])
    expect(await use(used, dropped)).not.toBeNull()
    expect(await use(unused, dropped)).toBeNull()
  })

  it('writes down who made and revoked what', async () => {
    await make('billing scope=orders')
    await say('token revoke billing')
    const entries = await bot.store.db.auditEntry.findMany({ where: { action: 'token.manage' }, orderBy: { id: 'asc' } })
    expect(entries.map(({ resource, outcome }) => `${outcome} ${resource}`)).toEqual([
      'granted {"tokenId":1,"kinds":["orders"]}',
      'granted {"tokenId":1,"revoked":true}',
    ])
    expect(entries[0]?.memberId).toBe(await bot.member('olivia'))
  })

  it('says what is wrong with what was typed', async () => {
    expect(await say('token new')).toContain('Give the token a name')
    expect(await say('token new billing scope=ordres')).toContain('Did you mean orders?')
    await make()
    expect(await say('token new Billing')).toContain('already')
    expect(await say('token revoke crm')).toContain('no token “crm”')
    expect(await say('token rotate')).toContain('I do not know “rotate”')
    expect((await bot.store.tx(liveTokens)).length).toBe(1)
  })

  it('speaks Chinese', async () => {
    await bot.store.db.member.updateMany({ where: { ref: 'olivia' }, data: { locale: 'zh-CN' } })
    const made = await say('令牌 新建 财务系统 范围=orders，customers')
    expect(made).toContain('只显示这一次')
    expect(made).toContain('orders, customers')
    expect(await say('令牌 列表')).toContain('尚未使用')
    expect(await say('令牌 吊销 财务系统')).toContain('已吊销')
  })

  it('says that a token stands in the settings beside those it lists', async () => {
    expect(await say('token list')).toContain('API_TOKEN')
    await make()
    expect(await say('token list')).toContain('API_TOKEN')
  })
})
