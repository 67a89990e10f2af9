import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountParsers } from '../../../src/chat/dates/english-amounts.ts'
import { parseUntil, parseUpcoming, parseWhen } from '../../../src/chat/dates/when.ts'
import { isLocalDate } from '../../../src/chat/dates/zone.ts'

const THURSDAY = { now: new Date('2026-09-03T10:00:00Z'), zone: 'UTC' }
/** Already Friday 4 September, 02:30, for the member; still Thursday for the server. */
const SHANGHAI = { now: new Date('2026-09-03T18:30:00Z'), zone: 'Asia/Shanghai' }
/** Sunday 6 September, 22:00. */
const SUNDAY_SHANGHAI = { now: new Date('2026-09-06T14:00:00Z'), zone: 'Asia/Shanghai' }
/** Sunday 6 September, 23:30; the server already has Monday. */
const SUNDAY_NEW_YORK = { now: new Date('2026-09-07T03:30:00Z'), zone: 'America/New_York' }
const MONTH_END = { now: new Date('2027-01-31T08:00:00Z'), zone: 'Europe/Berlin' }

type Ref = typeof THURSDAY

function said(text: string, ref: Ref): string {
  const result = parseWhen(text, ref)
  if (result.kind !== 'found') return result.kind
  return result.time ? `${result.date} ${result.time}` : result.date
}

const ENGLISH: [string, string, Ref?][] = [
  ['today', '2026-09-03'],
  ['tomorrow', '2026-09-04'],
  ['tomorrow 3pm', '2026-09-04 15:00'],
  ['tmrw at 10', '2026-09-04 10:00'],
  ['call her tomorrow at 3', '2026-09-04 15:00'],
  ['day after tomorrow', '2026-09-05'],
  ['yesterday', '2026-09-02'],
  ['tonight', '2026-09-03 20:00'],
  ['tonight at 9', '2026-09-03 21:00'],
  ['tomorrow morning', '2026-09-04 09:00'],
  ['this afternoon', '2026-09-03 14:00'],
  ['friday send the quote', '2026-09-04'],
  ['Thursday', '2026-09-10'],
  ['this thursday', '2026-09-03'],
  ['next friday', '2026-09-11'],
  ['last friday', '2026-08-28'],
  ['friday next week', '2026-09-11'],
  ['next week, Tuesday', '2026-09-08'],
  ['monday week', '2026-09-14'],
  ['2 weeks from monday', '2026-09-21'],
  ['3pm on Friday', '2026-09-04 15:00'],
  ['by fri 15:30', '2026-09-04 15:30'],
  ['on sat', '2026-09-05'],
  ['Sat 5 Sep at 4', '2026-09-05 16:00'],
  ['I sat down with them', 'none'],
  ['the sun was out', 'none'],
  ['they may renew', 'none'],
  ['5 may need help', 'none'],
  ['we march on', 'none'],
  ['second order', 'none'],
  ['give me a second', 'none'],
  ['back in a second', 'none'],
  ['used it for 2 weeks', 'none'],
  ['2 weeks before the demo', 'none'],
  ['orders of the last 3 months', 'none'],
  ['the 5th order', 'none'],
  ['on the 2nd call', 'none'],
  ['open 24/7', 'none'],
  ['rated 9/10', 'none'],
  ['call 555-1234', 'none'],
  ['version 1.2.3', 'none'],
  ['in May', '2027-05-01'],
  ['may 5', '2027-05-05'],
  ['3 Sep', '2026-09-03'],
  ['2 September', '2027-09-02'],
  ['Sept 3rd, 2027 at 5pm', '2027-09-03 17:00'],
  ['2nd of Oct', '2026-10-02'],
  ['Jun 30, 2027', '2027-06-30'],
  ['12/20', '2026-12-20'],
  ['20/12', '2026-12-20'],
  ['20/12/2026', '2026-12-20'],
  ['2.5.2027', '2027-05-02'],
  ['5/6', '2027-05-06'],
  ['2026-12-20T15:30', '2026-12-20 15:30'],
  ['2027/6/3', '2027-06-03'],
  ['3 sep 1200 EUR', '2026-09-03'],
  ['on the 5th', '2026-09-05'],
  ['by the 2nd', '2026-10-02'],
  ['on the 31st', '2026-10-31'],
  ['in 2 weeks', '2026-09-17'],
  ['in a couple of days', '2026-09-05'],
  ['3 days ago', '2026-08-31'],
  ['3 business days', 'none'],
  ['in 3 business days', '2026-09-08'],
  ['in 2 hours', '2026-09-03 12:00'],
  ['in 1 month', '2027-02-28', MONTH_END],
  ['in a year', '2028-01-31', MONTH_END],
  ['end of month', '2026-09-30'],
  ['eom', '2026-09-30'],
  ['end of next month', '2026-10-31'],
  ['end of the week', '2026-09-04'],
  ['end of the quarter', '2026-09-30'],
  ['EOY', '2026-12-31'],
  ['next week', '2026-09-07'],
  ['next month', '2026-10-01'],
  ['mid October', '2026-10-15'],
  ['this weekend', '2026-09-05'],
  ["next month's invoice, friday", '2026-09-04'],
  ['3pm', '2026-09-03 15:00'],
  ['9am', '2026-09-04 09:00'],
  ['2027-02-30', 'impossible'],
  ['send it on 31 April please', 'impossible'],
  ['April 31', 'impossible'],
  ['29 Feb 2027', 'impossible'],
  ['31/4/2027', 'impossible'],
  ['tomorrow at 25:00', 'impossible'],
  ['tomorrow', '2026-09-05', SHANGHAI],
  ['friday', '2026-09-11', SHANGHAI],
  ['tomorrow', '2026-09-07', SUNDAY_NEW_YORK],
  ['next week', '2026-09-07', SUNDAY_NEW_YORK],
  ['monday', '2026-09-07', SUNDAY_NEW_YORK],
  ['next monday', '2026-09-07', SUNDAY_NEW_YORK],
  ['sunday', '2026-09-13', SUNDAY_NEW_YORK],
  ['last friday', '2026-09-04', SUNDAY_NEW_YORK],
  ['in 2 hours', '2026-09-07 01:30', SUNDAY_NEW_YORK],
]

