import { describe, expect, it } from 'vitest'
import { formatDate, formatRelative } from '../../../src/chat/dates/format.ts'

const NOW = new Date('2026-09-03T18:30:00Z')

describe('formatDate', () => {
  it.each([
    ['short', 'en', '2026-09-03', '3 Sep'],
    ['short', 'zh-CN', '2026-09-03', '9月3日'],
    ['short', 'en', '2027-06-30', '30 Jun 2027'],
    ['short', 'zh-CN', '2027-06-30', '2027年6月30日'],
    ['weekday', 'en', '2026-09-06', 'Sun 6 Sep'],
    ['weekday', 'zh-CN', '2026-09-06', '9月6日周日'],
    ['long', 'en', '2026-09-06', '6 September 2026'],
    ['long', 'zh-CN', '2026-09-06', '2026年9月6日'],
    ['relative', 'en', '2026-09-03', 'today'],
    ['relative', 'zh-CN', '2026-09-06', '3天后'],
  ] as const)('%s in %s: %s is %s', (style, locale, date, text) => {
    expect(formatDate(date, locale, 'UTC', style, NOW)).toBe(text)
  })

  it('reads an instant in the zone of the reader', () => {
    expect(formatDate(NOW, 'zh-CN', 'Asia/Shanghai', 'datetime', NOW)).toBe('9月4日 02:30')
    expect(formatDate(NOW, 'en', 'America/New_York', 'datetime', NOW)).toBe('3 Sep, 14:30')
  })

  it('shows the year when no moment says which year is this one', () => {
    expect(formatDate('2026-09-03', 'en', 'UTC')).toBe('3 Sep 2026')
  })
})

describe('formatRelative', () => {
  it.each([
    ['2026-09-03', 'today', '今天'],
    ['2026-09-04', 'tomorrow', '明天'],
    ['2026-09-02', 'yesterday', '昨天'],
    ['2026-09-06', 'in 3 days', '3天后'],
    ['2026-08-31', '3 days ago', '3天前'],
  ])('%s is "%s" and %s', (date, english, chinese) => {
    expect(formatRelative(date, 'en', '2026-09-03')).toBe(english)
    expect(formatRelative(date, 'zh-CN', '2026-09-03')).toBe(chinese)
  })
})
