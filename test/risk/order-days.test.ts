import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../../src/chat/dates/zone.ts'
import { type OrderDay, readOrderDays, rhythmAsOf } from '../../src/risk/order-days.ts'

const date = '2026-09-16'
const dayOf = (back: number): number => daysBetween('1970-01-01', addDays(date, -back))
const ordered = (back: number, cents = 1_000, currency = 'EUR'): OrderDay => ({ day: dayOf(back), cents, currency })

describe('the days of a customer’s orders', () => {
  it('are one for all orders of a day, net, in the currency of the last', () => {
    expect(readOrderDays('10 1050 EUR,10 -50 EUR,12 200 USD')).toEqual([
      { day: 10, cents: 1_000, currency: 'EUR' },
      { day: 12, cents: 200, currency: 'USD' },
    ])
  })

  it('add up exactly, so that a return of everything leaves no day of buying', () => {
    expect(rhythmAsOf(readOrderDays('10 10 EUR,10 20 EUR,10 -30 EUR'), date)).toBeNull()
  })

  it('give the median of the gaps: of an even number the mean of the middle two, of one order none', () => {
    const rhythm = (...backs: number[]) =>
      rhythmAsOf(
        backs.map(back => ordered(back)),
        date,
      )?.ownCycleDays
    expect(rhythm(100, 90, 50)).toBe(25)
    expect(rhythm(100, 90, 50, 30)).toBe(20)
    expect(rhythm(30)).toBeNull()
  })

  it('count nothing after the day asked for', () => {
    const days = [ordered(60), ordered(30), ordered(0)]
    expect(rhythmAsOf(days, addDays(date, -1))).toEqual(rhythmAsOf(days.slice(0, 2), addDays(date, -1)))
    expect(rhythmAsOf(days, date)).toMatchObject({ orderDays: 3, lastOrder: date })
    expect(rhythmAsOf(days, addDays(date, -61))).toBeNull()
  })

  it('are worth what was bought within 365 days, returns off, in the currency of the last order', () => {
    const days = [ordered(365, 7_000), ordered(364, 500), ordered(100, 900, 'USD'), ordered(20, -100), ordered(10, 1_025)]
    expect(rhythmAsOf(days, date)).toMatchObject({ value: 14.25, currency: 'EUR', orderDays: 4 })
  })
})