const CHINESE: [string, string, Ref?][] = [
  ['今天', '2026-09-03'],
  ['明天', '2026-09-04'],
  ['后天', '2026-09-05'],
  ['大后天', '2026-09-06'],
  ['昨天', '2026-09-02'],
  ['明天下午3点', '2026-09-04 15:00'],
  ['明天下午三点半给王总回电', '2026-09-04 15:30'],
  ['后天上午10点', '2026-09-05 10:00'],
  ['今晚8点', '2026-09-03 20:00'],
  ['明早', '2026-09-04 09:00'],
  ['明天上午', '2026-09-04 09:00'],
  ['周五发报价', '2026-09-04'],
  ['星期五', '2026-09-04'],
  ['礼拜五', '2026-09-04'],
  ['周四', '2026-09-10'],
  ['星期天', '2026-09-06'],
  ['本周五', '2026-09-04'],
  ['这周五之前', '2026-09-04'],
  ['这周四', '2026-09-03'],
  ['下周五', '2026-09-11'],
  ['下个星期三下午2点半', '2026-09-09 14:30'],
  ['下下周一', '2026-09-14'],
  ['上周五', '2026-08-28'],
  ['下周', '2026-09-07'],
  ['下周初', '2026-09-07'],
  ['周末', '2026-09-05'],
  ['下周末', '2026-09-12'],
  ['月底', '2026-09-30'],
  ['这个月底前签', '2026-09-30'],
  ['客户说月底付款', '2026-09-30'],
  ['本月底', '2026-09-30'],
  ['下月底', '2026-10-31'],
  ['下个月', '2026-10-01'],
  ['下个月5号', '2026-10-05'],
  ['下月十五号', '2026-10-15'],
  ['5号', '2026-09-05'],
  ['2号', '2026-10-02'],
  ['二十号', '2026-09-20'],
  ['15日', '2026-09-15'],
  ['12月3日', '2026-12-03'],
  ['十二月三号', '2026-12-03'],
  ['6月底', '2027-06-30'],
  ['2027年6月30日', '2027-06-30'],
  ['２０２７年６月３０日', '2027-06-30'],
  ['二〇二七年六月三十日', '2027-06-30'],
  ['明年3月', '2027-03-01'],
  ['年底', '2026-12-31'],
  ['明年', '2027-01-01'],
  ['明年年底', '2027-12-31'],
  ['三天后', '2026-09-06'],
  ['两周后', '2026-09-17'],
  ['一个月后', '2026-10-03'],
  ['3天内', '2026-09-06'],
  ['半个月后', '2026-09-18'],
  ['半年后', '2027-03-03'],
  ['一年半后', '2028-03-03'],
  ['过两天再联系', '2026-09-05'],
  ['三天前', '2026-08-31'],
  ['3个工作日内', '2026-09-08'],
  ['两个小时后', '2026-09-03 12:00'],
  ['半小时后', '2026-09-03 10:30'],
  ['一个月后', '2027-02-28', MONTH_END],
  ['晚上8点', '2026-09-03 20:00'],
  ['15:30', '2026-09-03 15:30'],
  ['15：30 开会', '2026-09-03 15:30'],
  ['周日晚上12点', '2026-09-07 00:00'],
  ['9月5日（周六）上午10点', '2026-09-05 10:00'],
  ['这个月的发票，周五寄出', '2026-09-04'],
  ['2月30日', 'impossible'],
  ['2027年2月29日', 'impossible'],
  ['四月三十一号', 'impossible'],
  ['13月5日', 'impossible'],
  ['一周两次', 'none'],
  ['每周一例会', 'none'],
  ['以后天天联系', 'none'],
  ['在5号楼', 'none'],
  ['有三点建议', 'none'],
  ['3个月', 'none'],
  ['合作三年了', 'none'],
  ['今天', '2026-09-04', SHANGHAI],
  ['明天', '2026-09-05', SHANGHAI],
  ['周五', '2026-09-11', SHANGHAI],
  ['本周五', '2026-09-04', SHANGHAI],
  ['周一', '2026-09-07', SUNDAY_SHANGHAI],
  ['下周一', '2026-09-07', SUNDAY_SHANGHAI],
  ['下周', '2026-09-07', SUNDAY_SHANGHAI],
  ['本周日', '2026-09-06', SUNDAY_SHANGHAI],
  ['周日', '2026-09-13', SUNDAY_SHANGHAI],
  ['下周日', '2026-09-13', SUNDAY_SHANGHAI],
  ['明天上午9点', '2026-09-07 09:00', SUNDAY_SHANGHAI],
]

