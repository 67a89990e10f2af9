import { describe, expect, it } from 'vitest'
import { chineseNumber } from '../../../src/chat/dates/chinese-numbers.ts'

describe('chineseNumber', () => {
  it.each([
    ['12', 12],
    ['十', 10],
    ['十二', 12],
    ['二十三', 23],
    ['廿八', 28],
    ['三十', 30],
    ['一百零五', 105],
    ['三百五', 350],
    ['一千二百', 1200],
    ['一万二', 12_000],
    ['三万五千', 35_000],
    ['两百万', 2_000_000],
    ['一亿两千万', 120_000_000],
    ['二〇二七', 2027],
    ['', null],
    ['十个', null],
    ['万', null],
    ['五六十', null],
  ])('%s is %s', (text, value) => {
    expect(chineseNumber(text)).toBe(value)
  })
})
