import { beforeEach, describe, expect, it } from 'vitest'
import { customersFeature } from '../../../src/customers/feature.ts'
import { ordersFeature } from '../../../src/orders/feature.ts'
import { learnPurchases } from '../../../src/orders/next/learn.ts'
import { textOf, useBot } from '../../harness/bot.ts'
import { importFile } from '../../imports/importing.ts'
import { addCustomer } from '../../tasks/shop.ts'

const bot = useBot([customersFeature, ordersFeature])
const berlin = { id: 1, zone: 'Europe/Berlin' }
const today = '2026-09-16'

const learn = (team = berlin): Promise<void> => bot.store.tx(tx => learnPurchases(tx, team, today))

async function given(name: string, externalId: string, team = 1): Promise<number> {
  const id = await addCustomer(bot, name, team, team === 1 ? 'sofia' : 'chen')
  await bot.store.db.customer.update({ where: { id }, data: { externalId } })
  return id
}

let orders = 0
/** Each line: customer, time, amount, SKU and name of the product; each an order of its own. */
async function ordered(...lines: string[]): Promise<void> {
  const rows = lines.map(line => {
    const [customer, at, amount, sku = '', name = ''] = line.split('|')
    return `O${++orders},${customer},${at},${amount},EUR,${sku},${name}`
  })
  const header = 'external_id,customer_external_id,ordered_at,amount,currency,product_sku,product_name'
  await importFile(bot.store, 'orders', `${header}\n${rows.join('\n')}\n`)
}

/** Every `every` days, the last on `last`. */
function series(customer: string, sku: string, name: string, last: string, every: number, times: number): string[] {
  return Array.from({ length: times }, (_, index) => {
    const day = new Date(Date.parse(last) - index * every * 86_400_000).toISOString().slice(0, 10)
    return `${customer}|${day}|50|${sku}|${name}`
  }).reverse()
}

beforeEach(async () => {
  orders = 0
  await given('Acme GmbH', 'C1')
})

describe('what a customer may buy next', () => {
  it('stands on the card: the next order, then products by how often they were bought, the overdue ones first', async () => {
    await ordered(
      ...series('C1', 'BB', 'Blue beans', '2026-09-10', 21, 6),
      ...series('C1', 'RF', 'Red filters', '2026-06-01', 30, 4),
      ...series('C1', 'GC', 'Green cups', '2026-09-01', 90, 2),
      'C1|2026-08-01|10|SP|Spoon',
    )
    await learn()
    const card = textOf(await bot.say('sofia', '/customer acme'))
    const lines = card.slice(card.indexOf('Expected next')).split('\n')
    expect(lines.slice(0, 6)).toEqual([
      'Expected next',
      '- Next order: expected 17 Sep – 16 Oct / ordered 13 times, usually every 11 days',
      '- Red filters: overdue, was expected 15 Jun – 8 Aug / bought 4 times, usually every 30 days',
      '- Green cups: expected 17 Sep – 16 Nov / bought 2 times, usually every 90 days',
      '- Blue beans: expected 23 Sep – 11 Nov / bought 6 times, usually every 21 days',
      '…and 1 more, shown with /customer next "Acme GmbH"',
    ])
    expect(card).toContain('Of purchases that came, about half fell within such a window.')
  })

  it('is listed whole by /customer next, a page at a time, in both languages', async () => {
    const many = Array.from({ length: 12 }, (_, index) => series('C1', `P${index}`, `Product ${index}`, '2026-09-10', 20, 2))
    await ordered(...many.flat())
    const first = await bot.say('sofia', '/customer next acme')
    expect(textOf(first)).toContain('What Acme GmbH may buy next\n- Next order: ')
    expect(textOf(first)).toContain('1–10 of 12')
    expect(textOf(first)).toContain('[Next]')
    const second = await bot.click('sofia', 'orders.next', { customerId: 1, page: 1 })
    expect(second.kind).toBe('replace')
    expect(textOf(second).match(/^- Product/gm)).toHaveLength(2)
    expect(textOf(second)).not.toContain('Next order')
    await bot.store.db.customer.updateMany({ data: { teamId: 2 } })
    const chinese = textOf(await bot.say('chen', '/客户 复购 acme'))
    expect(chinese).toContain('Acme GmbH接下来可能会买\n- 下一单：预计')
    expect(chinese).toMatch(/- Product 0：预计9月\d+日至\d+月\d+日 \/ 买过 2 次，通常每 20 天一次/)
  })

  it('says what is missing: no orders, no products, nothing learned yet', async () => {
    expect(textOf(await bot.say('sofia', '/customer next acme'))).toBe(
      'Acme GmbH has no orders, so there is nothing to expect yet.',
    )
    expect(textOf(await bot.say('sofia', '/customer acme'))).not.toContain('Expected next')
    await ordered('C1|2026-08-01|50', 'C1|2026-09-01|50')
    const card = textOf(await bot.say('sofia', '/customer acme'))
    expect(card).toMatch(/Next order: expected .* \/ ordered 2 times, usually every 31 days/)
    expect(card).toContain('The orders name no products')
    expect(card).toContain('tonight they are worked out from your own orders')
    await learn()
    expect(textOf(await bot.say('sofia', '/customer acme'))).not.toContain('tonight')
  })

  it('nets returns out, counts a day once, knows no order of tomorrow, and takes the days of the team', async () => {
    await ordered(
      // Midnight in Berlin lies between these two, so they are two days there and one in London.
      'C1|2026-09-01T21:30:00Z|50|BB|Blue beans',
      'C1|2026-09-01T22:30:00Z|50|BB|Blue beans',
      'C1|2026-09-02T09:00:00Z|50|BB|Blue beans',
      'C1|2026-09-05|80|RF|Red filters',
      'C1|2026-09-07|-80|RF|Red filters',
      'C1|2026-09-18|50|BB|Blue beans',
    )
    const next = textOf(await bot.say('sofia', '/customer next acme'))
    expect(next).toContain('bought 2 times, usually every day')
    expect(next).not.toContain('Red filters')
    expect(next).toContain('ordered 2 times')
  })

  it('promises nothing for what was given up or bought once long ago, nor of a customer who left', async () => {
    await ordered(...series('C1', 'RF', 'Red filters', '2024-06-01', 30, 4), 'C1|2024-01-05|10|SP|Spoon')
    await learn()
    const next = textOf(await bot.say('sofia', '/customer next acme'))
    expect(next).toContain('- Red filters: not since 1 Jun 2024 / bought 4 times')
    expect(next).toContain('- Spoon: once, on 5 Jan 2024 / bought once so far')
    await bot.store.db.customer.updateMany({ data: { leftAt: new Date('2026-09-01T10:00:00Z'), leftReason: 'Price' } })
    expect(textOf(await bot.say('sofia', '/customer acme'))).not.toContain('Expected next')
  })
})

