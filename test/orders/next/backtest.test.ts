import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { purchaseDays } from '../../../src/orders/next/purchases.ts'
import { dayOf, logFile } from '../../risk/model/logs.ts'
import { windowFigures } from './backtest.ts'
import { buyAgainRecall, itemWindows, learnUntil, relatedRecall } from './items-backtest.ts'
import { lastDay, madeShop } from './made-shop.ts'

const log = logFile('cdnow_master')

/** The order days of each customer of the log. */
function orderDays(path: string): number[][] {
  const texts = new Map<string, string[]>()
  const rows = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1)
  for (const [customer = '', date = '', , amount = ''] of rows.map(row => row.split(',')).toSorted(byDate)) {
    const text = `${dayOf(date)} ${Math.round(Number(amount) * 100)} USD`
    texts.set(customer, [...(texts.get(customer) ?? []), text])
  }
  return [...texts.values()].map(text => purchaseDays(text.join(',')))
}

const byDate = ([, one = '']: string[], [, other = '']: string[]): number => (one < other ? -1 : Number(one > other))

/** `SHOW_FIGURES=on` prints the table of the README. */
describe.skipIf(!log)('the next order on the CDNOW log', () => {
  const customers = log ? orderDays(log) : []
  const end = dayOf('1998-06-30')

  // Gaps that began after these days could be followed for at least half a year.
  it.each(['1997-06-30', '1997-09-30'])('after %s falls into its window about every second time, learned from before', cutoff => {
    const figures = windowFigures(customers, dayOf(cutoff), end)
    if (process.env.SHOW_FIGURES) console.log(cutoff, figures)
    expect(figures.orders).toBeGreaterThan(3000)
    expect(figures.inside).toBeGreaterThan(0.44)
    expect(figures.inside).toBeLessThan(0.58)
    expect(figures.before).toBeGreaterThan(0.12)
    expect(figures.error).toBeLessThan(0.9 * figures.ownMedianError)
  })
})

/** No public log with products is at hand, so these hold that the rules find what was put in, not how real shops are. */
describe('products in a shop made by known rules', () => {
  const seed = 20_261_125
  const learned = learnUntil(madeShop(seed, 3000), 640)

  it(`are bought again inside the window about every second time (seed ${seed})`, () => {
    const figures = itemWindows(learned, lastDay)
    if (process.env.SHOW_FIGURES) console.log(figures)
    expect(figures.inside).toBeGreaterThan(0.45)
    expect(figures.inside).toBeLessThan(0.58)
    expect(figures.error).toBeLessThan(0.95 * figures.ownMedianError)
  })

  it(`are found by how often the customer bought them, several times as well as by popularity (seed ${seed})`, () => {
    const figures = buyAgainRecall(learned)
    if (process.env.SHOW_FIGURES) console.log(figures)
    expect(figures.own).toBeGreaterThan(3 * figures.popular)
  })

  it(`are suggested by what buyers of the same bought, better than by popularity and by lift (seed ${seed})`, () => {
    const figures = relatedRecall(learned)
    if (process.env.SHOW_FIGURES) console.log(figures)
    expect(figures.related).toBeGreaterThan(1.2 * figures.popular)
    expect(figures.related).toBeGreaterThan(figures.lift)
  })
})
