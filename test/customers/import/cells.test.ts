import { describe, expect, it } from 'vitest'
import { amountText, readCents, readCurrency, readQuantity, readWhen } from '../../../src/customers/import/cells.ts'
import { instantMs, isSameTime } from '../../../src/customers/import/clock.ts'

const cents = (text: string) => {
  const read = readCents(text)
  return 'value' in read ? read.value : 'refused'
}
const at = (text: string, zone = 'America/New_York') => {
  const read = readWhen(text)
  return 'value' in read ? new Date(instantMs(read.value, zone)).toISOString() : 'refused'
}

describe('an amount', () => {
  it('is read exactly', () => {
    const cases: [string, number | 'refused'][] = [
      ['12', 1200],
      ['12.0', 1200],
      ['12.', 1200],
      ['0.1', 10],
      ['-5.25', -525],
      ['+3', 300],
      ['-0', 0],
      ['12,50', 1250],
      ['19.9900', 1999],
      ['29.990000000000002', 2999],
      ['0.30000000000000004', 30],
      ['1.9999999999999998', 200],
      ['999999999999.99', 99_999_999_999_999],
      ['12.345', 'refused'],
      ['1,234', 'refused'],
      ['1,234.50', 'refused'],
      ['€12', 'refused'],
      ['(12)', 'refused'],
      ['1e3', 'refused'],
      ['NaN', 'refused'],
      ['1234567890123', 'refused'],
    ]
    for (const [text, expected] of cases) expect(cents(text), text).toBe(expected)
    for (const value of [0, 1, -1, 1999, 99_999_999_999_999]) expect(cents(amountText(value))).toBe(value)
  })
})

describe('a time of an order', () => {
  it('with an offset is that instant, without one the wall clock of the team', () => {
    expect(at('2026-03-31T14:30:00Z')).toBe('2026-03-31T14:30:00.000Z')
    expect(at('2026-03-31T14:30:00.1234+02:00')).toBe('2026-03-31T12:30:00.123Z')
    expect(at('2026-03-31 14:30-0530')).toBe('2026-03-31T20:00:00.000Z')
    expect(at('2026-03-31T14:30:15')).toBe('2026-03-31T18:30:15.000Z')
    expect(at('2026-01-31 14:30', 'Asia/Shanghai')).toBe('2026-01-31T06:30:00.000Z')
  })

  it('that is a bare day is noon of that day, wherever', () => {
    expect(at('2026-03-31')).toBe('2026-03-31T16:00:00.000Z')
    expect(at('20260331', 'Asia/Shanghai')).toBe('2026-03-31T04:00:00.000Z')
  })

  it('on a day whose clocks change is right before and after the change', () => {
    expect(at('2026-03-08T01:30')).toBe('2026-03-08T06:30:00.000Z')
    expect(at('2026-03-08T03:30:20')).toBe('2026-03-08T07:30:20.000Z')
    expect(at('2026-11-01')).toBe('2026-11-01T17:00:00.000Z')
  })

  it('that does not exist is refused', () => {
    for (const text of [
      '2026-02-30',
      '31/03/2026',
      '2026-13-01',
      '2026-03-31T25:00',
      '1776-07-04',
      'yesterday',
      '2026-3-1',
      '2026-0331',
    ])
      expect(at(text), text).toBe('refused')
  })

  it('that is a bare day stays the same when the zone is corrected', () => {
    const read = readWhen('2026-03-31')
    if (!('value' in read)) throw new Error('refused')
    const stored = instantMs(read.value, 'UTC')
    expect(isSameTime(read.value, 'America/New_York', stored)).toBe(true)
    expect(isSameTime(read.value, 'America/New_York', stored + 86_400_000)).toBe(false)
  })
})

describe('a currency and a quantity', () => {
  it('are read or refused', () => {
    expect(readCurrency('eur')).toEqual({ value: 'EUR' })
    expect(readCurrency('EURO')).toHaveProperty('problem')
    expect(readCurrency('QQQ')).toHaveProperty('problem')
    expect(readQuantity('2')).toEqual({ value: '2.000' })
    expect(readQuantity('-0.75')).toEqual({ value: '-0.750' })
    expect(readQuantity('two')).toHaveProperty('problem')
  })
})
