import { beforeEach, describe, expect, it } from 'vitest'
import type { Reply } from '../src/chat/platform.ts'
import { features } from '../src/features.ts'
import { leakIn } from './bad-input/leaks.ts'
import { failures, type PersonName, textOf, useBot } from './harness/bot.ts'
import { added, facts } from './utterances/changes.ts'
import { openShop } from './utterances/shop.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
let before: string[]

beforeEach(async () => {
  failures.length = 0
  await openShop(bot)
  before = await facts(bot)
})

const type = (who: PersonName, line: string): Promise<Reply> => (line.startsWith('/') ? bot.say(who, line) : bot.dm(who, line))
const done = async (): Promise<string[]> => added(before, await facts(bot))
const hanIn = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Answered without an error, in the person's language, showing nothing internal. */
function expectClear(reply: Reply, who: PersonName): string {
  const text = textOf(reply)
  expect(failures).toEqual([])
  expect(text.trim()).not.toBe('')
  expect(leakIn(text)).toBeNull()
  if (reply.kind === 'message' || reply.kind === 'replace') expect(reply.message.locale).toBe(who === 'chen' ? 'zh-CN' : 'en')
  return text
}

describe('an unknown verb is answered with the nearest one and the usage, and does nothing', () => {
  it.each<[PersonName, string, string, string]>([
    ['sofia', '/care dnoe 2', 'Did you mean /care done?', 'Usage:\n- /care [mine]'],
    ['sofia', '/care frobnicate', 'I do not know “frobnicate”.', '/care snooze 2 1h'],
    ['olivia', '/rapport stauts', 'Did you mean /rapport status?', '/rapport help'],
    ['sofia', '/customer tiemline acme', 'I found no customer for “tiemline acme”.', 'Did you mean /customer timeline acme?'],
    ['chen', '/care 完城 2', '您是不是想用 /care 完成？', '用法：\n- /care [我的]'],
    ['chen', '/care 乱七八糟', '没有“乱七八糟”这个命令。', '/care 推迟 2 1小时'],
    ['chen', '/rapport 帮组', '您是不是想用 /rapport 帮助？', '/rapport 我'],
    ['chen', '/customer 时间现 知客', '您是不是想用 /customer 时间线 知客？', '[新建]'],
    ['chen', '乱七八糟', '没看懂您的意思。可以使用以下命令：', '/customer 查找客户'],
    ['sofia', '/nosuchcommand acme', 'These are the commands:', '/customer Find a customer'],
  ])('%s: %s', async (who, line, nearest, usage) => {
    const text = expectClear(await type(who, line), who)
    expect(text).toContain(nearest)
    expect(text).toContain(usage)
    expect(await done()).toEqual([])
  })
})

describe('nothing typed after a command or a verb', () => {
  const lines = ['customer', 'log', 'care', 'rapport', 'customer new', 'customer tag', 'customer edit', 'customer contact']
  const more = ['care new', 'care done', 'care snooze', 'care reassign', 'customer assign', 'customer left', 'customer list']
  it.each([...lines, ...more])('/%s asks or shows, in both languages', async line => {
    for (const blank of ['', ' ', '　', '\u200b', '""', '“”']) {
      for (const who of ['sofia', 'chen'] as const) {
        const text = expectClear(await type(who, `/${line} ${blank}`), who)
        expect(hanIn(text.replaceAll('简体中文', '')), `${who} /${line} ${blank}: ${text}`).toBe(who === 'chen')
      }
    }
    expect(await done()).toEqual([])
  })

  it('a message without words lists the commands', async () => {
    for (const text of ['', '  ', '🙂', '…']) expect(expectClear(await bot.dm('sofia', text), 'sofia')).toContain('/customer')
  })
})

describe('10,000 characters', () => {
  const long = (piece: string): string => piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000)
  const pieces = ['x', '知', 'long text ', '🙂', 'שלום ', '明天', 'a: ', '，']

  it.each(pieces)('of %j after /log are stored whole', async piece => {
    const text = `called ${long(piece)}`.trim()
    const reply = await bot.say('sofia', `/log acme: ${text}`)
    expect(expectClear(reply, 'sofia').length).toBeLessThan(12_000)
    const [log] = await bot.store.db.interaction.findMany()
    expect(log?.note.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })

  it.each([
    ['sofia', '/log zebra: '],
    ['sofia', '/care new acme: '],
    ['sofia', '/care new zebra: '],
    ['chen', '/log 斑马：'],
    ['chen', '/care 新建 知客：'],
  ] as const)('%s: %s… come back or are kept', async (who, start) => {
    const text = `${who === 'chen' ? '要做的事' : 'things to do'} ${long('abc ')}`.trim()
    const reply = await bot.say(who, `${start}${text}`)
    expectClear(reply, who)
    const drafts = (await bot.store.db.storedValue.findMany()).map(({ value }) => JSON.stringify(value))
    const kept = [JSON.stringify(reply), textOf(reply), ...drafts].join('')
    expect(kept.match(/abc/g)?.length).toBeGreaterThanOrEqual((text.match(/abc/g) ?? []).length)
    expect(await done()).toEqual([])
  })

  it.each([
    '/customer ',
    '/customer tag acme +',
    '/customer stage acme ',
    '/customer list ',
    '/customer left acme reason ',
    '/care ',
  ])('after %s are answered in few words (beside the text itself, where it comes back) and change nothing', async start => {
    for (const piece of ['x', '知', 'a b ', '🙂']) {
      const typed = long(piece)
      const text = expectClear(await bot.say('sofia', `${start}${typed}`), 'sofia')
      expect(text.length - typed.length).toBeLessThan(3_000)
    }
    expect((await done()).filter(fact => !fact.includes('tags'))).toEqual([])
  })
})