describe('parseWhen', () => {
  it.each(ENGLISH)('%s is %s', (text, expected, ref = THURSDAY) => {
    expect(said(text, ref)).toBe(expected)
  })

  it.each(CHINESE)('%s 是 %s', (text, expected, ref = THURSDAY) => {
    expect(said(text, ref)).toBe(expected)
  })

  it('points at the words of the date', () => {
    for (const [text, words] of [
      ['please call 明天下午3点 sharp', '明天下午3点'],
      ['send it at 3pm on Friday then', 'at 3pm on Friday'],
      ['约在9月5日（周六）上午10点见', '9月5日（周六）上午10点'],
      ['👍👍 ２０２７年６月３０日 到期', '２０２７年６月３０日'],
    ] as const) {
      const found = parseWhen(text, THURSDAY)
      expect(found.kind === 'found' && text.slice(found.index, found.index + found.length)).toBe(words)
    }
  })

  it('keeps the words of a date that does not exist', () => {
    expect(parseWhen('续约到2027年2月30日吧', THURSDAY)).toEqual({ kind: 'impossible', text: '2027年2月30日' })
    expect(parseWhen('send on 31 April please', THURSDAY)).toEqual({ kind: 'impossible', text: '31 April' })
  })

  it('reads the last day of a month or year after "until", and skips past days for what is to do', () => {
    expect(parseUntil('June 2027', THURSDAY)).toMatchObject({ date: '2027-06-30' })
    expect(parseUntil('明年', THURSDAY)).toMatchObject({ date: '2027-12-31' })
    expect(parseUntil('2027-06-03', THURSDAY)).toMatchObject({ date: '2027-06-03' })
    expect(parseUpcoming('as agreed yesterday, call tomorrow', THURSDAY)).toMatchObject({ date: '2026-09-04' })
    expect(parseUpcoming('昨天说好的，周五发合同', THURSDAY)).toMatchObject({ date: '2026-09-04' })
  })

  it('counts hours across a clock change', () => {
    const eve = { now: new Date('2026-03-08T06:30:00Z'), zone: 'America/New_York' }
    expect(said('in 2 hours', eve)).toBe('2026-03-08 04:30')
    expect(said('两小时后', eve)).toBe('2026-03-08 04:30')
  })

  it('still has all the amount parsers of chrono, which it finds by name', () => {
    expect(amountParsers).toHaveLength(4)
  })

  it('holds at least 60 expressions, half of them Chinese', () => {
    expect(ENGLISH.length).toBeGreaterThanOrEqual(30)
    expect(CHINESE.length).toBeGreaterThanOrEqual(30)
  })
})

const WORDS = [...ENGLISH, ...CHINESE].map(([text]) => text)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.oneof(fc.constantFrom(...WORDS, '\u3000', '，', ' ', '半', '个', '下', 'İ', '99999999'), fc.string({ maxLength: 5 })),
      { maxLength: 12 },
    )
    .map(parts => parts.join('')),
)

describe('parseWhen, for any text', () => {
  it('never throws, and answers with a real date inside the text', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(THURSDAY, SHANGHAI, SUNDAY_NEW_YORK, MONTH_END), (text, ref) => {
        const result = parseWhen(text, ref)
        if (result.kind !== 'found') return
        expect(isLocalDate(result.date)).toBe(true)
        expect(result.time ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/)
        expect(result.index).toBeGreaterThanOrEqual(0)
        expect(result.length).toBeGreaterThan(0)
        expect(result.index + result.length).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1500 },
    )
  })

  it('reads 10,000 characters of the worst repetitions within the time limit of a test', () => {
    // A quadratic reading takes seconds for each part and runs into the limit; a linear one takes milliseconds.
    for (const part of [...WORDS, 'in 1 day ', '1 day 1 day ', '十', '5', ' ', '下', '月', '半个', 'the ', '(周', '20']) {
      const text = part.repeat(Math.ceil(10_000 / part.length))
      expect(parseWhen(text, THURSDAY).kind, part).toMatch(/found|none|impossible/)
    }
  })
})
