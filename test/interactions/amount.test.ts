import { describe, expect, it } from 'vitest'
import { findAmounts } from '../../src/interactions/amount.ts'

describe('findAmounts', () => {
  it.each([
    ['1200 EUR', '1200', 'EUR'],
    ['EUR 1,200', '1200', 'EUR'],
    ['$1,200.50', '1200.50', 'USD'],
    ['€1.200,00', '1200.00', 'EUR'],
    ['1.200 €', '1200', 'EUR'],
    ['1 200 EUR', '1200', 'EUR'],
    ["CHF 1'200.50", '1200.50', 'CHF'],
    ['12,50 EUR', '12.50', 'EUR'],
    ['1,234,567.89 usd', '1234567.89', 'USD'],
    ['$5k', '5000', 'USD'],
    ['1.2M USD', '1200000', 'USD'],
    ['HK$300', '300', 'HKD'],
    ['200 dollars', '200', 'USD'],
    ['1.2万元', '12000', 'CNY'],
    ['１．２万元', '12000', 'CNY'],
    ['1.2345万元', '12345', 'CNY'],
    ['￥8000', '8000', 'CNY'],
    ['8000块', '8000', 'CNY'],
    ['三万五千元', '35000', 'CNY'],
    ['八千块钱', '8000', 'CNY'],
    ['2亿美元', '200000000', 'USD'],
    ['0.1万元', '1000', 'CNY'],
  ])('%s is exactly %s %s', (text, amount, currency) => {
    expect(findAmounts(`x ${text} y`).map(one => [one.amount, one.currency])).toEqual([[amount, currency]])
  })

  it('finds no money in versions, words and nothing', () => {
    for (const text of ['1.2.3', 'try again', '0 EUR', '几千元', '我们一块去', 'A4-1200', '9'.repeat(30)]) {
      expect(
        findAmounts(text).filter(one => one.currency !== null),
        text,
      ).toEqual([])
    }
  })

  it('points at the words of the amount', () => {
    const text = '客户说 8000 元 可以'
    const [one] = findAmounts(text)
    expect(one && text.slice(one.index, one.index + one.length)).toBe('8000 元')
  })
})
