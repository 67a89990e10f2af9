import { describe, expect, it } from 'vitest'
import { axisMarks, chartData } from '../../../src/playground/page/blocks/chart-data.ts'
import { withEmoji } from '../../../src/playground/page/blocks/emoji.ts'
import { slackDate } from '../../../src/playground/page/blocks/slack-date.ts'
import { cellText, sortRows } from '../../../src/playground/page/blocks/table-order.ts'
import { clockTime, dayName } from '../../../src/playground/page/clock.ts'
import { colourOf, initials } from '../../../src/playground/page/frame/person-look.ts'
import { wordsFor } from '../../../src/playground/page/words.ts'

const noon = 1774353600 // 2026-03-24 12:00 UTC
const reader = { nowSeconds: noon, locale: 'en-US', zone: 'UTC', today: 'today', yesterday: 'yesterday' }

describe('dates in a message', () => {
  it('are shown in the reader’s zone and language', () => {
    expect(slackDate(noon, '{date_num} {time}', 'x', { ...reader, zone: 'Asia/Shanghai', locale: 'zh-CN' })).toBe(
      '2026-03-24 20:00',
    )
    expect(slackDate(noon, 'on {date_short}', 'x', reader)).toBe('on Mar 24, 2026')
    expect(slackDate(noon - 86_400, '{date_short_pretty}', 'x', reader)).toBe('yesterday')
    expect(slackDate(noon - 7200, '{ago}', 'x', reader)).toBe('2 hours ago')
  })

  it('fall back where Slack would', () => {
    expect(slackDate(noon, '{date_of_birth}', 'Mar 24', reader)).toBe('Mar 24')
    expect(slackDate(noon, '', 'Mar 24', reader)).toBe('Mar 24')
  })

  it('never fail on an unknown zone or an instant outside the calendar', () => {
    expect(clockTime(noon, 'en-US', 'Mars/Base')).toMatch(/12:00/)
    expect(clockTime(1e15, 'en-US', 'UTC')).toBe('')
    expect(dayName(noon - 86_400, noon, 'zh-CN', 'UTC', wordsFor('zh-CN'))).toBe('昨天')
  })
})

describe('tables', () => {
  const row = (text: string, value: number) => [
    { type: 'raw_text', text },
    { type: 'raw_number', value, text: String(value) },
  ]

  it('sort numbers by size and words by language', () => {
    const rows = [row('b', 10), row('a', 9), row('c', 100)]
    expect(sortRows(rows, 1, true, 'en').map(one => one[1]?.text)).toEqual(['100', '10', '9'])
    expect(sortRows(rows, 0, false, 'en').map(one => one[0]?.text)).toEqual(['a', 'b', 'c'])
    expect(sortRows([row('王', 1), row('陈', 2), row('李', 3)], 0, false, 'zh-CN').map(one => one[0]?.text)).toEqual([
      '陈',
      '李',
      '王',
    ])
  })

  it('read rich text cells aloud', () => {
    const cell = {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Acme ' },
            { type: 'link', url: 'https://e.co', text: 'Tools' },
          ],
        },
      ],
    }
    expect(cellText(cell)).toBe('Acme Tools')
  })
})

describe('charts', () => {
  it('match values to categories by label and leave gaps where there is none', () => {
    const chart = chartData({
      type: 'data_visualization',
      title: 'Risk',
      chart: { type: 'line', axis_config: { categories: ['a', 'b'] }, series: [{ name: 's', data: [{ label: 'b', value: 2 }] }] },
    })
    expect(chart?.series).toEqual([{ name: 's', values: [null, 2] }])
  })

  it('refuse what cannot be drawn', () => {
    expect(chartData({ chart: { type: 'radar' } })).toBeNull()
    expect(chartData({ chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] } })).toBeNull()
    expect(chartData({})).toBeNull()
  })

  it('mark the axis with round numbers around the values, zero among them', () => {
    expect(axisMarks([3, 97])).toEqual([0, 25, 50, 75, 100])
    expect(axisMarks([-5, 5])).toContain(0)
    expect(axisMarks([0, 0])).toEqual([0, 1])
    expect(axisMarks([1, 2])).toEqual([0, 1, 2])
    expect(axisMarks([0.4, 0.9])).toContain(0.5)
  })
})

describe('people’s pictures', () => {
  it('carry initials in either script', () => {
    expect(initials('Sofia Lind')).toBe('SL')
    expect(initials('陈晓雯')).toBe('晓雯')
    expect(initials('')).toBe('?')
  })

  it('keep one colour per person on which white is readable', () => {
    for (const id of ['U0OLIVIA', 'U0MARCUS', 'U0SOFIA', 'U0XIAOWEN', 'U0ANNA']) {
      expect(colourOf(id)).toBe(colourOf(id))
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
        const part = Number.parseInt(colourOf(id).slice(at, at + 2), 16) / 255
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      expect(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)).toBeGreaterThan(4.5)
    }
  })
})

describe('the page’s words', () => {
  it('are Chinese for Chinese locales and English for all others', () => {
    expect(wordsFor('zh-CN').send).toBe('发送')
    expect(wordsFor('zh').send).toBe('发送')
    expect(wordsFor('de-DE').send).toBe('Send')
    expect(withEmoji('done :white_check_mark: :nope:')).toBe('done ✅ :nope:')
  })
})
