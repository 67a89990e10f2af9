import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reply } from '../../src/chat/platform.ts'
import type { Store, Tx } from '../../src/database/store.ts'
import { features } from '../../src/features.ts'
import { failures, type PersonName, textOf, useBot } from '../harness/bot.ts'
import { facts } from '../utterances/changes.ts'
import { openShop } from '../utterances/shop.ts'
import { leakIn } from './leaks.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))

/** What a database client says when it breaks: a stack, SQL, tables, and the row with a person's data in it. */
function broken(name: string, code?: string): Error {
  const message = `Invalid prisma.$queryRaw invocation: INSERT INTO "Interaction" VALUES ('secret') at /srv/rapport/node_modules/prisma/x.js:1:2`
  return Object.assign(new Error(message), { name, ...(code ? { code } : {}) })
}

const kinds: [string, () => Error][] = [
  ['a Prisma error with a code', () => broken('PrismaClientKnownRequestError', 'P2028')],
  ['a Prisma error without a code', () => broken('PrismaClientUnknownRequestError')],
  ['a connection that is refused', () => broken('Error', 'ECONNREFUSED')],
  ['a code that is no code', () => broken('Error', 'SELECT * FROM "Customer"')],
  ['a bug of ours', () => new TypeError("Cannot read properties of undefined (reading 'name')")],
]

const lines: [PersonName, string][] = [
  ['sofia', '/log acme: called Anna, wants a discount next: friday send the quote'],
  ['sofia', '/care new acme: send the quote friday'],
  ['sofia', '/customer new Zebra Inc phone=030 998877'],
  ['sofia', 'log acme: met the buyer'],
  ['chen', '/log 知客：和王总通了电话，想要折扣 下一步：周五发报价'],
  ['chen', '/care 新建 知客：周五发报价'],
  ['chen', '跟进 知客：拜访了周敏'],
  ['chen', '/log zhike: called'],
]

const type = (who: PersonName, line: string): Promise<Reply> => (line.startsWith('/') ? bot.say(who, line) : bot.dm(who, line))

let real: Store['tx']
beforeEach(async () => {
  failures.length = 0
  await openShop(bot)
  real = bot.store.tx
})
afterEach(() => {
  bot.store.tx = real
})

function expectTold(reply: Reply, who: PersonName, typed: string): void {
  const text = textOf(reply)
  expect(text).toContain(who === 'chen' ? '没有保存任何内容' : 'nothing was saved')
  expect(text).toContain(typed)
  expect(leakIn(text)).toBeNull()
  expect(text).not.toContain('secret')
  expect(JSON.stringify(reply)).not.toMatch(/prisma|srv\/rapport|Cannot read/i)
}

describe.each(kinds)('the database fails with %s', (_name, error) => {
  it.each(lines)('before anything is done: %s gets back %s', async (who, line) => {
    await type(who, who === 'chen' ? '关怀' : '/care')
    const before = await facts(bot)
    bot.store.tx = () => Promise.reject(error())
    expectTold(await type(who, line), who, line)
    bot.store.tx = real
    expect(await facts(bot)).toEqual(before)
    expect(failures.at(-1)).not.toContain('secret')
  })

  it.each(lines)('at the end of the work: nothing of %s: %s is kept, and saying it again works', async (who, line) => {
    const before = await facts(bot)
    bot.store.tx = (work, options) =>
      real.call(
        bot.store,
        async (tx: Tx) => {
          await work(tx)
          throw error()
        },
        options,
      ) as ReturnType<typeof work>
    expectTold(await type(who, line), who, line)
    expect(await facts(bot)).toEqual(before)
    bot.store.tx = real
    expect(textOf(await type(who, line))).not.toMatch(/nothing was saved|没有保存任何内容/)
    expect(await facts(bot)).not.toEqual(before)
  })
})

describe('a form or button while the database fails', () => {
  it('gives back what was written, in the person’s language', async () => {
    const { id } = await bot.store.db.customer.findFirstOrThrow({ where: { name: '知客科技' } })
    await bot.dm('chen', '关怀')
    bot.store.tx = () => Promise.reject(broken('PrismaClientKnownRequestError', 'P1001'))
    const values = { customer: String(id), text: 'met Zhou Min, wants the yearly plan', next: 'send the contract' }
    const reply = await bot.submit('chen', 'interactions.log', {}, values)
    expectTold(reply, 'chen', 'met Zhou Min, wants the yearly plan')
    expect(textOf(reply)).toContain('send the contract')
    expectTold(await bot.click('chen', 'customers.edit', { customerId: id }), 'chen', '')
  })

  it('answers in the language last known even when nothing at all can be asked', async () => {
    await bot.dm('chen', '关怀')
    const down = new Proxy(bot.store.db, {
      get: (db, key) => (key === '$queryRaw' ? () => Promise.reject(broken('Error', 'ECONNREFUSED')) : Reflect.get(db, key)),
    })
    const { db } = bot.store
    Object.assign(bot.store, { db: down })
    try {
      expectTold(await bot.click('chen', 'customers.show', { customerId: 1 }), 'chen', '')
      expectTold(await bot.say('chen', '/log zhike: called'), 'chen', '/log zhike: called')
    } finally {
      Object.assign(bot.store, { db })
    }
  })
})
