import { describe, expect, it } from 'vitest'
import { parseSnooze } from '../../../src/chat/dates/when.ts'

/** Thursday 3 September, 18:00 in Shanghai. */
const REF = { now: new Date('2026-09-03T10:00:00Z'), zone: 'Asia/Shanghai' }

describe('parseSnooze', () => {
  it.each([
    ['1h', '2026-09-03T11:00:00.000Z'],
    ['90m', '2026-09-03T11:30:00.000Z'],
    ['an hour', '2026-09-03T11:00:00.000Z'],
    ['half an hour', '2026-09-03T10:30:00.000Z'],
    ['for 2 days', '2026-09-04T16:00:00.000Z'],
    ['1w', '2026-09-09T16:00:00.000Z'],
    ['tomorrow', '2026-09-03T16:00:00.000Z'],
    ['tomorrow 9am', '2026-09-04T01:00:00.000Z'],
    ['next week', '2026-09-06T16:00:00.000Z'],
    ['2026-09-15', '2026-09-14T16:00:00.000Z'],
    ['1 小时', '2026-09-03T11:00:00.000Z'],
    ['１小时后', '2026-09-03T11:00:00.000Z'],
    ['半小时', '2026-09-03T10:30:00.000Z'],
    ['两个半小时', '2026-09-03T12:30:00.000Z'],
    ['三天', '2026-09-05T16:00:00.000Z'],
    ['一周后', '2026-09-09T16:00:00.000Z'],
    ['一个月', '2026-10-02T16:00:00.000Z'],
    ['明天上午9点', '2026-09-04T01:00:00.000Z'],
    ['下周', '2026-09-06T16:00:00.000Z'],
    ['周五', '2026-09-03T16:00:00.000Z'],
    ['月底', '2026-09-29T16:00:00.000Z'],
  ])('%s ends at %s', (text, until) => {
    expect(parseSnooze(text, REF)).toEqual({ kind: 'until', until: new Date(until) })
  })

  it('takes next week as its first working day', () => {
    expect(parseSnooze('next week', REF, [2, 3, 4])).toEqual({ kind: 'until', until: new Date('2026-09-07T16:00:00.000Z') })
    expect(parseSnooze('下周', REF, [1, 2, 3, 4, 5])).toEqual({ kind: 'until', until: new Date('2026-09-06T16:00:00.000Z') })
    expect(parseSnooze('tomorrow', REF, [1])).toEqual({ kind: 'until', until: new Date('2026-09-03T16:00:00.000Z') })
  })

  it.each([
    ['', 'none'],
    ['later', 'none'],
    ['yesterday', 'past'],
    ['昨天', 'past'],
    ['2020-01-01', 'past'],
    ['2027-02-30', 'impossible'],
    ['2月30日', 'impossible'],
    ['999999 days', 'impossible'],
    ['0h', 'past'],
  ])('%s is %s', (text, kind) => {
    expect(parseSnooze(text, REF).kind).toBe(kind)
  })
})