describe('a related product', () => {
  /** Of ten buyers of beans seven buy filters; the other ten customers buy cups. */
  async function shop(filterBuyers: number): Promise<void> {
    const lines: string[] = []
    for (let at = 2; at <= 21; at += 1) {
      await given(`Shop ${at}`, `C${at}`)
      const beans = at <= 11
      lines.push(`C${at}|2026-08-01|50|${beans ? 'BB|Blue beans' : 'GC|Green cups'}`)
      if (beans && at < 2 + filterBuyers) lines.push(`C${at}|2026-08-02|20|RF|Red filters`)
    }
    await ordered(...lines, 'C1|2026-09-01|50|BB|Blue beans')
    await learn()
  }

  it('is new to the customer, and comes with how many customers buy both and how much oftener than others', async () => {
    await shop(7)
    const card = textOf(await bot.say('sofia', '/customer acme'))
    expect(card).toContain(
      'May also need\n- Red filters / bought by 7 of the 11 customers who buy Blue beans; 1.9 times as often as by customers in general',
    )
    await ordered('C1|2026-09-02|20|RF|Red filters', 'C1|2026-09-03|-20|RF|Red filters')
    expect(textOf(await bot.say('sofia', '/customer acme'))).not.toContain('May also need')
  })

  it('is never told from fewer than five customers', async () => {
    await shop(4)
    expect(textOf(await bot.say('sofia', '/customer next acme'))).toContain('No other product stands out')
    expect(await bot.store.db.relatedProduct.count()).toBe(0)
    const kept = await bot.store.db.productRhythm.findMany({ orderBy: { product: 'asc' } })
    expect(kept.map(({ product, buyers }) => [product, buyers])).toEqual([
      ['BB', 11],
      ['GC', 10],
    ])
  })

  it('is learned from the team’s own customers alone, without those erased, and anew each night', async () => {
    await shop(6)
    await bot.store.db.customer.updateMany({ where: { externalId: { in: ['C2', 'C3'] } }, data: { erasedAt: bot.now } })
    await learn()
    expect(await bot.store.db.relatedProduct.count()).toBe(0)
    await bot.store.db.customer.updateMany({ data: { erasedAt: null } })
    await bot.store.db.customer.updateMany({ where: { externalId: { in: ['C2', 'C3'] } }, data: { teamId: 2 } })
    await learn()
    await learn({ id: 2, zone: 'Asia/Shanghai' })
    expect(await bot.store.db.relatedProduct.count()).toBe(0)
    await bot.store.db.customer.updateMany({ data: { teamId: 1 } })
    await learn()
    expect(await bot.store.db.relatedProduct.count()).toBe(2)
    expect(await bot.store.db.productRhythm.count({ where: { teamId: 1 } })).toBe(3)
  })

  it('goes by the name it was last ordered under, and by its name where it has no SKU', async () => {
    await shop(6)
    await ordered('C2|2026-09-10|20|RF|Filters (new)')
    for (let at = 2; at <= 7; at += 1) await ordered(`C${at}|2026-09-11|5||${at % 2 ? 'Tea' : ' TEA'}`)
    await learn()
    const kept = await bot.store.db.productRhythm.findMany({ orderBy: { product: 'asc' } })
    expect(kept.map(({ product, name }) => `${product}: ${name}`)).toEqual([
      'BB: Blue beans',
      'GC: Green cups',
      'RF: Filters (new)',
      'tea: Tea',
    ])
  })
})

it('shows a shop of its own pace windows that are learned from it', async () => {
  for (let at = 2; at <= 31; at += 1) await given(`Shop ${at}`, `C${at}`)
  const lines = Array.from({ length: 30 }, (_, index) => series(`C${index + 2}`, 'BB', 'Blue beans', '2026-09-10', 20, 20))
  await ordered(...lines.flat(), ...series('C1', 'BB', 'Blue beans', '2026-09-10', 20, 20))
  const window = async (): Promise<string> =>
    /Blue beans: (.*) \//.exec(textOf(await bot.say('sofia', '/customer acme')))?.[1] ?? ''
  const before = await window()
  await learn()
  // Everybody buys every twenty days, so the window closes in on the 30th.
  expect([before, await window()]).toEqual([
    'expected 22 Sep – 13 Nov',
    expect.stringMatching(/^expected 2\d Sep – (30 Sep|[1-4] Oct)$/),
  ])
})
