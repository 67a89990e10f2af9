import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { collect } from '../../../src/chat/contributions.ts'
import { addDays, dayNumber, dayText } from '../../../src/chat/dates/zone.ts'
import type { Part } from '../../../src/chat/message.ts'
import type { Locale } from '../../../src/chat/wording.ts'
import { runCommand } from '../../../src/command-line/run.ts'
import type { Task, TaskEvent } from '../../../src/command-line/task.ts'
import type { Terminal } from '../../../src/command-line/terminal.ts'
import { readSettings } from '../../../src/config/settings.ts'
import { customerSearch } from '../../../src/customers/search-text.ts'
import { features } from '../../../src/features.ts'
import { fileRows } from '../../../src/imports/file-rows.ts'
import { riskFeature } from '../../../src/risk/feature.ts'
import { backtestAt } from '../../../src/risk/model/backtest.ts'
import { type OrderDay, orderDay } from '../../../src/risk/model/order-facts.ts'
import { backtestCommand } from '../../../src/risk/terminal/backtest.ts'
import { chance } from '../../bench/random.ts'
import { textOf, useBot } from '../../harness/bot.ts'
import { makeCustomer } from '../../harness/customers.ts'
import { freshPath } from '../../harness/run-folder.ts'
import { workplace } from '../../imports/importing.ts'

/** Orders end here, two days before the bot's today. */
const lastDay = '2026-09-14'
const cutoffs = ['2025-12-16', '2026-03-17', '2026-06-16']

/** Customers with a rhythm each, of whom half stop some day; the same every time. */
function company(customers: number): string[][] {
  const random = chance(11)
  return Array.from({ length: customers }, (_, index) => {
    const cycle = 8 + random.whole(60)
    const stops = index % 2 === 0 ? 0 : random.whole(500)
    const days: string[] = []
    for (let back = stops; back < 700 && days.length < 30; back += Math.ceil(cycle * (0.5 + random.next())))
      days.unshift(addDays(lastDay, -back))
    return days
  })
}