describe('emoji, right-to-left text and invisible characters', () => {
  it.each([
    ['🏳️‍🌈 called 👩‍👩‍👧', '🏳️‍🌈 called 👩‍👩‍👧'],
    ['مرحبا، called the office', 'مرحبا، called the office'],
    ['called \u202eevil\u202c end', 'called \u202eevil\u202c end'],
    ['𠮷野家 called', '𠮷野家 called'],
  ])('are kept in a log as they are: %j', async (typed, note) => {
    expectClear(await bot.say('sofia', `/log acme: ${typed}`), 'sofia')
    expect((await bot.store.db.interaction.findMany()).map(log => log.note)).toEqual([note])
  })

  it('name a customer, tag it and find it again', async () => {
    expectClear(await bot.say('sofia', '/customer new שלום טכנולוגיות'), 'sofia')
    expectClear(await bot.say('sofia', '/customer new 🦊 Fox & Co'), 'sofia')
    expect(textOf(await bot.say('sofia', '/customer שלום'))).toMatch(/^שלום טכנולוגיות\n/)
    expect(textOf(await bot.say('sofia', '/customer fox'))).toMatch(/^🦊 Fox & Co\n/)
    expect(textOf(await bot.say('sofia', '/customer tag fox +🔥'))).toContain('🦊 Fox & Co now has the tags 🔥.')
    expect(textOf(await bot.say('sofia', '/customer list tag:🔥'))).toContain('1. 🦊 Fox & Co')
  })
})

describe('a date that does not exist is said to be none, and what was typed stays', () => {
  it.each<[PersonName, string, string]>([
    ['sofia', '/log acme: called next: 30 February send the deck', '“30 February” is a date that does not exist'],
    ['sofia', '/log acme: renewed to 2026-02-30', '“2026-02-30” is a date that does not exist'],
    ['sofia', '/care new acme: send the quote 2026-02-30', '“2026-02-30” is a date that does not exist'],
    ['sofia', '/care snooze 1 31 June', '“31 June” is a date that does not exist'],
    ['sofia', '/customer edit acme birthday=1990-02-31', 'Birthday: This is not a day that exists'],
    ['sofia', '/customer new Zebra birthday=2023-02-29', 'Birthday: This is not a day that exists'],
    ['marcus', '/rapport digest now as-of 2026-02-30', '“2026-02-30” is not a day'],
    ['chen', '/log 知客：通话 下一步：2月30日回电', '“2月30日”这个日期不存在'],
    ['chen', '/log 知客：续约到2026年2月30日', '“2026年2月30日”这个日期不存在'],
    ['chen', '/care 新建 知客：4月31日回访', '“4月31日”这个日期不存在'],
    ['chen', '/care 推迟 1 2月30日', '“2月30日”这个日期不存在'],
    ['chen', '/customer 编辑 知客 生日=1990-02-31', '生日：这一天不存在'],
  ])('%s: %s', async (who, line, says) => {
    await bot.say(who, '/care')
    const reply = await bot.say(who, line)
    expect(expectClear(reply, who)).toContain(says)
  })

  it('in a form too: the form stays open at its field', async () => {
    const customer = await bot.store.db.customer.findFirstOrThrow({ where: { name: 'Acme GmbH' } })
    const id = String(customer.id)
    const forms = [
      ['interactions.log', {}, { customer: id, text: 'called', due: '2026-02-30' }, 'due'],
      ['tasks.new', {}, { customer: id, what: 'send it', due: '2026-02-30' }, 'due'],
      ['customers.left', { customerId: customer.id }, { reason: 'price', day: '2026-02-30' }, 'day'],
      ['risk.quiet', { customerId: customer.id }, { until: '2026-11-31', reason: 'waiting' }, 'until'],
    ] as const
    for (const [form, state, values, field] of forms) {
      const reply = await bot.submit('sofia', form, state, values)
      expect(reply, form).toEqual({ kind: 'invalid', errors: { [field]: expect.stringMatching(/\w/) } })
    }
    expect(failures).toEqual([])
    expect(await done()).toEqual([])
  })
})
