import { describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { addDays } from '../../src/chat/dates/zone.ts'
import { features } from '../../src/features.ts'
import { teamById } from '../../src/people/store.ts'
import { buildScores } from '../../src/risk/scores/scoring.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { makeCustomer } from '../harness/customers.ts'

const date = '2026-09-16'
const all = features({ checks: async () => [], nextRuns: async () => [] })

describe('/customer why', () => {
  const bot = useBot(all)
  const build = (day = date) =>
    bot.store.tx(async tx => buildScores({ tx, signals: collect(all).riskSignals }, await teamById(tx, 1), day))
  const every = (cycle: number, count: number, silent: number): string[] =>
    Array.from({ length: count }, (_, number) => addDays(date, -silent - number * cycle))

  it('shows every summand; they add up to the sum, and the sum is the chance that the card shows', async () => {
    await makeCustomer(bot.store, {
      name: 'Acme',
      // The last is dated ahead, by a slip.
      orders: [...every(20, 8, 100), addDays(date, 30)],
      ownerId: await bot.member('sofia'),
      lastContactAt: new Date('2026-07-01T10:00:00Z'),
    })
    for (const back of [7, 1, 0]) await build(addDays(date, -back))
    const text = textOf(await bot.say('sofia', '/customer why acme'))
    const [, chance] = /Why Acme stands at (\d+)%/.exec(text) ?? []
    const rows = text.split('\n').flatMap(line => {
      const [, odds, from] = /^\|?\s*([+−]?\d+\.\d\d\d)\s*\|\s*([^|]+?)\s*(?:\||$)/.exec(line) ?? []
      return odds ? [{ odds: Number(odds.replace('−', '-')), from }] : []
    })
    const sum = rows.at(-1)
    expect(sum?.from).toBe('Sum')
    const added = rows.slice(0, -1).reduce((total, { odds }) => total + odds, 0)
    expect(added).toBeCloseTo(sum?.odds ?? 0, 2)
    expect(Math.round(100 / (1 + Math.exp(-(sum?.odds ?? 0))))).toBe(Number(chance))
    expect(textOf(await bot.say('sofia', '/customer acme'))).toContain(`Churn risk: ${chance}%`)
    expect(text).toContain('Model of buying (MBG/NBD)')
    expect(text).toMatch(/[Uu]p \d+ points? since yesterday/)
    expect(text).toMatch(/since last week/)
    expect(text).toContain('Missing:')
    expect(text).toContain('Not counted: 1 order dated after today')
    expect(text).toContain('silent for 100')
  })

  it('says what is known of nobody, of those who left, and speaks Chinese', async () => {
    await makeCustomer(bot.store, { name: 'Blank' })
    await makeCustomer(bot.store, { name: 'Gone', orders: every(20, 3, 300) })
    await makeCustomer(bot.store, { name: '知客', teamId: 2, orders: every(20, 6, 30), currency: 'CNY' })
    await build()
    await bot.store.tx(async tx => buildScores({ tx, signals: [] }, await teamById(tx, 2), date))
    expect(textOf(await bot.say('sofia', '/customer why blank'))).toContain('Nothing is known of Blank yet')
    expect(textOf(await bot.say('sofia', '/customer why gone'))).toContain('Gone counts as left')
    const chinese = textOf(await bot.say('chen', '/客户 为什么 知客'))
    expect(chinese).toMatch(/知客为什么是 \d+%（.+）/)
    expect(chinese).toContain('尚未流失客户的平均水平')
    expect(chinese).toContain('未来 90 天不下单的概率')
  })
})