describe('the backtest of a company’s own orders', () => {
  const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
  const companyDays = company(160)

  async function makeCompany(customers = companyDays, teamId = 1): Promise<void> {
    const { db } = bot.store
    const names = customers.map((_, index) => ({ name: `C${index}`, teamId, ...customerSearch({ name: `C${index}` }) }))
    const made = await db.customer.createManyAndReturn({ data: names, select: { id: true } })
    const order = (customerId: number, day: string) => {
      const orderedAt = new Date(`${day}T12:00:00Z`)
      return { externalId: `${customerId}-${day}`, customerId, orderedAt, amount: '100', currency: 'EUR' }
    }
    await db.order.createMany({ data: made.flatMap(({ id }, index) => (customers[index] ?? []).map(day => order(id, day))) })
  }
  const inMemory = (customers: readonly string[][]): OrderDay[][] =>
    customers.map(days => days.map(day => orderDay(dayNumber(day), 10_000, false)))

  async function run(args: string[], locale: Locale = 'en') {
    const [output, errors]: [string[], string[]] = [[], []]
    const terminal: Terminal = {
      ...{
        locale,
        output: { write: text => output.push(text) },
        errors: { write: text => errors.push(text) },
        now: () => 0,
        clock: () => bot.now,
      },
      ...{ signal: new AbortController().signal, rooms: collect([riskFeature]), settings: readSettings({}), rows: fileRows },
      inspectPlatforms: async () => [],
      perform: overTheDoor,
    }
    const code = await runCommand(backtestCommand, args, terminal)
    return { code, output: output.join(''), errors: errors.join('') }
  }

  /** As through the door of a running bot: order and events travel as JSON. */
  async function* overTheDoor<Order, Event extends TaskEvent>(task: Task<Order, Event>, order: Order): AsyncGenerator<Event> {
    const sent = task.order.parse(JSON.parse(JSON.stringify(order)))
    const nothing: AsyncIterable<Uint8Array> = (async function* () {})()
    for await (const event of task.run(workplace(bot.store), sent, nothing, new AbortController().signal))
      yield task.event.parse(JSON.parse(JSON.stringify(event)))
  }

  it('gives the figures that the same orders give in memory, for the last three quarters before the last order', async () => {
    await makeCompany()
    const { code, output, errors } = await run(['--json'])
    expect([code, errors]).toEqual([0, 'Key accounts, the first of 2 teams; --team NAME for another.\n'])
    const expected = cutoffs.map(day => backtestAt(inMemory(companyDays), dayNumber(day), 90))
    const settings = expected.map(setting => setting && { ...setting, cutoff: dayText(setting.cutoff) })
    const mean = (name: 'auc' | 'brier') => expected.reduce((sum, setting) => sum + (setting?.[name] ?? 0), 0) / 3
    expect(JSON.parse(output)).toEqual({
      team: 'Key accounts',
      settings: JSON.parse(JSON.stringify(settings)),
      mean: { auc: mean('auc'), brier: mean('brier') },
      worst: { ece: Math.max(...expected.map(setting => setting?.ece ?? 0)) },
    })
  })

  it('takes the days and the horizon it is told, else the team’s horizon, and says which outcomes are not known yet', async () => {
    await makeCompany(companyDays, 2)
    await bot.store.db.team.update({ where: { id: 2 }, data: { horizonDays: 60 } })
    const asked = ['--team', ' 华东客户部', '--cutoffs', '2026-06-01,2026-08-01', '--json']
    const { output, errors } = await run(asked)
    expect(JSON.parse(output)).toMatchObject({
      team: '华东客户部',
      settings: [
        { cutoff: '2026-06-01', horizonDays: 60 },
        { cutoff: '2026-08-01', horizonDays: 60 },
      ],
    })
    expect(errors).toBe(
      'The orders end on 2026-09-14, before the horizon after 2026-08-01 does: what came later counts as no order.\n',
    )
    expect(JSON.parse((await run([...asked, '--horizon', '30'])).output).settings[0].horizonDays).toBe(30)
  })

  it('prints the panel of each day, the means and the trust line, in both languages', async () => {
    await makeCompany()
    const { output } = await run([])
    for (const cutoff of cutoffs) expect(output).toContain(`As of ${cutoff}, 90 days ahead`)
    const aucs = [...output.matchAll(/AUC \(recency alone, RFM sum\) +(\S+) /g)].map(([, auc]) => Number(auc))
    expect(aucs).toHaveLength(4)
    expect(aucs[3]).toBeCloseTo(((aucs[0] ?? 0) + (aucs[1] ?? 0) + (aucs[2] ?? 0)) / 3, 3)
    expect(output).toMatch(/How far to trust this: of those the model gives \d+–\d+% as of 16 Jun 2026.*\(n = \d+\)\.\n$/)
    const chinese = (await run([], 'zh-CN')).output
    expect(chinese).toContain('3 个截止日的平均')
    expect(chinese).toMatch(/可信度：只用截至2026年6月16日的订单/)
  })

  it('judges those apart who had not counted as left: that the others stay away is no news', () => {
    const gone = Array.from({ length: 30 }, (_, index) => [addDays('2025-01-01', index)])
    const customers = inMemory([...companyDays, ...gone])
    const setting = backtestAt(customers, dayNumber('2026-06-16'), 90)
    expect(setting?.customers).toBeGreaterThanOrEqual(180)
    expect(setting?.remaining?.customers).toBeLessThanOrEqual((setting?.customers ?? 0) - 30)
    expect(setting?.remaining?.base).toBeLessThan(setting?.base ?? 0)
  })

  it('says what is missing, from when it will do, and what teams there are', async () => {
    await makeCompany(company(25).map(() => ['2026-08-20', lastDay]))
    const { code, errors } = await run(['--team', 'key accounts'])
    expect(code).toBe(1)
    expect(errors).toContain(
      '0 customers had ordered by 16 Jun 2026, the last day of which the 90 days after it are known; it takes 20.',
    )
    expect(errors).toContain('There will be enough on 19 Nov 2026. Import older orders')
    expect((await run(['--team', 'nobody'])).errors).toBe('There is no such team. Teams: Key accounts, 华东客户部\n')
    expect((await run(['--map', 'amount=x'])).errors).toContain('--map is about a file')
    expect((await run(['orders.csv', '--team', 'x'])).errors).toContain('A file belongs to no team')
  })

  it('of a file stays as it was, without a database', async () => {
    const file = freshPath('orders.csv')
    const rows = companyDays.flatMap((days, id) => days.map((day, n) => `${id}-${n},${id},${day},100`))
    await writeFile(file, `external_id,customer_external_id,ordered_at,amount\n${rows.join('\n')}\n`)
    const { code, output } = await run([file, '--json'])
    const { team, settings, mean, worst } = JSON.parse(output)
    expect([code, team, Object.keys(mean), Object.keys(worst)]).toEqual([0, undefined, ['auc', 'brier'], ['ece']])
    expect(settings.map(({ cutoff }: { cutoff: string }) => cutoff)).toEqual(cutoffs)
    const named = [
      'cutoff',
      'horizonDays',
      'customers',
      'base',
      'auc',
      'brier',
      'ece',
      'aucRecency',
      'aucRfm',
      'lift',
      'maxLift',
      'method',
    ]
    expect(Object.keys(settings[0])).toEqual(expect.arrayContaining(named))
  })

  describe('in chat', () => {
    async function parts(person: 'marcus' | 'olivia', line: string): Promise<Part[]> {
      const reply = await bot.say(person, line, 'key-accounts')
      return reply.kind === 'message' ? reply.message.parts : []
    }
    const outcome = (madeOn: string, base: number) =>
      bot.store.db.riskOutcome.create({
        data: {
          ...{ teamId: 1, madeOn: new Date(madeOn), horizonDays: 60, customers: 100, brier: 0.15, auc: 0.789, base },
          bins: [
            { said: 0.5, happened: 0.5, count: 50 },
            { said: 0.9, happened: 0.9, count: 50 },
          ],
          fifths: Array.from({ length: 5 }, () => ({ count: 20, happened: base })),
        },
      })

    it('shows a column a quarter, the chart, the trust line, and in plain words what it means', async () => {
      await makeCompany()
      const said = await parts('marcus', '/rapport backtest')
      const settings = cutoffs.map(day => backtestAt(inMemory(companyDays), dayNumber(day), 90))
      const table = said.find(part => part.kind === 'table')
      expect(table?.columns).toEqual(['Worked out as of', '16 Dec 2025', '17 Mar', '16 Jun', 'Mean'])
      const row = table?.rows.find(([label]) => label?.startsWith('AUC (')) ?? []
      expect(row.slice(1, 4).map(cell => cell.split(' ')[0])).toEqual(settings.map(setting => setting?.auc.toFixed(3)))
      const chart = said.flatMap(part => (part.kind === 'chart' ? [part.chart] : []))[0]
      expect(chart?.kind === 'points' && chart.points).toEqual(
        settings[2]?.remaining?.bins.map(({ said: x, happened: y, count: weight }) => ({ x, y, weight })),
      )
      const pairs = settings.reduce((sum, setting) => sum + (setting?.remaining?.auc ?? 0) / 3, 0)
      const text = textOf(await bot.say('marcus', '/rapport backtest', 'key-accounts'))
      expect(text).toContain(
        `had the higher risk in ${Math.round(pairs * 100)} of 100 cases (guessing: 50; by the last order alone: `,
      )
      expect(text).toContain('No forecast of its own is waiting')
    })

    it('shows how its own forecasts did, the latest four, and no more than were known by today', async () => {
      await makeCompany()
      for (const [madeOn, base] of [
        ['2026-05-04', 0.7],
        ['2026-06-01', 0.61],
        ['2026-06-08', 0.62],
        ['2026-06-15', 0.63],
        ['2026-06-22', 0.64],
        ['2026-07-27', 0.99],
      ] as const)
        await outcome(madeOn, base)
      const text = textOf(await bot.say('marcus', '/rapport backtest', 'key-accounts'))
      expect(text).toContain(
        'Of 22 Jun 2026, 60 days ahead, n = 100: said 70% on average, 64% did not order; AUC 0.789, Brier 0.150 (base rate 0.230)',
      )
      expect(text.match(/60 days ahead, n = 100/g)).toHaveLength(4)
      expect(text).not.toContain('4 May')
      expect(text).not.toContain('27 Jul')
      expect(text).toContain('of those we gave 60–80% on 22 Jun 2026, 64% did not order within 60 days (n = 20)')
    })

    it('says when the first forecasts will be scored, and what is missing for a backtest', async () => {
      const customerId = await makeCustomer(bot.store, { name: 'Only', orders: ['2026-09-01'] })
      await bot.store.db.riskForecast.create({
        data: { customerId, madeOn: new Date('2026-09-14'), teamId: 1, horizonDays: 90, score: 0.5 },
      })
      const text = textOf(await bot.say('marcus', '/rapport backtest', 'key-accounts'))
      expect(text).toContain('Key accounts: too little to check against. 0 customers had ordered by 3 Jun 2026')
      expect(text).toContain('the first are of 14 Sep 2026 and will be scored on 14 Dec 2026')
    })

    it('speaks Chinese, and is for managers', async () => {
      await makeCompany(companyDays, 2)
      await bot.store.db.member.update({ where: { id: await bot.member('marcus') }, data: { locale: 'zh-CN' } })
      const denied = textOf(await bot.say('chen', '/rapport 回测', 'east'))
      expect(denied).toContain('您没有权限')
      await bot.store.db.teamRole.updateMany({ where: { memberId: await bot.member('chen') }, data: { role: 'manager' } })
      const text = textOf(await bot.say('chen', '/rapport 回测', 'east'))
      expect(text).toContain('华东客户部：未来 90 天的流失风险有多可信')
      expect(text).toMatch(/没下单的那位当时风险更高的情况占 \d+%（瞎猜是 50%，只看最近下单日是 \d+%）/)
      expect(text).not.toMatch(/Customers|trust|horizon/)
    })
  })
})
